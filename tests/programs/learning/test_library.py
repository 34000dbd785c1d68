"""Search and filters of the library: what fits, how many, and what an address that anybody may write does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import catalogue
from programs.domain.movements import Item
from programs.learning import library
from programs.learning.library import CHOICES, Filters, Library

PROTOCOL = catalogue.shipped()
LIBRARY = library.shipped()
EVERYTHING = Filters()

chosen = st.builds(
    Filters,
    words=st.sampled_from(("", "heel", "TOE", "calf str", "zzz")),
    **{name: st.sampled_from(("", *LIBRARY.options[name])) for name in CHOICES},
)


def names(items: tuple[Item, ...]) -> set[str]:
    return {item.id for item in items}


def test_without_a_choice_everything_is_listed_once() -> None:
    found = LIBRARY.find(EVERYTHING)
    assert len(found) == len(PROTOCOL.items) == len(names(found))


@pytest.mark.parametrize(
    ("filters", "in_", "out"),
    [
        (Filters(words="heel raise"), "heel-raise-both-towel", "ankle-circles"),
        (Filters(words="raise HEEL"), "heel-raise-both-towel", "ankle-circles"),
        (Filters(words="héel rais"), "heel-raise-single", "thumb-sweep-arch"),
        (Filters(words="windlass"), "heel-raise-both-towel", "heel-raise-both"),  # another name of it
        (Filters(words="fours"), "cat-cow", "ankle-circles"),  # a position
        (Filters(words="tennis"), "arch-ball-roll-seated", "thumb-sweep-arch"),  # a thing
        (Filters(words="big toe"), "big-toe-press", "calf-roller"),  # a part of the foot
        (Filters(purpose="massage"), "calf-roller", "ankle-circles"),
        (Filters(position="lying"), "lying-ankle-pumps", "calf-roller"),
        (Filters(equipment="none"), "lying-ankle-pumps", "calf-roller"),
        (Filters(equipment="roller"), "calf-roller", "thumb-sweep-arch"),
        (Filters(minutes="1"), "big-toe-ball-lean", "calf-roller"),  # 72 s read as about 1 minute
        (Filters(minutes="2"), "calf-roller", "heel-raise-both-towel"),
    ],
)
def test_what_fits(filters: Filters, in_: str, out: str) -> None:
    found = names(LIBRARY.find(filters))
    assert in_ in found
    assert out not in found


def test_a_part_of_a_word_from_its_middle_is_no_match() -> None:
    assert "heel-raise-both-towel" not in names(LIBRARY.find(Filters(words="owel")))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("balence", "balance"),
        ("Tennnis BALL", "tennis ball"),
        ("plantar fasciitis", "plantar fascia"),
        ("zzz", None),
        ("balance", None),
        ("tennis kneeling", None),
    ],
)
def test_the_nearest_known_words(words: str, meant: str | None) -> None:
    near = LIBRARY.meant(Filters(words=words))
    assert near == (Filters(words=meant) if meant else None)
    assert near is None or LIBRARY.find(near)


def test_nearer_words_are_offered_only_where_they_find_something() -> None:
    assert LIBRARY.meant(Filters(words="tenniss", position="kneeling")) is None


def test_items_stand_from_easy_to_hard() -> None:
    levels = [item.level for item in LIBRARY.find(Filters(words="heel"))]
    assert levels == sorted(levels)
    assert len(set(levels)) > 2


@given(chosen)
def test_a_count_is_what_choosing_it_finds(filters: Filters) -> None:
    for name in CHOICES:
        for value, count in LIBRARY.counts(filters, name).items():
            assert count == len(LIBRARY.find(replace(filters, **{name: value})))


@given(chosen, st.sampled_from(("words", *CHOICES)))
def test_taking_something_away_never_hides_an_item(filters: Filters, name: str) -> None:
    assert names(LIBRARY.find(filters)) <= names(LIBRARY.find(filters.without(name)))


@given(chosen)
def test_an_address_says_what_it_was_made_from(filters: Filters) -> None:
    assert LIBRARY.filters(filters.chosen) == filters


@given(st.dictionaries(st.sampled_from(("words", *CHOICES, "page")), st.text()))
def test_whatever_an_address_holds_is_read(said: dict[str, str]) -> None:
    filters = LIBRARY.filters(said)
    assert all(filters.choice(name) in ("", *LIBRARY.options[name]) for name in CHOICES)
    assert len(filters.words) <= library.WORDS_MAX
    assert LIBRARY.find(filters) is not None


def test_what_is_not_known_counts_as_not_said() -> None:
    assert LIBRARY.filters({"position": "flying", "minutes": "4", "equipment": "oven", "purpose": ""}) == EVERYTHING


def test_no_choice_is_offered_that_no_item_has() -> None:
    assert "oil" not in LIBRARY.options["equipment"]
    assert all(count for name in CHOICES for count in LIBRARY.counts(EVERYTHING, name).values())


def test_a_withdrawn_item_is_not_found() -> None:
    left = replace(PROTOCOL, items={id: item for id, item in PROTOCOL.items.items() if id != "cat-cow"})
    assert "cat-cow" not in names(Library.of(left).find(Filters(position="all_fours")))
    assert "cat-cow" in names(LIBRARY.find(Filters(position="all_fours")))

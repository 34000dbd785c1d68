"""Everything a person reads in the programme content is at the reading age of about ten."""

from __future__ import annotations

import pytest

from programs.catalogue import shipped
from programs.domain.touch_words import SENTENCES
from tests.content import reading
from tests.content.person_words import OUTSIDE, entries
from tests.content.reading import allowed_words, grade, in_groups, sentences_of, too_hard

ENTRIES = dict(entries(shipped()))


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_is_easy_to_read(name: str) -> None:
    assert too_hard(ENTRIES[name]) == ""


def test_the_gate_sees_the_whole_content() -> None:
    protocol = shipped()
    assert len([name for name in ENTRIES if name.startswith("items/")]) == len(protocol.items)
    assert len([name for name in ENTRIES if name.startswith("rules.yaml")]) == len(protocol.rules)
    assert len([name for name in ENTRIES if "finding" in name]) == len(protocol.vocabulary.findings)
    assert len([name for name in ENTRIES if name.startswith("touch.yaml")]) == len(SENTENCES) + 1
    assert all(reason for reason in OUTSIDE.values())


HARD = "Regular mobilisation facilitates proprioceptive rehabilitation of the musculature."


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ([["Sit on a chair.", "Lift one foot."]], ""),
        ([[HARD]], "is over 8"),
        ([["Sit on a chair"], ["Lift one foot"], [HARD]], "is over 8"),
        ([["The programme is composed of several different movements."] * 2], "over"),
    ],
)
def test_too_hard(groups: list[list[str]], says: str) -> None:
    assert says in too_hard(groups)
    assert bool(too_hard(groups)) is bool(says)


def test_a_median_over_six_is_too_hard_though_none_is_over_eight() -> None:
    middling = ["You begin with a gentle exercise so that the ankle is ready for more later"]
    assert reading.MEDIAN_MOST < grade(middling) <= reading.MOST
    assert "median grade" in too_hard([middling])
    assert too_hard([middling, ["Sit on a chair"], ["Lift one foot"]]) == ""


def test_a_fragment_counts_as_a_sentence() -> None:
    assert grade(["Bouncing through heel pain", "Ankles rolling outwards"]) == grade(
        ["Bouncing through heel pain.", "Ankles rolling outwards."]
    )
    assert grade(["Sit on a chair", "Lift one foot up"]) < grade(["Sit on a chair and lift one foot up"])


def test_sentences_and_groups() -> None:
    assert sentences_of("Sit down. Lift one foot? Rest") == ["Sit down.", "Lift one foot?", "Rest"]
    assert [len(group) for group in in_groups(["a"] * 8)] == [3, 2, 3]
    assert [len(group) for group in in_groups(["a"] * 3)] == [3]
    assert [one for group in in_groups(list("abcdefg")) for one in group] == list("abcdefg")


def test_an_allowed_word_counts_as_a_plain_one() -> None:
    for word in allowed_words():
        assert grade([f"The {word} is here now"]) == grade(["The ankle is here now"])


@pytest.mark.parametrize("word", allowed_words())
def test_no_word_is_allowed_without_need(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it at least one entry would be too hard; and its line says why."""
    assert len(allowed_words()[word].split()) > 4
    others = {other: why for other, why in allowed_words().items() if other != word}
    monkeypatch.setattr(reading, "allowed_words", lambda: others)
    reading.allowed_pattern.cache_clear()
    try:
        assert any(too_hard(groups) for groups in ENTRIES.values())
    finally:
        reading.allowed_pattern.cache_clear()

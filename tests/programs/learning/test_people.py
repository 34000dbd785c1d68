"""Whom an item is not for: everything that could hold it back in a plan is said in words on its page."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from assessments import catalogue as assessment_catalogue
from assessments.content_file import read
from assessments.domain.errors import ContentError
from programs import catalogue
from programs.domain.inputs import Inputs
from programs.domain.movements import Item
from programs.domain.prescriptions import prescribe
from programs.learning import people

PROTOCOL = catalogue.shipped()
QUESTIONS = assessment_catalogue.shipped()
PEOPLE = people.shipped()
ITEMS = list(PROTOCOL.items.values())
WORDS = {one.id: one.words for one in PEOPLE}


def never(item: str) -> tuple[str, ...]:
    return people.limits(PROTOCOL, PEOPLE, PROTOCOL.items[item]).never


def ask_first(item: str) -> tuple[str, ...]:
    return people.limits(PROTOCOL, PEOPLE, PROTOCOL.items[item]).ask_first


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_contraindication_and_caution_of_an_item_is_said(item: Item) -> None:
    said = people.limits(PROTOCOL, PEOPLE, item)
    for one in PEOPLE:
        if one.contraindications & set(item.contraindications) or one.findings & set(item.avoid_with_findings):
            assert one.words in said.never
        elif one.contraindications & set(item.cautions) or one.findings & set(item.caution_findings):
            assert one.words in (*said.never, *said.ask_first)
    assert not set(said.never) & set(said.ask_first)


# An independent check: what `prescribe` leaves out for a health reason, the page warns of.
HEALTH = ("contraindication", "excluded", "exclusion_tag", "level_by_health")
EVERY_FINDING = {id: 2 for id in PROTOCOL.vocabulary.findings if id != "hallux_extension_restricted"}


def inputs(**more: Any) -> Inputs:
    return Inputs(
        findings=EVERY_FINDING,
        minutes=30,
        experience="trained",
        pain=more.pop("pain", 0),
        age=more.pop("age", 40),
        equip=frozenset(PROTOCOL.vocabulary.equipment),
        **more,
    )


def offered(**more: Any) -> set[str]:
    planned = prescribe(PROTOCOL, inputs(**more))
    return {candidate.item for candidate in planned.candidates}


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.id)
def test_what_a_plan_leaves_out_for_somebody_is_not_for_them_here(one: people.People) -> None:
    contra = frozenset(id for id in one.contraindications if not PROTOCOL.vocabulary.contraindications[id].blocks_all)
    healthy = offered()
    left = healthy - offered(contra=contra, excluded_tags=one.tags, pain=one.pain_from or 0, age=one.age_from or 40)
    assert {item for item in left if one.words not in never(item)} == set()


def test_somebody_is_held_back_from_something() -> None:
    """Without this the test above could compare nothing with nothing."""
    assert len(offered()) > 60
    for person in ("numb_feet", "clot", "operation", "falls", "strong_pain"):
        assert any(WORDS[person] in never(item.id) for item in ITEMS), person


@pytest.mark.parametrize(
    ("item", "person"),
    [
        ("calf-roller", "clot"),
        ("calf-roller", "pregnancy"),
        ("calf-roller", "cancer"),  # through the massage gate
        ("thumb-sweep-arch", "broken_skin"),
        ("heel-raise-both-towel", "rigid_big_toe"),
        ("heel-raise-both-towel", "forefoot_pain"),  # a rule
        ("heel-raise-both", "strong_pain"),  # a rule about pain now
        ("single-leg-eyes-closed", "dizzy"),
        ("single-leg-eyes-closed", "older"),  # a rule about age
        ("cat-cow", "cannot_kneel"),
    ],
)
def test_known_cases(item: str, person: str) -> None:
    assert WORDS[person] in never(item)


def test_a_caution_asks_first_and_forbids_nothing() -> None:
    assert WORDS["injury"] in ask_first("ankle-circles")
    assert WORDS["injury"] not in never("ankle-circles")


def test_an_operation_is_never_left_unsaid() -> None:
    """It stops every plan, so no item is silent about it."""
    silent = [item.id for item in ITEMS if WORDS["operation"] not in (*never(item.id), *ask_first(item.id))]
    assert silent == []


def broken(change: Any) -> str:
    data = copy.deepcopy(read(people.FILE, catalogue.CONTENT / people.FILE))
    change(data)
    with pytest.raises(ContentError) as caught:
        people.parse(data, PROTOCOL, QUESTIONS)
    return str(caught.value)


def person(data: Any, id: str) -> Any:
    return next(one for one in data["people"] if one["id"] == id)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["urgent"].remove("dvt_suspected"), "nobody here has the contraindication 'dvt_suspected'"),
        (lambda data: person(data, "cancer").pop("answers"), "nobody here has the answer 'hx.cancer'"),
        (lambda data: person(data, "big_toe_pain").pop("findings"), "nobody here has the finding 'big_toe_pain'"),
        (lambda data: person(data, "strong_pain").pop("pain_from"), "nobody here has pain_from 6"),
        (lambda data: person(data, "older").pop("age_from"), "nobody here has age_from 65"),
        (lambda data: person(data, "clot").update(contraindications=["dvt"]), "person 'clot'"),
        (lambda data: person(data, "clot").update(wrods="x"), "'wrods' is not a field here"),
        (lambda data: person(data, "clot").update(words=" "), "words is empty"),
    ],
)
def test_a_fault_is_named_with_its_place(change: Any, said: str) -> None:
    message = broken(change)
    assert message.startswith("learn/not-for-you.yaml")
    assert said in message.replace("people 'clot'", "person 'clot'")

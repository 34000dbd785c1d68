"""Every single health answer, with everything else wrong with the feet: nothing that it forbids is ever planned.

The expected side is read from the facts of the items, not from the composer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from assessments import catalogue as assessment_catalogue
from assessments.domain.definitions import Question
from assessments.domain.findings import find
from assessments.domain.safety import person_tags, screen
from programs.domain.inputs import from_assessment
from programs.domain.routine import plan_day
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL

QUESTIONNAIRE = assessment_catalogue.shipped()
FINDINGS = {id: 2 for id in PROTOCOL.vocabulary.findings if id != PROTOCOL.composer.added_finding}
EVERYTHING = ("ball", "band", "step", "backpack", "cushion", "roller", "oil", "partner")
PLAIN = {"age": 40, "minutes": "30", "experience": "most_days", "days": "7", "equipment": EVERYTHING}

Answers = Mapping[str, Any]


def values(question: Question) -> Iterator[Any]:
    if question.kind == "tick":
        yield "ticked"
    elif question.kind in ("multi", "multi_with_none"):
        yield from ((option.value,) for option in question.options)
    else:
        yield from (option.value for option in question.options)


def health_answers() -> Iterator[tuple[str, Answers]]:
    """Each answer of the safety part alone, on the left, with what opens its question."""
    for page in QUESTIONNAIRE.pages.values():
        for question in page.questions if page.screening else ():
            for value in values(question):
                opened = {"hx.allergy": "ticked"} if question.id == "dt.allergy_text" else {}
                answers = {**PLAIN, **opened}
                for field in question.fields:
                    answers[field.name] = "left" if field.asks_side else value
                yield f"{question.id}={value}", answers


def day_of(answers: Answers, day: str) -> tuple[set[str], set[str]]:
    """What is planned, and what may not be."""
    found, screening = find(QUESTIONNAIRE, answers), screen(QUESTIONNAIRE, answers)
    inputs = from_assessment(
        findings=FINDINGS,
        contraindications=[one.id for one in found.contraindications],
        tags=person_tags(screening),
        pain_now=0,
        age=40,
        minutes=30,
        experience="trained",
        equipment=found.equipment,
        not_available=found.not_available,
    )
    routine = plan_day(PROTOCOL, inputs, day=day)
    planned = {one.item for one in (*routine.items, *routine.breaks)}
    return planned, oracle.forbidden(inputs)


CASES = dict(health_answers())


@pytest.mark.parametrize("day", ["strength", "other"])
def test_nothing_that_a_single_health_answer_forbids_is_planned(day: str) -> None:
    forbidding, days_with_items = 0, 0
    for name, answers in CASES.items():
        planned, forbidden = day_of(answers, day)
        assert not planned & forbidden, name
        forbidding += len(forbidden) > len(day_of(PLAIN, day)[1])
        days_with_items += bool(planned)
    assert len(CASES) > 120
    assert forbidding > 30
    assert days_with_items > 60


# The clinical brief: nuts, scent and wool fat are in oils, rubber is in bands and balls; "other" hides all of them.
EXPECTED = {
    "nuts": {"oil"},
    "latex": {"band", "ball"},
    "scent": {"oil"},
    "lanolin": {"oil"},
    "other": {"oil", "band", "ball"},
}


@pytest.mark.parametrize("allergen", [option.value for option in QUESTIONNAIRE.questions["dt.allergy_text"].options])
def test_each_allergen_takes_its_things_off(allergen: str) -> None:
    answers = {**PLAIN, "hx.allergy": "ticked", "dt.allergy_text": (allergen,)}
    found = find(QUESTIONNAIRE, answers)
    taken = {*EVERYTHING} - {*found.equipment}
    assert taken == EXPECTED[allergen]
    for day in ("strength", "other"):
        planned, _forbidden = day_of(answers, day)
        assert not [id for id in planned if taken & {*oracle.FACTS[id]["equipment"]}]


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ({"hx.numb": "ticked", "hx.numb.side": "left", "dt.numb_new": "stable"}, "heat"),
        ({"hx.numb": "ticked", "hx.numb.side": "left", "dt.numb_new": "stable"}, "barefoot"),
    ],
)
def test_numb_feet_get_no_heat_and_no_barefoot_work(said: Answers, never: str) -> None:
    carrying = {id for id, fact in oracle.FACTS.items() if never in fact["exclusion_tags"]}
    assert carrying
    for day in ("strength", "other"):
        planned, _forbidden = day_of({**PLAIN, **said}, day)
        assert not planned & carrying

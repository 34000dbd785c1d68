"""Whole assessments of made-up people, by seed: every page answered, consistently, with no plan held back."""

from __future__ import annotations

from functools import cache
from random import Random

from assessments.catalogue import shipped
from assessments.domain.conditions import Answers
from assessments.domain.definitions import Field, Question, Questionnaire
from assessments.domain.findings import find
from assessments.domain.safety import person_tags, screen
from programs.domain.inputs import Inputs, from_assessment
from programs.domain.prescriptions import stops
from tests.assessments.domain.walks import walk
from tests.programs.domain.cases import PROTOCOL

QUESTIONNAIRE: Questionnaire = shipped()
HARMLESS = 1  # the highest rank of an answer given here: "caution" leaves things out and holds nothing back
OFTEN, SELDOM = 0.5, 0.07


def inputs_of(answers: Answers, questionnaire: Questionnaire = QUESTIONNAIRE) -> Inputs:
    """The inputs of a first plan, as a completed assessment gives them."""
    found = find(questionnaire, answers)
    assert found.minutes is not None
    assert found.experience is not None
    assert found.age is not None
    return from_assessment(
        findings=found.by_person,
        contraindications=[one.id for one in found.contraindications],
        tags=person_tags(screen(questionnaire, answers)),
        pain_now=found.pain_now,
        age=found.age,
        minutes=found.minutes,
        experience=found.experience,
        equipment=found.equipment,
        not_available=found.not_available,
        sides=found.first_side,
    )


@cache
def people(count: int) -> tuple[tuple[Answers, Inputs], ...]:
    """The first ``count`` made-up people who may have a plan, each with the inputs of it."""
    found: list[tuple[Answers, Inputs]] = []
    seed = 0
    while len(found) < count:
        answers = answers_of(Random(seed))
        seed += 1
        if not screen(QUESTIONNAIRE, answers).blocks_plan:
            inputs = inputs_of(answers)
            if not stops(PROTOCOL, inputs.contra):
                found.append((answers, inputs))
    return tuple(found)


def answers_of(chance: Random) -> Answers:
    """Somebody who says something on every page; health answers are quiet most of the time."""
    said: dict[str, str | list[str]] = {}
    for question in QUESTIONNAIRE.questions.values():
        often = SELDOM if question.levels or question.excludes else OFTEN
        said |= {
            field.name: _answer(field, chance)
            for field in question.fields
            if not field.asks_side and chance.random() < often and _values(question)
        }
    said["age"] = str(chance.randint(18, 90))
    said["main.region"] = chance.choice(["back", "feet", "both", "none"])
    return walk(said)[0]


def _answer(field: Field, chance: Random) -> str | list[str]:
    question, values = field.question, _values(field.question)
    if question.kind in ("multi", "multi_with_none"):
        several = [value for value in values if value != "none"]
        return chance.sample(several, chance.randint(1, min(4, len(several))))
    return chance.choice(values)


def _values(question: Question) -> list[str]:
    """The answers that hold no plan back by themselves."""
    if question.kind == "integer":
        return []
    if question.kind == "scale":
        return [str(number) for number in range(question.low or 0, (question.high or 0) + 1)]
    ranks = {level.id: level.rank for level in QUESTIONNAIRE.levels.values()}
    levels = question.levels or {}
    listed = [option.value for option in question.options] if question.kind != "tick" else ["ticked"]
    return [value for value in listed if ranks.get(levels.get(value, levels.get("any", "")), 0) <= HARMLESS]

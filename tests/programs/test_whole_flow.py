"""Answer sets posted page by page end in the same routine as the pure functions called directly."""

import random
from collections.abc import Mapping
from typing import Any

import pytest

from assessments import catalogue as assessment_catalogue
from assessments.domain.definitions import Question
from assessments.domain.findings import find
from assessments.domain.safety import person_tags, screen
from assessments.models import Assessment
from assessments.stored import thaw
from programs import catalogue
from programs.domain import what_if
from programs.domain.prescriptions import from_assessment, prescribe
from programs.domain.records import routine_from_json, routine_to_json
from programs.domain.routine import compose
from programs.domain.week import is_strength_day, weekday, weekday_view
from programs.models import DayPlan, Plan
from tests.assessments.helpers import answer_all
from tests.conftest import Clock

SETS_A_CHUNK = 25
CHUNKS = 8  # 200 sets
NOT_ASKED_AT_RANDOM = ("age", "consent.terms", "consent.about_me")


def random_answers(seed: int) -> dict[str, Any]:
    """Posture, pain, habits and plan answers at random; now and then a health answer that only calls for care."""
    chance = random.Random(seed)
    questionnaire = assessment_catalogue.shipped()
    answers: dict[str, Any] = {"age": chance.randint(18, 90)}
    for page in questionnaire.flows["full"].pages:
        for question in page.questions:
            if question.id in NOT_ASKED_AT_RANDOM:
                continue
            for field in question.fields:
                if field.asks_side:
                    answers[field.name] = chance.choice(["left", "right", "both"])
                    continue
                value = _value(question, chance)
                if value is not None:
                    answers[field.name] = value
    return answers


def _value(question: Question, chance: random.Random) -> Any:
    mild = [value for value, level in (question.levels or {}).items() if level in ("clear", "caution")]
    if question.kind == "tick":
        return "ticked" if "ticked" in mild and chance.random() < 0.08 else None
    if question.kind == "scale":
        return chance.randint(0, 10)
    options = [option.value for option in question.options if option.value != "none"]
    if question.kind in ("multi", "multi_with_none"):
        chosen = tuple(value for value in options if chance.random() < 0.25)
        return chosen or (("none",) if question.kind == "multi_with_none" else (chance.choice(options),))
    if question.levels and "any" not in question.levels:
        options = [value for value in options if value in mild]
    return chance.choice(options) if options else None


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_posted_pages_equal_the_pure_functions(
    client: Any, clock: Clock, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page through HTTP, from consent to Today. What would change a plan has tests of its own."""
    monkeypatch.setattr(what_if, "what_would_change", lambda *_given, **_more: ())
    came_through = 0
    for seed in range(chunk * 1000, chunk * 1000 + 2 * SETS_A_CHUNK):
        client.cookies.clear()
        response = answer_all(client, **random_answers(seed))
        if response["Location"] == "/assessment/review/":
            assert client.post("/assessment/result/")["Location"] == "/assessment/result/"
            assert client.get("/today/").status_code == 200
            compare(clock)
            came_through += 1
        if came_through == SETS_A_CHUNK:
            return
    raise AssertionError(f"only {came_through} answer sets came through")


def directly(answers: Mapping[str, Any], day: str) -> dict[str, Any]:
    questionnaire, protocol = assessment_catalogue.shipped(), catalogue.shipped()
    screening, found = screen(questionnaire, answers), find(questionnaire, answers)
    assert not screening.blocks_plan
    inputs = from_assessment(
        findings=found.by_person,
        contraindications=[one.id for one in found.contraindications],
        tags=person_tags(screening),
        pain_now=found.pain_now,
        age=found.age or 0,
        minutes=found.minutes or 0,
        experience=found.experience or "",
        equipment=found.equipment,
        not_available=found.not_available,
        sides=found.first_side,
    )
    return routine_to_json(compose(protocol, prescribe(protocol, inputs, day=day)))


def compare(clock: Clock) -> None:
    protocol, today = catalogue.shipped(), clock.now.date()
    answers = thaw(Assessment.objects.exclude(completed_at=None).latest("id").answers)
    plan, day_plan = Plan.objects.latest("id"), DayPlan.objects.latest("id")
    for day in ("strength", "other"):
        assert plan.outcome[day] == directly(answers, day)
    day = "strength" if is_strength_day(protocol, today, today) else "other"
    routine = routine_from_json(protocol, plan.outcome[day])
    viewed = weekday_view(routine, protocol, weekday(protocol, today), plan.days)
    assert day_plan.items == routine_to_json(viewed)["items"]

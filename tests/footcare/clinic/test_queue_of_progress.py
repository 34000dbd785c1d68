"""Lines that come from how practice goes: each from real days, reports and steps."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Clinic, Person
from footcare.clinic.facts import Prompt, gather
from footcare.clinic.presenters import flag
from footcare.clinic.queue import Line, Urgency, lines, prompt_words
from programs import actions as programs
from programs import catalogue as programs_catalogue
from programs.reports import Report
from tests.footcare.clinic.factories import make_linked, practise, start_plan
from tests.programs.helpers import make_plan, rescreen

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CALVES: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
PAINFUL = {"main.region": "back", "om.pain_back.now": 6, "om.pain_back.average": 6}


def found(clinic: Clinic, now: dt.datetime) -> list[Line]:
    return lines(gather(clinic.people, clinic, now), now)


def of_kind(clinic: Clinic, kind: str, now: dt.datetime) -> list[Line]:
    return [line for line in found(clinic, now) if line.kind == kind]


def whole_day(person: Person, now: dt.datetime, pain: int) -> None:
    """Everything ticked, and a check-in with this pain during practice."""
    plan = person.cleared_plan(now)
    assert plan is not None
    day = programs.open_day(person=person, plan=plan, now=now, by=person)
    for question in ("anything_new", "massage_check"):
        programs.answer_check(person=person, question=question, answer="no", op=uuid4(), now=now, by=person)
    for planned in day.items:
        programs.tick(person=person, item=planned["item"], done=True, op=uuid4(), now=now)
    programs.check_in(person=person, report=Report(pain, 1, "easy", ""), op=uuid4(), now=now, by=person)


def until_stopped(person: Person, start: dt.datetime) -> dt.datetime:
    """High pain every day: the day on which the plan is hidden."""
    for passed in range(14):
        now = start + passed * DAY
        whole_day(person, now, 6)
        if person.cleared_plan(now) is None:
            return now
    raise AssertionError("nothing stopped the programme")


def test_the_second_red_asks_the_clinic_once_for_all_items_of_the_day(
    clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    start_plan(person, now, **CALVES)
    whole_day(person, now, 6)
    assert of_kind(clinic, "reds", now) == []
    later = now + DAY
    whole_day(person, later, 6)
    prompts = person.progression_steps.filter(clinician_prompt=True, local_date=later.date())
    [line] = of_kind(clinic, "reds", later)
    assert (line.key, line.urgency, line.at) == (f"reds:{later.date()}", Urgency.REDS, later)
    assert prompts.count() > 1
    assert line.reason == f"High pain on 2 days within 14 days. {prompts.count()} items keep their dose."


def test_the_line_names_what_became_of_an_item(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    make_plan(now, person, **CALVES)
    [item] = (one["item"] for one in first_strength(person, now))
    for passed in range(8):
        red(person, item, now + passed * DAY)
    asked = person.progression_steps.filter(clinician_prompt=True).order_by("pk").first()
    assert asked is not None
    assert asked.action in {"SWAP_7_DAYS", "PAUSE_7_DAYS"}
    [line] = of_kind(clinic, "reds", asked.made_at)[:1]
    words = "an easier version for now" if asked.action == "SWAP_7_DAYS" else "rests"
    assert line.reason.endswith(f": {words}.")


def first_strength(person: Person, now: dt.datetime) -> list[dict[str, Any]]:
    plan = person.cleared_plan(now)
    assert plan is not None
    day = programs.open_day(person=person, plan=plan, now=now, by=person)
    return [one for one in day.items if one["kind"] == "strength"][:1]


def red(person: Person, item: str, now: dt.datetime) -> None:
    """Only this item, with high pain; nothing on a day without it."""
    plan = person.cleared_plan(now)
    day = plan and programs.open_day(person=person, plan=plan, now=now, by=person)
    if not day or item not in {one["item"] for one in day.items}:
        return
    programs.answer_check(person=person, question="anything_new", answer="no", op=uuid4(), now=now, by=person)
    programs.tick(person=person, item=item, done=True, op=uuid4(), now=now)
    programs.check_in(person=person, report=Report(6, 1, "easy", ""), op=uuid4(), now=now, by=person)


def test_items_that_moved_are_named_first() -> None:
    day, at = dt.date(2026, 11, 23), dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    moved = [Prompt(day, at, item, "PAUSE_7_DAYS") for item in ("clamshell", "glute-bridge", "sit-to-stand", "gone")]
    stayed = [Prompt(day, at, "ankle-circles", "HOLD")]
    names = [programs_catalogue.shipped().items[one.item].words.name for one in moved[:3]]
    assert prompt_words([*stayed, *moved]) == "; ".join([*(f"{name}: rests" for name in names), "2 more"])
    assert prompt_words(stayed) == "1 item keeps its dose"


def test_the_third_red_says_that_the_programme_stopped(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **CALVES)
    stopped = until_stopped(person, now)
    [line] = of_kind(clinic, "ended", stopped)
    assert line.reason == "High pain on 3 days within 14 days. The programme stopped."
    assert (line.urgency, line.at) == (Urgency.ENDED, stopped)
    [facts] = gather(clinic.people, clinic, stopped)
    shown = flag(facts, stopped)
    assert shown is not None
    assert shown["text"] == "Stopped by pain"


def test_the_line_stays_when_the_questions_are_answered_again(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **CALVES)
    stopped = until_stopped(person, now)
    assert rescreen(person, stopped, **CALVES) is not None
    assert len(of_kind(clinic, "ended", stopped + 28 * DAY)) == 1
    assert of_kind(clinic, "ended", stopped + 29 * DAY) == []


def test_strong_pain_without_any_practice_is_a_line_too(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    plan = start_plan(person, now, **CALVES)
    programs.open_day(person=person, plan=plan, now=now, by=person)
    programs.check_in(person=person, report=Report(8, 1, "easy", ""), op=uuid4(), now=now, by=person)
    [line] = of_kind(clinic, "ended", now)
    assert line.reason == "Rated strong pain during practice. The programme stopped."


@pytest.mark.parametrize("code", ["asked", "anything_new"])
def test_other_reasons_to_screen_again_are_no_line(clinic: Clinic, person: Person, now: dt.datetime, code: str) -> None:
    plan = start_plan(person, now)
    if code == "asked":
        programs.screen_again(person=person, now=now, by=person)
    else:
        programs.open_day(person=person, plan=plan, now=now, by=person)
        programs.answer_check(person=person, question=code, answer="yes", op=uuid4(), now=now, by=person)
    assert found(clinic, now) == []


def test_red_prompts_leave_after_their_window(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **CALVES)
    for passed in range(2):
        whole_day(person, now + passed * DAY, 6)
    second = now + DAY
    assert len(of_kind(clinic, "reds", second + 13 * DAY)) == 1
    assert of_kind(clinic, "reds", second + 14 * DAY) == []


def test_a_third_sore_day_that_the_person_chose(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    plan = start_plan(person, now, **CALVES)
    for passed in range(3):
        later = now + passed * DAY
        assert of_kind(clinic, "sore", later) == []
        programs.open_day(person=person, plan=plan, now=later, by=person)
        programs.set_day_kind(person=person, kind="sore", minutes=None, now=later, by=person)
    [line] = of_kind(clinic, "sore", now + 2 * DAY)
    assert line.reason == "3 sore days in the last 14 days."
    programs.set_day_kind(person=person, kind="normal", minutes=None, now=now + 2 * DAY, by=person)
    assert of_kind(clinic, "sore", now + 2 * DAY) == [], "taken back"


@pytest.mark.parametrize(
    ("day", "rating", "kind"),
    [
        (41, 6, None),
        (42, 6, "no_progress"),
        (83, 6, "no_progress"),
        (84, 6, "refer"),
        (84, 5, "refer"),
        (84, 8, "refer"),
        (84, 4, None),
        (120, 5, "refer"),
        (84, 0, None),
    ],
)
def test_reviews_of_the_programme(
    clinic: Clinic, person: Person, now: dt.datetime, day: int, rating: int, kind: str | None
) -> None:
    """From 6 of 10: a drop of 2 that is also 30 % is clear at day 42; at day 84 it takes 2 points."""
    start_plan(person, now, **PAINFUL)
    practise(person, now + DAY, pain_now=rating)
    kinds = {line.kind for line in found(clinic, now + day * DAY)} & {"no_progress", "refer"}
    assert kinds == ({kind} if kind else set())


def test_two_points_less_of_a_high_pain_are_enough_at_day_84_but_not_a_clear_change(
    clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    start_plan(person, now, **(PAINFUL | {"om.pain_back.now": 8}))
    practise(person, now + DAY, pain_now=6)
    assert {line.kind for line in found(clinic, now + 84 * DAY)} == {"no_progress", "quiet"}


@pytest.mark.parametrize("rating", [0, 1])
def test_a_review_does_not_ask_about_no_pain(clinic: Clinic, person: Person, now: dt.datetime, rating: int) -> None:
    start_plan(person, now, **(PAINFUL | {"om.pain_back.now": 1, "om.pain_back.average": 1}))
    practise(person, now + DAY, pain_now=rating)
    kinds = {line.kind for line in found(clinic, now + 84 * DAY)}
    assert ("refer" in kinds) is (rating == 1)


def test_the_line_of_day_84_says_why(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **PAINFUL)
    practise(person, now + DAY, pain_now=5)
    [line] = of_kind(clinic, "refer", now + 90 * DAY)
    words = "Day 90: pain 6 at the start, 5 now, down by less than 2. Ask for a professional's look."
    assert (line.urgency, line.reason) == (Urgency.REFER, words)
    assert line.key == f"refer:{now.date()}"
    assert line.at.date() == (now + 84 * DAY).date()


def test_prompts_are_read_at_once_for_everybody(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **CALVES)
    for passed in range(2):
        whole_day(person, now + passed * DAY, 6)
    later = now + DAY
    with CaptureQueriesContext(connection) as of_one:
        gather(clinic.people, clinic, later)
    other = make_linked(clinic, now)
    start_plan(other, now, **CALVES)
    until_stopped(other, now)
    with CaptureQueriesContext(connection) as of_two:
        gathered = gather(clinic.people, clinic, later)
    assert len(of_one) == len(of_two) == 7
    assert {line.kind for line in lines(gathered, later)} >= {"reds"}

"""Progress as people live it: reports raise, lower, rest and stop, each as a step that says why."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from programs import actions
from programs.models import DayPlan, NextMorning, Plan, ProgressionStep
from programs.progress import read_progress
from programs.reports import Choices, Report
from programs.versions import protocol_of
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
CALVES: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
EVENING = dt.timedelta(hours=10)


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan(MONDAY, **CALVES)


def loaded(day: DayPlan) -> str:
    """The first strength item of the day."""
    return next(one["item"] for one in day.items if one["kind"] == "strength")


def open_on(plan: Plan, now: dt.datetime) -> DayPlan:
    person = plan.person
    nothing_new(person, now)
    return person.day_plans.get(local_date=person.today(now), current=True)


def practise(plan: Plan, now: dt.datetime, *, during: int = 1, effort: str = "about_right") -> DayPlan:
    """Everything of the day ticked, and a check-in in the evening."""
    day, person = open_on(plan, now), plan.person
    for one in day.items:
        actions.tick(person=person, item=one["item"], done=True, op=uuid4(), now=now)
    report = Report(during, 1, effort, "")
    actions.check_in(person=person, report=report, op=uuid4(), now=now + EVENING, by=person)
    return day


def say_morning(person: Person, now: dt.datetime, pain: int = 0) -> NextMorning:
    return actions.next_morning(person=person, pain=pain, op=uuid4(), now=now, by=person)


def steps(plan: Plan, item: str) -> list[tuple[str, str]]:
    return list(plan.person.progression_steps.filter(item=item).order_by("pk").values_list("action", "line"))


def dose(day: DayPlan, item: str) -> dict[str, Any]:
    return next(one["dose"] for one in day.items if one["item"] == item)


def how_much(dose: dict[str, Any]) -> tuple[int, int, int]:
    return dose["sets"], dose["reps"], dose["hold_s"]


def test_two_green_days_raise_the_dose_on_today(plan: Plan) -> None:
    first = practise(plan, MONDAY)
    item = loaded(first)
    say_morning(plan.person, MONDAY + DAY)
    practise(plan, MONDAY + 2 * DAY)
    say_morning(plan.person, MONDAY + 3 * DAY)
    friday = open_on(plan, MONDAY + 4 * DAY)
    assert steps(plan, item) == [("HOLD", "green_first"), ("PROGRESS", "green_in_a_row")]
    before, after = dose(first, item), dose(friday, item)
    assert how_much(after) > how_much(before)
    news = friday.news[item]["step"]
    assert (news["action"], ["greens", 2] in news["because"]) == ("PROGRESS", True)
    assert {"what", "before", "after"} == set(news["changes"][0])


def test_news_are_told_once(plan: Plan) -> None:
    item = loaded(practise(plan, MONDAY))
    say_morning(plan.person, MONDAY + DAY)
    practise(plan, MONDAY + 2 * DAY)
    say_morning(plan.person, MONDAY + 3 * DAY)
    assert "step" in practise(plan, MONDAY + 4 * DAY).news[item]
    later = open_on(plan, MONDAY + 6 * DAY)
    assert "step" not in later.news.get(item, {})


def test_the_morning_raises_todays_dose_and_no_tick_is_lost(plan: Plan) -> None:
    """Practice on Thursday, because Wednesday passed by: Friday's morning is what was still missing."""
    item = loaded(practise(plan, MONDAY))
    say_morning(plan.person, MONDAY + DAY)
    practise(plan, MONDAY + 2 * DAY)
    friday = MONDAY + 4 * DAY
    day = open_on(plan, friday)
    assert steps(plan, item) == [("HOLD", "green_first"), ("HOLD", "green_no_entry")]
    done = next(one["item"] for one in day.items if one["item"] != item)
    actions.tick(person=plan.person, item=done, done=True, op=uuid4(), now=friday)
    say_morning(plan.person, friday, 7)  # a red for Thursday, on which nothing loaded was done
    now_planned = plan.person.day_plans.get(local_date=friday.date(), current=True)
    assert done in {one["item"] for one in now_planned.items}


def test_a_red_morning_lowers_and_rests_the_item_at_once(plan: Plan) -> None:
    item = loaded(practise(plan, MONDAY))
    tuesday = MONDAY + DAY
    open_on(plan, tuesday)
    say_morning(plan.person, tuesday, 6)
    assert steps(plan, item)[-1] == ("STEP_DOWN_2_REST_48H", "red_first")
    wednesday = open_on(plan, tuesday + DAY)
    assert item not in {one["item"] for one in wednesday.items}
    assert "rests" in next(iter(news for news in wednesday.news.values() if "rests" in news))


def test_a_red_check_in_is_judged_at_once(plan: Plan) -> None:
    item = loaded(practise(plan, MONDAY, during=6))
    assert steps(plan, item) == [("STEP_DOWN_2_REST_48H", "red_first")]


def test_a_third_red_in_two_weeks_hides_the_plan_until_the_safety_questions_are_answered(plan: Plan) -> None:
    person = plan.person
    red = ProgressionStep.objects.filter(person=person, light="red")
    third = None
    for day in range(14):
        now = MONDAY + day * DAY
        if person.cleared_plan(now) is None:
            third = now
            break
        practise(plan, now, during=6)
    assert third is not None
    stopped = red.filter(action="STOP_REFER")
    assert stopped.exists()
    assert stopped.first().clinician_prompt
    assert person.cleared_plan(third) is None
    again = rescreen(person, third, **CALVES)
    assert again is not None
    assert again.programme == plan.programme
    open_on(again, third)
    released = person.progression_steps.filter(action="RELEASED").values_list("item", flat=True)
    assert set(released) == set(stopped.values_list("item", flat=True))
    assert not any(
        state.stopped for state in read_progress(protocol_of(again.protocol_version), again).progress.states.values()
    )


def test_strong_pain_withdraws_and_stops(plan: Plan) -> None:
    practise(plan, MONDAY, during=8)
    assert plan.person.cleared_plan(MONDAY + EVENING) is None
    assert plan.person.progression_steps.filter(action="STOP_REFER", line="stop").exists()
    assert plan.person.clearances.latest_one().because[0]["check"] == "pain_during"


def test_twenty_nine_days_away_begin_the_programme_again(plan: Plan) -> None:
    practise(plan, MONDAY)
    back = MONDAY + 29 * DAY
    assert plan.person.cleared_plan(back) is None
    again = rescreen(plan.person, back, **CALVES)
    assert again is not None
    assert (again.started_on, again.programme != plan.programme) == (back.date(), True)


def test_a_fortnight_away_goes_on_with_the_programme(plan: Plan) -> None:
    item = loaded(practise(plan, MONDAY))
    open_on(plan, MONDAY + 9 * DAY)
    assert ("STEP_DOWN", "gap_step_down") in steps(plan, item)


def test_the_same_morning_sent_twice_is_stored_once(plan: Plan) -> None:
    practise(plan, MONDAY)
    op = uuid4()
    for _ in range(2):
        actions.next_morning(person=plan.person, pain=2, op=op, now=MONDAY + DAY, by=plan.person)
    with pytest.raises(actions.OperationConflict):
        actions.next_morning(person=plan.person, pain=3, op=op, now=MONDAY + DAY, by=plan.person)
    assert plan.person.next_mornings.count() == 1


def test_opening_a_day_twice_decides_nothing_twice(plan: Plan) -> None:
    practise(plan, MONDAY)
    say_morning(plan.person, MONDAY + DAY)
    open_on(plan, MONDAY + 2 * DAY)
    before = plan.person.progression_steps.count()
    assert before
    open_on(plan, MONDAY + 2 * DAY + dt.timedelta(hours=3))
    assert plan.person.progression_steps.count() == before


def test_progress_goes_on_with_a_changed_plan(plan: Plan) -> None:
    first = practise(plan, MONDAY)
    item = loaded(first)
    say_morning(plan.person, MONDAY + DAY)
    practise(plan, MONDAY + 2 * DAY)
    say_morning(plan.person, MONDAY + 3 * DAY)
    open_on(plan, MONDAY + 4 * DAY)
    changed = actions.change_plan(
        person=plan.person, choices=Choices("30", "7", (), ()), now=MONDAY + 4 * DAY, by=plan.person
    )
    assert changed.pk != plan.pk
    assert item in read_progress(protocol_of(changed.protocol_version), changed).progress.states
    today = plan.person.day_plans.get(local_date=(MONDAY + 4 * DAY).date(), current=True)
    assert how_much(dose(today, item)) > how_much(dose(first, item))


def in_upkeep(plan: Plan) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(started_on=MONDAY.date() - 84 * DAY)
    return plan.person.cleared_plan(MONDAY)


def strength_of(day: DayPlan) -> list[dict[str, Any]]:
    return [one for one in day.items if one["kind"] == "strength"]


def test_after_twelve_weeks_strength_comes_once_a_week_with_one_set(plan: Plan, clock: Clock) -> None:
    kept = in_upkeep(plan)
    monday = practise(kept, MONDAY)
    assert [one["dose"]["sets"] for one in strength_of(monday)] == [1] * len(strength_of(monday))
    assert strength_of(monday)
    assert monday.news[""]["upkeep"] == {"weeks": 12, "days": 3}
    assert not strength_of(open_on(kept, MONDAY + 2 * DAY))
    assert not strength_of(open_on(kept, MONDAY + 4 * DAY))
    assert strength_of(open_on(kept, MONDAY + 7 * DAY))
    clock.now = MONDAY + 7 * DAY
    page = client_of(plan.person).get("/today/").content.decode()
    assert "Your 12 weeks are done." in page


def test_pain_that_comes_back_begins_the_course_again_one_level_lower(plan: Plan) -> None:
    item = loaded(practise(plan, MONDAY))
    say_morning(plan.person, MONDAY + DAY)
    practise(plan, MONDAY + 2 * DAY)
    kept = in_upkeep(plan)
    for day in range(3, 11):
        report = Report(None, 4, "", "")
        now = MONDAY + day * DAY
        actions.check_in(person=plan.person, report=report, op=uuid4(), now=now, by=plan.person)
    open_on(kept, MONDAY + 11 * DAY)
    assert ("LEVEL_BACK", "pain_return") in steps(plan, item)
    assert ("RESTARTED", "restarted") in steps(plan, "")

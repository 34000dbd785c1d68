"""Progress as people live it: reports raise, lower, rest and stop, each as a step that says why."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from programs import actions
from programs.domain.programme import ladder_of
from programs.models import DayPlan, NextMorning, Plan, Preference, ProgressionStep
from programs.progress import read_progress
from programs.reports import Choices, Report
from programs.versions import protocol_of
from tests.conftest import Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
CALVES: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
EVENING = dt.timedelta(hours=10)
EASIER = Preference.Choice.PREFER_EASIER
OUTER: dict[str, Any] = {
    "fp.weight_side_edge.left": "outer",
    "fp.weight_side_edge.right": "outer",
    "fp.weight_left_right": "both",
}


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(MONDAY, **CALVES).pk)


@pytest.fixture
def plan(db: None, made_once: int) -> Plan:
    return Plan.objects.get(pk=made_once)


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


def test_after_high_pain_nothing_comes_to_the_list_and_what_is_left_of_the_loads_waits(plan: Plan) -> None:
    """One strength item done, the other not: the check-in of 6 ends strength and balance for the day."""
    day, person = open_on(plan, MONDAY), plan.person
    first, *others = [one["item"] for one in strength_of(day)]
    actions.tick(person=person, item=first, done=True, op=uuid4(), now=MONDAY)
    actions.check_in(person=person, report=Report(6, 6, "hard", ""), op=uuid4(), now=MONDAY, by=person)
    after = person.day_plans.get(local_date=MONDAY.date(), current=True)
    assert {one["item"] for one in after.items} <= {one["item"] for one in day.items}
    assert first in {one["item"] for one in after.items}
    for item in others:
        with pytest.raises(actions.NotToday):
            actions.tick(person=person, item=item, done=True, op=uuid4(), now=MONDAY)
    undone = actions.tick(person=person, item=first, done=False, op=uuid4(), now=MONDAY)
    assert first not in undone.done
    again = actions.tick(person=person, item=first, done=True, op=uuid4(), now=MONDAY)
    assert first in again.done, "a tap by mistake is taken back"


def test_strength_waits_until_48_hours_are_over(plan: Plan) -> None:
    item = loaded(practise(plan, MONDAY + dt.timedelta(hours=4)))
    wednesday = MONDAY + 2 * DAY
    day = open_on(plan, wednesday)
    assert item in {one["item"] for one in day.items}
    with pytest.raises(actions.NotToday):
        actions.tick(person=plan.person, item=item, done=True, op=uuid4(), now=wednesday + dt.timedelta(hours=3))
    done = actions.tick(person=plan.person, item=item, done=True, op=uuid4(), now=wednesday + dt.timedelta(hours=4))
    assert item in done.done


def test_a_journey_that_makes_two_days_of_three_hours_brings_no_strength(plan: Plan) -> None:
    person = plan.person
    Person.objects.filter(pk=person.pk).update(zone="Pacific/Honolulu")
    person.refresh_from_db()
    late = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)  # Monday, 23:00
    nothing_new(person, late)
    item = loaded(person.day_plans.get(local_date=dt.date(2026, 11, 23), current=True))
    actions.tick(person=person, item=item, done=True, op=uuid4(), now=late)
    Person.objects.filter(pk=person.pk).update(zone="Pacific/Auckland")
    person.refresh_from_db()
    soon = late + dt.timedelta(hours=3)
    nothing_new(person, soon)
    day = person.day_plans.get(local_date=dt.date(2026, 11, 25), current=True)
    assert not strength_of(day)
    assert "rests" in day.news[item]


def test_a_new_level_brings_nothing_above_where_somebody_was_eased_to(db: None) -> None:
    """Pain of 4 every day: eased after every third. The level rises after two weeks without a red."""
    heel = {"pain_site.left": ("under_heel",), "pain_site.right": ("under_heel",)}
    plan = make_plan(MONDAY, **(CALVES | heel | {"experience": "not", "om.pain_foot.now.left": 3}))
    protocol, eased = protocol_of(plan.protocol_version), False
    for n in range(18):
        now = MONDAY + n * DAY
        day = practise(plan, now, during=4)
        say_morning(plan.person, now + DAY - dt.timedelta(hours=1))
        states = read_progress(protocol, plan).progress.states
        stands = {state.standing.item for state in states.values()}
        eased = eased or any(state.standing.item != state.prescribed for state in states.values())
        for one in strength_of(day):
            below, lower = set(), protocol.items[one["item"]].regresses_to
            while lower:
                below.add(lower)
                lower = protocol.items[lower].regresses_to
            assert not (below & stands) or one["item"] in stands, (n, one["item"])
    assert plan.person.progression_steps.filter(action="LEVEL_UP").exists()
    assert eased


def test_another_thing_at_home_is_no_way_round_a_rest(db: None) -> None:
    plan = make_plan(MONDAY, **(CALVES | {"fp.toe_direction.left": "inward", "equipment": ("none",)}))
    person = plan.person
    practise(plan, MONDAY, during=6)
    tuesday = MONDAY + DAY
    open_on(plan, tuesday)
    actions.change_plan(person=person, choices=Choices("20", "7", ("band",), ()), now=tuesday, by=person)
    plan = person.cleared_plan(tuesday)
    protocol = protocol_of(plan.protocol_version)
    rested = {
        state.standing.item for state in read_progress(protocol, plan).progress.states.values() if state.rest_until
    }
    assert rested
    day = open_on(plan, tuesday + dt.timedelta(hours=12))
    for one in strength_of(day):
        lower = protocol.items[one["item"]].regresses_to
        while lower:
            assert lower not in rested
            lower = protocol.items[lower].regresses_to


def test_what_goes_up_stays_on_the_list_and_is_shown_as_it_is(plan: Plan) -> None:
    """Every day good for four weeks: nothing grows out of the minutes."""
    protocol = protocol_of(plan.protocol_version)
    for n in range(0, 28):
        now = MONDAY + n * DAY
        day = practise(plan, now)
        say_morning(plan.person, now + DAY - dt.timedelta(hours=1))
        if day.strength:
            assert strength_of(day), n
            states = {s.standing.item: s for s in read_progress(protocol, plan).progress.states.values()}
            for one in strength_of(day):
                if one["item"] in states:
                    assert one["dose"]["sets"] <= states[one["item"]].standing.dose.sets
    assert plan.person.progression_steps.filter(action="PROGRESS").exists()
    assert plan.person.progression_steps.filter(line="no_room").exists()


def test_a_red_on_the_easier_version_holds_the_harder_one_when_the_choice_is_taken_back(db: None) -> None:
    heel = {"pain_site.left": ("back_of_heel_higher_up",), "pain_site.right": ("back_of_heel_higher_up",)}
    plan = make_plan(MONDAY, **CALVES, **heel, **{"om.pain_foot.now": 2})
    person, harder, easier = plan.person, "heel-raise-hold", "heel-raise-seated"
    assert harder in {one["item"] for one in practise(plan, MONDAY).items}
    say_morning(person, MONDAY + DAY)
    actions.choose(person=person, item=harder, choice=EASIER, now=MONDAY + DAY, by=person)
    chosen = person.plans.active().get()
    wednesday = practise(chosen, MONDAY + 2 * DAY)
    assert easier in {one["item"] for one in wednesday.items}
    say_morning(person, MONDAY + 3 * DAY)
    practise(chosen, MONDAY + 4 * DAY, during=6)
    actions.choose(person=person, item=harder, choice=None, now=MONDAY + 5 * DAY, by=person)
    back = person.plans.active().get()
    for days in range(5, 15):
        listed = {one["item"]: one["dose"] for one in open_on(back, MONDAY + days * DAY).items}
        assert harder not in listed
        assert how_much(listed.get(easier, dose(wednesday, easier))) <= how_much(dose(wednesday, easier))


def test_two_items_of_one_ladder_are_both_judged(db: None) -> None:
    """High pain of one version is counted for the other, and not taken as told already."""
    plan = make_plan(MONDAY, **CALVES | {"minutes": "30"}, **OUTER)
    practise(plan, MONDAY, during=6)
    reached = {
        item for item, _line in plan.person.progression_steps.filter(line="red_first").values_list("item", "line")
    }
    loads = {one["item"] for one in plan.person.day_plans.first().items if one["kind"] in ("strength", "balance")}
    protocol = protocol_of(plan.protocol_version)
    assert any(len(loads & ladder_of(protocol, item)) > 1 for item in loads)
    assert reached == loads


def test_a_morning_that_lowers_brings_nothing_to_the_list(plan: Plan) -> None:
    """Room that a lower dose leaves is for another day."""
    practise(plan, MONDAY)
    tuesday = {one["item"] for one in open_on(plan, MONDAY + DAY).items}
    say_morning(plan.person, MONDAY + DAY, 6)
    assert plan.person.progression_steps.filter(light="red").exists()
    again = plan.person.day_plans.get(local_date=(MONDAY + DAY).date(), current=True)
    assert {one["item"] for one in again.items} <= tuesday

"""What a person chooses about single items and single days: it takes away, can be taken back, and loses no tick."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from programs import actions
from programs.domain.blocks import safety_blocks
from programs.domain.records import inputs_from_json
from programs.models import DayPlan, Plan, Preference
from programs.reports import Choices
from programs.versions import protocol_of
from tests.conftest import Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
CALVES: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
LEAVE_OUT, EASIER = Preference.Choice.LEAVE_OUT, Preference.Choice.PREFER_EASIER


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    def make() -> int:
        made = make_plan(MONDAY, **CALVES)
        nothing_new(made.person, MONDAY)
        return made.pk

    return once(make)


@pytest.fixture
def plan(db: None, made_once: int) -> Plan:
    return Plan.objects.get(pk=made_once)


def today(person: Person) -> DayPlan:
    return person.day_plans.get(local_date=MONDAY.date(), current=True)


def items(day: DayPlan) -> list[str]:
    return [one["item"] for one in day.items]


def choose(person: Person, item: str, choice: Preference.Choice | None, *, tomorrow: bool = False) -> Plan:
    return actions.choose(person=person, item=item, choice=choice, now=MONDAY, by=person, from_tomorrow=tomorrow)


def tick(person: Person, item: str) -> None:
    actions.tick(person=person, item=item, done=True, op=uuid4(), now=MONDAY)


def standing(person: Person) -> set[str]:
    return set(person.ticks.standing().values_list("item", flat=True))


def code_of(plan: Plan, item: str) -> set[str]:
    return {one["code"] for day in ("strength", "other") for one in plan.outcome[day]["dropped"] if one["item"] == item}


def test_what_is_left_out_goes_at_once_and_says_whose_choice_it_was(plan: Plan) -> None:
    item = items(today(plan.person))[1]
    changed = choose(plan.person, item, LEAVE_OUT)
    assert item not in items(today(plan.person))
    assert code_of(changed, item) == {"your_choice"}
    assert changed.preferences == {"leave_out": [item], "prefer_easier": []}


def test_a_choice_taken_back_brings_the_same_plan_again(plan: Plan) -> None:
    before = plan.outcome
    item = items(today(plan.person))[1]
    choose(plan.person, item, LEAVE_OUT)
    assert choose(plan.person, item, None).outcome == before
    assert not plan.person.preferences.exists()


def test_from_tomorrow_leaves_todays_list_alone(plan: Plan) -> None:
    before = items(today(plan.person))
    changed = choose(plan.person, before[1], LEAVE_OUT, tomorrow=True)
    assert items(today(plan.person)) == before
    tick(plan.person, before[1])
    tomorrow = MONDAY + dt.timedelta(days=1)
    nothing_new(plan.person, tomorrow)
    assert before[1] not in items(plan.person.day_plans.get(local_date=tomorrow.date()))
    assert changed.state == Plan.State.ACTIVE


def test_minutes_from_tomorrow_leave_todays_list_alone(plan: Plan) -> None:
    before = items(today(plan.person))
    choices = Choices("5", "7", (), ())
    changed = actions.change_plan(person=plan.person, choices=choices, now=MONDAY, by=plan.person, from_tomorrow=True)
    assert (changed.minutes, items(today(plan.person))) == (5, before)


def test_from_tomorrow_opens_a_day_that_nobody_has_looked_at(db: None) -> None:
    fresh = make_plan(MONDAY, **CALVES)
    item = fresh.outcome["strength"]["items"][1]["item"]
    choose(fresh.person, item, LEAVE_OUT, tomorrow=True)
    assert item in items(today(fresh.person))


def test_a_tick_of_what_is_left_out_stays(plan: Plan) -> None:
    item = items(today(plan.person))[1]
    tick(plan.person, item)
    choose(plan.person, item, LEAVE_OUT)
    assert item in items(today(plan.person))
    assert item in standing(plan.person)


def test_an_easier_version_takes_its_place(plan: Plan) -> None:
    protocol = protocol_of(plan.protocol_version)
    offered = actions.choosable(plan.person, plan, MONDAY, EASIER)
    item = next(id for id in items(today(plan.person)) if id in offered)
    changed = choose(plan.person, item, EASIER)
    swaps = {swap["before"]: swap for swap in changed.outcome["strength"]["swaps"]}
    assert swaps[item]["code"] == "your_choice"
    assert protocol.items[swaps[item]["after"]].level <= protocol.items[item].level


def test_nothing_easier_cannot_be_chosen(plan: Plan) -> None:
    everything = actions.choosable(plan.person, plan, MONDAY, LEAVE_OUT)
    least = next(iter(sorted(everything - actions.choosable(plan.person, plan, MONDAY, EASIER))))
    with pytest.raises(actions.NotOffered):
        choose(plan.person, least, EASIER)


@pytest.mark.parametrize("item", ["heel-drop-step", "no-such-item"])
def test_what_is_not_in_the_plan_cannot_be_chosen(plan: Plan, item: str) -> None:
    with pytest.raises(actions.NotOffered):
        choose(plan.person, item, LEAVE_OUT)
    with pytest.raises(actions.NotOffered):
        choose(plan.person, item, None)


def leave_out_everything(person: Person) -> None:
    for _ in range(200):
        plan = person.cleared_plan(MONDAY)
        choose(person, plan.outcome["other"]["items"][0]["item"], LEAVE_OUT)


def test_a_day_always_has_something_to_do(db: None) -> None:
    fresh = make_plan(MONDAY, **(CALVES | {"minutes": "5"}))
    person = fresh.person
    with pytest.raises(actions.NothingLeft):
        leave_out_everything(person)
    stays = person.cleared_plan(MONDAY)
    assert all(stays.outcome[day]["items"] for day in ("strength", "other"))
    assert set(stays.preferences["leave_out"]) == set(person.preferences.values_list("item", flat=True))


def test_choices_never_bring_what_is_not_allowed(plan: Plan) -> None:
    person = plan.person
    for _ in range(6):
        left = person.cleared_plan(MONDAY)
        planned = [one["item"] for one in left.outcome["strength"]["items"]]
        offered = actions.choosable(person, left, MONDAY, EASIER)
        item = next((id for id in planned if id in offered), planned[0])
        changed = choose(person, item, EASIER if item in offered else LEAVE_OUT)
        now_planned = [one["item"] for day in ("strength", "other") for one in changed.outcome[day]["items"]]
        assert not safety_blocks(protocol_of(changed.protocol_version), inputs_from_json(changed.inputs), now_planned)


def test_choices_survive_a_new_screening(plan: Plan) -> None:
    item = items(today(plan.person))[1]
    choose(plan.person, item, LEAVE_OUT)
    actions.screen_again(person=plan.person, now=MONDAY, by=plan.person)
    again = rescreen(plan.person, MONDAY, **CALVES)
    assert again is not None
    assert again.preferences["leave_out"] == [item]


@pytest.mark.parametrize("minutes", [3, 5])
def test_a_busy_day_is_shorter_for_that_day_only(plan: Plan, minutes: int) -> None:
    usual = items(today(plan.person))
    tick(plan.person, usual[-1])
    day = actions.set_day_kind(person=plan.person, kind="busy", minutes=minutes, now=MONDAY, by=plan.person)
    assert (day.kind, day.minutes) == ("busy", minutes)
    assert usual[-1] in items(day)  # ticked before
    assert sum(one["seconds"] + 15 for one in day.items if one["item"] != usual[-1]) <= minutes * 60
    tomorrow = MONDAY + dt.timedelta(days=2)
    nothing_new(plan.person, tomorrow)
    assert plan.person.day_plans.get(local_date=tomorrow.date()).kind == "normal"


def test_a_sore_day_is_gentle_and_can_be_taken_back(plan: Plan) -> None:
    usual = today(plan.person)
    gentle = actions.set_day_kind(person=plan.person, kind="sore", minutes=None, now=MONDAY, by=plan.person)
    assert (gentle.kind, items(gentle)[0]) == ("sore", "hold-and-breathe")
    back = actions.set_day_kind(person=plan.person, kind="normal", minutes=None, now=MONDAY, by=plan.person)
    assert (back.items, back.kind) == (usual.items, "normal")
    assert plan.person.day_plans.filter(local_date=MONDAY.date(), current=True).count() == 1


def test_the_same_kind_again_makes_no_new_day(plan: Plan) -> None:
    first = actions.set_day_kind(person=plan.person, kind="sore", minutes=None, now=MONDAY, by=plan.person)
    assert actions.set_day_kind(person=plan.person, kind="sore", minutes=None, now=MONDAY, by=plan.person) == first


def test_a_changed_plan_keeps_the_kind_of_the_day(plan: Plan) -> None:
    actions.set_day_kind(person=plan.person, kind="sore", minutes=None, now=MONDAY, by=plan.person)
    choose(plan.person, items(today(plan.person))[-1], LEAVE_OUT)
    assert today(plan.person).kind == "sore"


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("/today/kind/", {"kind": "busy", "minutes": "4"}, 409),
        ("/today/kind/", {"kind": "busy"}, 409),
        ("/today/kind/", {"kind": "lazy"}, 400),
        ("/today/kind/", {"kind": "sore"}, 303),
        ("/today/morning/", {"pain_next_morning": "11", "op": str(uuid4())}, 400),
        ("/today/morning/", {"pain_next_morning": "3"}, 400),
        ("/today/morning/", {"pain_next_morning": "3", "op": str(uuid4())}, 303),
        ("/plan/choice/", {"item": "no-such-item", "choice": "leave_out"}, 409),
        ("/plan/choice/", {"item": "ankle-circles", "choice": "hide"}, 400),
        ("/plan/choice/", {"item": "ankle-circles", "choice": "leave_out", "when": "later"}, 400),
        ("/plan/choice/", {"item": "FIRST", "choice": "leave_out", "when": "tomorrow"}, 303),
        ("/plan/offer/", {"item": "ankle-circles"}, 409),
        ("/plan/offer/", {"item": "../etc"}, 400),
    ],
)
def test_what_is_posted_is_answered(plan: Plan, clock: Clock, path: str, said: dict[str, str], status: int) -> None:
    assert clock.now.date() == MONDAY.date()
    first = items(today(plan.person))[0]
    posted = {name: first if value == "FIRST" else value for name, value in said.items()}
    assert client_of(plan.person).post(path, posted).status_code == status


def test_a_plan_says_what_would_change_it(plan: Plan) -> None:
    fields = {one["field"] for one in plan.would_change}
    assert "minutes" in fields
    shorter = next(one for one in plan.would_change if (one["field"], one["value"]) == ("minutes", "5"))
    changed = actions.change_plan(person=plan.person, choices=Choices("5", "7", (), ()), now=MONDAY, by=plan.person)
    kept = {one["item"] for day in ("strength", "other") for one in changed.outcome[day]["items"]}
    assert shorter["removes"]
    assert not kept & set(shorter["removes"])
    assert changed.would_change != plan.would_change

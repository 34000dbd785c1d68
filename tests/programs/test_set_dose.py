"""A clinician sets a dose: it is on Today at once, and what comes by itself starts from it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from footcare.accounts.models import Clinic, User
from footcare.common.models import AuditRow
from programs import actions
from programs.actions.clinician import last_step
from programs.composing import inputs_now, routines_now
from programs.domain.blocks import safety_blocks
from programs.domain.progression_state import standing_on
from programs.doses import Choice, Place, choices_of, places_of, usable_now
from programs.models import DayPlan, Plan, Preference, ProgressionStep
from programs.progress import read_progress
from programs.reports import Choices
from programs.versions import protocol_of
from tests.conftest import Once
from tests.factories import make_clinic, make_link, make_member
from tests.programs.helpers import make_plan, rescreen
from tests.programs.test_progress import CALVES, DAY, MONDAY, dose, loaded, open_on, practise, say_morning, steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

TUESDAY = MONDAY + DAY


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(MONDAY, **CALVES | {"minutes": "30"}).pk)


@pytest.fixture
def plan(made_once: int) -> Plan:
    return Plan.objects.get(pk=made_once)


@pytest.fixture
def clinic(plan: Plan) -> Clinic:
    clinic = make_clinic(MONDAY)
    make_link(plan.person, clinic, MONDAY)
    return clinic


@pytest.fixture
def clinician(clinic: Clinic) -> User:
    return make_member(clinic, MONDAY)


def places(plan: Plan, now: dt.datetime = MONDAY) -> dict[str, Place]:
    protocol, today = protocol_of(plan.protocol_version), plan.person.today(now)
    progress = read_progress(protocol, plan).progress
    return places_of(protocol, plan, progress, today, routines_now(protocol, plan, progress, today))


def choices(plan: Plan, item: str, now: dt.datetime = MONDAY) -> dict[str, Choice]:
    protocol, today = protocol_of(plan.protocol_version), plan.person.today(now)
    usable = usable_now(protocol, plan, read_progress(protocol, plan).progress, today)
    return choices_of(protocol, places(plan, now), item, usable)


def strength(plan: Plan) -> str:
    """The first loaded item whose repetitions may be set."""
    return next(
        one.prescribed
        for one in places(plan).values()
        if one.planned.kind == "strength" and "reps" in choices(plan, one.prescribed)[one.standing.item].bounds
    )


def put(plan: Plan, item: str, clinic: Clinic, by: User, now: dt.datetime, **given: Any) -> ProgressionStep:
    wanted = {"to": item, "dose": {}, "reason": "Seen today.", "seen": last_step(plan, item)} | given
    return actions.set_dose(plan=plan, item=item, now=now, by_user=by, clinic=clinic, **wanted)


def stands(plan: Plan, item: str, on: dt.date) -> tuple[str, int, int]:
    state = read_progress(protocol_of(plan.protocol_version), plan).progress.states[item]
    standing = standing_on(state, on)
    return standing.item, standing.dose.sets, standing.dose.reps


def lowest(plan: Plan, item: str) -> dict[str, int]:
    return {name: low for name, (low, _high) in choices(plan, item)[item].bounds.items()}


def test_a_set_dose_is_on_todays_list_at_once(plan: Plan, clinic: Clinic, clinician: User) -> None:
    practise(plan, MONDAY)
    wednesday = MONDAY + 2 * DAY
    before = open_on(plan, wednesday)
    item, low = strength(plan), lowest(plan, strength(plan))
    step = put(plan, item, clinic, clinician, wednesday, dose=low)
    today = plan.person.day_plans.get(local_date=wednesday.date(), current=True)
    assert (today.pk != before.pk, {name: dose(today, item)[name] for name in low}) == (True, low)
    assert today.news[item]["step"]["action"] == "SET_BY_CLINICIAN"
    assert (step.action, step.by, step.reason) == ("SET_BY_CLINICIAN", clinician, "Seen today.")
    assert [change["what"] for change in step.changes] == ["sets"]
    [row] = AuditRow.objects.filter(verb="set_dose")
    assert (row.person, row.clinic, row.actor) == (plan.person.uuid, clinic.uuid, clinician.audit_name)


@pytest.mark.parametrize(("kind", "minutes"), [("sore", None), ("busy", 5)])
def test_the_kind_of_the_day_and_its_ticks_stay(
    plan: Plan, clinic: Clinic, clinician: User, kind: str, minutes: int | None
) -> None:
    person, item = plan.person, strength(plan)
    open_on(plan, MONDAY)
    day = actions.set_day_kind(person=person, kind=kind, minutes=minutes, now=MONDAY, by=person)
    other = next(one["item"] for one in day.items if one["item"] != item)
    actions.tick(person=person, item=other, done=True, op=uuid4(), now=MONDAY)
    put(plan, item, clinic, clinician, MONDAY, dose=lowest(plan, item))
    today = person.day_plans.get(local_date=MONDAY.date(), current=True)
    assert (today.kind, today.minutes) == (day.kind, day.minutes)
    assert other in {one["item"] for one in today.items}


def test_what_is_done_today_stays_as_it_was_done(plan: Plan, clinic: Clinic, clinician: User) -> None:
    before, item = open_on(plan, MONDAY), strength(plan)
    actions.tick(person=plan.person, item=item, done=True, op=uuid4(), now=MONDAY)
    put(plan, item, clinic, clinician, MONDAY, dose=lowest(plan, item))
    today = plan.person.day_plans.get(local_date=MONDAY.date(), current=True)
    assert (today.pk, dose(today, item)) == (before.pk, dose(before, item))
    wednesday = open_on(plan, MONDAY + 2 * DAY)
    assert dose(wednesday, item)["sets"] == 1


def test_a_day_that_is_not_opened_stays_unopened(plan: Plan, clinic: Clinic, clinician: User) -> None:
    put(plan, strength(plan), clinic, clinician, MONDAY, dose=lowest(plan, strength(plan)))
    assert not DayPlan.objects.exists()


def test_the_next_automatic_step_starts_from_it_and_does_not_undo_it(
    plan: Plan, clinic: Clinic, clinician: User
) -> None:
    """Monday was green and Wednesday would have raised the dose: neither counts any more."""
    item = strength(plan)
    practise(plan, MONDAY)
    say_morning(plan.person, TUESDAY)
    practise(plan, MONDAY + 2 * DAY)
    low = lowest(plan, item)
    put(plan, item, clinic, clinician, MONDAY + 2 * DAY + DAY / 2, dose=low)
    set_to = (item, low["sets"], low["reps"])
    say_morning(plan.person, MONDAY + 3 * DAY)
    open_on(plan, MONDAY + 4 * DAY)
    assert stands(plan, item, (MONDAY + 4 * DAY).date()) == set_to
    practise(plan, MONDAY + 4 * DAY)
    say_morning(plan.person, MONDAY + 5 * DAY)
    assert stands(plan, item, (MONDAY + 5 * DAY).date()) == set_to, "one green practice after it"
    practise(plan, MONDAY + 7 * DAY)
    say_morning(plan.person, MONDAY + 8 * DAY)
    practise(plan, MONDAY + 9 * DAY)
    raised = stands(plan, item, (MONDAY + 9 * DAY).date())
    assert raised == (item, low["sets"], low["reps"] + 2)
    assert [action for action, _line in steps(plan, item)].count("PROGRESS") == 1


def test_a_red_that_is_told_late_still_counts(plan: Plan, clinic: Clinic, clinician: User) -> None:
    """Nothing was reported on Monday, so nothing had been decided when the clinician set the dose."""
    day = open_on(plan, MONDAY)
    item = strength(plan)
    for one in day.items:
        actions.tick(person=plan.person, item=one["item"], done=True, op=uuid4(), now=MONDAY)
    open_on(plan, TUESDAY)
    put(plan, item, clinic, clinician, TUESDAY, dose={})
    say_morning(plan.person, TUESDAY + DAY / 24, 7)
    assert steps(plan, item)[-1] == ("STEP_DOWN_2_REST_48H", "red_first")


def test_a_set_dose_ends_a_rest(plan: Plan, clinic: Clinic, clinician: User) -> None:
    item = strength(plan)
    practise(plan, MONDAY, during=6)
    open_on(plan, TUESDAY)
    state = read_progress(protocol_of(plan.protocol_version), plan).progress.states[item]
    assert state.rest_until is not None
    put(plan, item, clinic, clinician, TUESDAY)
    state = read_progress(protocol_of(plan.protocol_version), plan).progress.states[item]
    assert (state.rest_until, state.reds) == (None, (MONDAY.date(),))


def test_a_stop_stays_a_stop_until_the_safety_questions_are_answered(
    plan: Plan, clinic: Clinic, clinician: User
) -> None:
    item = loaded(practise(plan, MONDAY, during=8))
    put(plan, item, clinic, clinician, TUESDAY, dose={})
    protocol = protocol_of(plan.protocol_version)
    assert read_progress(protocol, plan).progress.states[item].stopped
    assert plan.person.cleared_plan(TUESDAY) is None
    again = rescreen(plan.person, TUESDAY + DAY, **CALVES)
    assert again is not None
    open_on(again, TUESDAY + DAY)
    assert not read_progress(protocol, again).progress.states[item].stopped


def test_a_dose_set_between_the_answers_and_the_next_day_does_not_bring_the_stop_back(
    plan: Plan, clinic: Clinic, clinician: User
) -> None:
    item = loaded(practise(plan, MONDAY, during=8))
    again = rescreen(plan.person, TUESDAY, **CALVES)
    assert again is not None
    put(again, item, clinic, clinician, TUESDAY + DAY / 24, dose={})
    open_on(again, TUESDAY + DAY / 12)
    assert not read_progress(protocol_of(again.protocol_version), again).progress.states[item].stopped


def test_the_easier_version_takes_the_place_on_the_list(plan: Plan, clinic: Clinic, clinician: User) -> None:
    open_on(plan, MONDAY)
    item = next(one for one in places(plan) if next(iter(choices(plan, one)), one) != one)
    easier = next(iter(choices(plan, item)))
    step = put(plan, item, clinic, clinician, MONDAY, to=easier)
    assert step.changes == [{"what": "item", "before": item, "after": easier}]
    today = {one["item"] for one in plan.person.day_plans.get(local_date=MONDAY.date(), current=True).items}
    assert (easier in today, item in today) == (True, False)
    assert places(plan)[item].standing.item == easier


ALL_ANSWERS: tuple[dict[str, Any], ...] = (
    CALVES,
    {"main.region": "both", "hx.pregnant": "ticked", "age": 31},
    {"main.region": "feet", "hx.falls": "ticked", "age": 78, "experience": "weekly"},
    {"main.region": "feet", "hx.thinners": "ticked", "fp.weight_side_edge": "outer"},
    {"main.region": "back", "om.pain_back.now": 7, "om.pain_back.average": 7, "experience": "most_days"},
)


@pytest.mark.parametrize("answers", ALL_ANSWERS, ids=lambda answers: ",".join(map(str, answers.values())))
def test_nothing_that_protects_is_ever_to_choose(answers: dict[str, Any]) -> None:
    plan = make_plan(MONDAY, **answers)
    protocol = protocol_of(plan.protocol_version)
    offered = {item for place in places(plan) for item in choices(plan, place)}
    assert len(offered) > 1
    assert safety_blocks(protocol, inputs_now(plan), offered) == {}
    assert max(protocol.items[item].level for item in offered) <= plan.outcome["caps"]["level"]


def test_what_the_person_left_out_is_not_to_choose(plan: Plan) -> None:
    open_on(plan, MONDAY)
    item = next(one for one in places(plan) if next(iter(choices(plan, one)), one) != one)
    assert item in choices(plan, item)
    changed = actions.choose(
        person=plan.person, item=item, choice=Preference.Choice.PREFER_EASIER, now=MONDAY, by=plan.person
    )
    assert item not in {one for place in places(changed) for one in choices(changed, place)}


def test_kinds_that_keep_their_dose_have_no_bounds(plan: Plan) -> None:
    kinds = {one.planned.kind: choices(plan, one.prescribed) for one in places(plan).values()}
    assert {"strength", "massage"} <= kinds.keys()
    for kind, to_choose in kinds.items():
        if kind not in protocol_of(plan.protocol_version).composer.progress_kinds:
            assert not any(one.bounds or one.takes_load for one in to_choose.values()), kind


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": "heel-drop-bent"}, "cannot be set for this person"),
        ({"to": "nothing"}, "cannot be set for this person"),
        ({"dose": {"sets": 9}}, "use 1 to"),
        ({"dose": {"load": 4}}, "load cannot be set"),
        ({"dose": {"minutes": 4}}, "minutes cannot be set"),
        ({"reason": "  "}, "write the reason"),
        ({"seen": 12}, "changed after you opened the page"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    plan: Plan, clinic: Clinic, clinician: User, given: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        put(plan, strength(plan), clinic, clinician, MONDAY, **given)
    assert not ProgressionStep.objects.exists()
    assert not AuditRow.objects.filter(verb="set_dose").exists()


def test_an_item_that_is_not_in_the_plan_is_refused(plan: Plan, clinic: Clinic, clinician: User) -> None:
    with pytest.raises(actions.DoseRefused, match="cannot be set"):
        put(plan, "nothing", clinic, clinician, MONDAY)


@pytest.mark.parametrize("role", ["manager", "author"])
def test_only_clinicians_set_doses(plan: Plan, clinic: Clinic, role: str) -> None:
    with pytest.raises(actions.DoseRefused, match="only clinicians"):
        put(plan, strength(plan), clinic, make_member(clinic, MONDAY, role), MONDAY)


def test_only_of_a_clinic_that_the_person_lets_see(plan: Plan) -> None:
    other = make_clinic(MONDAY, "Other")
    with pytest.raises(actions.DoseRefused, match="not linked"):
        put(plan, strength(plan), other, make_member(other, MONDAY), MONDAY)


def test_an_older_plan_is_refused(plan: Plan, clinic: Clinic, clinician: User) -> None:
    item = strength(plan)
    actions.change_plan(person=plan.person, choices=Choices("30", "7", (), ()), now=MONDAY, by=plan.person)
    with pytest.raises(actions.DoseRefused, match="made anew"):
        put(plan, item, clinic, clinician, MONDAY)

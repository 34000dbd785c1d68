"""What becomes of practice and progress when two people turn out to be one."""

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from footcare.site import people
from programs import actions as programs
from programs.domain.programme import resting_items
from programs.models import Plan, Tick
from programs.progress import read_progress
from programs.versions import protocol_of
from tests.footcare.clinic.factories import (
    practise,
    start_plan,
)
from tests.footcare.site.test_people import merged
from tests.programs import test_progress
from tests.programs.helpers import make_plan, rescreen

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def test_one_day_of_both_sides(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now)
    practise(own, now)
    start_plan(guest, now + HOUR)
    practise(guest, now + HOUR)
    merged(own, guest, now + 2 * HOUR)
    day = own.day_plans.get(current=True)
    assert day.plan == own.plans.active().get()
    assert own.day_plans.count() == 2
    assert own.ticks.count() == 2


def test_the_same_operation_is_kept_once(own: Person, guest: Person, now: dt.datetime) -> None:
    for person in (own, guest):
        start_plan(person, now)
        practise(person, now)
    Tick.objects.filter(person=guest).update(op=own.ticks.get().op)
    merged(own, guest, now)
    assert own.ticks.count() == 1


def reds(person: Person, now: dt.datetime, until: Callable[[Plan], bool]) -> tuple[Plan, dt.datetime]:
    """High pain on each day, until that has led to what is wanted. The day after it."""
    plan = make_plan(now, person, **test_progress.CALVES)
    for _day in range(14):
        test_progress.practise(plan, now, during=6)
        now += DAY
        if until(plan):
            return plan, now
    raise AssertionError("two weeks of high pain led to nothing")


def paused(plan: Plan) -> dict[str, dt.date]:
    states = read_progress(protocol_of(plan.protocol_version), plan).progress.states
    return {item: state.paused_until for item, state in states.items() if state.paused_until}


def listed(person: Person, now: dt.datetime) -> set[str]:
    plan = person.cleared_plan(now)
    assert plan is not None
    return {one["item"] for one in test_progress.open_on(plan, now).items}


@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_a_pause_outlives_signing_in(own: Person, guest: Person, now: dt.datetime, guest_is_newer: bool) -> None:
    older, newer = (own, guest) if guest_is_newer else (guest, own)
    plan, later = reds(older, now, lambda plan: bool(paused(plan)))
    later += DAY  # strength again
    rests = paused(plan)
    fresh = make_plan(later, newer, **test_progress.CALVES)
    assert rests.keys() & listed(newer, later), "alone, the newer plan would list it"
    merged(own, guest, later + HOUR)
    stays = own.cleared_plan(later + HOUR)
    assert (stays, stays.started_on) == (fresh, plan.started_on)
    assert rests.items() <= paused(stays).items()
    progress = read_progress(protocol_of(stays.protocol_version), stays).progress
    assert rests.keys() <= resting_items(progress, later.date(), later)
    assert not rests.keys() & listed(own, later + 2 * HOUR), "today's list, opened before, is made anew"


@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_a_fourth_red_stops_again_after_signing_in(
    own: Person, guest: Person, now: dt.datetime, guest_is_newer: bool
) -> None:
    """Three reds stopped one side; the safety questions let it go on, but the fourth within two weeks counts."""
    older, newer = (own, guest) if guest_is_newer else (guest, own)
    _plan, later = reds(older, now, lambda plan: plan.person.cleared_plan(plan.made_at + 14 * DAY) is None)
    make_plan(later, newer, **test_progress.CALVES)
    test_progress.practise(newer.plans.get(), later)
    merged(own, guest, later + DAY)
    assert own.cleared_plan(later + DAY) is None, "the stop stays until the safety questions are answered"
    again = rescreen(own, later + DAY, **test_progress.CALVES)
    assert set(own.plans.values_list("programme", flat=True)) == {again.programme}
    for day in range(1, 4):
        if own.cleared_plan(later + day * DAY):
            test_progress.practise(again, later + day * DAY, during=6)
    stopped = own.progression_steps.filter(action="STOP_REFER", made_at__gt=later + DAY)
    assert stopped.filter(line="red_third").exists()
    assert own.cleared_plan(later + 4 * DAY) is None


def test_progress_of_long_ago_does_not_come_back(own: Person, guest: Person, now: dt.datetime) -> None:
    """Its doses are too old to go on with: the programme of the newer side does."""
    old = make_plan(now, own, **test_progress.CALVES)
    test_progress.practise(old, now)
    later = now + 40 * DAY
    fresh = make_plan(later, guest, **test_progress.CALVES)
    merged(own, guest, later)
    stays = own.plans.active().get()
    assert (stays, stays.programme, stays.started_on) == (fresh, fresh.programme, fresh.started_on)
    assert not own.progression_steps.filter(action="MERGED").exists()


@pytest.mark.parametrize(
    ("ours", "theirs", "stays"),
    [
        ("leave_out", "prefer_easier", "leave_out"),
        ("prefer_easier", "leave_out", "leave_out"),
        ("prefer_easier", "prefer_easier", "prefer_easier"),
    ],
)
def test_what_both_chose_about_an_item_is_chosen_once(
    own: Person, guest: Person, now: dt.datetime, ours: str, theirs: str, stays: str
) -> None:
    own.preferences.create(item="cat-cow", choice=ours, since=now)
    guest.preferences.create(item="cat-cow", choice=theirs, since=now)
    guest.preferences.create(item="toe-wave", choice=theirs, since=now)
    people.merge(into=own, other=guest, now=now, by=own.user)
    assert dict(own.preferences.values_list("item", "choice")) == {"cat-cow": stays, "toe-wave": theirs}


def test_what_the_other_side_ticked_today_comes_to_the_list(own: Person, guest: Person, now: dt.datetime) -> None:
    long = make_plan(now, guest, **test_progress.CALVES | {"minutes": "30"})
    test_progress.open_on(long, now)
    short = make_plan(now + HOUR, own, **test_progress.CALVES | {"minutes": "5"})
    ours = {one["item"] for one in test_progress.open_on(short, now + HOUR).items}
    extra = next(one["item"] for one in guest.day_plans.get().items if one["item"] not in ours)
    programs.tick(person=guest, item=extra, done=True, op=uuid4(), now=now + HOUR)
    merged(own, guest, now + 2 * HOUR)
    stays = own.day_plans.get(current=True, plan=short)
    assert {one["item"] for one in stays.items} == ours | {extra}

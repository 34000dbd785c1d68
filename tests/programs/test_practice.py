"""What counts as practice: for the days away, and for the clinic's list."""

from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from footcare.clinic.facts import with_latest
from programs import actions
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("taps", "practised"),
    [
        ([("ankle-circles", True)], True),
        ([("ankle-circles", True), ("ankle-circles", False)], False),
        ([("ankle-circles", True), ("ankle-circles", False), ("ankle-circles", True)], True),
        ([("ankle-circles", True), ("another", True), ("ankle-circles", False)], True),
    ],
)
def test_a_tick_that_was_undone_is_no_practice(clock: Clock, taps: list[tuple[str, bool]], practised: bool) -> None:
    person = make_plan(clock.now).person
    clock.move(days=20)
    nothing_new(person, clock.now)
    items = {"ankle-circles": "ankle-circles"}
    items["another"] = next(
        entry["item"]
        for entry in person.day_plans.get(local_date=person.today(clock.now)).items
        if entry["item"] != "ankle-circles"
    )
    for item, done in taps:
        clock.move(seconds=1)
        actions.tick(person=person, item=items[item], done=done, op=uuid4(), now=clock.now)
    day = person.today(clock.now)
    assert with_latest(Person.objects.all()).get().practised_on == (day if practised else None)
    later = clock.move(days=9)
    assert (person.cleared_plan(later) is not None) is practised


def test_an_earlier_day_still_counts(clock: Clock) -> None:
    person = make_plan(clock.now).person
    nothing_new(person, clock.now)
    actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=clock.now)
    first = person.today(clock.now)
    clock.move(days=1)
    nothing_new(person, clock.now)
    for done in (True, False):
        clock.move(seconds=1)
        actions.tick(person=person, item="ankle-circles", done=done, op=uuid4(), now=clock.now)
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    assert plan.practised_on == first


def test_a_day_that_was_opened_in_time_stays_open(clock: Clock) -> None:
    person = make_plan(clock.now).person
    clock.move(days=28)
    client_of(person).get("/today/")
    person.refresh_from_db()
    assert person.opened_on == person.today(clock.now)
    assert person.cleared_plan(clock.move(hours=1)) is not None
    assert person.cleared_plan(clock.move(days=1)) is None

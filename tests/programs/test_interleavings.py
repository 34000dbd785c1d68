"""Two devices tick and untick in any order; both end where the last operation left the server."""

import datetime as dt
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footcare.accounts.models import Person
from programs import actions
from programs.days import done_by_day
from programs.models import Tick
from tests.conftest import NOON
from tests.programs.helpers import make_plan, nothing_new

# Each step: which device, which item, done or not, and whether it is sent once more later on.
STEPS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.booleans(), st.booleans()), min_size=1, max_size=5)


@pytest.fixture
def person(db: None, now: dt.datetime) -> Person:
    person = make_plan(now).person
    nothing_new(person, now)
    return person


def test_the_order_of_arrival_never_matters(person: Person) -> None:
    """A thousand interleavings, each on a day of its own: what was done last counts, however the operations arrive."""
    chance, day_plan, expected, arrived = Random(6), person.day_plans.get(), {}, []
    for number in range(1000):
        day, last = NOON.date() - dt.timedelta(days=number + 1), {}
        for step in range(chance.randint(1, 8)):
            item, done = chance.choice("ab"), chance.random() < 0.5
            moment = NOON + dt.timedelta(seconds=step // 2)  # two devices: times may be equal, then receipt decides
            received = NOON + dt.timedelta(minutes=step)
            last[item] = done
            arrived.append(
                Tick(
                    person=person, day_plan=day_plan, local_date=day, item=item, done=done,
                    done_at=moment, received_at=received, op=uuid4(),
                )
            )  # fmt: skip
        expected[day] = frozenset(item for item, done in last.items() if done)
    chance.shuffle(arrived)
    Tick.objects.bulk_create(arrived)
    assert done_by_day(person.ticks.operations()) == expected


def test_of_two_operations_at_the_same_time_the_later_row_counts(person: Person) -> None:
    for item, both in (("a", (False, True)), ("b", (True, False))):
        Tick.objects.bulk_create(
            Tick(
                person=person, day_plan=person.day_plans.get(), local_date=NOON.date(), item=item, done=done,
                done_at=NOON, received_at=NOON, op=uuid4(),
            )
            for done in both
        )  # fmt: skip
    assert done_by_day(person.ticks.operations()) == {NOON.date(): {"a"}}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_both_devices_end_equal_to_the_server(
    person: Person, now: dt.datetime, steps: list[tuple[int, int, bool, bool]]
) -> None:
    items = [entry["item"] for entry in person.day_plans.get().items][:2]
    with transaction.atomic():
        expected: dict[str, bool] = {}
        sent = []
        for n, (_device, place, done, repeats) in enumerate(steps):
            operation = {"person": person, "item": items[place], "done": done, "op": UUID(int=n)}
            actions.tick(**operation, now=now + dt.timedelta(seconds=n))
            expected[items[place]] = done
            if repeats or n == len(steps) - 1:
                sent.append(operation)
        final = {item for item, done in expected.items() if done}
        for operation in sent:
            assert actions.tick(**operation, now=now + dt.timedelta(minutes=1)).done == final
        assert Tick.objects.filter(person=person).count() == len(steps)
        transaction.set_rollback(True)

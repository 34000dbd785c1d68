"""Two devices tick and untick in any order; both end where the last operation left the server."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footcare.accounts.models import Person
from programs import actions
from programs.days import ticked
from programs.models import Tick
from tests.conftest import NOON
from tests.programs.helpers import make_plan, nothing_new

# Each step: which device, which item, done or not, and whether it is sent once more later on.
STEPS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.booleans(), st.booleans()), min_size=1, max_size=5)


@settings(max_examples=1000, deadline=None)
@given(steps=STEPS, order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(steps: list[tuple[int, int, bool, bool]], order) -> None:  # type: ignore[no-untyped-def]
    ticks = [
        Tick(pk=n, item=f"item-{place}", done=done, done_at=NOON + dt.timedelta(seconds=n // 2), received_at=NOON)
        for n, (_device, place, done, _repeats) in enumerate(steps)
    ]
    expected = {tick.item: tick.done for tick in ticks}
    arrived = list(ticks)
    order.shuffle(arrived)
    assert ticked(arrived) == ticked(ticks) == {item for item, done in expected.items() if done}


@pytest.fixture
def person(db: None, now: dt.datetime) -> Person:
    person = make_plan(now).person
    nothing_new(person, now)
    return person


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

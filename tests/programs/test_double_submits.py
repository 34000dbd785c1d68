"""The same form sent many times at once is one row, with the same answer each time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from assessments.models import Clearance
from footcare.accounts.models import Person
from programs.models import CheckIn, DayPlan, Plan, Tick
from tests.assessments.helpers import make_person
from tests.programs.helpers import BACK_AND_FEET, client_of, make_draft, make_plan, nothing_new

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


def at_once(person: Person, send: Callable[[Any], Any]) -> set[tuple[int, str]]:
    """(status, where to) of each answer."""

    def once(_n: int) -> tuple[int, str]:
        try:
            response = send(client_of(person))
            return response.status_code, response.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as threads:
        return set(threads.map(once, range(TIMES)))


def test_the_same_form_many_times_at_once() -> None:
    now = timezone.now()
    person = make_person(now)
    make_draft(person, now, **BACK_AND_FEET)
    assert at_once(person, lambda client: client.post("/assessment/result/")) == {(303, "/assessment/result/")}
    assert Plan.objects.count() == Clearance.objects.count() == 1

    assert at_once(person, lambda client: client.get("/today/")) == {(200, "")}
    assert DayPlan.objects.count() == 1

    nothing_new(person, now)
    posted = {"item": "ankle-circles", "done": "1", "op": str(uuid4())}
    answers = at_once(person, lambda client: client.post("/today/tick/", posted))
    assert answers == {(303, "/today/#item-ankle-circles")}
    assert Tick.objects.count() == 1

    report = {"pain_now": "3", "op": str(uuid4())}
    assert at_once(person, lambda client: client.post("/today/check-in/", report)) == {(303, "/today/")}
    assert CheckIn.objects.count() == 1

    news = {"anything_new": "yes", "op": str(uuid4())}
    assert at_once(person, lambda client: client.post("/today/check/", news)) == {(303, "/assessment/ces/")}
    assert Clearance.objects.filter(kind="withdrawn").count() == 1


def test_two_people_never_share_a_day() -> None:
    now = timezone.now()
    first, second = make_plan(now).person, make_plan(now).person
    for person in (first, second):
        nothing_new(person, now)
    client_of(first).post("/today/tick/", {"item": "ankle-circles", "done": "1", "op": str(uuid4())})
    assert 'aria-pressed="true"' not in client_of(second).get("/today/").content.decode()

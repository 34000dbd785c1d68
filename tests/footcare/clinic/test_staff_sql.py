"""No staff page asks the database more often because more is stored."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Clinic, Person
from tests.footcare.clinic.factories import (
    make_linked,
    practise,
    start_plan,
    stopped_clinician_first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.timedelta(days=1)


def histories(clinic: Clinic, now: dt.datetime, people: int, days: int) -> Person:
    for _person in range(people):
        person = make_linked(clinic, now - days * DAY)
        start_plan(person, now - days * DAY)
        for back in range(days, 0, -1):
            practise(person, now - back * DAY, pain_now=back % 4, pain_during=3)
    stopped_clinician_first(make_linked(clinic, now), now)
    return person


def test_queries_stay_constant(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    """Small and large: more people, more days. At most 12 for a page of staff."""
    small, large = (look(staff, histories(clinic, now, people, days)) for people, days in ((1, 1), (6, 8)))
    assert {page: len(made) for page, made in large.items()} == {page: len(made) for page, made in small.items()}
    dear = {page: made for page, made in large.items() if len(made) > 12}
    assert not dear, dear


def look(staff: Client, person: Person) -> dict[str, list[str]]:
    """The statements of the second look at each page."""
    pages = {"queue": "", "people": "people/", "person": f"people/{person.uuid}/", "codes": "codes/"}
    return {page: statements(staff, f"/staff/{path}") for page, path in pages.items()}


def statements(staff: Client, url: str) -> list[str]:
    staff.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert staff.get(url).status_code == 200
    return [query["sql"][:150] for query in queries]

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


@pytest.mark.parametrize("path", ["", "people/", "person", "codes/"])
def test_queries_stay_constant(staff: Client, clinic: Clinic, now: dt.datetime, path: str) -> None:
    """Small and large: more people, more days. At most 12 for a page of staff."""
    counts = []
    for people, days in ((1, 1), (6, 8)):
        person = histories(clinic, now, people, days)
        url = f"/staff/people/{person.uuid}/" if path == "person" else f"/staff/{path}"
        staff.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert staff.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], "\n".join(query["sql"][:150] for query in queries)
    assert counts[1] <= 12, "\n".join(query["sql"][:150] for query in queries)

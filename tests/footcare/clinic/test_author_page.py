"""What authors see."""

import datetime as dt

import pytest

from footcare.accounts.models import Clinic, Person
from tests.footcare.clinic.factories import (
    make_staff,
    signed_in,
    stopped_clinician_first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_author_sees_a_calm_page(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    stopped_clinician_first(person, now)
    page = signed_in(make_staff(clinic, now, "author")).get("/staff/").content.decode()
    assert person.label not in page
    assert "Authors do not see people" in page
    assert "Queue" not in page

"""Join codes are made and ended."""

import datetime as dt

import pytest
from django.test import Client

from footcare.accounts.models import Clinic, JoinCode, Person
from tests.footcare.clinic.factories import (
    make_clinic,
    make_staff,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_codes_are_made_and_ended(staff: Client, clinic: Clinic, person: Person, now: dt.datetime) -> None:
    staff.post("/staff/codes/")
    code = JoinCode.objects.get(clinic=clinic)
    assert code.code in staff.get("/staff/codes/").content.decode()
    outsider = signed_in(make_staff(make_clinic(now, "Other"), now))
    assert outsider.post(f"/staff/codes/{code.code}/revoke/").status_code == 404
    staff.post(f"/staff/codes/{code.code}/revoke/")
    assert "No code works at present." in staff.get("/staff/codes/").content.decode()
    assert staff.post(f"/staff/codes/{code.code}/revoke/").status_code == 404

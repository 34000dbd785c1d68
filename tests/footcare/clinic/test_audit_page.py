"""The audit log: for managers, and without names of people."""

import datetime as dt

import pytest
from django.test import Client

from footcare.accounts import actions as accounts
from footcare.accounts.models import Clinic, Person, User
from tests.footcare.clinic.factories import (
    make_staff,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_audit_log_is_for_managers_and_says_who(
    clinic: Clinic, person: Person, staff: Client, now: dt.datetime
) -> None:
    staff.get(f"/staff/people/{person.uuid}/")
    page = signed_in(make_staff(clinic, now, "manager")).get("/staff/audit/").content.decode()
    assert "opened the page of" in page
    assert person.label in page
    assert f"clinician@{clinic.pk}.example" in page


def test_audit_log_names_staff_but_never_people(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    user = User.objects.create_user("private@example.org", name="Ann Private")
    Person.objects.filter(pk=person.pk).update(user=user)
    accounts.leave_clinic(link=person.clinic_links.get(), now=now, by=user)
    page = signed_in(make_staff(clinic, now, "manager")).get("/staff/audit/").content.decode()
    assert "unlinked" in page
    assert person.label in page
    assert "rivate" not in page

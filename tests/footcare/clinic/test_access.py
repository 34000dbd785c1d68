"""Who may open what."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts import actions as accounts
from footcare.accounts.models import Clinic, Person, User
from footcare.clinic.models import Note
from footcare.common.models import AuditRow
from tests.assessments.helpers import make_person
from tests.footcare.clinic.factories import (
    make_clinic,
    make_linked,
    make_staff,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def urls(person_uuid: object, code: str) -> dict[str, str]:
    return {
        "queue": "/staff/",
        "people": "/staff/people/",
        "person": f"/staff/people/{person_uuid}/",
        "release": f"/staff/people/{person_uuid}/release/",
        "codes": "/staff/codes/",
        "audit": "/staff/audit/",
    }


ROLE_SEES = {
    "clinician": {"queue": 200, "people": 200, "person": 200, "release": 302, "codes": 200, "audit": 404},
    "manager": {"queue": 200, "people": 200, "person": 200, "release": 302, "codes": 200, "audit": 200},
    "author": {"queue": 200, "people": 404, "person": 404, "release": 404, "codes": 404, "audit": 404},
}


@pytest.mark.parametrize("role", ROLE_SEES)
def test_each_role_sees_its_pages(role: str, clinic: Clinic, person: Person, now: dt.datetime) -> None:
    client = signed_in(make_staff(clinic, now, role))
    seen = {name: client.get(url).status_code for name, url in urls(person.uuid, "X").items()}
    assert seen == ROLE_SEES[role]


def test_strangers_sign_in_first(client: Client, person: Person) -> None:
    for url in urls(person.uuid, "X").values():
        response = client.get(url)
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_people_who_are_not_staff_see_nothing(person: Person) -> None:
    client = signed_in(User.objects.create_user("someone@example.org"))
    assert {client.get(url).status_code for url in urls(person.uuid, "X").values()} == {404}


def without_what_changes(body: bytes) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", body.decode())


@pytest.mark.parametrize("path", ["{}/", "{}/notes/", "{}/release/", "{}/dose/ankle-circles/"])
def test_foreign_unlinked_and_absent_people_are_one_and_the_same_404(
    staff: Client, clinic: Clinic, now: dt.datetime, path: str
) -> None:
    foreign = make_linked(make_clinic(now, "Other"), now)
    left = make_linked(clinic, now)
    accounts.leave_clinic(link=left.clinic_links.get(), now=now, by=left)
    unlinked = make_person(now)
    bodies = set()
    for uuid in (foreign.uuid, left.uuid, unlinked.uuid, uuid4()):
        url = f"/staff/people/{path.format(uuid)}"
        response = staff.post(url, {"text": "x"}) if "notes" in path else staff.get(url)
        assert response.status_code == 404
        bodies.add(without_what_changes(response.content).replace(str(uuid), ""))
    assert len(bodies) == 1
    assert not Note.objects.exists()
    assert not AuditRow.objects.filter(verb="viewed_person").exists()

"""Erasing a person, and staff who leave."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from assessments import actions as assessments
from footcare.accounts.models import Clinic, Person, User
from footcare.common.models import AuditRow
from footcare.site import people
from tests.assessments.helpers import make_person
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_staff,
    signed_in,
    stopped_clinician_first,
)

pytestmark = pytest.mark.django_db


def reachable(*roots: type[models.Model]) -> set[type[models.Model]]:
    """Every model with a foreign key, or a one-to-one, that leads, by whatever way, to one of the roots."""
    found, edge = set(roots), set(roots)
    while edge:
        edge = {
            model
            for model in apps.get_models()
            if model not in found
            and any(
                field.concrete and (field.many_to_one or field.one_to_one) and field.related_model in edge
                for field in model._meta.get_fields()
            )
        }
        found |= edge
    return found


def test_erasing_empties_every_model_that_leads_to_the_person(full_person: Person, now: dt.datetime) -> None:
    graph = reachable(Person) | {User}
    before = {model: model._default_manager.count() for model in graph}
    assert not [model.__name__ for model, rows in before.items() if not rows], "the setup must fill every model"
    people.erase(person=full_person, user=full_person.user, now=now, by=full_person.user)
    left = {model.__name__: model._default_manager.count() for model in graph if model is not User}
    assert not {name: rows for name, rows in left.items() if rows}
    assert not User.objects.filter(email="ann@example.org").exists()


def test_the_audit_trail_keeps_the_number_only(full_person: Person, now: dt.datetime) -> None:
    uuid, email, label = full_person.uuid, full_person.user.email, full_person.label
    people.erase(person=full_person, user=full_person.user, now=now, by=full_person.user)
    rows = AuditRow.objects.filter(person=uuid)
    assert rows.filter(verb="erased").count() == 1
    assert not [row for row in AuditRow.objects.all() if email in str(vars(row)) or label in str(vars(row))]


def test_sessions_of_the_user_end(own: Person, now: dt.datetime) -> None:
    signed_in(own.user)
    other = signed_in(User.objects.create_user("bob@example.org"))
    people.erase(person=own, user=own.user, now=now, by=own.user)
    assert Session.objects.count() == 1
    assert other.get("/me/").status_code == 200


def test_staff_who_released_leave_an_empty_row(clinic_with_release: tuple[Clinic, User], now: dt.datetime) -> None:
    _clinic, staff = clinic_with_release
    people.erase(person=None, user=staff, now=now, by=staff)
    staff.refresh_from_db()
    assert (staff.is_active, staff.name, staff.has_usable_password()) == (False, "", False)
    assert "clinician" not in staff.email
    assert not staff.memberships.exists()
    assert not staff.emailaddress_set.exists()


@pytest.fixture
def clinic_with_release(now: dt.datetime) -> tuple[Clinic, User]:
    clinic = make_clinic(now)
    staff = make_staff(clinic, now)
    person = make_person(now)
    link(person, clinic, now)
    stop = stopped_clinician_first(person, now)
    assessments.release(clearance=stop, lifts=[], reason="Seen", now=now, by_user=staff, clinic=clinic)
    return clinic, staff

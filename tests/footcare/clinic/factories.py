"""A clinic, its staff, and linked people with a history, made through the actions of real use."""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.test import Client

from assessments.models import Clearance
from footcare.accounts import actions as accounts
from footcare.accounts.models import Clinic, ClinicLink, Person, User
from footcare.common.audit import System
from programs import actions as programs
from programs.models import Plan
from programs.reports import Report
from tests.assessments.helpers import make_draft, make_person

SETUP = System("tests")


def make_clinic(now: dt.datetime, name: str = "Clinic by the River") -> Clinic:
    return accounts.make_clinic(name=name, country="GB", zone="Europe/London", now=now, by=SETUP)


def make_staff(clinic: Clinic, now: dt.datetime, role: str = "clinician", email: str = "") -> User:
    email = email or f"{role}@{clinic.pk}.example"
    return accounts.make_member(clinic=clinic, email=email, role=role, now=now, by=SETUP).user


def link(person: Person, clinic: Clinic, now: dt.datetime) -> ClinicLink:
    return accounts.join_clinic(person=person, clinic=clinic, wording="words", now=now, by=person)


def make_linked(clinic: Clinic, now: dt.datetime) -> Person:
    person = make_person(now)
    link(person, clinic, now)
    return person


def start_plan(person: Person, now: dt.datetime, **answers: Any) -> Plan:
    draft = make_draft(person, now, **answers)
    plan = programs.start_plan(person=person, assessment=draft, now=now, by=person)
    assert plan is not None
    return plan


def practise(person: Person, now: dt.datetime, *, pain_during: int | None = None, pain_now: int | None = None) -> None:
    """One day: nothing new, the first item ticked, a check-in when a rating is given."""
    plan = person.cleared_plan(now)
    assert plan is not None
    day = programs.open_day(by=person, person=person, plan=plan, now=now)
    programs.answer_check(person=person, question="anything_new", answer="no", op=uuid4(), now=now, by=person)
    items = [planned["item"] for planned in day.items if planned["kind"] != "massage"]
    programs.tick(person=person, item=items[0], done=True, op=uuid4(), now=now)
    if pain_during is not None or pain_now is not None:
        report = Report(pain_during=pain_during, pain_now=pain_now, effort="easy", note="")
        programs.check_in(person=person, report=report, op=uuid4(), now=now, by=person)


def stopped_clinician_first(person: Person, now: dt.datetime) -> Clearance:
    """An operation in the last year: staff may release it and lift what it set."""
    make_draft(person, now, **{"hx.surgery": "ticked"})
    row = person.clearances.latest_one()
    assert row is not None
    assert row.stops
    return row


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client

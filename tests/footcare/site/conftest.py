"""Somebody with an account, and a guest who turns out to be the same."""

import datetime as dt
from uuid import uuid4

import pytest

from assessments import actions as assessments
from assessments.models import Clearance
from footcare.accounts.actions import make_person as make_person_of
from footcare.accounts.models import Person, User
from footcare.clinic import actions as clinic_actions
from programs import actions as programs
from programs.models import Preference
from programs.reports import Report
from tests.assessments.helpers import make_person
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_staff,
    practise,
    start_plan,
)


@pytest.fixture
def user() -> User:
    return User.objects.create_user("ann@example.org")


@pytest.fixture
def own(user: User, now: dt.datetime) -> Person:
    return make_person_of(user=user, country="GB", zone="Europe/London", shared_device=False, now=now)


@pytest.fixture
def guest(now: dt.datetime) -> Person:
    return make_person(now)


@pytest.fixture
def full_person(own: Person, now: dt.datetime) -> Person:
    """Something in every table that belongs to a person or a user."""
    clinic = make_clinic(now)
    staff = make_staff(clinic, now)
    link(own, clinic, now)
    start_plan(own, now)
    practise(own, now, pain_now=2)
    programs.check_in(person=own, report=Report(6, 3, "hard", ""), op=uuid4(), now=now, by=own)  # a step down
    programs.next_morning(person=own, pain=2, op=uuid4(), now=now, by=own)
    planned = own.day_plans.get(current=True).items[-1]["item"]
    programs.choose(person=own, item=planned, choice=Preference.Choice.LEAVE_OUT, now=now, by=own)
    clinic_actions.add_note(person=own, clinic=clinic, text="A note", now=now, by=staff)
    clinic_actions.mark_line(person=own, clinic=clinic, line="quiet:x", mark="done", now=now, by=staff)
    programs.screen_again(person=own, now=now, by=own)
    draft = own.assessments.draft()
    stop = Clearance.objects.create(person=own, assessment=draft, kind="stopped", level="clinician_first", made_at=now)
    assessments.ask_clinic(clearance=stop, now=now, by=own)
    own.user.emailaddress_set.create(email=own.user.email, verified=True, primary=True)
    return own

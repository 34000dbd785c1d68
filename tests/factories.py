"""People, clinics and staff for tests of the whole system, made through the actions of real use."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import get_cookie_signer
from django.test import Client

from assessments.models import Clearance
from footcare.accounts import actions as accounts
from footcare.accounts import guests
from footcare.accounts.models import Clinic, JoinCode, Person, User
from footcare.common.audit import System
from programs import actions as programs
from programs.models import DailyCheck, Plan
from programs.reports import Report
from tests.assessments.helpers import make_draft, make_person

__all__ = [
    "Cast",
    "client_for",
    "make_cast",
    "make_cleared_person",
    "make_clinic",
    "make_code",
    "make_link",
    "make_member",
    "make_person",
    "make_practice",
    "make_stopped_person",
    "make_superuser",
]

SETUP = System("tests")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_user(email: str) -> User:
    return User.objects.create_user(email)


def make_superuser(email: str = "root@example.org") -> User:
    return User.objects.create_superuser(email)


def make_clinic(now: dt.datetime, name: str = "Clinic by the River") -> Clinic:
    return accounts.make_clinic(name=name, country="GB", zone="Europe/London", now=now, by=SETUP)


def make_member(clinic: Clinic, now: dt.datetime, role: str = "clinician", email: str = "") -> User:
    email = email or f"{role}@{clinic.uuid}.example"
    return accounts.make_member(clinic=clinic, email=email, role=role, now=now, by=SETUP).user


def make_link(person: Person, clinic: Clinic, now: dt.datetime) -> None:
    """The person lets this clinic's staff see their records."""
    accounts.join_clinic(person=person, clinic=clinic, wording="words", now=now, by=person)


def make_code(clinic: Clinic, user: User, now: dt.datetime) -> JoinCode:
    return accounts.make_join_code(clinic=clinic, now=now, by=user)


def make_cleared_person(now: dt.datetime, *, user: User | None = None, **answers: Any) -> Person:
    """With a plan that shows; the day is not opened yet."""
    person = make_person(now)
    plan = programs.start_plan(person=person, assessment=make_draft(person, now, **answers), now=now, by=person)
    assert plan is not None
    return accounts.claim(guest=person, user=user, now=now) if user else person


def make_stopped_person(now: dt.datetime, **answers: Any) -> Person:
    """Stopped on the way; without answers by one that a clinic may release."""
    person = make_person(now)
    make_draft(person, now, **(answers or {"hx.surgery": "ticked"}))
    latest = person.clearances.latest_one()
    assert latest is not None
    assert latest.kind == Clearance.Kind.STOPPED
    return person


def make_practice(person: Person, now: dt.datetime, *, rating: int | None = None) -> Plan:
    """One day: nothing new, the first movement ticked, and a check-in when a rating is given."""
    plan = person.cleared_plan(now)
    assert plan is not None
    day = programs.open_day(by=person, person=person, plan=plan, now=now)
    for question in DailyCheck.Question.values:
        programs.answer_check(person=person, question=question, answer="no", op=uuid4(), now=now, by=person)
    programs.tick(person=person, item=day.items[0]["item"], done=True, op=uuid4(), now=now)
    if rating is not None:
        report = Report(pain_during=rating, pain_now=rating, effort="easy", note="")
        programs.check_in(person=person, report=report, op=uuid4(), now=now, by=person)
    return plan


def client_for(who: Person | User | None, *, enforce_csrf_checks: bool = False) -> Client:
    """A browser: signed in for a user, with the guest's cookie for a person without one, else a stranger's."""
    client = Client(enforce_csrf_checks=enforce_csrf_checks, raise_request_exception=False)
    if isinstance(who, Person) and who.user is None:
        signer = get_cookie_signer(salt=settings.GUEST_COOKIE + guests.SALT)
        client.cookies[settings.GUEST_COOKIE] = signer.sign(str(who.uuid))
    elif who is not None:
        client.force_login(who.user if isinstance(who, Person) else who, backend=BACKEND)
    return client


@dataclass(frozen=True)
class Cast:
    """An owner whom one clinic may see, a stranger of another clinic, and everybody who could look at either.

    `owner` and `stranger` are signed in and linked to their own clinic; `guest` and `other_guest` hold a cookie.
    """

    clinic: Clinic
    other_clinic: Clinic
    owner: Person
    stranger: Person
    guest: Person
    other_guest: Person
    stopped: Person
    users: dict[str, User]
    code: JoinCode
    other_code: JoinCode
    absent: UUID

    def browser(self, role: str, *, enforce_csrf_checks: bool = False) -> Client:
        who: dict[str, Person | User | None] = {
            "anonymous": None,
            "guest": self.guest,
            "other_guest": self.other_guest,
            "person": self.owner,
            **self.users,
        }
        return client_for(who[role], enforce_csrf_checks=enforce_csrf_checks)


def make_cast(now: dt.datetime) -> Cast:
    clinic, other_clinic = make_clinic(now), make_clinic(now, "Clinic on the Hill")
    owner = make_cleared_person(now, user=make_user("owner@example.org"))
    stranger = make_cleared_person(now, user=make_user("stranger@example.org"))
    guest, other_guest = make_cleared_person(now), make_cleared_person(now)
    stopped = make_stopped_person(now)
    users = {role: make_member(clinic, now, role) for role in ("clinician", "manager", "author")}
    users["other_clinician"] = make_member(other_clinic, now)
    users["other_manager"] = make_member(other_clinic, now, "manager")
    users["superuser"] = make_superuser()
    for person in (owner, stopped):
        make_link(person, clinic, now)
    make_link(stranger, other_clinic, now)
    for person in (owner, guest):
        make_practice(person, now)
    return Cast(
        clinic=clinic,
        other_clinic=other_clinic,
        owner=owner,
        stranger=stranger,
        guest=guest,
        other_guest=other_guest,
        stopped=stopped,
        users=users,
        code=make_code(clinic, users["clinician"], now),
        other_code=make_code(other_clinic, users["other_clinician"], now),
        absent=uuid4(),
    )

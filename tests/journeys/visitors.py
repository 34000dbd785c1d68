"""The state behind the walk of every page: who each visitor is, and what fills the addresses they open."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache

from footcare.accounts.actions import claim
from footcare.accounts.joining import TRIES
from footcare.accounts.models import Person, User
from programs.actions import check_in, choose, next_morning, start_plan, tick
from programs.models import Preference
from programs.reports import Report
from tests.assessments.helpers import CALF, HEART, SADDLE, make_draft, make_person, save
from tests.factories import (
    make_clinic,
    make_code,
    make_link,
    make_member,
    make_practice,
    make_stopped_person,
    make_superuser,
    make_user,
)
from tests.programs.helpers import BACK_AND_FEET, make_plan, nothing_new
from tests.programs.test_actions import released_surgery

# Shows every page and every row that an answer opens, and reaches no stop.
EVERY_PAGE = {
    "main.region": "both",
    "rf.foot.injury": "yes",
    "rf.foot.injury.side": "left",
    "hx.skin": "ticked",
    "hx.skin.side": "right",
    "hx.allergy": "ticked",
    "pain_site.left": ("arch", "ankle_gives_way"),
    "gives_way_times": "twice",
    "fp.toe_direction.left": "clearly_out",
}
CAUTIOUS = {"hx.thinners": "ticked", "mood.weigh": 8}  # a plan with cautions beside its items


@dataclass(frozen=True)
class State:
    who: Person | User | None
    names: dict[str, str] = field(default_factory=dict)


def stranger(now: dt.datetime) -> State:
    user = make_user("a@example.org")
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return State(
        None,
        {
            "code": a_code(now),
            "email_key": EmailConfirmationHMAC(address).key,
            "password_key": f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}",
        },
    )


def guesser(now: dt.datetime) -> State:
    cache.set("join:127.0.0.1", TRIES)
    return State(None)


def newcomer(now: dt.datetime) -> State:
    return State(drafting(now, until="toe"))


def reviewer(now: dt.datetime) -> State:
    return State(drafting(now, **EVERY_PAGE))


def emergency(now: dt.datetime) -> State:
    return State(make_stopped_person(now, **SADDLE))


def same_day(now: dt.datetime) -> State:
    return State(make_stopped_person(now, **CALF))


def two_days_later(now: dt.datetime) -> State:
    """After a stop of the same day, when the page asks whether a professional has looked."""
    return same_day(now - dt.timedelta(days=2))


def clinician_first(now: dt.datetime) -> State:
    """Linked, so that the page offers to ask the clinic."""
    person = make_stopped_person(now, **HEART)
    make_link(person, make_clinic(now), now)
    return State(person)


def corrected(now: dt.datetime) -> State:
    person = make_stopped_person(now, **SADDLE)
    save(person.assessments.draft(), "ces", now, **{"main.region": "back"})
    return State(person)


def no_plan(now: dt.datetime) -> State:
    """A health answer that stands allows none."""
    person = released_surgery(now, lifts=[])
    start_plan(person=person, assessment=person.assessments.draft(), now=now, by=person)
    return State(person)


def run_out(now: dt.datetime) -> State:
    return State(make_plan(now - dt.timedelta(days=400)).person)


def guest(now: dt.datetime) -> State:
    plan = make_plan(now, **CAUTIOUS)
    return State(plan.person, {"item": plan.outcome["other"]["items"][0]["item"], "code": a_code(now)})


def finished(now: dt.datetime) -> State:
    person = make_plan(now, **CAUTIOUS).person
    nothing_new(person, now)
    for planned in person.day_plans.get().items:
        tick(person=person, item=planned["item"], done=True, op=uuid4(), now=now)
    return State(person)


def progressing(now: dt.datetime) -> State:
    """Two weeks of good days: doses went up, a next version is offered, and one choice stands."""
    start = now - dt.timedelta(days=16)
    person = make_plan(start, experience="weekly", minutes="20", days="7", equipment=("ball", "band", "oil")).person
    for day in range(16):
        at = start + dt.timedelta(days=day)
        nothing_new(person, at)
        next_morning(person=person, pain=0, op=uuid4(), now=at, by=person)
        for planned in person.day_plans.get(current=True, local_date=person.today(at)).items:
            tick(person=person, item=planned["item"], done=True, op=uuid4(), now=at)
        check_in(person=person, report=Report(1, 1, "about_right", ""), op=uuid4(), now=at, by=person)
    next_morning(person=person, pain=0, op=uuid4(), now=now, by=person)
    nothing_new(person, now)
    left_out = next(id for id, kind in items_of(person, now).items() if kind == "motor_control")
    choose(person=person, item=left_out, choice=Preference.Choice.LEAVE_OUT, now=now, by=person)
    return State(person, {"massage": first_massage(person, now)})


def items_of(person: Person, now: dt.datetime) -> dict[str, str]:
    """Kinds by item of today."""
    return {one["item"]: one["kind"] for one in person.day_plans.get(current=True, local_date=person.today(now)).items}


def first_massage(person: Person, now: dt.datetime) -> str:
    return next(id for id, kind in items_of(person, now).items() if kind == "massage")


def account(now: dt.datetime) -> State:
    """Signed in with a password, linked to a clinic; the browser also holds a guest's answers."""
    user = User.objects.create_user("owner@example.org", "a long pass phrase 7")
    person = claim(guest=make_plan(now).person, user=user, now=now)
    make_link(person, make_clinic(now), now)
    return State(person)


def clinician(now: dt.datetime) -> State:
    """Of a clinic where one person practises and another waits for a release."""
    clinic = make_clinic(now)
    user = make_member(clinic, now)
    practising, stopped = make_plan(now, **BACK_AND_FEET).person, make_stopped_person(now)
    for person in (practising, stopped):
        make_link(person, clinic, now)
    make_practice(practising, now, rating=4)
    make_code(clinic, user, now)
    return State(user, {"practising": str(practising.uuid), "stopped": str(stopped.uuid)})


def manager(now: dt.datetime) -> State:
    return State(make_member(make_clinic(now), now, "manager"))


def author(now: dt.datetime) -> State:
    return State(make_member(make_clinic(now), now, "author"))


def superuser(now: dt.datetime) -> State:
    return State(make_superuser())


def drafting(now: dt.datetime, *, until: str | None = None, **answers: Any) -> Person:
    person = make_person(now)
    make_draft(person, now, until=until, **answers)
    return person


def a_code(now: dt.datetime) -> str:
    clinic = make_clinic(now)
    return make_code(clinic, make_member(clinic, now), now).code

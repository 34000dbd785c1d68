"""Two people become one, and one is erased with everything that is reachable from them."""

import datetime as dt
from collections.abc import Callable
from itertools import permutations

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from assessments import actions as assessments
from assessments.models import Clearance
from footcare.accounts.actions import make_person as make_person_of
from footcare.accounts.models import Clinic, Person, User
from footcare.clinic import actions as clinic_actions
from footcare.common.models import AuditRow
from footcare.site import people
from programs import actions as programs
from programs.models import CheckIn, Plan, Tick
from tests.assessments.helpers import make_draft, make_person
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_staff,
    practise,
    signed_in,
    start_plan,
    stopped_clinician_first,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
EMERGENCY = {"main.region": "back", "rf.ces.saddle": "yes"}
SAME_DAY = {"rf.neuro.weak": "yes"}


@pytest.fixture
def user() -> User:
    return User.objects.create_user("ann@example.org")


@pytest.fixture
def own(user: User, now: dt.datetime) -> Person:
    return make_person_of(user=user, country="GB", zone="Europe/London", shared_device=False, now=now)


@pytest.fixture
def guest(now: dt.datetime) -> Person:
    return make_person(now)


def merged(own: Person, guest: Person, now: dt.datetime) -> Person:
    people.merge(into=own, other=guest, now=now, by=own)
    own.refresh_from_db()
    return own


def test_a_user_without_a_person_claims_the_guest(user: User, guest: Person, now: dt.datetime) -> None:
    start_plan(guest, now)
    person = people.claim_or_merge(guest=guest, user=user, now=now)
    assert (person.pk, person.user) == (guest.pk, user)
    assert AuditRow.objects.get(verb="claimed_guest").actor == user.audit_name


def test_everything_moves_and_the_guest_is_gone(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(guest, now)
    practise(guest, now, pain_now=3)
    merged(own, guest, now)
    assert not Person.objects.filter(pk=guest.pk).exists()
    assert own.cleared_plan(now) is not None
    assert [CheckIn.objects.get().person, Tick.objects.get().person] == [own, own]
    assert AuditRow.objects.get(verb="merged").object == f"person:{guest.uuid}"


Setup = Callable[[Person, dt.datetime], object]
SETUPS: dict[str, Setup] = {
    "nothing": lambda person, now: None,
    "draft": lambda person, now: make_draft(person, now, until="pain"),
    "cleared": start_plan,
    "withdrawn": lambda person, now: (
        start_plan(person, now),
        programs.screen_again(person=person, now=now, by=person),
    ),
    "clinician_first": stopped_clinician_first,
    "same_day": lambda person, now: make_draft(person, now, **SAME_DAY),
    "emergency": lambda person, now: make_draft(person, now, **EMERGENCY),
}
SEVERITY = ["nothing", "draft", "cleared", "withdrawn", "clinician_first", "same_day", "emergency"]


PAIRS = [
    *permutations(["cleared", "withdrawn", "clinician_first", "emergency"], 2),
    ("draft", "cleared"),
    ("cleared", "draft"),
]


@pytest.mark.parametrize(("ours", "theirs"), [*PAIRS, ("nothing", "same_day"), ("same_day", "emergency")])
@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_the_more_severe_standing_state_rules(
    own: Person, guest: Person, now: dt.datetime, ours: str, theirs: str, guest_is_newer: bool
) -> None:
    first, second = ((own, ours), (guest, theirs)) if guest_is_newer else ((guest, theirs), (own, ours))
    SETUPS[first[1]](first[0], now)
    SETUPS[second[1]](second[0], now + HOUR)
    before = list(Clearance.objects.order_by("id").values_list("id", "kind", "level", "because", "made_at"))
    merged(own, guest, now + DAY)
    worse = max(ours, theirs, key=SEVERITY.index)
    latest = own.clearances.latest_one()
    expected = {
        "nothing": None,
        "draft": None,
        "cleared": ("screened", "clear"),
        "withdrawn": ("withdrawn", "clear"),
        "clinician_first": ("stopped", "clinician_first"),
        "same_day": ("stopped", "same_day"),
        "emergency": ("stopped", "emergency"),
    }[worse]
    assert (latest and (latest.kind, latest.level)) == expected
    assert (own.cleared_plan(now + DAY) is not None) is (worse == "cleared")
    assert own.plans.filter(state="active").count() <= 1
    assert own.assessments.filter(state="draft").count() <= 1
    assert own.assessments.filter(state="complete").count() <= 1
    after = list(own.clearances.order_by("id").values_list("id", "kind", "level", "because", "made_at"))
    assert after[: len(before)] == before, "rows are only ever added"


def test_a_stop_keeps_its_own_time(own: Person, guest: Person, now: dt.datetime) -> None:
    """The day without a new screening counts from the stop, not from signing in."""
    make_draft(guest, now, **EMERGENCY)
    start_plan(own, now + HOUR)
    merged(own, guest, now + 2 * HOUR)
    latest = own.clearances.latest_one()
    assert (latest.made_at, latest.assessment.state) == (now, "draft")


def test_newest_screening_decides_which_plan_stays(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now)
    newer = start_plan(guest, now + DAY, **{"hx.thinners": "ticked"})
    merged(own, guest, now + DAY)
    assert own.plans.active().get() == newer
    assert Plan.objects.filter(person=own, state="archived", archived_at=now + DAY).count() == 1
    assert own.assessments.latest_complete() == newer.assessment


def test_a_plan_never_outlives_the_screening_that_came_after_it(own: Person, guest: Person, now: dt.datetime) -> None:
    """The guest's newer screening allowed no plan at all: the older plan knows nothing of that."""
    start_plan(own, now)
    draft = make_draft(guest, now + DAY)
    assessments.complete(assessment=draft, now=now + DAY, by=guest)
    merged(own, guest, now + DAY)
    assert own.cleared_plan(now + DAY) is None


def test_serious_answers_of_an_unfinished_draft_hide_the_plan(own: Person, guest: Person, now: dt.datetime) -> None:
    """Such a draft has no clearance row yet: it never had a plan to hide."""
    start_plan(own, now)
    make_draft(guest, now + HOUR, until="health1", **SAME_DAY)
    assert not guest.clearances.exists()
    merged(own, guest, now + HOUR)
    latest = own.clearances.latest_one()
    assert (latest.kind, latest.level) == ("unfinished", "same_day")
    assert own.cleared_plan(now + HOUR) is None


def test_one_day_of_both_sides(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now)
    practise(own, now)
    start_plan(guest, now + HOUR)
    practise(guest, now + HOUR)
    merged(own, guest, now + 2 * HOUR)
    day = own.day_plans.get(current=True)
    assert day.plan == own.plans.active().get()
    assert own.day_plans.count() == 2
    assert own.ticks.count() == 2


def test_the_same_operation_is_kept_once(own: Person, guest: Person, now: dt.datetime) -> None:
    for person in (own, guest):
        start_plan(person, now)
        practise(person, now)
    Tick.objects.filter(person=guest).update(op=own.ticks.get().op)
    merged(own, guest, now)
    assert own.ticks.count() == 1


def test_two_links_to_one_clinic_become_one(own: Person, guest: Person, now: dt.datetime) -> None:
    clinic = make_clinic(now)
    for person in (own, guest):
        link(person, clinic, now)
    merged(own, guest, now + DAY)
    assert own.clinic_links.live().count() == 1
    assert own.consents.filter(kind="clinic").count() == 2


@pytest.mark.parametrize(
    ("shared", "staff", "unasked"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_claimed_unasked_only_where_nobody_else_sits(
    user: User, now: dt.datetime, shared: bool, staff: bool, unasked: bool
) -> None:
    guest = make_person(now, shared_device=shared)
    if staff:
        make_staff(make_clinic(now), now, email=user.email)
    assert people.may_claim_unasked(guest, user) is unasked


@pytest.fixture
def full_person(own: Person, now: dt.datetime) -> Person:
    """Something in every table that belongs to a person or a user."""
    clinic = make_clinic(now)
    staff = make_staff(clinic, now)
    link(own, clinic, now)
    start_plan(own, now)
    practise(own, now, pain_now=2)
    clinic_actions.add_note(person=own, clinic=clinic, text="A note", now=now, by=staff)
    clinic_actions.mark_line(person=own, clinic=clinic, line="quiet:x", mark="done", now=now, by=staff)
    programs.screen_again(person=own, now=now, by=own)
    draft = own.assessments.draft()
    stop = Clearance.objects.create(person=own, assessment=draft, kind="stopped", level="clinician_first", made_at=now)
    assessments.ask_clinic(clearance=stop, now=now, by=own)
    own.user.emailaddress_set.create(email=own.user.email, verified=True, primary=True)
    return own


def reachable(*roots: type[models.Model]) -> set[type[models.Model]]:
    """Every model with a foreign key that leads, by whatever way, to one of the roots."""
    found, edge = set(roots), set(roots)
    while edge:
        edge = {
            model
            for model in apps.get_models()
            if model not in found
            and any(
                field.is_relation and field.many_to_one and field.related_model in edge
                for field in model._meta.get_fields()
            )
        }
        found |= edge
    return found


def test_erasing_empties_every_model_that_leads_to_the_person(full_person: Person, now: dt.datetime) -> None:
    graph = reachable(Person) | {User}
    before = {model: model._default_manager.count() for model in graph}
    assert not [model.__name__ for model, rows in before.items() if not rows], "the setup must fill every model"
    people.erase(person=full_person, user=full_person.user, now=now)
    left = {model.__name__: model._default_manager.count() for model in graph if model is not User}
    assert not {name: rows for name, rows in left.items() if rows}
    assert not User.objects.filter(email="ann@example.org").exists()


def test_the_audit_trail_keeps_the_number_only(full_person: Person, now: dt.datetime) -> None:
    uuid, email, label = full_person.uuid, full_person.user.email, full_person.label
    people.erase(person=full_person, user=full_person.user, now=now)
    rows = AuditRow.objects.filter(person=uuid)
    assert rows.filter(verb="erased").count() == 1
    assert not [row for row in AuditRow.objects.all() if email in str(vars(row)) or label in str(vars(row))]


def test_sessions_of_the_user_end(own: Person, now: dt.datetime) -> None:
    signed_in(own.user)
    other = signed_in(User.objects.create_user("bob@example.org"))
    people.erase(person=own, user=own.user, now=now)
    assert Session.objects.count() == 1
    assert other.get("/me/").status_code == 200


def test_staff_who_released_leave_an_empty_row(clinic_with_release: tuple[Clinic, User], now: dt.datetime) -> None:
    _clinic, staff = clinic_with_release
    people.erase(person=None, user=staff, now=now)
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

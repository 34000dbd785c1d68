"""S02: fields that no form has are ignored: nobody becomes somebody else, and nothing is cleared, by posting it."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models, transaction

from footcare.accounts.models import ClinicLink, Membership, Person, User
from tests.assessments.helpers import given, make_draft, make_person, posted
from tests.conftest import Clock
from tests.factories import Cast, client_for, make_cast
from tests.pages import forms_of
from tests.safety.situations import SHIPPED

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(clock: Clock, empty_cache: None) -> Cast:
    return make_cast(clock.now)


def claims(cast: Cast) -> dict[str, Any]:
    """What somebody would like to be believed."""
    stranger = cast.stranger
    return {
        "id": 1, "pk": 1, "uuid": stranger.uuid, "owner": stranger.pk, "person": stranger.pk, "person_id": stranger.pk,
        "user": cast.users["superuser"].pk, "user_id": cast.users["superuser"].pk, "by": cast.users["manager"].pk,
        "author": cast.users["manager"].pk, "clinic": cast.other_clinic.pk, "clinic_id": cast.other_clinic.pk,
        "role": "manager", "is_staff": "on", "is_superuser": "on", "is_active": "on", "name": "Somebody else",
        "label": "FC-OTHER", "level": "clear", "kind": "screened", "valid_until": "2099-01-01", "released_by": 1,
        "state": "complete", "plan": stranger.plans.get().pk, "assessment": stranger.assessments.get().pk,
        "started_on": "2020-01-01", "made_at": "2020-01-01", "said_at": "2020-01-01", "done_at": "2020-01-01",
        "local_date": "2020-01-01", "expires_at": "2099-01-01", "code": "AAAABBBB", "findings": "{}", "lifts": "none",
    }  # fmt: skip


def owned_rows(person: Person) -> dict[str, int]:
    return {
        model.__name__: model._default_manager.filter(person=person).count()
        for model in apps.get_models()
        if any(field.name == "person" and isinstance(field, models.ForeignKey) for field in model._meta.fields)
    }


def powers() -> list[tuple[Any, ...]]:
    """Who may do what, over everybody."""
    users = User.objects.order_by("pk").values_list("pk", "uuid", "is_staff", "is_superuser", "is_active", "name")
    members = Membership.objects.order_by("pk").values_list("user", "clinic", "role")
    links = ClinicLink.objects.filter(until=None).order_by("pk").values_list("person", "clinic")
    people = Person.objects.order_by("pk").values_list("pk", "uuid", "user", "label")
    return [*users, *members, *links, *people]


PAGES = [
    ("guest", "/today/"), ("guest", "/plan/"), ("guest", "/today/check-in/"), ("guest", "/me/details/"),
    ("guest", "/assessment/day/"), ("person", "/me/"), ("person", "/accounts/email/"),
    ("person", "/accounts/password/set/"), ("clinician", "/staff/"), ("clinician", "/staff/codes/"),
    ("clinician", "person"), ("clinician", "release"),
]  # fmt: skip


def test_forms_take_their_own_fields_only(cast: Cast) -> None:
    addresses = {
        "person": f"/staff/people/{cast.stopped.uuid}/",
        "release": f"/staff/people/{cast.stopped.uuid}/release/",
    }
    before, theirs = powers(), owned_rows(cast.stranger)
    for role, page in PAGES:
        with transaction.atomic():
            assert post_every_form(cast, role, addresses.get(page, page)), page
            assert (powers(), owned_rows(cast.stranger)) == (before, theirs), page
            transaction.set_rollback(True)


def post_every_form(cast: Cast, role: str, page: str) -> int:
    """Each form as it stands, with the claims beside its own fields; how many were posted."""
    browser, taken = cast.browser(role), 0
    for form in forms_of(browser.get(page).content.decode(), page):
        leaves = form.action in ("/accounts/logout/", "/me/delete/") or "/unlink/" in form.action
        if form.method == "post" and not leaves:
            assert browser.post(form.action, claims(cast) | form.filled()).status_code < 500, form.action
            taken += 1
    return taken


def test_rows_belong_to_who_posted_and_to_now(cast: Cast, clock: Clock) -> None:
    guest = cast.browser("guest")
    item = cast.guest.day_plans.get().items[1]["item"]
    guest.post("/today/tick/", claims(cast) | {"item": item, "done": "1", "op": str(uuid4())})
    guest.post("/today/check-in/", claims(cast) | {"pain_now": "1", "op": str(uuid4())})
    tick, check_in = cast.guest.ticks.latest("pk"), cast.guest.check_ins.latest("pk")
    assert (tick.item, tick.done_at, tick.local_date) == (item, clock.now, cast.guest.today(clock.now))
    assert (check_in.said_at, check_in.local_date) == (clock.now, cast.guest.today(clock.now))
    guest.post("/plan/", claims(cast) | {"minutes": "10", "days": "5"})
    plan = cast.guest.cleared_plan(clock.now)
    assert plan is not None
    assert (plan.person, plan.assessment.person, plan.started_on) == (cast.guest, cast.guest, plan.made_at.date())


def test_staff_write_as_themselves_in_their_clinic(cast: Cast, clock: Clock) -> None:
    clinician = cast.browser("clinician")
    clinician.post(f"/staff/people/{cast.owner.uuid}/notes/", claims(cast) | {"text": "Seen."})
    note = cast.owner.notes.get()
    assert (note.author, note.clinic, note.written_at) == (cast.users["clinician"], cast.clinic, clock.now)
    clinician.post("/staff/codes/", claims(cast))
    code = cast.clinic.join_codes.latest("pk")
    assert (code.made_by, code.expires_at - clock.now) == (cast.users["clinician"], dt.timedelta(days=14))
    assert code.code != "AAAABBBB"
    address = f"/staff/people/{cast.stopped.uuid}/release/"
    stop = cast.stopped.clearances.latest_one().pk
    clinician.post(address, claims(cast) | {"checked": "on", "reason": "Seen.", "lifts": [], "clearance": stop})
    row = cast.stopped.clearances.latest_one()
    assert (row.kind, row.level, row.released_by) == ("released", "clinician_first", cast.users["clinician"])
    assert row.valid_until == cast.stopped.today(clock.now) + dt.timedelta(days=42)


def test_questions_of_another_page_are_not_answered(cast: Cast, clock: Clock) -> None:
    """A hidden field cannot answer a safety question ahead of its page, nor any other."""
    person = make_person(clock.now)
    draft = make_draft(person, clock.now, until="region")
    before = set(draft.said.values_list("field", flat=True))
    ahead = {name: value for name, value in given().items() if name.startswith(("rf.", "hx.")) and value}
    page = SHIPPED.pages["p_region"]
    client_for(person).post("/assessment/region/", ahead | claims(cast) | posted(page, given()))
    assert set(draft.said.values_list("field", flat=True)) - before <= {"main.region"}
    assert not person.clearances.exists()


def test_sign_up_makes_an_ordinary_account(cast: Cast) -> None:
    data = claims(cast) | {"email": "new@example.org", "password1": "a long pass phrase 7"}
    cast.browser("anonymous").post("/accounts/signup/", data)
    user = User.objects.get(email="new@example.org")
    assert (user.is_staff, user.is_superuser, user.name, user.memberships.count()) == (False, False, "", 0)


def test_begin_makes_a_guest_of_its_own(cast: Cast) -> None:
    people = set(Person.objects.values_list("pk", flat=True))
    consent = {"age": "44", "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB"}
    cast.browser("anonymous").post("/assessment/", claims(cast) | consent)
    made = Person.objects.exclude(pk__in=people).get()
    assert made.user is None
    assert made.label != "FC-OTHER"
    assert not made.clearances.exists()

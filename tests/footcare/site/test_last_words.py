"""Nothing that either of two people said about safety is lost when they become one."""

import datetime as dt
from collections.abc import Callable
from itertools import product

import pytest
from django.db import connection

from assessments import actions as assessments
from assessments import catalogue
from assessments.models import Answer, Assessment
from footcare.accounts.actions import make_person as make_person_of
from footcare.accounts.models import Person, User
from footcare.site import people
from programs import actions as programs
from programs.models import Plan
from tests.assessments.helpers import DAY, HOUR, answer_pages, given, make_draft, make_person, posted
from tests.conftest import Clock
from tests.footcare.clinic.factories import link, make_clinic, make_staff, start_plan

pytestmark = pytest.mark.django_db
Setup = Callable[[Person, dt.datetime], object]
FLARE, HIP = {"more_health": ("inflammatory_flare",)}, {"more_health": ("hip_replacement",)}
FALLS, SURGERY = {"hx.falls": "ticked"}, {"hx.surgery": "ticked"}


def plan_with(**answers: object) -> Setup:
    return lambda person, now: start_plan(person, now, **answers)


def draft_with(until: str, **answers: object) -> Setup:
    """Left in the middle: nothing of it came to a clearance."""
    return lambda person, now: make_draft(person, now, until=until, **answers)


def pending_amendment(person: Person, now: dt.datetime) -> None:
    start_plan(person, now)
    page = catalogue.shipped().page_of_slug("health3")
    said = posted(page, given(**FLARE))
    assessments.amend(assessment=person.assessments.get(), page=page, posted=said, now=now, by=person)


def asked_again(person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **HIP)
    programs.screen_again(person=person, now=now, by=person)
    answer_pages(person.assessments.draft(), now, until="health2", **SURGERY)


def released(person: Person, now: dt.datetime) -> None:
    clinic = make_clinic(now)
    link(person, clinic, now)
    draft = make_draft(person, now, **SURGERY)
    staff = make_staff(clinic, now, email=f"{person.label}@clinic.example")
    assessments.release(
        clearance=draft.clearances.get(), lifts=["post_surgery"], reason="Seen", now=now, by_user=staff, clinic=clinic
    )
    answer_pages(draft, now, **SURGERY)
    programs.start_plan(person=person, assessment=draft, now=now, by=person)


SIDES: dict[str, Setup] = {
    "clear": plan_with(),
    "falls": plan_with(**FALLS),
    "flare": plan_with(**FLARE),
    "falls and hip": plan_with(**FALLS, **HIP),
    "released": released,
    "pending flare": pending_amendment,
    "asked again": asked_again,
    "draft, calf": draft_with("health1", **{"rf.leg.calf": "yes"}),
    "draft, surgery": draft_with("health2", **SURGERY),
    "draft, calm": draft_with("health1"),
}


@pytest.fixture
def own(now: dt.datetime) -> Person:
    user = User.objects.create_user("ann@example.org")
    return make_person_of(user=user, country="GB", zone="Europe/London", shared_device=False, now=now)


@pytest.fixture
def guest(now: dt.datetime) -> Person:
    return make_person(now)


def plan_of(person: Person, now: dt.datetime) -> Plan | None:
    return Person.objects.get(pk=person.pk).cleared_plan(now)


def ruled_out(*sides: Person) -> set[str]:
    """What the complete assessments of both sides leave out."""
    complete = Assessment.objects.filter(person__in=sides, state="complete")
    return {one["id"] for row in complete for one in row.findings["contraindications"]} | {
        tag for row in complete for tag in row.findings["tags"]
    }


def held_back(*sides: Person) -> bool:
    drafts = Answer.objects.filter(assessment__person__in=sides, assessment__state="draft")
    said = dict(drafts.order_by("id").values_list("field", "value"))
    return said.get("rf.leg.calf") == "yes" or said.get("hx.surgery") == "ticked"


def left_out(plan: Plan) -> set[str]:
    return {*plan.inputs["contra"], *plan.inputs["excluded_tags"]}


# Every pair on SQLite; the other database sees each side once.
PAIRS = [*product(SIDES, SIDES)] if connection.vendor == "sqlite" else [*zip(SIDES, reversed(SIDES), strict=True)]


@pytest.mark.sweep
@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_a_plan_shows_after_a_merge_only_when_it_says_what_both_sides_said(
    own: Person, guest: Person, clock: Clock, ours: str, theirs: str
) -> None:
    SIDES[ours](own, clock.now)
    clock.move(days=2)
    SIDES[theirs](guest, clock.now)
    clock.move(hours=25)
    before, blocked = ruled_out(own, guest), held_back(own, guest)
    people.merge(into=own, other=guest, now=clock.now, by=own)
    plan = plan_of(own, clock.now)
    assert plan is None or not blocked
    assert plan is None or left_out(plan) >= before
    assert own.assessments.filter(state="complete").count() <= 1

    answered_from = clock.now
    own = Person.objects.get(pk=own.pk)
    draft = assessments.begin_again(person=own, now=clock.now, by=own)
    answer_pages(draft, clock.now)
    made = programs.start_plan(person=own, assessment=draft, now=clock.now, by=own)
    assert made is not None
    assert plan_of(own, clock.now) == made
    asked_anew = draft.said.filter(said_at__gte=answered_from, field="more_health").exists()
    of_more_health = {"inflammatory_flare", "hip_replacement"}
    assert asked_anew or left_out(made) >= before & of_more_health


@pytest.mark.parametrize("hours", [1, 25])
@pytest.mark.parametrize(
    ("until", "answers"), [("health1", {"rf.leg.calf": "yes"}), ("health2", SURGERY)], ids=["same day", "clinician"]
)
def test_an_answer_that_grew_old_still_holds_the_plan_back(
    own: Person, guest: Person, clock: Clock, until: str, answers: dict[str, str], hours: int
) -> None:
    start_plan(own, clock.now)
    clock.move(days=2)
    draft = make_draft(guest, clock.now, until=until, **answers)
    clock.move(hours=hours)
    people.merge(into=own, other=guest, now=clock.now, by=own)
    latest = own.clearances.latest_one()
    assert (latest.kind, latest.assessment, plan_of(own, clock.now)) == ("unfinished", draft, None)


def test_what_an_unfinished_draft_leaves_out_hides_a_plan_without_it(
    own: Person, guest: Person, now: dt.datetime
) -> None:
    start_plan(own, now)
    draft = make_draft(guest, now + HOUR, until="health3", **FALLS)
    people.merge(into=own, other=guest, now=now + DAY, by=own)
    assert (own.clearances.latest_one().level, plan_of(own, now + DAY)) == ("caution", None)
    assert own.assessments.draft() == draft


def test_a_day_that_one_side_reached_stays_reached(own: Person, guest: Person, clock: Clock) -> None:
    Person.objects.filter(pk=own.pk).update(zone="America/New_York")
    clock.now = (clock.now + DAY).replace(hour=0, minute=30)
    own.refresh_from_db()
    reached = guest.day_reached(clock.now)
    people.merge(into=own, other=guest, now=clock.now, by=own)
    own.refresh_from_db()
    assert (own.day_reached(clock.now), own.today(clock.now)) == (reached, reached - DAY)


def test_the_same_left_out_on_both_sides_hides_nothing(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now, **FALLS)
    newer = start_plan(guest, now + DAY, **FALLS)
    people.merge(into=own, other=guest, now=now + DAY, by=own)
    assert plan_of(own, now + DAY) == newer


def test_a_calmer_newer_screening_does_not_hide_the_stricter_plan(own: Person, guest: Person, now: dt.datetime) -> None:
    stricter = start_plan(own, now, **FALLS)
    start_plan(guest, now + HOUR)
    people.merge(into=own, other=guest, now=now + HOUR, by=own)
    assert plan_of(own, now + HOUR) == stricter


def test_what_a_new_screening_does_not_ask_is_kept_from_the_side_that_said_it(
    own: Person, guest: Person, clock: Clock
) -> None:
    start_plan(own, clock.now, **FALLS)
    clock.move(days=5)
    start_plan(guest, clock.now, **FLARE)
    people.merge(into=own, other=guest, now=clock.move(hours=1), by=own)
    assert plan_of(own, clock.now) is None
    assert own.clearances.latest_one().kind == "unfinished"
    draft = assessments.begin_again(person=own, now=clock.now, by=own)
    assert (draft.kind, draft.continues.person) == ("rescreen", own)
    answer_pages(draft, clock.now)
    made = programs.start_plan(person=own, assessment=draft, now=clock.now, by=own)
    assert "inflammatory_flare" in made.inputs["contra"]


def test_everything_is_asked_again_where_neither_side_said_it_all(own: Person, guest: Person, clock: Clock) -> None:
    start_plan(own, clock.now, **HIP)
    start_plan(guest, clock.move(days=1), **FLARE)
    people.merge(into=own, other=guest, now=clock.now, by=own)
    draft = own.assessments.draft()
    assert (draft.kind, draft.continues) == ("full", None)
    assert set(draft.said.values_list("field", flat=True)) == {"age", "consent.terms", "consent.about_me"}
    assert own.assessments.latest_complete() is None


def test_a_new_screening_that_one_side_began_goes_on_with_every_question(
    own: Person, guest: Person, clock: Clock
) -> None:
    start_plan(own, clock.now, **FLARE)
    asked_again(guest, clock.move(days=1))
    begun = guest.assessments.draft()
    people.merge(into=own, other=guest, now=clock.now, by=own)
    draft = own.assessments.draft()
    assert (draft, draft.kind, draft.continues) == (begun, "full", None)
    assert dict(draft.said.values_list("field", "value"))["hx.surgery"] == "ticked"


def test_a_day_opened_by_the_other_side_does_not_end_being_away(own: Person, guest: Person, clock: Clock) -> None:
    """The stricter plan stays; nobody practised it for 29 days."""
    start_plan(own, clock.now, **FALLS)
    clock.move(days=29)
    start_plan(guest, clock.now)
    programs.open_day(by=guest, person=guest, plan=guest.cleared_plan(clock.now), now=clock.now)
    assert plan_of(own, clock.now) is None
    people.merge(into=own, other=guest, now=clock.now, by=own)
    assert plan_of(own, clock.now) is None

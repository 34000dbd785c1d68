"""Guests are erased when the periods of /privacy/ are over, not a moment earlier; accounts never."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.test import Client

from assessments.forms import ConsentForm
from assessments.models import Answer, Clearance
from footcare.accounts.models import Person
from footcare.common.models import AuditRow
from footcare.site import pruning
from tests.assessments.helpers import make_complete_assessment, make_draft, make_person
from tests.conftest import Clock
from tests.factories import make_cleared_person, make_clinic, make_link, make_practice, make_stopped_person, make_user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


def due(now: dt.datetime) -> set[Person]:
    return set(pruning.find(now))


def drafted(now: dt.datetime) -> Person:
    person = make_person(now)
    make_draft(person, now, until="pain")
    return person


def test_a_draft_lasts_thirty_days_from_its_last_answer(now: dt.datetime) -> None:
    person = drafted(now - 5 * DAY)
    Answer.objects.filter(pk=person.assessments.get().said.latest("pk").pk).update(said_at=now)
    assert due(now + 30 * DAY) == set()
    assert due(now + 30 * DAY + SECOND) == {person}


def test_finished_questions_without_a_plan_last_as_long(now: dt.datetime) -> None:
    person = make_person(now)
    make_complete_assessment(person, now)
    assert due(now + 30 * DAY) == set()
    assert due(now + 30 * DAY + SECOND) == {person}


def test_a_stop_lives_with_the_guest_for_400_days(now: dt.datetime) -> None:
    other = make_cleared_person(now)  # with a second row, so that a person and their clearance differ in number
    Clearance.objects.create(person=other, kind=Clearance.Kind.WITHDRAWN, level="clear", made_at=now)
    person = make_stopped_person(now)
    other.delete()
    assert person.pk != person.clearances.get().pk
    assert due(now + 400 * DAY) == set()
    assert due(now + 400 * DAY + SECOND) == {person}


def test_a_stop_that_something_followed_keeps_nobody(now: dt.datetime) -> None:
    person = make_stopped_person(now)
    later = now + 20 * DAY
    Clearance.objects.create(person=person, kind=Clearance.Kind.WITHDRAWN, level="clear", made_at=later)
    assert due(later + 30 * DAY) == set()
    assert due(later + 30 * DAY + SECOND) == {person}


def test_a_plan_lasts_400_days_from_the_last_visit(now: dt.datetime) -> None:
    """The visit is known by its day, which ends 12 hours later in the west than in UTC."""
    person = make_cleared_person(now)
    visit = now + 5 * DAY
    make_practice(person, visit)
    end = dt.datetime.combine(visit.date() + DAY, dt.time(12), tzinfo=dt.UTC)
    assert due(end + 400 * DAY - SECOND) == set()
    assert due(end + 400 * DAY) == {person}


def test_a_plan_that_was_never_opened_lasts_400_days(now: dt.datetime) -> None:
    person = make_cleared_person(now)
    assert due(now + 400 * DAY) == set()
    assert due(now + 400 * DAY + SECOND) == {person}


def test_joining_a_clinic_is_a_visit(now: dt.datetime) -> None:
    person = make_cleared_person(now)
    make_link(person, make_clinic(now), now + 100 * DAY)
    assert due(now + 500 * DAY) == set()
    assert due(now + 500 * DAY + SECOND) == {person}


def test_accounts_are_never_pruned(now: dt.datetime) -> None:
    make_cleared_person(now, user=make_user("ann@example.org"))
    person = drafted(now)
    Person.objects.filter(pk=person.pk).update(user=make_user("bob@example.org"))
    assert due(now + 5000 * DAY) == set()


def test_erasing_writes_who_and_why(now: dt.datetime) -> None:
    person = drafted(now)
    later = now + 31 * DAY
    assert pruning.erase(person, later)
    assert not Person.objects.exists()
    row = AuditRow.objects.get(person=person.uuid, at=later)
    assert row.verb == "erased"
    assert (row.actor, row.person, row.at) == ("system:prune", person.uuid, later)


def test_somebody_who_came_back_meanwhile_stays(now: dt.datetime) -> None:
    person = drafted(now)
    later = now + 31 * DAY
    [found] = pruning.find(later)
    Answer.objects.filter(assessment__person=person).update(said_at=later)
    assert not pruning.erase(found, later)
    assert Person.objects.get() == person
    assert not AuditRow.objects.filter(verb="erased").exists()


def test_the_command_may_run_again(clock: Clock) -> None:
    gone, stays = drafted(clock.now), make_cleared_person(clock.now)
    clock.move(days=31)
    said = []
    for _run in range(2):
        out = io.StringIO()
        call_command("prune", stdout=out)
        said.append(out.getvalue())
    assert said == ["People erased: 1\n", "People erased: 0\n"]
    assert Person.objects.get() == stays
    assert AuditRow.objects.filter(verb="erased", person=gone.uuid).count() == 1


def test_the_page_about_privacy_says_the_same_periods_and_words(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    for words in (
        f"without a plan: {pruning.DRAFT_DAYS} days",
        f"led to a stop, without an account: {pruning.GUEST_DAYS} days",
        f"A plan without an account: {pruning.GUEST_DAYS} days",
        f"“{ConsentForm.base_fields['shared_device'].label}”",
        "the colours of the pages",
    ):
        assert words in page

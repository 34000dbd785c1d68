"""The page of one person: record, news since the last visit, notes."""

import datetime as dt

import pytest
from django.test import Client

from assessments import actions as assessments
from assessments import catalogue
from footcare.accounts.models import Clinic, Person, User
from footcare.common.models import AuditRow
from tests.assessments.helpers import given, make_draft, posted
from tests.conftest import Clock
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_linked,
    make_staff,
    practise,
    signed_in,
    start_plan,
    stopped_clinician_first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.timedelta(days=1)


def test_the_page_of_somebody_stopped_says_that_the_plan_is_paused(
    staff: Client, clinic: Clinic, now: dt.datetime
) -> None:
    somebody = make_linked(clinic, now)
    url = f"/staff/people/{somebody.uuid}/"
    start_plan(somebody, now - 2 * DAY)
    assert "paused" not in staff.get(url).content.decode()
    assessments.withdraw(person=somebody, reason_code="anything_new", now=now, by=somebody)
    page = staff.get(url).content.decode()
    assert "The plan is paused: the person sees none of it until a new screening allows it." in page
    stopped_clinician_first(somebody, now)
    assert "until you release the stop" in staff.get(url).content.decode()


def test_person_page_shows_the_record_and_audits_the_look(
    staff: Client, clinician: User, person: Person, now: dt.datetime
) -> None:
    answers = {"main.region": "back", "om.pain_back.now": 6, "om.pain_back.average": 6}
    start_plan(person, now - DAY, **answers, **{"fp.toe_direction.right": "clearly_out", "minutes": "15"})
    practise(person, now - DAY, pain_during=2, pain_now=4)
    page = staff.get(f"/staff/people/{person.uuid}/").content.decode()
    for words in (
        "You open this page for the first time.",
        "Check-in: pain during 2, pain now 4",
        "15 minutes a day",
        "Left out or swapped",
        "Instead: ",
        "Clear to start",
        "Answered “Well out” to “",
        "Age 44",
    ):
        assert words in page, words
    [row] = AuditRow.objects.filter(verb="viewed_person")
    assert (row.actor, row.person) == (clinician.audit_name, person.uuid)
    assert not row.reason


def test_since_last_visit_lists_what_others_did(
    staff: Client, clinic: Clinic, person: Person, now: dt.datetime, clock: Clock
) -> None:
    colleague = signed_in(make_staff(clinic, now, "manager"))
    start_plan(person, now - DAY)
    url = f"/staff/people/{person.uuid}/"
    staff.get(url)
    assert "Nothing new since your last visit" in staff.get(url).content.decode()
    clock.move(minutes=5)
    staff.post(f"{url}notes/", {"text": "Limps a little"})
    colleague.post(f"{url}notes/", {"text": "Walks well"})
    page = staff.get(url).content.decode()
    assert "1 new since your last visit" in page
    news = page[page.index("Since your last visit") : page.index("Add a note")]
    assert ("Walks well" in news, "Limps a little" in news) == (True, False)


def test_a_note_needs_words_and_stays_in_its_clinic(
    staff: Client, clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    url = f"/staff/people/{person.uuid}/notes/"
    response = staff.post(url, {"text": "  "})
    assert (response.status_code, "Write the note first." in response.content.decode()) == (422, True)
    staff.post(url, {"text": "Seen in the clinic"})
    other = make_clinic(now, "Other")
    link(person, other, now)
    page = signed_in(make_staff(other, now)).get(f"/staff/people/{person.uuid}/").content.decode()
    assert "Seen in the clinic" not in page
    assert AuditRow.objects.filter(verb="added_note", person=person.uuid, clinic=clinic.uuid).count() == 1


def test_changed_safety_answers_are_shown_with_their_times(staff: Client, person: Person, now: dt.datetime) -> None:
    draft = make_draft(person, now - dt.timedelta(minutes=9), **{"main.region": "back", "rf.ces.saddle": "yes"})
    page = catalogue.shipped().page_of_slug("ces")
    assert page is not None
    assessments.save_page(assessment=draft, page=page, posted=posted(page, given()), now=now, by=person)
    body = staff.get(f"/staff/people/{person.uuid}/").content.decode()
    assert "Safety answers that were changed" in body
    assert body.index("Yes, new, <time") < body.index("No, <time")


@pytest.mark.parametrize(
    ("reason_code", "words"),
    [
        ("anything_new", "Answered yes or not sure to “Anything new"),
        ("pain_during", "Rated strong pain during practice."),
        ("reds", "High pain on 3 days within 14 days."),
        ("asked", "Asked for the safety questions."),
        ("later_kind", "later_kind"),
    ],
)
def test_why_screening_began_again(
    staff: Client, person: Person, now: dt.datetime, reason_code: str, words: str
) -> None:
    start_plan(person, now - DAY)
    assessments.withdraw(person=person, reason_code=reason_code, now=now, by=person)
    assert words in staff.get(f"/staff/people/{person.uuid}/").content.decode()

"""The page of one person: record, news since the last visit, notes."""

import datetime as dt
import re

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


def timeline(page: str, heading: str) -> list[str]:
    """The titles of the events under a heading, as they stand on the page."""
    panel = re.search(rf"<h2>{heading}</h2>(.*?)</section>", page, re.DOTALL)
    assert panel
    return re.findall(r"<li><b>(.*?)</b>", panel[1])


def test_what_happened_in_one_moment_stands_newest_first(staff: Client, person: Person, now: dt.datetime) -> None:
    make_draft(person, now, **{"hx.surgery": "ticked"})
    assessments.ask_clinic(clearance=person.clearances.latest_one(), now=now, by=person)
    page = staff.get(f"/staff/people/{person.uuid}/").text
    assert timeline(page, "Timeline") == [
        "Asked the clinic to look", "An answer stopped the plan", "Assessment begun (full)",
    ]  # fmt: skip


def test_a_withdrawal_stands_between_the_report_and_the_new_questions(
    staff: Client, person: Person, now: dt.datetime
) -> None:
    start_plan(person, now - DAY)
    practise(person, now, pain_during=9)
    titles = timeline(staff.get(f"/staff/people/{person.uuid}/").text, "Timeline")
    assert titles[:2] == ["Assessment begun (safety part again)", "Something new: screening starts again"]
    assert titles[-3:] == ["Plan made", "Assessment finished (full)", "Assessment begun (full)"]


def test_what_is_new_is_not_repeated_and_older_events_are_folded(
    staff: Client, person: Person, clinic: Clinic, now: dt.datetime, clock: Clock
) -> None:
    url = f"/staff/people/{person.uuid}/"
    colleague = signed_in(make_staff(clinic, now, "manager"))
    for number in range(12):
        colleague.post(f"{url}notes/", {"text": f"note {number}"})
    folded = staff.get(url).text.split("<h2>Timeline</h2>")[1]
    assert folded.count("<li>") == 12
    assert "<summary>Earlier (2)</summary>" in folded
    assert folded.split("<summary>")[0].count("<li>") == 10
    clock.move(minutes=5)
    colleague.post(f"{url}notes/", {"text": "the newest"})
    page = staff.get(url).text
    assert page.count("the newest") == 1
    assert timeline(page, "Since your last visit") == timeline(page, "Timeline")[:1]
    assert len(timeline(page, "Timeline")) == 12


def test_a_severity_has_its_scale(staff: Client, person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **{"fp.toe_direction.right": "clearly_out"})
    assert re.search(r'data-label="Severity">[123] of 3</td>', staff.get(f"/staff/people/{person.uuid}/").text)

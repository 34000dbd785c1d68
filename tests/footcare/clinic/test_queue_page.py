"""The queue as a page: filters, marks, and the way back from them."""

import datetime as dt
import re

import pytest
from django.test import Client

from footcare.accounts.models import Clinic, Person, User
from footcare.clinic.models import QueueMark
from footcare.common.models import AuditRow
from tests.assessments.helpers import make_draft
from tests.footcare.clinic.factories import (
    make_clinic,
    make_linked,
    make_staff,
    signed_in,
    start_plan,
    stopped_clinician_first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("line", [{}, {"done": "a", "undo": "b"}, {"done": "x" * 81}])
def test_a_mark_names_one_line(staff: Client, person: Person, line: dict[str, str]) -> None:
    assert staff.post(f"/staff/queue/{person.uuid}/mark/", line).status_code == 400


def test_marking_and_undoing(staff: Client, person: Person, clinician: User, now: dt.datetime) -> None:
    row = stopped_clinician_first(person, now)
    line = f"stop:{row.pk}"
    url = f"/staff/queue/{person.uuid}/mark/"
    assert "Nobody needs you right now" not in staff.get("/staff/").content.decode()
    staff.post(url, {"snoozed": line})
    page = staff.get("/staff/").content.decode()
    assert "Nobody needs you right now" in page
    assert f"by {clinician.email}" in page
    staff.post(url, {"undo": line})
    assert "Nobody needs you right now" not in staff.get("/staff/").content.decode()
    staff.post(url, {"done": "stop:999999"})
    assert not QueueMark.objects.exists()
    verbs = AuditRow.objects.filter(person=person.uuid, verb__startswith="line_").order_by("id")
    assert list(verbs.values_list("verb", "object")) == [("line_snoozed", line), ("line_undone", line)]


@pytest.mark.parametrize(("what", "words"), [("snoozed", "{} comes back in 7 days."), ("done", "Done: {}.")])
def test_what_was_just_marked_has_an_undo_beside_it(
    staff: Client, person: Person, now: dt.datetime, what: str, words: str
) -> None:
    row = stopped_clinician_first(person, now)
    url = f"/staff/queue/{person.uuid}/mark/"
    response = staff.post(url, {what: f"stop:{row.pk}"}, follow=True)
    [(notice, undo)] = re.findall(r'notice--success">.*?<p>(.*?)</p>.*?name="undo" value="(.*?)"', response.text)
    assert (notice, undo) == (words.format(person.label), f"stop:{row.pk}")
    after = staff.post(url, {"undo": undo}, follow=True)
    assert f"{person.label} is back in the queue." in after.text
    assert 'name="undo"' not in staff.get(response.redirect_chain[-1][0]).text


def test_the_mark_of_another_clinic_is_not_announced(staff: Client, now: dt.datetime) -> None:
    elsewhere = make_clinic(now, "Other")
    theirs = make_linked(elsewhere, now)
    row = stopped_clinician_first(theirs, now)
    colleague = signed_in(make_staff(elsewhere, now))
    shown = colleague.post(f"/staff/queue/{theirs.uuid}/mark/", {"done": f"stop:{row.pk}"}).headers["Location"]
    assert theirs.label not in staff.get(shown).text


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"main.region": "back", "rf.ces.saddle": "yes"}, "Get emergency help now"),
        ({"rf.neuro.weak": "yes"}, "Get medical advice today"),
    ],
)
def test_urgent_stops_cannot_be_put_off_and_keep_their_flag(
    staff: Client, person: Person, clinician: User, now: dt.datetime, answers: dict[str, str], level: str
) -> None:
    make_draft(person, now, **answers)
    url, line = f"/staff/queue/{person.uuid}/mark/", f"stop:{person.clearances.latest_one().pk}"
    queue = staff.get("/staff/").text
    assert level in queue
    assert ('name="done"' in queue, 'name="snoozed"' in queue) == (True, False)
    refused = staff.post(url, {"snoozed": line}, follow=True)
    assert "That line cannot be put off." in refused.text
    assert not QueueMark.objects.exists()
    assert f"Done by {clinician}" in staff.post(url, {"done": line}, follow=True).text
    assert level in staff.get("/staff/people/").text
    assert level in staff.get(f"/staff/people/{person.uuid}/").text


def test_the_queue_shows_one_kind_of_line_when_asked(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    stopped, quiet = make_linked(clinic, now), make_linked(clinic, now)
    row = stopped_clinician_first(stopped, now)
    assert "chip" not in staff.get("/staff/").content.decode()
    start_plan(quiet, now - 10 * DAY)

    def shown(query: str = "") -> tuple[str, set[str]]:
        page = staff.get(f"/staff/{query}").content.decode()
        [chosen] = re.findall(r'aria-current="page">([^<]+?) <span class="chip__count">', page)
        return chosen, {one.label for one in (stopped, quiet) if one.label in page}

    assert shown() == ("All", {stopped.label, quiet.label})
    assert shown("?show=quiet") == ("Quiet", {quiet.label})
    assert shown("?show=stops") == ("Stops", {stopped.label})
    assert shown("?show=nonsense")[0] == "All"
    staff.post(f"/staff/queue/{stopped.uuid}/mark/", {"done": f"stop:{row.pk}"})
    assert shown("?show=dealt") == ("Dealt with or put off", {stopped.label})
    assert shown("?show=stops")[0] == "All"


def test_a_person_with_several_lines_stands_once_with_every_reason(
    staff: Client, clinic: Clinic, now: dt.datetime
) -> None:
    several, quiet = make_linked(clinic, now), make_linked(clinic, now)
    start_plan(several, now - 43 * DAY, **{"om.bother": 9})
    start_plan(quiet, now - 10 * DAY)
    page = staff.get("/staff/").text
    people = re.findall(
        r"<li>(.*?)</li>", re.search(r'<ul class="queue panel">(.*?)</ul>', page, re.DOTALL)[1], re.DOTALL
    )
    of_several = [one for one in people if several.label in one]
    assert len(people) == 2
    assert len(of_several) == 1
    assert of_several[0].count('class="queue-row__who" href=') == 1
    assert "Answered that pain got in the way of the day: 9 of 10." in of_several[0]
    assert "No practice for 43 days." in of_several[0]
    assert len(re.findall('name="done" value="', of_several[0])) == 2
    assert people.index(of_several[0]) == 0
    assert re.findall(r'class="chip__count">(\d+)<', page) == ["2", "1", "2"]  # all, progress, quiet


def test_another_clinics_line_cannot_be_marked(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    row = stopped_clinician_first(person, now)
    outsider = signed_in(make_staff(make_clinic(now, "Other"), now))
    response = outsider.post(f"/staff/queue/{person.uuid}/mark/", {"done": f"stop:{row.pk}"})
    assert response.status_code == 404
    assert not QueueMark.objects.exists()

"""Releasing a stop: what is lifted, what is refused, what was read."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from assessments import actions as assessments
from footcare.accounts.models import Person, User
from footcare.common.models import AuditRow
from programs import actions as programs
from programs import catalogue as programs_catalogue
from tests.assessments.helpers import answer_pages, make_draft
from tests.footcare.clinic.factories import (
    start_plan,
    stopped_clinician_first,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


RELEASE = {"checked": "on", "reason": "Seen today, wound is closed"}


@pytest.fixture
def release_url(person: Person, now: dt.datetime) -> Iterator[str]:
    stopped_clinician_first(person, now)
    return f"/staff/people/{person.uuid}/release/"


def release_of(person: Person) -> dict[str, object]:
    """What the page posts that shows the present stop."""
    return RELEASE | {"clearance": person.clearances.latest_one().pk}


def test_release_lifts_what_was_ticked(staff: Client, clinician: User, person: Person, release_url: str) -> None:
    page = staff.get(release_url).content.decode()
    assert person.label in page
    assert "<dd>44</dd>" in page
    assert staff.post(release_url, release_of(person) | {"lifts": ["post_surgery"]}).status_code == 302
    row = person.clearances.latest_one()
    assert (row.kind, row.lifts, row.released_by, row.reason) == (
        "released", ["post_surgery"], clinician, RELEASE["reason"],
    )  # fmt: skip
    assert AuditRow.objects.filter(verb="released", person=person.uuid).count() == 1
    shown = staff.get(f"/staff/people/{person.uuid}/").text
    label = programs_catalogue.shipped().vocabulary.contraindications["post_surgery"].label
    assert f"<strong>Released by {clinician}</strong>, <time" in shown
    assert f"Lifted: {label}." in shown
    assert "Lifted: post_surgery" not in shown


def test_release_may_lift_nothing(staff: Client, person: Person, release_url: str) -> None:
    staff.post(release_url, release_of(person))
    row = person.clearances.latest_one()
    assert (row.kind, row.lifts) == ("released", [])


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"checked": "on", "reason": " "}, "Write why this person may start."),
        ({"reason": "Seen"}, "Look at the code and the age"),
        (RELEASE | {"lifts": ["cauda_equina_signs"]}, "Something in it has changed"),
        (RELEASE | {"lifts": ["anticoagulants"]}, "Something in it has changed"),
    ],
)
def test_release_refuses(
    staff: Client, person: Person, release_url: str, posted: dict[str, object], words: str
) -> None:
    response = staff.post(release_url, release_of(person) | {"checked": ""} | posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert person.clearances.latest_one().stops


@pytest.mark.parametrize("forged", [{}, {"clearance": ""}, {"clearance": "x"}])
def test_release_is_of_the_stop_that_was_read(
    staff: Client, person: Person, release_url: str, forged: dict[str, str], now: dt.datetime
) -> None:
    """The person began again and another answer stops the plan while the page stood open."""
    posted = (release_of(person) | {"lifts": ["post_surgery"]}) if not forged else RELEASE | forged
    draft = assessments.begin_again(person=person, now=now, by=person)
    answer_pages(draft, now, **{"hx.circulation": "ticked"})
    response = staff.post(release_url, posted)
    assert response.status_code == 422
    assert "Nothing was released: this person answered again" in response.text
    assert RELEASE["reason"] in response.text
    assert "checked" not in re.findall(r'<input type="checkbox" name="checked"[^>]*>', response.text)[0].split()
    assert person.clearances.latest_one().stops
    shown = re.findall(r'<input type="hidden" name="clearance" value="(\d+)"', response.text)
    assert staff.post(release_url, RELEASE | {"clearance": shown[0]}).status_code == 302
    row = person.clearances.latest_one()
    assert (row.kind, row.lifts, row.because[0]["fields"]) == ("released", [], ["hx.circulation"])


@pytest.mark.parametrize(
    "answers",
    [
        {"rf.neuro.weak": "yes"},
        {"main.region": "back", "rf.ces.saddle": "yes"},
        {"rf.neuro.weak": "yes", "hx.surgery": "ticked"},
    ],
)
def test_stops_of_a_higher_level_have_no_release(
    staff: Client, person: Person, now: dt.datetime, answers: dict[str, str]
) -> None:
    make_draft(person, now, **answers)
    url = f"/staff/people/{person.uuid}/"
    assert "Release this stop" not in staff.get(url).content.decode()
    response = staff.post(f"{url}release/", RELEASE)
    assert (response.status_code, "Nothing was released" in response.text) == (409, True)
    assert f"{RELEASE['reason']}</textarea>" in response.text
    assert person.clearances.latest_one().stops


def test_an_older_stop_cannot_be_released(staff: Client, person: Person, now: dt.datetime) -> None:
    start_plan(person, now)
    programs.screen_again(person=person, now=now, by=person)
    staff.post(f"/staff/people/{person.uuid}/release/", RELEASE)
    assert person.clearances.latest_one().kind == "withdrawn"


def test_what_a_same_day_answer_set_is_shown_but_cannot_be_lifted(
    staff: Client, person: Person, now: dt.datetime
) -> None:
    """Only stops at clinician_first come here, so the row is there for a mixed cause alone."""
    make_draft(person, now, **{"rf.foot.hot": "not_sure", "hx.fracture": "ticked"})
    row = person.clearances.latest_one()
    page = staff.get(f"/staff/people/{person.uuid}/release/").content.decode()
    assert row.level == "clinician_first"
    assert 'value="bone_stress_injury"' in page

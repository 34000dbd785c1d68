"""A clinician's day in a real browser: the queue, a person's page, a release, a note, a code."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from footcare.accounts.models import Clinic, Person
from tests.footcare.clinic.factories import (
    make_clinic,
    make_linked,
    make_staff,
    practise,
    start_plan,
    stopped_clinician_first,
)
from tests.journeys import browser
from tests.journeys.browser import DESK, Problems
from tests.journeys.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL, PASSWORD = "clinician@example.org", "a long enough one"


@pytest.fixture
def clinic() -> Clinic:
    now = dt.datetime.now(dt.UTC)
    clinic = make_clinic(now)
    staff = make_staff(clinic, now, email=EMAIL)
    staff.set_password(PASSWORD)
    staff.save()
    return clinic


@pytest.fixture
def stopped(clinic: Clinic) -> Person:
    now = dt.datetime.now(dt.UTC)
    person = make_linked(clinic, now)
    stopped_clinician_first(person, now)
    return person


@pytest.fixture
def practising(clinic: Clinic) -> Person:
    now = dt.datetime.now(dt.UTC)
    person = make_linked(clinic, now - dt.timedelta(days=3))
    start_plan(person, now - dt.timedelta(days=3), **{"main.region": "back", "om.pain_back.now": 5})
    for back, rating in ((3, 5), (2, 4), (0, 3)):
        practise(person, now - dt.timedelta(days=back), pain_now=rating)
    return person


@pytest.fixture
def desk(open_page: OpenPage, clinic: Clinic, live_server: LiveServer) -> Page:
    """The clinician's browser, signed in."""
    page = open_page(size=DESK)
    browser.enter(page.context, clinic.memberships.get().user, live_server.url)
    return page


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/?next=/staff/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("script", [True, False])
def test_a_stop_is_released_with_a_reason(
    open_page: OpenPage, problems: Problems, stopped: Person, script: bool
) -> None:
    problems.expect("status of 422")
    page = open_page(size=DESK, script=script)
    sign_in(page)
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    page.get_by_role("link", name=stopped.label).click()
    page.get_by_role("link", name="Release this stop").click()
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("I have looked at the code and the age").check()
    page.get_by_label("Why this person may start").fill("Seen today, the wound is closed")
    page.get_by_label("surgery in the last").check()
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_text("can finish and start.")).to_be_visible()
    page.get_by_role("link", name="Queue").first.click()
    expect(page.get_by_text("Nobody needs you right now")).to_be_visible()


def test_a_line_is_put_off_and_comes_back(desk: Page, stopped: Person) -> None:
    page = desk
    page.goto("/staff/")
    put_off = page.get_by_role("button", name=f"In 7 days for {stopped.label}")
    undo = page.get_by_role("button", name=f"Undo for {stopped.label}")
    put_off.click()
    expect(page.get_by_text("Nobody needs you right now")).to_be_visible()
    undo.click()
    put_off.click()
    page.goto("/staff/")
    page.get_by_text("Dealt with or put off").click()
    undo.click()
    expect(put_off).to_be_visible()


def test_a_note_is_written_and_a_code_made(desk: Page, practising: Person) -> None:
    page = desk
    page.goto(f"/staff/people/{practising.uuid}/")
    page.get_by_label("Note").fill("Walks well")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("The note is saved.")).to_be_visible()
    expect(page.get_by_text("Walks well").first).to_be_visible()
    page.get_by_role("link", name="Codes").first.click()
    page.get_by_role("button", name="Make a code").click()
    expect(page.get_by_text("The new code is")).to_be_visible()

"""A clinician's day in a real browser: the queue, a person's page, a release, a note, a code."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from footcare.accounts.models import Clinic, Person
from tests.footcare.clinic.factories import (
    make_clinic,
    make_linked,
    make_staff,
    practise,
    start_plan,
    stopped_clinician_first,
)
from tests.journeys.browser import Problems, axe
from tests.journeys.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL, PASSWORD = "clinician@example.org", "a long enough one"
DESK = {"width": 1280, "height": 800}


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


def test_a_line_is_put_off_and_comes_back(open_page: OpenPage, stopped: Person) -> None:
    page = open_page(size=DESK)
    sign_in(page)
    page.get_by_role("button", name=f"Later in 7 days, for {stopped.label}").click()
    expect(page.get_by_text("Nobody needs you right now")).to_be_visible()
    page.get_by_text("Dealt with or put off").click()
    page.get_by_role("button", name=f"Undo for {stopped.label}").click()
    expect(page.get_by_role("link", name=stopped.label)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_staff_page_is_sound(
    open_page: OpenPage, stopped: Person, practising: Person, scheme: str, width: int
) -> None:
    page = open_page(size={"width": width, "height": 844}, scheme=scheme)
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/login/code/"):
        page.goto(path)
        axe(page)
    sign_in(page)
    page.wait_for_url("**/staff/")
    record = f"/staff/people/{practising.uuid}/"
    release = f"/staff/people/{stopped.uuid}/release/"
    for path in ("/staff/", "/staff/people/", record, release, "/staff/codes/", "/me/", "/me/delete/", "/join/"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_note_is_written_and_a_code_made(open_page: OpenPage, practising: Person) -> None:
    page = open_page(size=DESK)
    sign_in(page)
    page.goto(f"/staff/people/{practising.uuid}/")
    page.get_by_label("Note").fill("Walks well")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("The note is saved.")).to_be_visible()
    expect(page.get_by_text("Walks well").first).to_be_visible()
    page.get_by_role("link", name="Codes").first.click()
    page.get_by_role("button", name="Make a code").click()
    expect(page.get_by_text("The new code is")).to_be_visible()

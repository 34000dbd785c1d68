"""The assessment in a real browser: with and without script, at 320 px, light and dark, every kind of page."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments import catalogue
from tests.assessments.helpers import CALF, HEART, SADDLE, given, make_draft, make_person, posted
from tests.journeys import browser
from tests.journeys.conftest import OpenPage
from tests.journeys.visitors import EVERY_PAGE

pytestmark = pytest.mark.django_db(transaction=True)


def begin(page: Page) -> None:
    page.goto("/assessment/")
    page.get_by_label("How old are you").fill("44")
    page.get_by_label("I have read the points above").check()
    page.get_by_label("These answers are about me").check()
    page.get_by_role("button", name="Continue").click()


def slug_of(page: Page) -> str:
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def fill(page: Page, answers: dict[str, Any]) -> None:
    """Chooses as a person does: what is hidden cannot be chosen."""
    questions = catalogue.shipped().page_of_slug(slug_of(page))
    assert questions
    for name, values in posted(questions, given(**answers)).items():
        for value in values:
            page.locator(f'[name="{name}"][value="{value}"]').check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()  # a look before the style sheet has arrived sees another page


def walk(page: Page, answers: dict[str, Any], *, until: str = "review") -> list[str]:
    """From the first question to the page `until`."""
    seen = []
    while slug_of(page) != until:
        seen.append(slug_of(page))
        fill(page, answers)
        go_on(page)
        assert len(seen) < 30, seen
    return seen


def stand_at(page: Page, live_server: LiveServer, slug: str, **answers: Any) -> None:
    """Somebody who has answered every page before this one."""
    person = make_person(timezone.now())
    make_draft(person, timezone.now(), until=slug, **answers)
    browser.enter(page.context, person, live_server.url)
    page.goto(f"/assessment/{slug}/")


def test_walk_with_script(page: Page) -> None:
    """Without script: test_without_script.py."""
    begin(page)
    assert len(walk(page, EVERY_PAGE)) == 18
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.get_by_role("button", name="Show my plan")).to_be_visible()


def test_consent_page_knows_the_zone(page: Page) -> None:
    page.goto("/assessment/")
    assert page.locator("[data-zone]").input_value() == "Europe/London"


def test_an_opened_row_appears_and_must_be_answered(
    page_without_script: Page, live_server: LiveServer, problems: browser.Problems
) -> None:
    problems.expect("422")
    page = page_without_script
    stand_at(page, live_server, "legs")
    row = page.get_by_role("group", name="Are you short of breath")
    expect(row).to_be_hidden()
    fill(page, {})
    page.locator('[name="rf.leg.calf"][value="not_sure"]').check()
    expect(row).to_be_visible()
    go_on(page)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Choose yes, no or not sure: “Are you short of breath")
    expect(row).to_contain_text("Choose yes, no or not sure")
    expect(page).to_have_title("Error: Legs and feet today - footcare")


def test_the_error_summary_has_the_focus_and_leads_to_the_field(
    page: Page, live_server: LiveServer, problems: browser.Problems
) -> None:
    problems.expect("422")
    stand_at(page, live_server, "toe")
    page.locator('[name="fp.toe_direction.left"][value="inward"]').check()
    go_on(page)
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.locator('[id="fp.toe_direction.right-1"]')).to_be_focused()
    expect(page.locator('[name="fp.toe_direction.left"][value="inward"]')).to_be_checked()


def test_enter_in_a_field_goes_on_and_does_not_finish_later(page: Page) -> None:
    begin(page)
    page.get_by_label("Feet or ankles").check()
    page.get_by_label("Feet or ankles").press("Enter")
    page.wait_for_url("**/assessment/legs/")


def test_save_and_finish_later_then_come_back(page: Page, live_server: LiveServer) -> None:
    stand_at(page, live_server, "toe")
    page.locator('[name="fp.toe_direction.left"][value="inward"]').check()
    page.get_by_role("button", name="Save and finish later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are saved")
    page.goto("/assessment/")
    page.get_by_role("link", name="Continue").click()
    expect(page.locator('[name="fp.toe_direction.left"][value="inward"]')).to_be_checked()


@pytest.mark.parametrize(
    ("slug", "answers", "title"),
    [
        ("ces", SADDLE, "Get emergency help now"),
        ("legs", CALF, "Get medical advice today"),
        ("health1", HEART, "Please see a clinician first"),
    ],
)
def test_stop_page(page: Page, live_server: LiveServer, slug: str, answers: dict[str, Any], title: str) -> None:
    stand_at(page, live_server, slug, **answers)
    walk(page, answers, until="stop")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(title)
    expect(heading).to_be_focused()
    expect(page).to_have_title(f"{title} - footcare")
    page.go_back()
    page.goto("/assessment/review/")
    assert slug_of(page) == "stop"


def test_stop_corrected_by_mistake(page: Page, live_server: LiveServer) -> None:
    stand_at(page, live_server, "ces", **SADDLE)
    walk(page, SADDLE, until="stop")
    page.get_by_role("link", name="Change this answer").click()
    fill(page, {"main.region": "back"})
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Know these signs")
    page.get_by_role("button", name="I have read this").click()
    assert slug_of(page) == "spine"


@pytest.mark.parametrize("script", [True, False])
def test_where_it_hurts_can_be_tapped_on_the_picture(
    open_page: OpenPage, live_server: LiveServer, script: bool
) -> None:
    page = open_page(script=script)
    stand_at(page, live_server, "site")
    for side in ("left", "right"):
        boxes = page.locator(f'input[name="pain_site.{side}"]:not([value="none"])')
        expect(boxes).to_have_count(9)
        for number, value in enumerate(boxes.evaluate_all("(all) => all.map((one) => one.value)"), start=1):
            page.locator(f'label[for="pain_site.{side}-{number}"] [data-area="{value}"]').click()
            assert [boxes.nth(n).is_checked() for n in range(boxes.count())] == [
                n < number for n in range(boxes.count())
            ]

"""From a finished assessment to a practised day, in a real browser, with script and without it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from footcare.accounts.models import Person
from programs.models import Tick
from tests.assessments.helpers import make_person
from tests.journeys import browser
from tests.journeys.conftest import OpenPage
from tests.programs.helpers import BACK_AND_FEET, make_draft, make_plan, nothing_new

pytestmark = pytest.mark.django_db(transaction=True)

FEW_ITEMS = BACK_AND_FEET | {"minutes": "5"}


def sign(page: Page, person: Person, live_server: LiveServer) -> Page:
    browser.enter(page.context, person, live_server.url)
    return page


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_result_to_done(open_page: OpenPage, live_server: LiveServer, script: bool) -> None:
    person = make_person(timezone.now())
    make_draft(person, timezone.now(), **FEW_ITEMS)
    page = sign(open_page(script=script), person, live_server)
    page.goto("/assessment/review/")
    page.get_by_role("button", name="Show my plan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What stands out: ")
    page.get_by_role("link", name="Start today").click()
    page.get_by_role("button", name="No", exact=True).click()
    page.locator("#massage-check").get_by_role("button", name="No", exact=True).click()
    expect(page.locator("#massage-check")).to_have_count(0)
    while (buttons := page.locator('.tick-button[aria-pressed="false"]')).count():
        before = buttons.count()
        buttons.first.click()
        expect(page.locator('.tick-button[aria-pressed="false"]')).to_have_count(before - 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")
    if script:
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        expect(page.get_by_role("link", name="How did it feel?")).to_be_in_viewport()
        assert page.url.endswith("/today/"), "a later look at Today does not jump"
    page.get_by_role("link", name="How did it feel?").click()
    page.locator('label:has(input[name="pain_during"][value="2"])').click()
    page.locator('label:has(input[name="pain_now"][value="3"])').click()
    page.get_by_text("About right").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thank you. Your answers are saved. Tomorrow starts with ")).to_be_visible()
    assert person.check_ins.get().effort == "about_right"
    assert Tick.objects.filter(done=True).count() == len(person.day_plans.get().items)


def test_a_tick_shows_at_once_and_goes_back_when_it_is_not_saved(
    page: Page, live_server: LiveServer, problems: browser.Problems
) -> None:
    person = make_plan(timezone.now()).person
    nothing_new(person, timezone.now())
    sign(page, person, live_server).goto("/today/")
    first = page.locator(".tick-button").first
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(page.locator('[data-count="movement"]')).to_contain_text("1 of ")
    today, week = page.locator("[data-today-mark]"), page.locator("[data-week-summary]")
    expect(today).to_have_class("week__day week__day--today week__day--part")
    expect(today).to_contain_text("part done")
    expect(week).to_contain_text("1 of 5 days this week")
    first.click()
    expect(week).to_contain_text("0 of 5 days this week")
    expect(today.locator(".week__mark")).to_have_text(str(person.today(timezone.now()).day))
    expect(first).to_have_attribute("aria-pressed", "false")
    expect(page.locator('[data-count="movement"]')).to_contain_text("0 of ")
    problems.expect("ERR_FAILED")
    page.route("**/today/tick/", lambda route: route.abort())
    first.click()
    expect(page.locator("[data-status]")).to_contain_text("Not saved")
    expect(first).to_have_attribute("aria-pressed", "false")


def test_two_tabs_end_with_the_last_tap(open_page: OpenPage, live_server: LiveServer) -> None:
    person = make_plan(timezone.now()).person
    nothing_new(person, timezone.now())
    one = sign(open_page(), person, live_server)
    two = one.context.new_page()
    for page in (one, two):
        page.goto("/today/")
    for page, pressed in ((one, "true"), (two, "true"), (two, "false")):
        with page.expect_response("**/today/tick/"):  # the button shows the tap before the server has it
            page.locator(".tick-button").first.click()
        expect(page.locator(".tick-button").first).to_have_attribute("aria-pressed", pressed)
    expect(two.locator(".tick-button").first).to_have_attribute("aria-pressed", "false")
    one.reload()
    expect(one.locator(".tick-button").first).to_have_attribute("aria-pressed", "false")

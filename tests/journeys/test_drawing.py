"""A drawing that moves when somebody asks for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import browser
from tests.journeys.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
ITEM = "/learn/ankle-circles/"
PAUSED = "document.querySelector('[data-drawing-moving] svg').animationsPaused()"
AT = "document.querySelector('[data-drawing-moving] svg').getCurrentTime()"


def play(page: Page) -> None:
    page.goto(ITEM)
    page.get_by_role("button", name="Play the movement").click()
    expect(page.locator("[data-drawing] svg animate").first).to_be_attached()


def test_it_plays_in_place_and_pauses_on_a_tap(page: Page) -> None:
    play(page)
    begun = page.evaluate(AT)
    page.wait_for_timeout(300)
    assert page.evaluate(AT) > begun
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate(PAUSED)
    assert page.url.endswith(ITEM)
    page.locator("[data-drawing-moving]").click()
    assert not page.evaluate(PAUSED)


def test_it_pauses_out_of_sight(page: Page) -> None:
    play(page)
    page.locator("footer").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Play the movement")).to_be_attached()
    assert page.evaluate(PAUSED)


def test_it_never_starts_out_of_sight(page: Page) -> None:
    page.route("**/*.moving.svg", lambda route: page.wait_for_timeout(600) or route.continue_())
    page.goto(ITEM)
    page.get_by_role("button", name="Play the movement").click()
    page.locator("footer").scroll_into_view_if_needed()
    expect(page.locator("[data-drawing-moving] svg").first).to_be_attached()
    assert page.evaluate(PAUSED)


def test_what_the_address_asked_for_stops_at_the_first_press(page: Page) -> None:
    page.goto(f"{ITEM}?play=1#drawing")
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate(PAUSED)


def test_paper_has_start_and_end_whatever_plays(page: Page) -> None:
    play(page)
    expect(page.locator("[data-drawing-picture]")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("[data-drawing-picture] .art--start")).to_be_visible()
    expect(page.locator("[data-drawing-moving]")).to_be_hidden()


def test_without_script_the_link_shows_the_moving_picture(page_without_script: Page) -> None:
    page_without_script.goto(ITEM)
    expect(page_without_script.locator("[data-drawing] svg animate")).to_have_count(0)
    page_without_script.get_by_role("link", name="Play the movement").click()
    expect(page_without_script.locator("[data-drawing] svg animate").first).to_be_attached()
    page_without_script.get_by_role("link", name="Stop the movement").click()
    expect(page_without_script.locator("[data-drawing] svg animate")).to_have_count(0)


def test_start_and_end_stand_side_by_side_where_motion_is_unwanted_and_on_paper(open_page: OpenPage) -> None:
    page = open_page(size=browser.DESK, reduced_motion="reduce")
    page.goto("/learn/toe-pointing/")
    start, end = page.locator("[data-drawing] .art").nth(0), page.locator("[data-drawing] .art").nth(1)
    expect(start).to_be_visible()
    expect(end.locator(".ghost").first).to_be_hidden()
    left, right = start.bounding_box(), end.bounding_box()
    assert left
    assert right
    assert left["x"] < right["x"]
    usual = open_page()
    usual.goto("/learn/toe-pointing/")
    expect(usual.locator(".art--start")).to_be_hidden()
    usual.emulate_media(media="print")
    expect(usual.locator(".art--start")).to_be_visible()

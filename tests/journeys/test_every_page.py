"""Every page under the real policy, in a real Chromium (S06): nothing blocked, a quiet console, no other host, no
violation of axe at 390 px, colours that can be read in the dark, no sideways scroll at 320 px. Pages that have another
layout on a desk are looked at there too."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test.signals import template_rendered
from django.urls import path, resolve
from django.utils import timezone
from playwright.sync_api import Page, Response
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from footcare import urls
from tests.journeys import browser, visitors
from tests.journeys.conftest import OpenPage
from tests.journeys.visits import VISITS, Visit
from tests.permissions.matrix import ROWS

# Two words for a machine, a picture, and a file to keep.
NO_PAGES = {"site:healthz", "site:readyz", "site:favicon", "site:copy"}
SAMPLES = {
    "code": "ABCD2345",
    "email_key": "x",
    "password_key": "1-x",
    "item": "ankle-circles",
    "massage": "long-foot-strokes",
    "practising": "00000000-0000-4000-8000-000000000007",
    "stopped": "00000000-0000-4000-8000-000000000007",
}
FAULTS = {400: BadRequest, 403: PermissionDenied, 500: RuntimeError, 503: OperationalError}


def broken(request: HttpRequest, status: int) -> HttpResponse:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return respond_429(request)
    raise FAULTS[status]


urlpatterns = [path("broken/<int:status>/", broken), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def every_visit() -> Iterator[Visit]:
    for visits in VISITS.values():
        yield from visits


def test_every_address_that_shows_a_page_is_visited() -> None:
    shows = {row.name for row in ROWS if row.method == "GET" and set(row.answers.values()) != {"405"}}
    addresses = {visit.address.format(**SAMPLES) for visit in every_visit() if visit.template != "404.html"}
    addresses = {urlsplit(address).path for address in addresses}
    visited = {resolve(address, __name__).view_name for address in addresses}
    assert shows - NO_PAGES - visited == set(), "add a row to tests/journeys/visits.py"


def test_every_page_template_is_seen() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    pages = {
        str(file.relative_to(folder))
        for file in [*folder.glob("*.html"), *folder.glob("*/*.html")]
        if file.parent.name != "components" and not file.name.startswith("_") and "base" not in file.stem
    }
    assert pages - {visit.template for visit in every_visit()} == set(), "add a row to tests/journeys/visits.py"


@pytest.fixture
def rendered() -> Iterator[list[str]]:
    """Names of the templates that the server has used."""
    names: list[str] = []

    def note(template: Any, **_more: object) -> None:
        names.append(template.name)

    template_rendered.connect(note, weak=False)
    yield names
    template_rendered.disconnect(note)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("visitor", VISITS)
def test_every_page(
    visitor: str,
    open_page: OpenPage,
    live_server: LiveServer,
    problems: browser.Problems,
    rendered: list[str],
    settings: Settings,
    empty_cache: None,
) -> None:
    settings.ROOT_URLCONF = __name__
    state = getattr(visitors, visitor)(timezone.now())
    page = open_page(reduced_motion="reduce")
    page.context.add_init_script(browser.AXE)
    faults = []
    for visit in VISITS[visitor]:
        browser.enter(page.context, state.who, live_server.url)
        try:
            answer = open_visit(page, visit, visit.address.format(**state.names), rendered)
            if answer.status >= HTTPStatus.BAD_REQUEST:
                reason = HTTPStatus(answer.status).phrase
                problems.expect(f"responded with a status of {answer.status} ({reason}) ({answer.url})")
            seen = visit.template in rendered
            assert (answer.status, seen) == (visit.status, True), f"{answer.status}, {rendered[:1]}"
            look(page, desk=visit.desk)
        except Exception as fault:  # noqa: BLE001 - every page of the table is looked at
            faults.append(f"{visit}\n{fault}")
    if faults:
        pytest.fail("\n\n".join(faults), pytrace=False)


def open_visit(page: Page, visit: Visit, address: str, rendered: list[str]) -> Response:
    rendered.clear()
    answer = page.goto(address)
    if visit.press:
        for field, words in visit.fill.items():
            page.locator(field).fill(words)
        rendered.clear()
        if visit.lost:
            page.context.clear_cookies(name=visit.lost)
        with page.expect_navigation() as navigation:
            page.locator("main").get_by_role("button", name=visit.press).first.click()
        answer = navigation.value
    assert answer is not None
    return answer


def look(page: Page, *, desk: bool) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    browser.axe(page)
    page.emulate_media(color_scheme="dark")
    browser.axe(page, "color-contrast")
    page.set_viewport_size(browser.NARROW)  # type: ignore[arg-type]
    browser.no_sideways_scroll(page)
    if desk:
        page.set_viewport_size(browser.DESK)  # type: ignore[arg-type]
        browser.axe(page)
        browser.no_sideways_scroll(page)
    page.set_viewport_size(browser.PHONE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")

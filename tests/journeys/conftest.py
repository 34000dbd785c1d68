"""Pages in a real Chromium. Every page fixture fails its test on a CSP violation, a console or script error,
or a request to another host; `problems.expect("status of 404")` says which one the test asked for."""

from collections.abc import Callable, Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

import assessments.drawings
import programs.drawings
from footcare.common.picture_building import build
from tests.journeys import browser

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if reason := browser.skip_reason():
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser.CHROMIUM, args=browser.ARGS)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def drawings() -> None:
    """As collectstatic leaves them, so that every page is walked with its pictures."""
    build([*assessments.drawings.sources(), *programs.drawings.sources()])


@pytest.fixture
def problems(live_server: LiveServer) -> browser.Problems:
    return browser.Problems(host=urlsplit(live_server.url).netloc)


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer, problems: browser.Problems) -> Iterator[OpenPage]:
    """open_page(size=..., script=..., scheme=..., **context options) -> a page with cookies of its own."""
    contexts = []

    def opened(
        *,
        size: dict[str, int] = browser.PHONE,
        script: bool = True,
        scheme: Literal["light", "dark"] = "light",
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=script,
            color_scheme=scheme,
            **({"locale": "en-GB", "timezone_id": "Europe/London"} | options),
        )
        context.set_default_timeout(browser.PATIENCE_MS)
        problems.watch(context, script=script)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    unexpected = problems.unexpected()
    assert not unexpected, "the browser reported:\n" + "\n".join(unexpected)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A phone of 390 x 844, light, in English."""
    return open_page()


@pytest.fixture
def page_without_script(open_page: OpenPage) -> Page:
    return open_page(script=False)


@pytest.fixture
def narrow_page(open_page: OpenPage) -> Page:
    return open_page(size=browser.NARROW)

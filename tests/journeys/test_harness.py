"""The watch itself: each kind of problem is seen, so that a quiet journey means something (canary for all others)."""

from pathlib import Path
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Error, Page
from pytest_django.fixtures import Settings

from tests.journeys import browser

PAGE = "<!doctype html><html lang='en'><title>t</title><link rel='icon' href='/icon'><h1>t</h1>%s"


def fragment(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE % request.GET.get("html", ""))


def script(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET["code"], content_type="text/javascript")


urlpatterns = [
    path("fragment", fragment),
    path("script.js", script),
    path("absent", lambda _request: HttpResponse(status=404)),
    path("icon", lambda _request: HttpResponse(status=204)),
]


@pytest.fixture(autouse=True)
def _only_the_pages_of_this_file(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def visit(page: Page, html: str) -> None:
    page.goto("/fragment?html=" + quote(html))


def saw(page: Page, problems: browser.Problems, words: str) -> bool:
    """What a page does wrong may come in after it has loaded."""
    for _try in range(browser.PATIENCE_MS // 50):
        if any(words in line for line in problems.found):
            return True
        page.wait_for_timeout(50)
    return False


def test_watch_quiet_page_has_no_problem(page: Page, problems: browser.Problems) -> None:
    visit(page, "<p>calm</p>")
    page.wait_for_load_state("networkidle")
    assert problems.found == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<script>document.title = 'ran'</script>", "CSP: script-src-elem refused inline"),
        ("<p onclick='1'>", "CSP: script-src-attr refused inline"),
        ("<p style='color:red'>", "CSP: style-src-attr refused inline"),
        ("<style>p{}</style>", "CSP: style-src-elem refused inline"),
        ("<img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "CSP: img-src refused data"),
        ("<script src='/script.js?code=eval(%221%22)'></script>", "CSP: script-src refused eval"),
        ("<script src='https://example.org/a.js'></script>", "CSP: script-src-elem refused https://example.org"),
        ("<script src='/script.js?code=console.error(1)'></script>", "console error"),
        ("<script src='/script.js?code=no_such_name'></script>", "script error"),
        ("<img alt='' src='/absent'>", "status of 404"),
    ],
)
def test_watch_sees_what_a_page_must_not_do(page: Page, problems: browser.Problems, html: str, words: str) -> None:
    problems.expect("")
    visit(page, html)
    assert saw(page, problems, words), problems.found
    assert page.title() == "t"


def test_watch_without_script_still_sees_blocked_styles(page_without_script: Page, problems: browser.Problems) -> None:
    problems.expect("Content Security Policy")
    visit(page_without_script, "<p style='color:red'>")
    assert saw(page_without_script, problems, "style-src"), problems.found


@pytest.mark.parametrize("address", ["https://example.org/", "http://192.0.2.1/"])
def test_watch_navigation_to_another_host_is_stopped(page: Page, problems: browser.Problems, address: str) -> None:
    problems.expect(address)
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(address)
    assert problems.found == [f"request to another host: {address}"]


def test_axe_names_the_rule_and_the_element(page: Page) -> None:
    visit(page, "<img src='/icon'>")
    with pytest.raises(AssertionError, match=r"image-alt \(critical\)"):
        browser.axe(page)


def test_axe_of_one_rule_looks_for_that_alone(page: Page) -> None:
    visit(page, "<img src='/icon'><p><font color='#fdfdfd'>pale</font>")
    with pytest.raises(AssertionError, match=r"color-contrast \(serious\)") as found:
        browser.axe(page, "color-contrast")
    assert "image-alt" not in str(found.value)


def test_no_sideways_scroll_names_what_sticks_out(narrow_page: Page) -> None:
    visit(narrow_page, f"<pre>{'wide' * 100}</pre>")
    with pytest.raises(AssertionError, match="<pre>"):
        browser.no_sideways_scroll(narrow_page)


def test_skip_reason_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "CHROMIUM", Path("/nowhere/chromium"))
    assert browser.skip_reason() == "no Chromium at /nowhere/chromium (set CHROMIUM to its path)"

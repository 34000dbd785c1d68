"""A real Chromium for journeys, and a watch on everything that a page must never do."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from footcare.accounts.models import Person, User
from tests.factories import client_for

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Names are not looked up, so that a request to another host goes nowhere (a route would see it too, but it turns
    # the browser's cache off and asks this process about every file of every page).
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
PATIENCE_MS = 10_000

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.reportViolation(`${event.effectiveDirective} refused ${event.blockedURI} on ${event.documentURI}`);
});
"""


@dataclass
class Problems:
    """What went astray in one browser context: blocked by the CSP, an error in a script, a request to another host."""

    host: str
    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, words: str) -> None:
        """A problem whose text holds these words is part of the test, such as the 404 that it asks for."""
        self.expected.append(words)

    def unexpected(self) -> list[str]:
        return [line for line in self.found if not any(words in line for words in self.expected)]

    def watch(self, context: BrowserContext, *, script: bool) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"script error: {error.error}"))
        context.on("request", self._same_host_only)
        if script:
            context.expose_function("reportViolation", lambda words: self.found.append(f"CSP: {words}"))
            context.add_init_script(REPORT_VIOLATIONS)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.found.append(f"console {message.type}: {message.text} ({where})")

    def _same_host_only(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.netloc != self.host and address.scheme != "blob":
            self.found.append(f"request to another host: {request.url}")


def enter(context: BrowserContext, who: Person | User | None, url: str) -> None:
    """The browser holds what it would hold if this guest had answered in it, or this user had signed in."""
    cookies = client_for(who).cookies.items()
    context.add_cookies([{"name": name, "value": morsel.value, "url": url} for name, morsel in cookies])


AXE = Axe().axe_script
RUN_AXE = "(options) => axe.run({resultTypes: ['violations'], ...options}).then((results) => results.violations)"


def axe(page: Page, *rules: str) -> None:
    """No accessibility violation on the page as it stands: by these rules, else by every rule of axe-core, best
    practices included."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violations = page.evaluate(RUN_AXE, {"runOnly": list(rules)} if rules else {})
    lines = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {node['target'][0]}\n      {node['failureSummary']}" for node in violation["nodes"])
        for violation in violations
    ]
    assert not lines, f"axe found on {page.url}:\n" + "\n".join(lines)


def no_sideways_scroll(page: Page) -> None:
    """The page fits the width of its window; the message names what sticks out."""
    sticks_out = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const right = (element) => element.getBoundingClientRect().left + element.scrollWidth;
          return [document.body, ...document.body.querySelectorAll("*")]
            .filter((element) => right(element) > width + 1)
            .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
    assert not sticks_out, f"{page.url} is wider than the window:\n" + "\n".join(sticks_out)


def skip_reason() -> str | None:
    return None if CHROMIUM.exists() else f"no Chromium at {CHROMIUM} (set CHROMIUM to its path)"

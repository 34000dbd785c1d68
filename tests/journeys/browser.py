"""A real Chromium for journeys, and a watch on everything that a page must never do."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
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
        context.route("**/*", self._same_host_only)
        if script:
            context.expose_function("reportViolation", lambda words: self.found.append(f"CSP: {words}"))
            context.add_init_script(REPORT_VIOLATIONS)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            self.found.append(f"console {message.type}: {message.text} ({where})")

    def _same_host_only(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.netloc == self.host or address.scheme == "blob":
            route.continue_()
        else:
            self.found.append(f"request to another host: {route.request.url}")
            route.abort()


def axe(page: Page) -> None:
    """No accessibility violation on the page as it stands, by every rule of axe-core, best practices included."""
    violations = Axe().run(page).response["violations"]
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

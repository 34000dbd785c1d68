"""A cold load of Today in Chromium: what comes over the wire."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FONTS = (".woff2", ".woff")
PICTURES = (".svg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Load:
    """Bytes as transferred, headers included."""

    requests: int
    bytes: int
    bytes_of_fonts: int
    outside: int
    repeat_requests: int
    repeat_bytes: int


def is_there() -> bool:
    return Path(CHROMIUM).exists()


def cold_load(port: int, session: str) -> Load:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
        context.add_cookies([{"name": "sessionid", "value": session, "domain": "127.0.0.1", "path": "/"}])
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        addresses: dict[str, str] = {}
        came: list[tuple[str, float]] = []
        devtools.on(
            "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
        )
        devtools.on(
            "Network.loadingFinished", lambda event: came.append((event["requestId"], event["encodedDataLength"]))
        )
        address = f"http://127.0.0.1:{port}/today/"
        page.goto(address, wait_until="networkidle")
        cold = [(addresses[request], int(size)) for request, size in came if request in addresses and size]
        came.clear()
        page.goto(address, wait_until="networkidle")
        repeat = [(addresses[request], int(size)) for request, size in came if request in addresses and size]
        browser.close()
    counted = [(url, size) for url, size in cold if not urlsplit(url).path.endswith((*FONTS, *PICTURES))]
    return Load(
        requests=len(counted),
        bytes=sum(size for _url, size in counted),
        bytes_of_fonts=sum(size for url, size in cold if urlsplit(url).path.endswith(FONTS)),
        outside=sum(urlsplit(url).netloc != f"127.0.0.1:{port}" for url, _size in cold),
        repeat_requests=len(repeat),
        repeat_bytes=sum(size for _url, size in repeat),
    )  # fmt: skip

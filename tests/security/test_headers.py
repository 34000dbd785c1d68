"""S05: what every answer says to the browser, on public, account, personal, staff, admin and error pages."""

from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from footcare import urls
from tests.conftest import Clock
from tests.factories import Cast, make_cast

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'", "object-src 'none'",
}  # fmt: skip
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SWITCHED_OFF = {"camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"}


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the database system is starting up")


urlpatterns = [*urls.urlpatterns, path("broken/", broken), path("away/", away)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def cast(clock: Clock, empty_cache: None) -> Cast:
    return make_cast(clock.now)


def pages(cast: Cast) -> list[tuple[str, str, int]]:
    """(role, address, status)"""
    return [
        *((("anonymous", address, 200)) for address in ("/", "/help/", "/privacy/", "/assessment/", "/join/")),
        ("anonymous", "/healthz", 200),
        *(("anonymous", f"/accounts/{name}/", 200) for name in ("login", "signup", "password/reset", "login/code")),
        *(("guest", address, 200) for address in ("/assessment/result/", "/plan/", "/today/", "/today/check-in/")),
        ("guest", "/me/", 200),
        ("person", "/today/", 200),
        ("person", "/accounts/email/", 200),
        *(("manager", f"/staff/{name}", 200) for name in ("", "people/", "codes/", "audit/")),
        ("clinician", f"/staff/people/{cast.owner.uuid}/", 200),
        ("superuser", "/admin/", 200),
        ("superuser", "/admin/accounts/person/", 200),
        ("anonymous", "/nowhere/", 404),
        ("anonymous", "/today/", 303),
        ("anonymous", "/staff/", 302),
        ("person", "/staff/", 404),
        ("anonymous", "/today/tick/", 405),
        ("anonymous", "/broken/", 500),
        ("anonymous", "/away/", 503),
    ]


def missing(response: HttpResponse, **more: str) -> list[str]:
    said = response.headers
    found = [f"{name}: {said.get(name)}" for name, value in (EXPECTED | more).items() if said.get(name) != value]
    if set(said.get("Content-Security-Policy", "").split("; ")) != POLICY:
        found.append(f"Content-Security-Policy: {said.get('Content-Security-Policy')}")
    if not set(said.get("Permissions-Policy", "").split(", ")) >= SWITCHED_OFF:
        found.append(f"Permissions-Policy: {said.get('Permissions-Policy')}")
    if "no-store" not in said.get("Cache-Control", "") or "private" not in said.get("Cache-Control", ""):
        found.append(f"Cache-Control: {said.get('Cache-Control')}")
    return found


@pytest.mark.urls(__name__)
def test_every_kind_of_page_has_the_same_headers(cast: Cast) -> None:
    found = []
    for role, address, status in pages(cast):
        response = cast.browser(role).get(address)
        faults = missing(response)
        if response.status_code != status:
            faults.append(f"answers {response.status_code}, not {status}")
        found += [f"{address} as {role}: {fault}" for fault in faults]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("case", "sent", "status"),
    [
        ("unknown host", {"headers": {"host": "evil.example"}}, 400),
        ("no token", {"path": "/today/tick/", "post": {}}, 403),
        ("too many fields", {"path": "/assessment/", "post": {f"field{n}": "1" for n in range(500)}}, 400),
        ("too much", {"path": "/assessment/", "post": {"note": "x" * 300_000}}, 400),
    ],
)
def test_refusals_have_the_same_headers(case: str, sent: dict[str, Any], status: int) -> None:
    client = Client(enforce_csrf_checks=case == "no token", raise_request_exception=False)
    if "post" in sent:
        body = "&".join(f"{name}={value}" for name, value in sent["post"].items())
        response = client.post(sent["path"], body, content_type="application/x-www-form-urlencoded")
    else:
        response = client.get("/", **sent)
    assert response.status_code == status
    assert missing(response) == []


def test_https_is_asked_for_and_kept(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    plain = client.get("/help/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/help/")
    secure = client.get("/help/", secure=True)
    hsts = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload"}
    assert missing(secure, **hsts) == []


@pytest.mark.parametrize("shared", [False, True])
def test_cookies_are_closed_to_scripts_and_other_sites(client: Client, settings: Any, shared: bool) -> None:
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    begun = {"age": "44", "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB"}
    client.get("/assessment/", secure=True)
    client.post("/assessment/", begun | ({"shared_device": "on"} if shared else {}), secure=True)
    client.post("/me/theme/", {"theme": "dark"}, secure=True)
    client.cookies.pop("messages", None)
    assert {settings.GUEST_COOKIE, settings.CSRF_COOKIE_NAME} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] == "Lax", name
        assert cookie["httponly"] or name == settings.CSRF_COOKIE_NAME, name
        assert cookie["secure"] or name == "theme", name
    assert bool(client.cookies[settings.GUEST_COOKIE]["max-age"]) is not shared


def test_guest_cookie_holds_an_id_and_its_signature_only(client: Client) -> None:
    client.post("/assessment/", {"age": "44", "consent.terms": "ticked", "consent.about_me": "ticked"})
    uuid, when, signature = client.cookies[settings.GUEST_COOKIE].value.split(":")
    assert len(uuid) == 36
    assert client.get("/assessment/saved/").status_code == 200
    for forged in (f"{uuid}:{when}:{signature[:-1]}x", uuid, f"{uuid}::", "'; drop table", "é" * 40):
        client.cookies[settings.GUEST_COOKIE] = forged
        assert client.get("/assessment/saved/").status_code == 302

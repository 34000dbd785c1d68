"""Every public page and the admin under the real policy: nothing blocked, a quiet console, no other host (S06)."""

from django.conf import settings
from django.contrib.admin import site as admin_site
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from footcare.accounts.models import User
from tests.architecture.test_urls import routes
from tests.journeys import browser
from tests.journeys.conftest import OpenPage
from tests.permissions.public import PUBLIC


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


def test_policy_public_pages(page: Page, problems: browser.Problems) -> None:
    problems.expect("status of 404")  # a code or key that nobody was given
    for route in routes():
        if route.name in PUBLIC:
            page.goto(route.address())
            page.wait_for_load_state("networkidle")


def test_policy_admin_pages(open_page: OpenPage, live_server: LiveServer, problems: browser.Problems) -> None:
    problems.expect("status of 403")  # most rows are records: the admin shows them and adds none
    page = open_page(size={"width": 1280, "height": 900})
    sign_in(page.context, live_server, User.objects.create_superuser("root@example.org", "a long pass phrase"))
    visited = 0
    for model in admin_site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for address in (base, f"{base}add/"):
            answer = page.goto(address)
            assert answer is not None
            if answer.status == 200:
                visited += 1
    page.goto("/admin/")
    page.wait_for_load_state("networkidle")
    assert visited


def test_policy_header_is_the_strict_one(page: Page) -> None:
    answer = page.goto("/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for opening in ("unsafe", "nonce-", "data:", "blob:", "http", "*"):
        assert opening not in policy

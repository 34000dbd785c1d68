"""The policy's header, and Django's admin under it: nothing blocked, a quiet console, no other host (S06).

The pages of footcare are walked in test_every_page.py.
"""

from collections.abc import Iterator

from django.contrib.admin import site as admin_site
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.architecture.test_urls import routes
from tests.factories import make_superuser
from tests.journeys import browser, visitors
from tests.journeys.conftest import OpenPage

NOTHING_TO_SEE = {"admin:autocomplete", "admin:jsi18n", "admin:view_on_site", "admin:logout"}
OF_A_ROW = ("change", "history", "delete")


def admin_pages() -> Iterator[tuple[str, str]]:
    """(URL name, address); a page of one row for every model that has a row."""
    yield "admin:index", "/admin/"
    yield "admin:login", "/admin/login/"
    yield "admin:password_change", "/admin/password_change/"
    yield "admin:password_change_done", "/admin/password_change/done/"
    yield "admin:app_list", "/admin/accounts/"
    for model in admin_site._registry:
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for kind in ("changelist", "add"):
            yield f"{stem}_{kind}", reverse(f"{stem}_{kind}")
        row = model._default_manager.order_by("pk").first()
        for kind in OF_A_ROW if row else ():
            yield f"{stem}_{kind}", reverse(f"{stem}_{kind}", args=[row.pk])


def test_policy_admin_pages(open_page: OpenPage, live_server: LiveServer, problems: browser.Problems) -> None:
    problems.expect("status of 403")  # most rows are records: the admin shows them and adds none
    problems.expect("/favicon.ico")  # the admin's pages name no icon
    visitors.clinician(timezone.now())
    page = open_page(size=browser.DESK)
    browser.enter(page.context, make_superuser(), live_server.url)
    visited: dict[str, int] = {}
    for name, address in admin_pages():
        answer = page.goto(address)
        assert answer is not None
        visited[name] = answer.status
    page.wait_for_load_state("networkidle")
    assert set(visited.values()) == {200, 403}
    named = {route.name for route in routes() if route.name.startswith("admin:")} - NOTHING_TO_SEE
    assert {name for name in named - set(visited) if not name.endswith(OF_A_ROW)} == set()


def test_policy_header_is_the_strict_one(page: Page) -> None:
    answer = page.goto("/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for opening in ("unsafe", "nonce-", "data:", "blob:", "http", "*"):
        assert opening not in policy

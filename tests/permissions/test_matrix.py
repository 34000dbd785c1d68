"""S01: every address x method x role x own, foreign and absent object answers as the table says."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.architecture.test_urls import Route, routes
from tests.conftest import Clock
from tests.factories import Cast, make_cast
from tests.permissions.matrix import ROLES, ROWS, Row, address_of, data_of

pytestmark = pytest.mark.django_db

UUID = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
ADMIN = [route for route in routes() if route.name.startswith("admin:")]


@pytest.fixture
def cast(clock: Clock, empty_cache: None) -> Cast:
    return make_cast(clock.now)


def ask(client: Client, method: str, address: str, data: dict[str, Any] | None = None) -> HttpResponse:
    """One request whose changes are taken back, in the database and in the browser."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, data or {})
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def said(response: HttpResponse) -> str:
    if response.status_code not in (301, 302, 303):
        return str(response.status_code)
    to = response["Location"].partition("?")[0]
    return {"/accounts/login/": "login", "/admin/login/": "login", "/assessment/": "start"}.get(to, "go")


def browsers(cast: Cast) -> Iterator[tuple[str, Client]]:
    for role in ROLES:
        yield role, cast.browser(role)


def test_every_address_has_a_row() -> None:
    named = {route.name for route in routes()} - {route.name for route in ADMIN}
    assert {row.name for row in ROWS} == named


def test_every_object_in_an_address_is_asked_as_own_and_absent() -> None:
    with_object = {route.name for route in routes() if route.converters and route not in ADMIN}
    for name in with_object:
        assert {row.object for row in ROWS if row.name == name and row.method == "GET"} >= {"own", "absent"}, name


def test_table(cast: Cast) -> None:
    found = []
    for role, client in browsers(cast):
        found += [fault for row in ROWS if (fault := fault_of(row, role, client, cast))]
    assert not found, "\n" + "\n".join(found)


def fault_of(row: Row, role: str, client: Client, cast: Cast) -> str:
    address = address_of(row, cast)
    answer = said(ask(client, row.method, address, data_of(row, cast)))
    expected = row.answers[role]
    return "" if answer == expected else f"{row.method} {row.name} {row.object} as {role}: {answer}, not {expected}"


OTHER_METHODS = ("put", "patch", "delete", "options")
WRITES = ("INSERT", "UPDATE", "DELETE")
COUNTERS = ('"cache"', '"django_session"')  # how often somebody tried, and when staff were last seen


def test_other_methods_are_refused_and_change_nothing(cast: Cast) -> None:
    """The account pages are a library's: they may turn somebody away first, or read a PUT as an empty POST."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in ROWS:
        if row.object != "foreign":
            rows.setdefault((row.name, row.object), []).append(row)
    found, asked = [], 0
    for role, client in browsers(cast):
        client.get("/accounts/email/")  # at the first look the library writes down the account's own address
        for (name, _object), of_address in rows.items():
            address = address_of(of_address[0], cast)
            usual = {row.answers[role] for row in of_address} if name.startswith("account_") else set()
            for method in OTHER_METHODS:
                asked += 1
                if fault := fault_of_other(client, method, address, usual | {"405"}):
                    found.append(f"{method} {name} as {role}: {fault}")
    assert not found, "\n" + "\n".join(found)
    assert asked > 1000


def fault_of_other(client: Client, method: str, address: str, allowed: set[str]) -> str:
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    for sql in (query["sql"] for query in queries):
        if sql.startswith(WRITES) and not any(table in sql for table in COUNTERS):
            return sql
    if method == "options" and response.status_code == 200 and not response.content:
        return ""
    return "" if said(response) in allowed else said(response)


def test_admin_is_for_superusers(cast: Cast) -> None:
    found = []
    for role, client in browsers(cast):
        for route in ADMIN:
            found += [fault for method in ("GET", "POST") if (fault := admin_fault(route, method, role, client))]
    assert not found, "\n" + "\n".join(found)


# Shows no record: signing in with too few rights, and signing out.
OPEN_IN_ADMIN = {("admin:login", "403"), ("admin:logout", "go")}


def admin_fault(route: Route, method: str, role: str, client: Client) -> str:
    response = ask(client, method, route.address())
    answer = said(response)
    if role == "superuser":
        right = answer != "login" and response.status_code < 500
    else:
        right = answer in {"login", "404"} or (route.name, answer) in OPEN_IN_ADMIN
    return "" if right else f"{method} {route.name} as {role}: {answer}"


def body(response: HttpResponse) -> bytes:
    return TOKEN.sub(b"", UUID.sub(b"", response.content))


def test_foreign_and_absent_answer_alike(cast: Cast) -> None:
    """Nobody learns from an answer that somebody else's record exists."""
    asked = {(row.name, row.method, row.object): row for row in ROWS}
    strangers = [(role, client) for role, client in browsers(cast) if role != "other_clinician"]
    compared = 0
    for (name, method, kind), row in asked.items():
        if kind == "foreign":
            absent = asked[name, method, "absent"]
            for role, client in strangers:
                theirs, nobodys = (
                    ask(client, method, address_of(one, cast), data_of(one, cast)) for one in (row, absent)
                )
                assert said(theirs) == said(nobodys), (name, method, role)
                assert len(body(theirs)) == len(body(nobodys)), (name, method, role)
                compared += 1
    assert compared

"""S03: whatever is posted or asked, the answer is a page that says something: never a 500, never a traceback."""

import copy
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assessments.helpers import make_draft, make_person
from tests.conftest import NOON, Clock, Once
from tests.factories import Cast, client_for, make_cast
from tests.pages import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

BY_DEFAULT, AT_LENGTH = 300, 10_000
HANGS_AFTER_SECONDS = 10
FORM = "application/x-www-form-urlencoded"

# Bytes as they come out of the percent-encoding.
ODD = [
    *(b"", b"\x00", b"no\x00", b"\xed\xa0\x80", b"\xff\xfe", b"\xf0\x9f\xa6\xb6", b"x" * 70_000),
    *(b"-1", b"0", b"1e309", b"NaN", b"9" * 5000, "\u0663".encode(), "\u00b2".encode(), b"2026-02-30"),
    *(b"ticked", b"yes", b"[]", b"{}", b"null", b"%s%n", b"{{7*7}}", b"{% load x %}", "\u202eevil".encode()),
    *(b"' or 1=1 --", b"<script>alert(1)</script>", b"../../etc/passwd", b"/dev/null", b"\r\nSet-Cookie: a=b"),
    *(b"00000000-0000-0000-0000-00000000000", b"00000000-0000-0000-0000-000000000000", b"{" + b"0" * 32 + b"}"),
    *(b"Europe/Nowhere", b"a@b", b"a" * 300 + b"@example.org"),
]
TYPES = [
    *(FORM, "multipart/form-data; boundary=x", "multipart/form-data"),
    *("application/json", "text/plain", "", "x/y; z=\x7f"),
]
QUERIES = [
    *("/", "/help/", "/assessment/", "/assessment/saved/", "/today/", "/plan/", "/me/", "/join/"),
    *("/accounts/login/", "/accounts/signup/", "/staff/", "/staff/people/", "/staff/audit/", "/staff/codes/"),
    "/admin/accounts/person/",
]
PATHS = [
    *("/{}/", "/join/{}/", "/today/{}/", "/assessment/{}/", "/staff/people/{}/", "/staff/codes/{}/revoke/"),
    *("/accounts/confirm-email/{}/", "/accounts/password/reset/key/{}/", "/me/clinics/{}/unlink/", "/static/{}"),
]
NAMES = ["q", "page", "next", "code", "p", "o", "_popup", "label__icontains", "zone"]

odd = st.sampled_from(ODD) | st.binary(max_size=40)


@dataclass(frozen=True)
class Target:
    """A form of a real page, for somebody who may open it."""

    role: str
    action: str
    data: dict[str, list[str]]
    names: tuple[str, ...]


class World:
    def __init__(self, clock: Clock) -> None:
        self.cast = make_cast(clock.now)
        drafting = make_person(clock.now)
        make_draft(drafting, clock.now, until="toe")
        self.browsers = {
            role: self.cast.browser(role) for role in ("anonymous", "guest", "person", "manager", "superuser")
        }
        self.browsers |= {"drafting": client_for(drafting), "stopped": client_for(self.cast.stopped)}
        self.targets = [target for role, page in self.pages(self.cast) for target in self.forms(role, page)]

    @staticmethod
    def pages(cast: Cast) -> list[tuple[str, str]]:
        questions = ("region", "ces", "spine", "legs", "health1", "health2", "pain", "toe")
        return [
            *(("anonymous", f"/accounts/{name}/") for name in ("login", "signup", "password/reset", "login/code")),
            ("anonymous", "/assessment/"),
            ("anonymous", f"/join/{cast.code.code}/"),
            *(("drafting", f"/assessment/{slug}/") for slug in questions),
            *(
                ("guest", page)
                for page in ("/assessment/result/", "/plan/", "/today/", "/today/check-in/", "/me/details/")
            ),
            *(("person", page) for page in ("/me/", "/me/delete/", "/accounts/email/", "/assessment/day/")),
            ("stopped", "/assessment/stop/"),
            *(("manager", page) for page in ("/staff/", "/staff/codes/")),
            ("manager", f"/staff/people/{cast.stopped.uuid}/"),
            ("manager", f"/staff/people/{cast.stopped.uuid}/release/"),
            ("superuser", "/admin/accounts/user/add/"),
            ("superuser", "/admin/accounts/clinic/add/"),
        ]

    def forms(self, role: str, page: str) -> list[Target]:
        html = self.browsers[role].get(page).content.decode()
        found = {
            (form.action, *sorted(form.names)): Target(role, form.action, form.filled(), tuple(sorted(form.names)))
            for form in forms_of(html, page)
            if form.method == "post"
        }
        return list(found.values())

    def ask(self, role: str, method: str, address: str, **more: Any) -> HttpResponse:
        """One request whose changes are taken back, so that every example begins at the same place."""
        client = self.browsers[role]
        cookies = copy.deepcopy(client.cookies)
        with transaction.atomic():
            response = client.generic(method, address, **more)
            transaction.set_rollback(True)
        client.cookies = cookies
        return response


def calm(response: HttpResponse, started: float) -> None:
    assert response.status_code < 500
    assert b"Traceback" not in response.content
    assert time.monotonic() - started < HANGS_AFTER_SECONDS


def encoded(fields: list[tuple[str, bytes]]) -> str:
    return "&".join(f"{quote(name)}={quote_from_bytes(value)}" for name, value in fields)


def multipart(fields: list[tuple[str, bytes]]) -> bytes:
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + value
        for name, value in fields
    ]
    return b"\r\n".join([*parts, b"--x--\r\n"])


@st.composite
def bodies(draw: st.DrawFn, target: Target) -> tuple[str, bytes]:
    """(content type, body): the form with some fields odd, gone, doubled or strange, or no form at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(TYPES)), draw(st.binary(max_size=200))
    fields: list[tuple[str, bytes]] = []
    for name in target.names:
        kept = [(name, value.encode()) for value in target.data.get(name, [])]
        kind = draw(st.sampled_from(["keep", "keep", "keep", "odd", "gone", "doubled"]))
        fields += {"gone": [], "keep": kept, "doubled": kept * 2}.get(kind) if kind != "odd" else [(name, draw(odd))]
    if draw(st.booleans()):
        fields.append(
            (draw(st.sampled_from(["p_x.none", "rf.ces.saddle", "a" * 300, "é", "uuid", "person"])), draw(odd))
        )
    if draw(st.integers(0, 5)) == 0:
        return "multipart/form-data; boundary=x", multipart(fields)
    return FORM, encoded(fields).encode()


@pytest.fixture(scope="module")
def made_once(once: Once) -> World:
    return once(lambda: World(Clock()), at=NOON)


@pytest.fixture
def world(clock: Clock, empty_cache: None, made_once: World) -> World:
    """Asking changes nothing that stays: the browsers begin with the cookies that they had."""
    world = copy.copy(made_once)
    world.browsers = {role: client_for(None) for role in made_once.browsers}
    for role, client in world.browsers.items():
        client.cookies = copy.deepcopy(made_once.browsers[role].cookies)
    return world


def post_odd_things(world: World, examples: int) -> None:
    assert {target.role for target in world.targets} == {
        "anonymous", "drafting", "guest", "person", "stopped", "manager", "superuser",
    }  # fmt: skip

    @settings(max_examples=examples, deadline=None, derandomize=examples == BY_DEFAULT, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.data())
    def posts(data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(world.targets))
        content_type, body = data.draw(bodies(target))
        started = time.monotonic()
        calm(world.ask(target.role, "POST", target.action, data=body, content_type=content_type), started)

    posts()


def ask_odd_things(world: World, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=examples == BY_DEFAULT // 3, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.data())
    def asks(data: st.DataObject) -> None:
        role = data.draw(st.sampled_from(sorted(world.browsers)))
        if data.draw(st.booleans()):
            query = encoded(data.draw(st.lists(st.tuples(st.sampled_from(NAMES), odd), max_size=3)))
            address = f"{data.draw(st.sampled_from(QUERIES))}?{query}"
        else:
            address = data.draw(st.sampled_from(PATHS)).format(quote_from_bytes(data.draw(odd)[:2000], safe=""))
        started = time.monotonic()
        calm(world.ask(role, "GET", address), started)

    asks()


@pytest.mark.sweep
def test_odd_posts_get_an_answer(world: World) -> None:
    post_odd_things(world, BY_DEFAULT)


def test_odd_addresses_get_an_answer(world: World) -> None:
    ask_odd_things(world, BY_DEFAULT // 3)


@pytest.mark.slow
def test_odd_posts_get_an_answer_at_length(world: World) -> None:
    post_odd_things(world, AT_LENGTH)
    ask_odd_things(world, AT_LENGTH)


@pytest.mark.parametrize("name", ["theme", "sessionid", "csrftoken", "messages", "footcare_guest"])
def test_odd_cookies_get_an_answer(client: Client, name: str) -> None:
    client.raise_request_exception = False
    for value in ODD:
        client.cookies[name] = value.decode("latin-1").replace("\r\n", " ")[:4000]
        for address in ("/", "/today/"):
            assert client.get(address).status_code < 500, (address, value[:50])


@pytest.mark.parametrize("size", [1024 * 1024, 300 * 1024])
def test_a_huge_body_is_refused(world: World, size: int) -> None:
    """By every form with fields; a bare button reads none of it."""
    for target in world.targets:
        if set(target.names) <= {"csrfmiddlewaretoken", "op"}:
            continue
        body = encoded([(name, b"x") for name in target.names]) + "&note=" + "x" * size
        response = world.ask(target.role, "POST", target.action, data=body.encode(), content_type=FORM)
        assert response.status_code in {302, 400, 403, 405}, target.action
    assert len(body) > django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE

"""What is asked of the two servers: each request with the session of somebody for whom it is real."""

from __future__ import annotations

import http.client
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from tests.benchmarks.servers import BenchError, Pair

CSRF = "c" * 32
TICK = "/today/tick/"
HEADERS = {"Accept-Encoding": "gzip, br", "Accept": "text/html"}
Body = Callable[[], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """`sessions` take turns. `body` makes the fields of a new post; without it the request is a GET."""

    name: str
    port: int
    path: str
    sessions: tuple[str, ...]
    body: Body | None = None
    turns: Iterator[int] = field(default_factory=count)

    def ask(self) -> float:
        """Seconds from connecting to the last byte. gunicorn's sync workers close after each answer, so everybody
        connects anew."""
        session = self.sessions[next(self.turns) % len(self.sessions)]
        headers = HEADERS | {"Cookie": f"sessionid={session}; csrftoken={CSRF}"}
        method, content = "GET", None
        if self.body:
            method, content = "POST", urlencode(self.body() | {"csrfmiddlewaretoken": CSRF})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, self.path, content, headers)
        answer = connection.getresponse()
        answer.read()
        seconds = time.perf_counter() - started
        connection.close()
        expected = (302, 303) if self.body else (200,)
        if answer.status not in expected:
            raise BenchError(f"{self.name}: {method} {self.path} answered {answer.status}, expected {expected}")
        return seconds


def tick_of(item: str) -> Body:
    """Ticks and unticks in turn, each with an operation of its own."""
    turns = count()
    return lambda: {"item": item, "done": str(next(turns) % 2), "op": str(uuid.uuid4())}


def floor(pair: Pair) -> list[Target]:
    server = pair.floor
    sessions = (server.known["session"],)
    return [
        Target("floor page", server.port, "/", sessions),
        Target("floor post", server.port, "/add/", sessions, lambda: {"title": "Once more"}),
    ]


def pages(pair: Pair) -> list[Target]:
    server, known = pair.footcare, pair.footcare.known

    def page(path: str, session: str) -> Target:
        return Target(path, server.port, path, (known[session],))

    return [
        page("/", "small"),
        page("/assessment/toe/", "answering"),
        page("/today/", "small"),
        Target("tick", server.port, TICK, tuple(known["ticking"]), tick_of(known["item"])),
        page("/plan/", "small"),
        page("/assessment/result/", "small"),
        page("/staff/", "few_people"),
        page("/staff/people/", "few_people"),
    ]


def growth(pair: Pair) -> list[tuple[str, Target, Target]]:
    """(what grows, the same page with little, with much)"""
    server, known = pair.footcare, pair.footcare.known

    def page(name: str, path: str, session: str, body: Body | None = None) -> Target:
        return Target(name, server.port, path, (known[session],), body)

    def person(which: str) -> str:
        return f"/staff/people/{known[which]}/"

    tick = tick_of(known["item"])
    return [
        ("/today/, own rows", page("today few", "/today/", "small"), page("today many", "/today/", "large")),
        ("tick, own rows", page("tick few", TICK, "small", tick), page("tick many", TICK, "large", tick)),
        (
            "a person's staff page, their rows",
            page("person few", person("small_person"), "few_people"),
            page("person many", person("large_person"), "few_people"),
        ),
        (
            "/staff/people/, people of the clinic",
            page("people few", "/staff/people/", "few_people"),
            page("people many", "/staff/people/", "many_people"),
        ),
    ]  # fmt: skip


def changelist(pair: Pair) -> Target:
    """Django's own list of 100 rows; the staff list shows 25 on a page, each with more in it."""
    return Target("changelist", pair.floor.port, "/admin/floor/entry/", (pair.floor.known["session"],))

"""Public pages are listed by name; no other URL shows anything to a stranger."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.permissions.public import PUBLIC

SAMPLES = {"UUIDConverter": uuid.UUID(int=7), "IntConverter": 7}  # any other kind takes a word
WORDS = {"app_label": "auth", "page": "ces"}
CLOSED = {301, 302, 303, 403, 404, 405}
ADMIN_WITHOUT_NAME = "admin: unnamed"  # the redirect of an object's page, and the catch-all


@dataclass(frozen=True)
class Route:
    name: str
    pattern: URLPattern
    converters: dict[str, object]

    def address(self) -> str:
        kinds = {key: type(converter).__name__ for key, converter in self.converters.items()}
        kinds |= {key: "regex" for key in self.pattern.pattern.regex.groupindex if key not in kinds}
        return reverse(
            self.name, kwargs={key: SAMPLES.get(kind, WORDS.get(key, "nobody")) for key, kind in kinds.items()}
        )


def walk(resolver: URLResolver, namespaces: tuple[str, ...] = (), converters: dict | None = None) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        found = {**(converters or {}), **getattr(entry.pattern, "converters", {})}
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from walk(entry, inner, found)
        else:
            name = entry.name or (ADMIN_WITHOUT_NAME if namespaces == ("admin",) else f"unnamed: {entry.pattern}")
            yield Route(":".join((*namespaces, name)) if entry.name else name, entry, found)


def routes() -> list[Route]:
    return [route for route in walk(get_resolver()) if route.name != ADMIN_WITHOUT_NAME]


def test_every_url_has_a_name() -> None:
    unnamed = [route.name for route in routes() if route.name.startswith("unnamed")]
    assert not unnamed


def test_every_public_name_exists() -> None:
    assert PUBLIC - {route.name for route in routes()} == set()


@pytest.mark.django_db
def test_a_stranger_sees_public_pages_only(client: Client) -> None:
    shown = []
    for route in routes():
        if route.name not in PUBLIC:
            status = client.get(route.address()).status_code
            if status not in CLOSED:
                shown.append(f"{route.name} ({route.address()}) answers {status} to somebody unknown")
    assert not shown, (
        "\n" + "\n".join(shown) + "\nOpen to anybody on purpose? Then list it in tests/permissions/public.py."
    )


@pytest.mark.django_db
def test_a_post_without_a_token_is_refused_everywhere() -> None:
    client = Client(enforce_csrf_checks=True)
    answers = {route.name: client.post(route.address()).status_code for route in routes()}
    assert {name: status for name, status in answers.items() if status != 403} == {}

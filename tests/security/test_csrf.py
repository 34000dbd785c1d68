"""S10: no unsafe request is taken without the page's own token, or from another site."""

import re

import pytest
from django.conf import settings

from tests.architecture.test_urls import routes
from tests.conftest import Clock
from tests.factories import client_for, make_cleared_person, make_practice

pytestmark = pytest.mark.django_db

PUBLIC_FORM = "/assessment/"


@pytest.fixture
def addresses() -> list[str]:
    """Every address; of the admin, whose pages are made alike, those of one model."""
    named = {route.name: route.address() for route in routes()}
    return [url for name, url in named.items() if not name.startswith("admin:") or "_person_" in name]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_without_a_token(clock: Clock, addresses: list[str], method: str) -> None:
    client = client_for(make_cleared_person(clock.now), enforce_csrf_checks=True)
    answers = {address: getattr(client, method)(address).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 403} == {}


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://testserver.evil.example", "null", "http://testserver:81"]
)
def test_with_a_token_from_another_origin(clock: Clock, addresses: list[str], origin: str) -> None:
    client = client_for(make_cleared_person(clock.now), enforce_csrf_checks=True)
    token = token_of(client.get(PUBLIC_FORM).content.decode()) or client.cookies[settings.CSRF_COOKIE_NAME].value
    headers = {"origin": origin, "x-csrftoken": token}
    answers = {address: client.post(address, headers=headers).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status != 403} == {}


def test_with_a_token_of_somebody_else(clock: Clock) -> None:
    person = make_cleared_person(clock.now)
    client, other = (client_for(one, enforce_csrf_checks=True) for one in (person, make_cleared_person(clock.now)))
    client.get("/today/")
    token = token_of(other.get("/today/").content.decode())
    assert client.post("/today/check/", {"csrfmiddlewaretoken": token, "anything_new": "no"}).status_code == 403
    assert person.daily_checks.count() == 0


def test_the_pages_own_token_is_taken(clock: Clock) -> None:
    """Without this a site that refuses everything would pass."""
    person = make_cleared_person(clock.now)
    make_practice(person, clock.now)
    client = client_for(person, enforce_csrf_checks=True)
    token = token_of(client.get("/today/").content.decode())
    data = {"csrfmiddlewaretoken": token, "anything_new": "no", "op": "0c2f1b9e-6c0f-4a53-9d51-bb3d4e2f7a10"}
    response = client.post("/today/check/", data, headers={"origin": "http://testserver"})
    assert response.status_code == 303
    assert person.daily_checks.count() == 3


def token_of(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    return found.group(1) if found else ""

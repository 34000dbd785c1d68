"""The post that ticks an item, with and without a script."""

from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts.models import Person
from programs.models import Tick
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import make_plan, nothing_new, sentences, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(NOON).person.pk, at=NOON)


@pytest.fixture
def person(clock: Clock, made_once: int) -> Person:
    return Person.objects.get(pk=made_once)


def test_today_ticks_and_unticks(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    response = tick(client)
    assert (response.status_code, response["Location"]) == (303, "/today/#item-ankle-circles")
    assert 'aria-pressed="true" aria-label="Done: Ankle circles"' in client.get("/today/").content.decode()
    tick(client, done="0")
    assert 'aria-pressed="false" aria-label="Done: Ankle circles"' in client.get("/today/").content.decode()
    assert Tick.objects.count() == 2


def test_tick_with_script_answers_with_the_day(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    answer = tick(client, headers=JSON).json()
    assert (answer["item"], answer["done"], answer["progress"]["finished"]) == ("ankle-circles", True, False)
    assert answer["progress"]["counts"][0]["text"].startswith("1 of ")
    assert answer["progress"]["next"]["label"].startswith("Continue: ")
    assert answer["today"] == {"state": "part", "text": f"Today, {clock.now:%A}: part done"}
    page = client.get("/today/").content.decode()
    assert 'data-open="0 of 5 days this week.' in page
    assert 'data-part="1 of 5 days this week.' in page
    assert tick(client, done="0", headers=JSON).json()["today"]["state"] == "open"


def test_tick_before_the_question_leads_back(client: Client) -> None:
    client.get("/today/")
    response = tick(client)
    assert (response.status_code, response["Location"]) == (303, "/today/")
    assert "One question comes first" in sentences(response)
    assert tick(client, headers=JSON).json() == {"go": "/today/"}
    assert not Tick.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"item": "ankle-circles", "done": "1"},
        {"item": "ankle-circles", "done": "2", "op": str(uuid4())},
        {"item": "ankle-circles", "done": "1", "op": "7"},
        {"item": "ankle circles'--", "done": "1", "op": str(uuid4())},
        {"item": "a" * 61, "done": "1", "op": str(uuid4())},
    ],
)
def test_tick_malformed(person: Person, client: Client, clock: Clock, posted: dict[str, str]) -> None:
    nothing_new(person, clock.now)
    response = client.post("/today/tick/", posted)
    assert response.status_code == 400
    assert "Open Today again" in response.content.decode()
    assert not Tick.objects.exists()


def test_tick_conflicts(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    op = uuid4()
    assert tick(client, op=op).status_code == 303
    assert tick(client, op=op).status_code == 303
    assert tick(client, op=op, done="0").status_code == 409
    response = tick(client, item="downward-dog-pedal")
    assert response.status_code == 409
    assert "not on today’s list" in response.content.decode()
    assert "message" in tick(client, item="downward-dog-pedal", headers=JSON).json()

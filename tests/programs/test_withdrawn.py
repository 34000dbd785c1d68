"""A plan that was withdrawn: the next pages say why for as long as the questions are open."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client

from assessments import actions
from footcare.accounts.models import Person
from programs import catalogue
from tests.assessments.helpers import SECOND, given, write_pages
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import make_plan, rescreen, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

PAIN = "Talk to a health professional"


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(NOON).person.pk, at=NOON)


@pytest.fixture
def person(clock: Clock, made_once: int) -> Person:
    return Person.objects.get(pk=made_once)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("reds", ["On 3 days within 14 days the pain was high", "your plan has stopped for now", PAIN]),
        ("pain_during", ["strong pain while you practised", "your plan has stopped for now", PAIN]),
        ("anything_new", ["something is new, or that you are not sure", "The safety questions come first"]),
        ("massage_check", ["a change on this leg, or that you are not sure", "The safety questions come first"]),
        ("asked", ["You asked for the safety questions again"]),
    ],
)
def test_the_questions_say_why_they_came_back(
    person: Person, client: Client, clock: Clock, code: str, words: list[str]
) -> None:
    actions.withdraw(person=person, reason_code=code, now=clock.now, by=person)
    for _twice in range(2):
        led = sentences(client.get("/today/"))
        start = client.get("/assessment/").content.decode()
        for word in words:
            assert word in led
            assert word in start


def test_the_numbers_are_those_of_the_content(
    person: Person, client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = catalogue.shipped()
    other = replace(shipped, progression=replace(shipped.progression, red_stop_at=5, reds_window_days=21))
    actions.withdraw(person=person, reason_code="reds", now=clock.now, by=person)
    monkeypatch.setattr(catalogue, "shipped", lambda: other)
    assert "On 5 days within 21 days the pain was high" in client.get("/assessment/").content.decode()


def test_the_words_stay_on_the_way_to_the_last_button(person: Person, client: Client, clock: Clock) -> None:
    draft = actions.withdraw(person=person, reason_code="reds", now=clock.now, by=person)
    write_pages(draft, clock.now + SECOND, given())
    response = client.get("/today/")
    assert response["Location"] == "/assessment/review/"
    assert "your plan has stopped for now" in sentences(response)


def test_not_sure_is_answered_with_its_own_words(client: Client) -> None:
    response = client.post("/today/check/", {"anything_new": "not_sure", "op": str(uuid4())})
    assert "something is new, or that you are not sure" in sentences(response)


def test_a_new_screening_ends_the_words(person: Person, client: Client, clock: Clock) -> None:
    actions.withdraw(person=person, reason_code="reds", now=clock.now, by=person)
    assert rescreen(person, clock.now + SECOND)
    assert "stopped for now" not in client.get("/assessment/").content.decode()

"""Correcting an answer of a stop: only that answer, only in its time, and never a way round the stop (decisions 3)."""

from typing import Any

import pytest
from django.test import Client

from assessments import actions
from footcare.accounts.models import Person
from tests.assessments.helpers import answer_pages, clearances, given, make_draft, make_person, page, posted
from tests.conftest import Clock
from tests.factories import client_for

pytestmark = pytest.mark.django_db

CALF = {"rf.leg.calf": "yes"}
INJURY = {"rf.foot.injury": "yes", "rf.foot.injury.side": "left"}  # opens a page of its own


def post(client: Client, **answers: Any) -> Any:
    return client.post("/assessment/legs/", posted(page("legs"), given(**answers)))


@pytest.fixture
def person(clock: Clock) -> Person:
    person = make_person(clock.now)
    make_draft(person, clock.now, **CALF)
    assert clearances(person) == [("stopped", "same_day")]
    return person


@pytest.mark.parametrize("hours", [2, 25])
def test_an_answer_that_opens_another_page_is_no_way_round(person: Person, clock: Clock, hours: int) -> None:
    client = client_for(person)
    clock.move(minutes=5)
    assert post(client, **CALF, **INJURY)["Location"] == "/assessment/stop/"
    assert person.clearances.latest_one().stops
    clock.move(hours=hours)
    assert post(client, **INJURY | {"rf.foot.injury": "no"})["Location"] == "/assessment/stop/"
    assert client.get("/assessment/injury/")["Location"] == "/assessment/stop/"
    assert client.post("/assessment/result/")["Location"] == "/assessment/stop/"
    assert person.clearances.latest_one().stops
    assert person.cleared_plan(clock.now) is None


def test_the_time_to_correct_counts_from_when_the_answer_was_first_shown(clock: Clock) -> None:
    """Of two answers one is corrected: the other one's half hour goes on."""
    person = make_person(clock.now)
    draft = make_draft(person, clock.now, **CALF, **{"rf.leg.chest": "yes"})
    assert clearances(person) == [("stopped", "emergency")]
    client = client_for(person)
    clock.move(minutes=10)
    post(client, **CALF)
    actions.acknowledge_card(assessment=draft, now=clock.now, by=person)
    assert person.clearances.latest_one().level == "same_day"
    clock.move(minutes=21)
    assert post(client)["Location"] == "/assessment/stop/"
    assert person.clearances.latest_one().stops


def test_a_corrected_answer_goes_on_to_the_page_that_it_opened(person: Person, clock: Clock) -> None:
    client = client_for(person)
    clock.move(minutes=5)
    post(client, **INJURY)
    draft = person.assessments.draft()
    assert draft.safety_card_due
    actions.acknowledge_card(assessment=draft, now=clock.now, by=person)
    assert client.get("/assessment/injury/").status_code == 200
    answer_pages(draft, clock.now, **INJURY)
    assert not person.clearances.latest_one().valid_until

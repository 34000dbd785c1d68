"""The page of one item."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts.models import Person
from programs import catalogue
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, tick

pytestmark = pytest.mark.django_db


def test_item_page_shows_everything(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    words = catalogue.shipped().items["ankle-circles"].words
    text = client.get("/today/ankle-circles/").content.decode()
    for line in (*words.cues, *words.common_mistakes, *words.stop_signs, words.feels_like, "Mark as done", "Sitting"):
        assert line in text
    assert 'rel="next"' in text
    assert 'href="/today/"' in text


def test_item_page_leads_on_to_what_is_left(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    page = client.get("/today/ankle-circles/").content.decode()
    assert "Twice a day. One tick is enough." in page
    assert "Back to Today" not in page
    response = tick(client, back="item")
    assert (response.status_code, response["Location"]) == (303, "/today/ankle-circles/#done")
    page = client.get("/today/ankle-circles/").content.decode()
    assert 'id="done"' in page
    assert "Back to Today" in page
    order = [entry["item"] for entry in person.day_plans.get().items]
    assert re.search(rf'href="/today/{order[1]}/">Next: ', page)
    last = order[-1]
    for item in order[1:]:
        tick(client, item=item)
    tick(client, done="0")
    assert 'href="/today/ankle-circles/">Next: ankle circles' in client.get(f"/today/{last}/").content.decode()
    tick(client)
    page = client.get(f"/today/{last}/").content.decode()
    assert "That was the last one for today." in page
    assert "Next: " not in page


def test_item_page_leads_to_the_question_before_a_massage(person: Person, client: Client, clock: Clock) -> None:
    client.get("/today/")
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    for entry in person.day_plans.get().items:
        if entry["kind"] != "massage":
            tick(client, item=entry["item"])
    assert re.search(r'href="/today/#massage-check">Next: ', client.get("/today/ankle-circles/").content.decode())


def test_item_page_has_this_persons_cautions_and_pressure(clock: Clock) -> None:
    person = make_plan(clock.now, **{"hx.thinners": "ticked", "om.pain_back.now": 7, "equipment": ("none",)}).person
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    touch = next(e["item"] for e in plan.outcome["other"]["items"] if e["kind"] == "massage")
    text = client_of(person).get(f"/today/{touch}/").content.decode()
    assert "Light pressure only, stop at any bruise" in text
    assert "out of 10" in text


def test_item_outside_the_plan_is_not_found(client: Client) -> None:
    assert client.get("/today/downward-dog-pedal/").status_code == 404
    assert client.get("/today/no-such-item/").status_code == 404


def test_item_of_another_day_has_no_tick(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    today = {entry["item"] for entry in person.day_plans.get().items}
    other = next(e["item"] for e in plan.outcome["strength"]["breaks"] if e["item"] not in today)
    text = client.get(f"/today/{other}/").content.decode()
    assert "Mark as done" not in text

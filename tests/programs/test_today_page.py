"""The page of Today: what it asks, says and counts."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts.models import Person
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen, tick

pytestmark = pytest.mark.django_db


def test_today_asks_first(client: Client) -> None:
    text = client.get("/today/").content.decode()
    assert "Anything new since last time?" in text
    assert "Today it means: since you answered the questions." in text
    assert "data-tick" not in text
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    text = client.get("/today/").content.decode()
    assert "data-tick" in text
    assert "Before you massage" in text
    assert text.index("“This leg” means any of them.") < text.index("on this leg today?")
    response = client.post("/today/check/", {"massage_check": "no", "op": str(uuid4())})
    assert (response.status_code, response["Location"]) == (303, "/today/#touch")
    text = client.get("/today/").content.decode()
    assert "Before you massage" not in text
    assert 'id="touch"' in text


def test_today_states(person: Person, client: Client, clock: Clock) -> None:
    assert "Answer the question above first." in client.get("/today/").content.decode()
    nothing_new(person, clock.now)
    assert "Your first day" in client.get("/today/").content.decode()
    items = [entry["item"] for entry in person.day_plans.get().items]
    for item in items:
        tick(client, item=item)
    text = client.get("/today/").content.decode()
    assert "Done for today" in text
    assert "How did it feel?" in text
    assert f"Show today’s {len(items)} items" in text
    assert "1 of 5 days this week" in text
    clock.move(days=1)
    text = client.get("/today/").content.decode()
    assert "Welcome back" not in text
    assert "since you answered the questions" not in text
    clock.move(days=2)
    assert "Welcome back" not in client.get("/today/").content.decode()
    clock.move(days=1)
    assert "Welcome back. Start with 5 minutes." in client.get("/today/").content.decode()


def test_today_says_why_there_is_no_strength(clock: Clock) -> None:
    person = make_plan(clock.now, minutes="30", experience="weekly").person
    nothing_new(person, clock.now)
    strength = next(e["item"] for e in person.day_plans.get().items if e["kind"] == "strength")
    tick(client_of(person), item=strength)
    clock.move(days=1)
    assert "No strength work today" in client_of(person).get("/today/").content.decode()


def test_today_massage_off(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    client.post("/today/check/", {"massage_check": "yes", "op": str(uuid4())})
    rescreen(person, clock.move(minutes=5))
    text = client.get("/today/").content.decode()
    assert "No massage today" in text
    assert 'id="touch"' not in text


def test_today_counts_what_stands_under_each_heading(clock: Clock) -> None:
    person = make_plan(clock.now, minutes="30", experience="weekly").person
    nothing_new(person, clock.now)
    client = client_of(person)
    tick(client, item=person.day_plans.get().items[0]["item"])
    text = client.get("/today/").content.decode()
    counts = dict(re.findall(r'data-count="(\w+)">(\d+ of \d+) done', text))
    listed = re.findall(
        r'strand-head[^>]* id="(\w+)".*?<ul class="plan-list">(.*?)</ul>\s*(?=<div class="section|<section)',
        text,
        re.DOTALL,
    )
    assert {name for name, _rows in listed} == set(counts)
    assert "finish" in counts
    for name, rows in listed:
        done, of = rows.count('aria-pressed="true"'), rows.count("data-item=")
        assert counts[name] == f"{done} of {of}"

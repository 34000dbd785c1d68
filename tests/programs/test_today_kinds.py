"""Today: other kinds of a day, the morning after, and what is new about the items."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import escape

from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.models import DayPlan
from programs.presenters.day_news import lines_of, until_words
from programs.reports import Report
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

LOADS: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
GENTLER = r"[A-Z][a-z ,-]+ (rests until|becomes) [\w ,-]+\."
SHORT = {"kind": "busy", "minutes": "3"}


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    def make() -> int:
        made = make_plan(NOON, **LOADS).person
        nothing_new(made, NOON)
        return made.pk

    return once(make, at=NOON)


@pytest.fixture
def person(clock: Clock, made_once: int) -> Person:
    return Person.objects.get(pk=made_once)


@pytest.fixture
def client(person: Person) -> Client:
    return client_of(person)


def today(client: Client) -> str:
    return client.get("/today/").content.decode()


def day_of(person: Person, clock: Clock) -> DayPlan:
    return person.day_plans.get(local_date=person.today(clock.now), current=True)


def practise(person: Person, clock: Clock, *, during: int = 1) -> None:
    nothing_new(person, clock.now)
    for one in day_of(person, clock).items:
        actions.tick(person=person, item=one["item"], done=True, op=uuid4(), now=clock.now)
    actions.check_in(person=person, report=Report(during, 1, "about_right", ""), op=uuid4(), now=clock.now, by=person)


def say_morning(person: Person, clock: Clock, pain: int = 0) -> None:
    nothing_new(person, clock.now)
    clock.move(minutes=1)
    actions.next_morning(person=person, pain=pain, op=uuid4(), now=clock.now, by=person)


# Kinds.


def test_a_usual_day_offers_shorter_and_gentler_ones(client: Client) -> None:
    text = today(client)
    assert re.findall(r'name="minutes" value="(\d)"', text) == ["3", "5"]
    assert "Switch to the gentle version" in text
    assert "Back to the usual day" not in text


def test_a_short_plan_offers_only_shorter_days(clock: Clock) -> None:
    short = make_plan(clock.now, minutes="5").person
    assert re.findall(r'name="minutes" value="(\d)"', today(client_of(short))) == ["3"]


def test_a_busy_day_says_so_and_one_tap_brings_the_usual_day_back(client: Client) -> None:
    usual = re.findall(r'data-item="([\w-]+)"', today(client))
    assert client.post("/today/kind/", SHORT).status_code == 303
    text = today(client)
    assert "A short day: 3 minutes. It counts like any other day." in text
    assert len(re.findall(r"data-item=", text)) < len(usual)
    assert re.findall(r'name="minutes" value="(\d)"', text) == ["5"]
    (back,) = re.findall(r'<form class="notice day-is" method="post" action="/today/kind/">.*?</form>', text)
    name, value = re.findall(r'<button[^>]* name="(\w+)" value="(\w+)"', back)[0]
    client.post("/today/kind/", {name: value})
    assert re.findall(r'data-item="([\w-]+)"', today(client)) == usual


def test_a_finished_short_day_counts_in_the_week(person: Person, client: Client, clock: Clock) -> None:
    client.post("/today/kind/", SHORT)
    for one in day_of(person, clock).items:
        tick(client, item=one["item"])
    text = today(client)
    assert "1 of 7 days this week" in text
    assert "Today, Monday: done" in text
    assert "Short of time?" not in text


def test_the_third_sore_day_in_two_weeks_shows_where_help_is(person: Person, client: Client, clock: Clock) -> None:
    """The fourth of the month is the third sore day that counts when the first is older than the window."""
    shows = []
    for days in (0, 12, 1, 0.5, 0.5):
        clock.move(days=days)
        nothing_new(person, clock.now)
        client.post("/today/kind/", {"kind": "sore"})
        text = today(client)
        assert "A gentle day: slow breathing comes first, strength and balance go one step down," in text
        shows.append("care-card--caution" in text)
    assert shows == [False, False, True, True, True]
    text = today(client)
    assert "You chose the gentle day 3 times in the last 14 days." in text
    assert 'href="/help/"' in text
    client.post("/today/kind/", {"kind": "normal"})
    assert "You chose the gentle day" not in today(client)


def test_a_gentle_day_begins_with_breathing_on_the_page_too(client: Client) -> None:
    heads = r'strand-head strand-head--\w+" id="(\w+)"'
    assert re.findall(heads, today(client))[:2] == ["movement", "touch"]
    client.post("/today/kind/", {"kind": "sore"})
    text = today(client)
    assert re.findall(heads, text)[:2] == ["touch", "movement"]
    assert re.findall(r'data-item="([\w-]+)"', text)[0] == "hold-and-breathe"
    assert "Start: still hold with slow breathing" in text
    assert "1 of " in client.get("/today/hold-and-breathe/").content.decode()


def test_sore_days_before_the_window_do_not_count(person: Person, client: Client, clock: Clock) -> None:
    for days in (0, 1, 13):
        clock.move(days=days)
        nothing_new(person, clock.now)
        client.post("/today/kind/", {"kind": "sore"})
    assert "You chose the gentle day" not in today(client)


def test_nothing_is_offered_on_a_day_that_pain_stops(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, during=6)
    assert "Sore today?" not in today(client)


# The morning after.


def asks(text: str) -> bool:
    return 'name="pain_next_morning"' in text


def test_the_first_mornings_are_asked_for_and_then_only_after_practice(client: Client, clock: Clock) -> None:
    """The first three are what later ones are compared with."""
    asked = []
    for _day in range(5):
        client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
        asked.append(asks(today(client)))
        clock.move(days=1)
    assert asked == [True, True, True, False, False]


def test_the_first_morning_is_asked_below_the_list(client: Client, clock: Clock) -> None:
    """Nothing was practised yet: the number is only what later mornings are compared with."""
    text = today(client)
    assert text.index("data-item=") < text.index('<details class="card morning">')
    assert text.count('class="card morning"') == 1
    clock.move(days=1)
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    text = today(client)
    assert text.index('<details class="card morning" open>') < text.index("data-item=")


def test_the_morning_is_asked_once_after_a_day_of_practice(person: Person, client: Client, clock: Clock) -> None:
    clock.move(days=5)
    practise(person, clock)
    clock.move(days=1)
    assert not asks(today(client))  # one question at a time
    nothing_new(person, clock.now)
    text = today(client)
    assert asks(text)
    assert '<details class="card morning" open>' in text
    assert "data-tick" in text
    op = re.findall(r'name="op" value="([\w-]+)"', text.split('class="card morning"')[1])[0]
    assert client.post("/today/morning/", {"pain_next_morning": "2", "op": op}).status_code == 303
    assert not asks(today(client))
    practise(person, clock)
    clock.move(days=1)
    nothing_new(person, clock.now)
    text = today(client)
    assert "Last time you said 2." in text
    tick(client, item=day_of(person, clock).items[0]["item"])
    assert '<details class="card morning">' in today(client)  # closed once something is done


# What is new.


def test_two_good_days_are_told_as_a_sentence(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock)
    clock.move(days=1)
    say_morning(person, clock)
    clock.move(days=1)
    practise(person, clock)
    clock.move(days=1)
    say_morning(person, clock)
    assert "now, " not in today(client)  # no strength today, so nothing of it is on the list
    clock.move(days=1)
    nothing_new(person, clock.now)
    day = day_of(person, clock)
    raised = {one["item"] for one in day.items} & {item for item, news in day.news.items() if "step" in news}
    text = today(client)
    assert raised
    assert len(re.findall(r"\d+ \w+ now, \d+ before: 2 good days in a row\.", text)) == len(raised)


def test_after_a_red_the_items_rest_and_say_until_when(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock)
    clock.move(days=1)
    say_morning(person, clock, 6)
    clock.move(days=1)
    nothing_new(person, clock.now)
    resting = {id: news["rests"] for id, news in day_of(person, clock).news.items() if "rests" in news}
    text = today(client)
    assert resting
    for id, until in resting.items():
        name = escape(catalogue.shipped().items[id].words.name)
        assert f"<b>{name}</b>: {until_words(until, clock.now.date(), person.zone)}." in text
        assert f'data-item="{id}"' not in text
    assert "Eased, with a rest: " in text
    report = Report(1, 1, "about_right", "")
    actions.check_in(person=person, report=report, op=uuid4(), now=clock.now, by=person)
    again = {id: news["rests"] for id, news in day_of(person, clock).news.items() if "rests" in news}
    assert again == resting, "what rests is told all day"


def test_a_red_check_in_says_at_once_what_happens(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    for one in day_of(person, clock).items:
        actions.tick(person=person, item=one["item"], done=True, op=uuid4(), now=clock.now)
    client.post("/today/check-in/", {"pain_during": "6", "op": str(uuid4())})
    text = today(client)
    assert "Pain this strong is a sign to stop." in text
    assert re.search(f"<ul>(<li>{GENTLER}</li>)+</ul>", text)


def test_a_red_morning_says_at_once_what_happens(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock)
    clock.move(days=1)
    nothing_new(person, clock.now)
    client.post("/today/morning/", {"pain_next_morning": "6", "op": str(uuid4())})
    text = today(client)
    assert re.search(rf"Your plan goes more gently after a morning like this\.(<br>{GENTLER})+ <a", text)
    clock.move(minutes=1)
    client.post("/today/morning/", {"pain_next_morning": "1", "op": str(uuid4())})
    assert "Thank you. Your answers are saved." in today(client)


def test_an_offer_has_a_button_and_is_taken_once(person: Person, client: Client, clock: Clock) -> None:
    for _day in range(15):
        say_morning(person, clock)
        practise(person, clock)
        clock.move(days=1)
    say_morning(person, clock)
    text = today(client)
    offers = re.findall(r'<form class="plan-item__offer" method="post" action="/plan/offer/">.*?</form>', text)
    assert offers
    assert "Ready for the next version: " in offers[0]
    item = re.findall(r'name="item" value="([\w-]+)"', offers[0])[0]
    offered = day_of(person, clock).news[item]["offer"]["item"]
    assert client.post("/plan/offer/", {"item": item}).status_code == 303
    text = today(client)
    assert f'data-item="{offered}"' in text
    assert f'name="item" value="{item}"' not in text
    assert client.post("/plan/offer/", {"item": item}).status_code == 409


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "rests for now"),
        ("2026-11-27", "rests until Friday"),
        ("2026-12-04", "rests until Friday 4 December"),
        ("2026-11-24T22:30:00+00:00", "rests until Wednesday"),
        ("2026-11-24T16:20:00+00:00", "rests until tomorrow, 18:20"),
        ("2026-11-23T23:35:00+00:00", "rests until tomorrow"),
        ("2026-11-24", "rests until tomorrow"),
        ("2026-11-23T20:00:00+00:00", "rests today"),
    ],
)
def test_until_words(until: str | None, words: str) -> None:
    assert until_words(until, dt.date(2026, 11, 23), "Europe/Athens") == words


@pytest.mark.parametrize(("hours", "words"), [(-1, ["From 13:30: 48 hours after your last strength work."]), (0, [])])
def test_the_rest_between_strength_days_is_said_until_it_is_over(hours: int, words: list[str]) -> None:
    over = dt.datetime(2026, 11, 23, 11, 30, tzinfo=dt.UTC)
    news = {"not_before": over.isoformat()}
    lines = lines_of(catalogue.shipped(), news, "Europe/Athens", over + dt.timedelta(hours=hours))
    assert [line.text for line in lines] == words


def test_nobody_is_sent_on_to_strength_that_still_rests(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock)
    clock.move(hours=45)
    nothing_new(person, clock.now)
    day = day_of(person, clock)
    strength = {one["item"] for one in day.items if one["kind"] == "strength"}
    others = [one["item"] for one in day.items if one["item"] not in strength]
    assert strength
    for item in others:
        assert tick(client, item=item).status_code == 303
    assert "Continue: " not in today(client)
    assert "Next: " not in client.get(f"/today/{others[0]}/").content.decode()
    clock.move(hours=3)
    assert "Continue: " in today(client)

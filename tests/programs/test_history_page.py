"""How a plan changed: every step in words, by day, whose choice it was included."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.models import ProgressionStep
from programs.reports import Report
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, stop

pytestmark = pytest.mark.django_db

LOADS: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}


@pytest.fixture
def person(clock: Clock) -> Person:
    return make_plan(clock.now, **LOADS).person


@pytest.fixture
def client(person: Person) -> Client:
    return client_of(person)


def practise(person: Person, clock: Clock, days: int) -> None:
    for _day in range(days):
        nothing_new(person, clock.now)
        actions.next_morning(person=person, pain=0, op=uuid4(), now=clock.now, by=person)
        for one in person.day_plans.get(current=True, local_date=clock.now.date()).items:
            actions.tick(person=person, item=one["item"], done=True, op=uuid4(), now=clock.now)
        report = Report(1, 1, "about_right", "")
        actions.check_in(person=person, report=report, op=uuid4(), now=clock.now, by=person)
        clock.move(days=1)
    nothing_new(person, clock.now)


def page(client: Client, number: int = 1) -> str:
    return client.get(f"/plan/history/?page={number}").content.decode()


def test_nothing_has_changed_yet(client: Client) -> None:
    assert "Nothing has changed yet." in page(client)


def test_every_step_is_shown_with_its_day_and_its_reason(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 5)
    text = page(client)
    names = {
        escape(catalogue.shipped().items[step.after["standing"]["item"]].words.name)
        for step in person.progression_steps.all()
    }
    assert names
    assert [name for name in names if name not in text] == []
    days = re.findall(r'<time datetime="([\d-]+)">', text)
    assert days == sorted(days, reverse=True)
    assert set(days) == {day.isoformat() for day in person.progression_steps.values_list("local_date", flat=True)}
    assert re.search(r"\d+ \w+ now, \d+ before: 2 good days in a row\.", text)
    assert "Pain while you practised: 1 of 10" in text


def test_what_stays_the_same_is_folded(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 5)
    outside = re.sub(r"<details>.*?</details>", "", page(client), flags=re.DOTALL)
    assert "Stays the same" not in outside
    assert "good days in a row" in outside


def test_a_change_by_the_clinic_names_it_and_its_reason(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 2)
    step = person.progression_steps.filter(item__in=loads()).latest("pk")
    changes = [{"what": "sets", "before": 2, "after": 1}]
    copied = {name: getattr(step, name) for name in ("plan", "item", "before", "after", "local_date", "made_at")}
    ProgressionStep.objects.create(
        person=person,
        action=ProgressionStep.Action.SET_BY_CLINICIAN,
        line="set_by_clinician",
        changes=changes,
        reason="Knee <sore> last week",
        **copied,
    )
    text = page(client)
    assert "Set by your clinic: 1 set now, 2 before. Your clinic chose it for you." in text
    assert "Your clinic says: Knee &lt;sore&gt; last week." in text


def loads() -> list[str]:
    return [id for id, item in catalogue.shipped().items.items() if item.kind in ("strength", "balance")]


def test_pages_of_days_hold_every_day_once_in_few_queries(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 9)
    days = [re.findall(r'<time datetime="([\d-]+)">', page(client, number)) for number in (1, 2)]
    first, second = map(set, days)
    dates = set(person.progression_steps.values_list("local_date", flat=True))
    assert (len(first), first | second) == (7, {date.isoformat() for date in dates})
    assert first.isdisjoint(second)
    assert "Page 1 of 2" in page(client)
    with CaptureQueriesContext(connection) as made:
        page(client)
    assert len(made) <= 4


def test_the_history_hides_with_the_plan(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 3)
    stop(person, clock.now + dt.timedelta(minutes=1))
    response = client.get("/plan/history/")
    assert response.status_code == 303
    assert response["Location"] == "/assessment/stop/"


def test_nobody_sees_the_steps_of_somebody_else(person: Person, clock: Clock) -> None:
    practise(person, clock, 3)
    other = make_plan(clock.now, **LOADS).person
    assert "Nothing has changed yet." in page(client_of(other))

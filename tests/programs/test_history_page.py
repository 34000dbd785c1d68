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
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new, stop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

LOADS: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(NOON, **LOADS).person.pk, at=NOON)


@pytest.fixture
def person(clock: Clock, made_once: int) -> Person:
    return Person.objects.get(pk=made_once)


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


def times(text: str) -> list[str]:
    return re.findall(r'<time datetime="([\d-]+)">', text)


def copied(step: ProgressionStep, **changed: Any) -> ProgressionStep:
    """The same decision with other words or on another day."""
    names = (
        "person",
        "plan",
        "item",
        "action",
        "line",
        "before",
        "after",
        "changes",
        "because",
        "local_date",
        "made_at",
    )
    return ProgressionStep.objects.create(**{name: getattr(step, name) for name in names} | changed)


def a_change(person: Person) -> ProgressionStep:
    return person.progression_steps.filter(action="PROGRESS").earliest("pk")


def test_every_change_is_shown_under_its_day_of_practice_with_its_reason(
    person: Person, client: Client, clock: Clock
) -> None:
    practise(person, clock, 5)
    changes = person.progression_steps.filter(action="PROGRESS")
    text = page(client)
    names = {escape(catalogue.shipped().items[step.after["standing"]["item"]].words.name) for step in changes}
    assert names
    assert [name for name in names if name not in text] == []
    days = times(text)
    assert days == sorted(days, reverse=True)
    assert set(days) == {step.practised_on.isoformat() for step in changes}
    assert any(step.practised_on != step.local_date for step in changes)
    assert re.search(r"\d+ \w+ now, \d+ before: 2 good days in a row\.", text)
    assert "Pain while you practised: 1 of 10. Next morning: 0 of 10." in text


def test_days_without_a_change_are_one_line(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 5)
    steps = person.progression_steps.all()
    quiet = {step.practised_on for step in steps} - {step.practised_on for step in steps.filter(action="PROGRESS")}
    assert quiet
    assert f"No change on {len(quiet)} day{'s' * (len(quiet) > 1)}." in page(client)
    copied(a_change(person), action="HOLD", line="amber", changes=[], local_date=clock.now.date())
    steps.filter(action="PROGRESS").delete()
    text = page(client)
    assert "Nothing has changed yet." in text
    assert times(text) == []


def test_an_item_stands_once_on_a_day_as_it_was_decided_last(person: Person, client: Client, clock: Clock) -> None:
    practise(person, clock, 5)
    change = a_change(person)
    day = change.practised_on
    name = escape(catalogue.shipped().items[change.after["standing"]["item"]].words.name)

    def of_day() -> str:
        (section,) = [part for part in page(client).split("<section") if f'datetime="{day}"' in part]
        return section

    before = of_day()
    copied(change, practised_on=day, action="HOLD", line="amber", changes=[])
    assert of_day() == before
    copied(
        change,
        practised_on=day,
        changes=[{"what": "sets", "before": 2, "after": 1}],
        line="amber_third",
        action="STEP_DOWN",
        because=[["ambers", 3]],
    )
    said = of_day()
    assert said.count(name) == 1
    assert "Eased: 1 set now, 2 before. 3 days in a row with some pain." in said


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (5, ["Level 3 is open to you.", "Level 4 is open to you."]),
        (3, ["Level 3 is open to you."]),
    ],
)
def test_a_level_is_named_by_its_number_where_health_answers_allow_it(
    person: Person, client: Client, clock: Clock, most: int, words: list[str]
) -> None:
    practise(person, clock, 5)
    changes = person.progression_steps.filter(action="PROGRESS").values_list("practised_on", flat=True)
    plan = a_change(person).plan
    plan.outcome["caps"] |= {"experience_level": 2, "health_level": most}
    plan.save(update_fields=["outcome"])
    for bonus in (1, 2):
        copied(
            a_change(person),
            item="",
            action="LEVEL_UP",
            line="level_up",
            changes=[],
            because=[],
            after={"bonus": bonus},
            local_date=clock.now.date() - dt.timedelta(days=20 - 10 * bonus),
        )
    text = page(client)
    assert [one for one in words if one not in text] == []
    assert text.count("is open to you.") == len(words)
    assert len(times(text)) == len(words) + len(set(changes))


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
    practise(person, clock, 5)
    first = a_change(person)
    dates = {first.practised_on - dt.timedelta(days=back) for back in range(9)}
    for date in dates - {first.practised_on}:
        copied(first, practised_on=date)
    dates |= set(person.progression_steps.filter(action="PROGRESS").values_list("practised_on", flat=True))
    newer, older = (times(page(client, number)) for number in (1, 2))
    assert (len(newer), [*newer, *older]) == (7, sorted((date.isoformat() for date in dates), reverse=True))
    assert "Page 1 of 2" in page(client)
    with CaptureQueriesContext(connection) as made:
        page(client)
    assert len(made) <= 5


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

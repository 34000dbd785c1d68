"""The page of one person: where each dose stands, the steps, own choices, kinds of days and mornings."""

import datetime as dt
import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Clinic, Person, User
from footcare.clinic import records
from footcare.clinic.chosen import changes_of, in_force
from footcare.clinic.diary import read_diary
from footcare.clinic.person_chart import chart
from footcare.clinic.person_page import PersonPage, person_page
from programs import actions as programs
from programs import catalogue
from programs.actions.clinician import last_step
from programs.models import Plan, Preference
from programs.reports import Choices, Report
from tests.conftest import Clock
from tests.footcare.clinic.factories import make_staff, signed_in
from tests.programs.helpers import make_plan, nothing_new, rescreen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.timedelta(days=1)
CALVES: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}


def practise(person: Person, now: dt.datetime, *, during: int = 1, morning: int | None = 0) -> None:
    """Everything of the day, with the morning before it."""
    nothing_new(person, now)
    if morning is not None:
        programs.next_morning(person=person, pain=morning, op=uuid4(), now=now, by=person)
    for planned in person.day_plans.get(local_date=person.today(now), current=True).items:
        programs.tick(person=person, item=planned["item"], done=True, op=uuid4(), now=now)
    programs.check_in(person=person, report=Report(during, 1, "easy", ""), op=uuid4(), now=now, by=person)


def shown(person: Person, clinic: Clinic, reader: User, now: dt.datetime) -> PersonPage:
    found = records.find(clinic, person.uuid, reader)
    return person_page(records.read(found, clinic, now), reader, now)


def page_of(person: Person, reader: User) -> str:
    """By a session of its own: they end when nobody is there for long."""
    return html.unescape(signed_in(reader).get(f"/staff/people/{person.uuid}/").text)


def news_in(page: str) -> str:
    return page[page.index("Since your last visit") : page.index("Add a note")]


def strength_item(person: Person) -> str:
    day = person.day_plans.order_by("local_date").first()
    assert day is not None
    return next(one["item"] for one in day.items if one["kind"] == "strength")


def name_of(item: str) -> str:
    return catalogue.shipped().items[item].words.name


@pytest.fixture
def plan(person: Person, now: dt.datetime) -> Plan:
    return make_plan(now, person, **CALVES)


def test_a_dose_that_rose_says_from_where_and_why(
    plan: Plan, person: Person, clinic: Clinic, clinician: User, now: dt.datetime
) -> None:
    for passed in range(4):
        practise(person, now + passed * DAY)
    nothing_new(person, now + 4 * DAY)
    [dose] = [one for one in shown(person, clinic, clinician, now + 4 * DAY).doses if one.item == strength_item(person)]
    newest, first = dose.steps[0], dose.steps[-1]
    assert newest.light == {"text": "Green", "tone": "move"}
    assert re.fullmatch(r".+ now, .+ before: 2 good days in a row\.", newest.words)
    assert first.words.startswith("Stays the same.")
    assert "Pain while you practised: 1 of 10" in newest.why


def test_a_red_is_counted_and_the_rest_says_until_when(
    plan: Plan, person: Person, clinic: Clinic, clinician: User, now: dt.datetime
) -> None:
    practise(person, now, during=6)
    doses = [one for one in shown(person, clinic, clinician, now + DAY).doses if one.holds]
    texts = [hold["text"] for one in doses for hold in one.holds]
    assert texts
    assert set(texts) == {"Rests until 30 November"}, "they had no lower dose"
    assert {one.counts for one in doses} == {("1 red in 14 days",)}
    later = shown(person, clinic, clinician, now + 7 * DAY)
    assert [hold["text"] for one in later.doses for hold in one.holds] == []


def test_a_second_red_says_which_version_stands_in_and_until_when(
    plan: Plan, person: Person, clinic: Clinic, clinician: User, now: dt.datetime
) -> None:
    practise(person, now, during=6)
    practise(person, now + DAY, during=6)
    practise(person, now + 2 * DAY, during=2)
    later = now + 3 * DAY
    texts = [one["text"] for dose in shown(person, clinic, clinician, later).doses for one in dose.holds]
    prompts = person.progression_steps.filter(clinician_prompt=True)
    assert prompts.exists()
    for step in prompts.exclude(action="HOLD"):
        assert any("1 December" in text for text in texts), step.action


def test_a_stop_is_said_until_the_questions_are_answered_again(
    plan: Plan, person: Person, clinic: Clinic, clinician: User, now: dt.datetime
) -> None:
    practise(person, now, during=8)
    stopped = [one for one in shown(person, clinic, clinician, now).doses if one.holds]
    assert stopped
    assert {hold["text"] for one in stopped for hold in one.holds} == {
        "Stopped until the safety questions are answered again"
    }
    rescreen(person, now + DAY, **CALVES)
    after = shown(person, clinic, clinician, now + DAY)
    assert [hold for one in after.doses for hold in one.holds] == [], "before the person opens the next day"


def test_steps_are_news_once_and_a_moment_is_one_event(
    plan: Plan, person: Person, clinician: User, now: dt.datetime, clock: Clock
) -> None:
    practise(person, now)
    page_of(person, clinician)
    clock.move(days=1)
    practise(person, clock.now, during=6)
    news = news_in(page_of(person, clinician))
    assert news.count("<b>Doses</b>") == 1
    assert "Next morning: 0" in news
    assert "<b>" not in news_in(page_of(person, clinician))


def test_own_choices_are_shown_with_their_day_and_taken_back(
    plan: Plan, person: Person, clinic: Clinic, clinician: User, now: dt.datetime
) -> None:
    practise(person, now)
    item = strength_item(person)
    later = now + 3 * DAY
    programs.choose(person=person, item=item, choice=Preference.Choice.LEAVE_OUT, now=later, by=person)
    page = shown(person, clinic, clinician, later + DAY)
    assert page.chosen == (
        {"name": name_of(item), "choice": "Left out of the plan", "since": "since 26 November 2026"},
    )
    assert ("Left out", name_of(item)) in {(event["title"], event["text"]) for event in page.events}
    assert item not in {one.item for one in page.doses}
    programs.choose(person=person, item=item, choice=None, now=later + DAY, by=person)
    page = shown(person, clinic, clinician, later + 2 * DAY)
    assert page.chosen == ()
    assert ("Took a choice back", name_of(item)) in {(event["title"], event["text"]) for event in page.events}


def test_a_choice_that_outlives_a_plan_keeps_its_day(plan: Plan, person: Person, now: dt.datetime) -> None:
    practise(person, now)
    item = strength_item(person)
    programs.choose(person=person, item=item, choice=Preference.Choice.LEAVE_OUT, now=now + DAY, by=person)
    programs.change_plan(person=person, choices=Choices("30", "7", (), ()), now=now + 2 * DAY, by=person)
    plans = list(person.plans.order_by("-made_at", "-id"))
    assert len(plans) == 3
    assert [(one.item, one.since) for one in in_force(plans)] == [(item, now + DAY)]
    assert len(changes_of(plans)) == 1


def test_kinds_of_days_and_mornings_are_in_the_last_weeks(plan: Plan, person: Person, now: dt.datetime) -> None:
    for passed, kind in enumerate(("busy", "sore", "normal")):
        later = now + passed * DAY
        nothing_new(person, later)
        programs.set_day_kind(person=person, kind=kind, minutes=5 if kind == "busy" else None, now=later, by=person)
        programs.next_morning(person=person, pain=passed, op=uuid4(), now=later, by=person)
        programs.next_morning(person=person, pain=0, op=uuid4(), now=later, by=person)
    today = (now + 2 * DAY).date()
    drawn = chart(read_diary(person, today), today)
    assert drawn["lately"] == "In the last 14 days: 1 busy day, 1 sore day, 3 mornings at 0 to 2."
    assert [mark["text"] for mark in drawn["marks"]] == ["B", "S"]
    assert [row[:2] + row[5:] for row in drawn["rows"]] == [
        ("25 November", "", "2"),
        ("24 November", "Sore", "1"),
        ("23 November", "Busy, 5 min", "0"),
    ]
    assert chart(read_diary(person, today + 14 * DAY), today + 14 * DAY)["lately"] == ""


@pytest.mark.parametrize(("role", "may"), [("clinician", True), ("manager", False)])
def test_only_clinicians_see_the_way_to_change_a_dose(
    plan: Plan, person: Person, clinic: Clinic, now: dt.datetime, role: str, may: bool
) -> None:
    client = signed_in(make_staff(clinic, now, role, f"{role}@example.org"))
    page = client.get(f"/staff/people/{person.uuid}/").text
    assert (f"/staff/people/{person.uuid}/dose/" in page, "Doses" in page) == (may, True)


def test_who_set_a_dose_and_why_is_in_the_history_and_the_timeline(
    plan: Plan, person: Person, clinic: Clinic, clinician: User, now: dt.datetime, clock: Clock
) -> None:
    practise(person, now)
    colleague = make_staff(clinic, now, "manager")
    for reader in (colleague, clinician):
        page_of(person, reader)
    clock.move(hours=1)
    item = strength_item(person)
    programs.set_dose(
        plan=plan, item=item, to=item, dose={"sets": 1}, reason="Tires <early>", seen=last_step(plan, item),
        now=clock.now, by_user=clinician, clinic=clinic,
    )  # fmt: skip
    clock.move(hours=1)
    mine, theirs = page_of(person, clinician), page_of(person, colleague)
    words = f"Dose set by {clinician}"
    assert theirs.count(words) == 2, "news and the item's own history"
    assert mine.count(words) == 2, "no news to whoever did it"
    assert "Reason: Tires <early>" in mine


def test_a_person_without_a_plan_has_no_doses(person: Person, clinic: Clinic, staff: Client) -> None:
    page = staff.get(f"/staff/people/{person.uuid}/").text
    assert "There is no plan." in page
    assert 'id="doses"' not in page


def test_the_page_reads_no_more_with_more_steps(plan: Plan, person: Person, clinician: User, clock: Clock) -> None:
    counts, url = [], f"/staff/people/{person.uuid}/"
    for _week in range(2):
        for _day in range(5):
            practise(person, clock.now)
            clock.move(days=1)
        staff = signed_in(clinician)
        staff.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12

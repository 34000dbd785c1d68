"""A choice that counts from tomorrow: whatever is reported today, today's list goes on with what it was made with."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.models import DayPlan, Plan, Preference, ProtocolVersion
from programs.reports import Choices, Report
from tests.conftest import Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HEEL: dict[str, Any] = {
    "main.region": "feet",
    "experience": "weekly",
    "days": "7",
    "fp.weight_side_edge.left": "outer",
    "fp.weight_side_edge.right": "outer",
    "fp.weight_left_right": "both",
    "pain_site.left": ("back_of_heel_higher_up",),
    "pain_site.right": ("back_of_heel_higher_up",),
    "om.pain_foot.now": 2,
}
SHORT, LONG = Choices("5", "7", (), ()), Choices("30", "7", (), ())
LEAVE_OUT, EASIER = Preference.Choice.LEAVE_OUT, Preference.Choice.PREFER_EASIER


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    def make() -> int:
        made = make_plan(MONDAY, **HEEL, minutes="10")
        nothing_new(made.person, MONDAY)
        return made.pk

    return once(make)


@pytest.fixture
def plan(db: None, made_once: int) -> Plan:
    return Plan.objects.get(pk=made_once)


def today(person: Person) -> DayPlan:
    return person.day_plans.get(local_date=MONDAY.date(), current=True)


def listed(person: Person) -> dict[str, tuple[int, int, int]]:
    doses = {one["item"]: one["dose"] for one in today(person).items}
    return {item: (dose["sets"], dose["reps"], dose["hold_s"]) for item, dose in doses.items()}


def change(person: Person, choices: Choices, *, tomorrow: bool) -> Plan:
    return actions.change_plan(person=person, choices=choices, now=MONDAY, by=person, from_tomorrow=tomorrow)


def choose(person: Person, item: str, choice: Preference.Choice | None, *, tomorrow: bool) -> Plan:
    return actions.choose(person=person, item=item, choice=choice, now=MONDAY, by=person, from_tomorrow=tomorrow)


def check_in(person: Person, during: int) -> None:
    report = Report(during, 1, "about_right", "")
    actions.check_in(person=person, report=report, op=uuid4(), now=MONDAY, by=person)


def on_tuesday(person: Person) -> DayPlan:
    nothing_new(person, MONDAY + DAY)
    return person.day_plans.get(local_date=(MONDAY + DAY).date(), current=True)


@pytest.mark.parametrize("choices", [SHORT, LONG])
@pytest.mark.parametrize("during", [0, 4, 6])
def test_a_check_in_brings_nothing_of_tomorrow(plan: Plan, choices: Choices, during: int) -> None:
    before, person = listed(plan.person), plan.person
    change(person, choices, tomorrow=True)
    check_in(person, during)
    after = listed(person)
    assert after.keys() <= before.keys()
    assert all(after[item] <= before[item] for item in after)
    assert today(person).minutes == 10
    assert during > 4 or after == before
    assert on_tuesday(person).minutes == int(choices.minutes)


def test_a_morning_brings_nothing_of_tomorrow(plan: Plan) -> None:
    before, person = listed(plan.person), plan.person
    change(person, SHORT, tomorrow=True)
    actions.next_morning(person=person, pain=0, op=uuid4(), now=MONDAY, by=person)
    assert (listed(person), today(person).minutes) == (before, 10)


@pytest.mark.parametrize(("kind", "minutes"), [("busy", 3), ("sore", None)])
def test_another_kind_of_day_and_back_brings_nothing_of_tomorrow(plan: Plan, kind: str, minutes: int | None) -> None:
    before, person = listed(plan.person), plan.person
    change(person, LONG, tomorrow=True)
    actions.set_day_kind(person=person, kind=kind, minutes=minutes, now=MONDAY, by=person)
    assert listed(person).keys() != before.keys() or listed(person) != before
    actions.set_day_kind(person=person, kind="normal", minutes=None, now=MONDAY, by=person)
    assert listed(person) == before


def test_two_choices_from_tomorrow_leave_today_with_its_first_list(plan: Plan) -> None:
    before, person = listed(plan.person), plan.person
    change(person, LONG, tomorrow=True)
    choose(person, next(iter(before)), LEAVE_OUT, tomorrow=True)
    check_in(person, 1)
    assert listed(person) == before
    assert next(iter(before)) not in {one["item"] for one in on_tuesday(person).items}


def test_minutes_from_tomorrow_then_from_now(plan: Plan) -> None:
    person = plan.person
    change(person, SHORT, tomorrow=True)
    change(person, SHORT, tomorrow=False)
    assert today(person).minutes == 5
    assert person.plans.count() == 2


@pytest.mark.parametrize("choice", [LEAVE_OUT, EASIER])
def test_a_choice_from_tomorrow_then_from_now(plan: Plan, choice: Preference.Choice) -> None:
    person = plan.person
    item = min(actions.choosable(person, plan, MONDAY, choice))
    assert item in listed(person)
    choose(person, item, choice, tomorrow=True)
    assert item in listed(person)
    choose(person, item, choice, tomorrow=False)
    assert item not in listed(person)


def test_taken_back_from_now_today_is_as_it_was(plan: Plan) -> None:
    before, person = listed(plan.person), plan.person
    item = next(iter(before))
    choose(person, item, LEAVE_OUT, tomorrow=True)
    choose(person, item, None, tomorrow=False)
    assert (listed(person), today(person).made_with) == (before, None)


def test_what_protects_does_not_wait_for_tomorrow(plan: Plan) -> None:
    """The list of today goes on with the plan of this morning, and with the safety of now."""
    person = plan.person
    changed = change(person, LONG, tomorrow=True)
    tagged = {id: catalogue.shipped().items[id].exclusion_tags for id in listed(person)}
    forbidden, tags = next((item, tags) for item, tags in tagged.items() if tags)
    changed.assessment.ruled_out = {"contraindications": [], "tags": tags, "by_person": {}}
    changed.assessment.save(update_fields=["ruled_out"])
    with pytest.raises(actions.NotToday):
        actions.tick(person=Person.objects.get(pk=person.pk), item=forbidden, done=True, op=uuid4(), now=MONDAY)


def test_the_pages_say_that_it_counts_from_tomorrow(clock: Clock) -> None:
    clock.now = MONDAY
    person = make_plan(MONDAY, **HEEL, minutes="10").person
    nothing_new(person, MONDAY)
    browser, item = client_of(person), next(iter(listed(person)))
    leave_out = {"item": item, "choice": "leave_out", "when": "tomorrow"}
    assert browser.post("/plan/choice/", leave_out).status_code == 303
    plan_page, item_page = text(browser, "/plan/"), text(browser, f"/today/{item}/")
    assert "Left out from tomorrow. It is still on today’s list." in plan_page
    assert "This is your plan from tomorrow. Today’s list stays as it is." in plan_page
    assert "From tomorrow it is not in your plan." in item_page
    assert "Leave it out of my plan" not in item_page
    assert browser.post("/plan/choice/", {"item": item, "choice": "none"}).status_code == 303
    assert "From tomorrow it is not in your plan." not in text(browser, f"/today/{item}/")
    assert "from tomorrow" not in text(browser, "/plan/").lower().replace("from tomorrow</span>", "")


def text(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_a_change_from_now_brings_nothing_on_a_day_that_hurt(plan: Plan) -> None:
    before, person = listed(plan.person), plan.person
    check_in(person, 6)
    change(person, LONG, tomorrow=False)
    after = listed(person)
    assert after.keys() <= before.keys()
    assert all(after[item] <= before[item] for item in after)
    assert on_tuesday(person).minutes == 30


@pytest.mark.parametrize("during", [None, 4])
def test_another_choice_from_now_brings_nothing_of_tomorrow(plan: Plan, during: int | None) -> None:
    before, person = listed(plan.person), plan.person
    change(person, LONG, tomorrow=True)
    if during:
        check_in(person, during)
    item = next(iter(before))
    choose(person, item, LEAVE_OUT, tomorrow=False)
    after = listed(person)
    assert item not in after
    assert during or (after.keys() >= before.keys() - {item} and today(person).minutes == 10)
    assert not during or after.keys() == before.keys() - {item}
    then = on_tuesday(person)
    assert (then.minutes, item in {one["item"] for one in then.items}) == (30, False)


@pytest.mark.parametrize("during", [4, 6])
def test_the_same_choice_from_now_brings_nothing_on_a_day_that_hurt(plan: Plan, during: int) -> None:
    before, person = listed(plan.person), plan.person
    change(person, LONG, tomorrow=True)
    check_in(person, during)
    change(person, LONG, tomorrow=False)
    after = listed(person)
    assert after.keys() <= before.keys()
    assert all(after[item] <= before[item] for item in after)


def test_what_is_done_stays_as_it_was_done(plan: Plan) -> None:
    """One set was asked for, done and hurt: more minutes do not make three of it, for the list or for the next dose."""
    person = plan.person
    strength = next(one["item"] for one in today(person).items if one["kind"] == "strength")
    actions.tick(person=person, item=strength, done=True, op=uuid4(), now=MONDAY)
    done = listed(person)[strength]
    change(person, LONG, tomorrow=False)
    assert listed(person)[strength] == done
    actions.set_day_kind(person=person, kind="busy", minutes=3, now=MONDAY, by=person)
    assert listed(person)[strength] == done
    check_in(person, 5)
    nothing_new(person, MONDAY + 2 * DAY)
    wednesday = person.day_plans.get(local_date=(MONDAY + 2 * DAY).date(), current=True)
    dose = next(one["dose"] for one in wednesday.items if one["item"] == strength)
    assert (dose["sets"], dose["reps"], dose["hold_s"]) <= done


def test_newer_content_makes_the_list_anew_once(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rules may be others: a choice that waits for tomorrow waits no longer, and the day has one list."""
    person, item = plan.person, next(iter(listed(plan.person)))
    change(person, LONG, tomorrow=True)
    document = copy.deepcopy(catalogue.load())
    document["items"]["ankle-circles"]["words"]["name"] = "Circles of the ankle"
    newer = ProtocolVersion.objects.create(
        checksum=catalogue.checksum(document), questionnaire_checksum="", document=document, loaded_at=MONDAY
    )
    monkeypatch.setattr("programs.actions.plans.shipped_version", lambda _now: newer)
    changed = choose(person, item, LEAVE_OUT, tomorrow=False)
    assert changed.protocol_version == newer
    assert (today(person).plan, today(person).made_with) == (changed, None)
    assert item not in listed(person)

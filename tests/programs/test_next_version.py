"""The next version of an item: offered wherever the item stands, tried, and undone."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import escape

from footcare.accounts.models import Person
from footcare.common.models import AuditRow
from programs import actions, catalogue
from programs.choosing import choosable_items
from programs.domain.progression_state import Decision, begin
from programs.models import Plan, ProgressionStep
from programs.progress import read_progress, write_decisions
from programs.reports import Report
from programs.versions import protocol_of
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

LOADS: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
ITEMS = catalogue.shipped().items


def name(item: str) -> str:
    return ITEMS[item].words.name


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def offers(text: str) -> list[str]:
    return re.findall(r'action="/plan/offer/"><input[^>]*><input type="hidden" name="item" value="([\w-]+)">', text)


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(NOON, **LOADS).pk, at=NOON)


@pytest.fixture
def plan(clock: Clock, made_once: int) -> Plan:
    return Plan.objects.get(pk=made_once)


@pytest.fixture
def person(plan: Plan) -> Person:
    return plan.person


@pytest.fixture
def client(person: Person) -> Client:
    return client_of(person)


@pytest.fixture
def item(plan: Plan, clock: Clock) -> str:
    """Of today's list, and offered its next version."""
    today = plan.person.today(clock.now)
    planned = [one["item"] for one in plan.outcome["strength"]["items"]]
    offered = next(
        id for id in planned if ITEMS[id].kind == "mobility" and ITEMS[id].progresses_to not in (None, *planned)
    )
    before = begin(protocol_of(plan.protocol_version), offered, on=today, at=clock.now - dt.timedelta(days=2))
    after = replace(before, offer=ITEMS[offered].progresses_to)
    hold = Decision("HOLD", "other_offered", "green", before, after)
    write_decisions(plan, [hold], on=today, now=clock.now - dt.timedelta(days=1))
    nothing_new(plan.person, clock.now)
    return offered


def standing(plan: Plan, item: str) -> str:
    return read_progress(protocol_of(plan.protocol_version), plan).progress.states[item].standing.item


def listed(person: Person, clock: Clock) -> list[str]:
    return [one["item"] for one in person.day_plans.get(current=True, local_date=person.today(clock.now)).items]


def test_an_offer_stands_on_today_beside_its_item_and_on_the_plan(client: Client, item: str) -> None:
    after = escape(f"Ready for the next version: {name(ITEMS[item].progresses_to).lower()}")
    for address in ("/today/", f"/today/{item}/", "/plan/"):
        text = page(client, address)
        assert offers(text) == [item], address
        assert after in text, address
        assert re.search(r">Try it<", text), address


def test_after_high_pain_no_page_offers_more(client: Client, person: Person, item: str, clock: Clock) -> None:
    report = Report(6, 3, "", "")
    actions.check_in(person=person, report=report, op=uuid4(), now=clock.now, by=person)
    assert offers(page(client, f"/today/{item}/")) == []
    assert offers(page(client, "/plan/")) == []


def test_what_was_tried_is_undone_among_your_choices(
    client: Client, plan: Plan, person: Person, item: str, clock: Clock
) -> None:
    after = ITEMS[item].progresses_to
    assert client.post("/plan/offer/", {"item": item})["Location"] == "/today/"
    assert (standing(plan, item), after in listed(person, clock), item in listed(person, clock)) == (after, True, False)
    text = page(client, "/plan/")
    choice = re.search(r'<section class="section" id="your-choices">(.*?)</section>', text, re.DOTALL)
    assert choice
    assert escape(f"The next version, in place of {name(item).lower()}.") in choice[1]
    assert '<button class="link-button" type="submit" name="undo" value="1">Undo' in choice[1]
    assert client.post("/plan/offer/", {"item": item, "undo": "1"})["Location"] == "/plan/"
    assert (standing(plan, item), after in listed(person, clock), item in listed(person, clock)) == (item, False, True)
    assert 'id="your-choices"' not in page(client, "/plan/")
    assert client.post("/plan/offer/", {"item": item, "undo": "1"}).status_code == 409
    verbs = AuditRow.objects.filter(verb__contains="offer").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["took_offer", "undid_offer"]


def test_undo_leaves_a_rest_as_it_is(plan: Plan, person: Person, item: str, clock: Clock) -> None:
    actions.take_offer(person=person, item=item, now=clock.now, by=person)
    state = read_progress(protocol_of(plan.protocol_version), plan).progress.states[item]
    until = clock.now + dt.timedelta(days=2)
    rests = Decision("HOLD", "other_red", "red", state, replace(state, rest_until=until, greens=3))
    write_decisions(plan, [rests], on=person.today(clock.now), now=clock.now)
    actions.undo_offer(person=person, item=item, now=clock.now, by=person)
    after = read_progress(protocol_of(plan.protocol_version), plan).progress.states[item]
    assert (after.standing.item, after.rest_until, after.greens, after.offer) == (item, until, 0, None)


def test_nothing_is_undone_once_the_item_has_moved_again(plan: Plan, person: Person, item: str, clock: Clock) -> None:
    first = actions.take_offer(person=person, item=item, now=clock.now, by=person)
    again = {field: getattr(first, field) for field in ("person", "plan", "item", "line", "before", "after", "changes")}
    ProgressionStep.objects.create(**again, action="LEVEL_BACK", local_date=first.local_date, made_at=clock.now)
    with pytest.raises(actions.NotOffered):
        actions.undo_offer(person=person, item=item, now=clock.now, by=person)


@pytest.mark.parametrize("id", ["no-such-item", "item"])
def test_nothing_is_undone_that_was_not_tried(person: Person, item: str, clock: Clock, id: str) -> None:
    with pytest.raises(actions.NotOffered):
        actions.undo_offer(person=person, item=item if id == "item" else id, now=clock.now, by=person)


def test_what_is_done_today_changes_from_the_next_day(
    client: Client, plan: Plan, person: Person, item: str, clock: Clock
) -> None:
    tick(client, item=item)
    assert offers(page(client, f"/today/{item}/")) == [item]
    before = listed(person, clock)
    actions.take_offer(person=person, item=item, now=clock.now, by=person)
    assert (standing(plan, item), listed(person, clock)) == (ITEMS[item].progresses_to, before)
    clock.move(days=1)
    nothing_new(person, clock.now)
    assert item not in listed(person, clock)


def test_an_item_that_the_person_moved_on_to_has_its_page_on_every_day(
    client: Client, plan: Plan, person: Person, item: str, clock: Clock
) -> None:
    """Also when it is not on today's list: the plan page names it, and it may be left out."""
    tick(client, item=item)
    actions.take_offer(person=person, item=item, now=clock.now, by=person)
    after = ITEMS[item].progresses_to
    assert f'href="/today/{after}/"' in page(client, "/plan/")
    assert after not in listed(person, clock)
    text = page(client, f"/today/{after}/")
    assert "Leave it out of my plan" in text
    assert (
        after
        in choosable_items(
            protocol_of(plan.protocol_version),
            plan,
            read_progress(protocol_of(plan.protocol_version), plan).progress,
            (),
        ).leave_out
    )

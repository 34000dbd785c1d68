"""After high pain, from 6 up to what ends the programme, Today says one thing for the rest of the day."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.models import DayPlan
from programs.presenters.after_red import RedStep, red_line
from programs.reports import Report
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import client_of, make_plan, nothing_new, tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

PROTOCOL = catalogue.shipped()
LOADS: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "30", "days": "7"}
INVITES = (
    "progress-card", "min left", "Continue: ", "Start: ", "Short of time?", "Sore today?", "Short breaks in your day",
    "Done for today", "Your first day", "Ready for the next version",
)  # fmt: skip


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


def day_of(person: Person, clock: Clock) -> DayPlan:
    return person.day_plans.get(local_date=person.today(clock.now), current=True)


def hurts(client: Client, pain: int | str) -> Any:
    return client.post("/today/check-in/", {"pain_during": str(pain), "op": str(uuid4())}, follow=True)


def today(client: Client) -> str:
    return client.get("/today/").content.decode()


def of_item(text: str, item: str) -> str:
    return re.findall(rf'data-item="{item}".*?(?=data-item=|</ul>)', text, re.S)[0]


@pytest.mark.parametrize("ticked", ["none", "some", "all"])
@pytest.mark.parametrize("pain", [6, 7])
def test_the_page_and_the_message_say_the_same_all_day(
    person: Person, client: Client, clock: Clock, pain: int, ticked: str
) -> None:
    items = [one["item"] for one in day_of(person, clock).items]
    done = {"none": [], "some": items[:2], "all": items}[ticked]
    for item in done:
        tick(client, item=item)
    hurts(client, pain)
    for later in ("", "1", None):
        if later is not None:
            hurts(client, later)  # the strongest pain of the day counts, whatever is said later
        clock.move(minutes=30)
        text = today(client)
        assert text.count("Stop here for today") == 1
        assert f"the pain was {pain} of 10 while you practised" in text
        assert [words for words in INVITES if words in text] == []
        assert set(re.findall(r'data-item="([\w-]+)"', text)) >= set(done), "what was ticked is kept"
        assert text.count('aria-pressed="true"') == len(done)
        assert f"{len(done)} of {len(day_of(person, clock).items)} done" in text
    clock.move(days=1)
    assert "Stop here for today" not in today(client)


def test_only_easy_items_stay_a_choice(person: Person, client: Client, clock: Clock) -> None:
    hurts(client, 6)
    text, kinds = today(client), set()
    for planned in day_of(person, clock).items:
        item = PROTOCOL.items[planned["item"]]
        easy = item.kind not in ("strength", "balance") and item.level == 1
        kinds.add(easy)
        row = of_item(text, item.id)
        assert ("data-tick" in row) is easy
        assert ("Rests today." in row) is not easy
        answer = tick(client, item=item.id)
        assert answer.status_code == (303 if easy else 409)
    assert kinds == {True, False}, "the day holds both"
    assert "Strength, balance and harder items rest today. Easy movement and light touch are still" in text


def test_the_page_of_an_item_invites_to_no_other(person: Person, client: Client, clock: Clock) -> None:
    item = day_of(person, clock).items[0]["item"]
    tick(client, item=item)
    assert "Next: " in client.get(f"/today/{item}/").content.decode()
    hurts(client, 6)
    text = client.get(f"/today/{item}/").content.decode()
    assert "Done." in text
    assert "Next: " not in text
    assert "That was the last one" not in text


def test_touch_is_light_after_high_pain(person: Person, client: Client, clock: Clock) -> None:
    assert PROTOCOL.touch is not None
    firmest = PROTOCOL.touch.ceiling((), 6).most
    day = day_of(person, clock)
    massage = next(one["item"] for one in day.items if one["kind"] == "massage")

    def pressed() -> int:
        text = client.get(f"/today/{massage}/").content.decode()
        return int(re.findall(r"Press (?:\d to )?(\d) out of 10", text)[0])

    assert pressed() > firmest
    hurts(client, 6)
    assert pressed() == firmest


def test_nothing_left_to_choose_is_not_offered(person: Person, client: Client, clock: Clock) -> None:
    for one in day_of(person, clock).items:
        tick(client, item=one["item"])
    hurts(client, 6)
    assert "are still on the list" not in today(client)


def test_no_other_kind_of_day_after_high_pain(person: Person, client: Client, clock: Clock) -> None:
    before = [one["item"] for one in day_of(person, clock).items]
    client.post("/today/kind/", {"kind": "busy", "minutes": "3"})
    hurts(client, 6)
    assert client.post("/today/kind/", {"kind": "normal"}).status_code == 409
    assert len(day_of(person, clock).items) < len(before)


def test_what_rests_is_told_once(person: Person, client: Client, clock: Clock) -> None:
    for one in day_of(person, clock).items:
        tick(client, item=one["item"])
    hurts(client, 6)
    text = today(client)
    lines = re.findall(r"<li>([^<]+)</li>", text.split('id="stop-here"')[1].split("</section>")[0])
    assert lines
    assert len(lines) == len(set(lines))
    for line in lines:
        name = re.split(r" (?:rests|becomes) ", line)[0]
        assert f"<b>{name}</b>: rests" not in text


def test_rising_pain_is_still_told_beside_it(person: Person, client: Client, clock: Clock) -> None:
    for pain_now in (2, 4, 6):
        clock.move(days=1)
        nothing_new(person, clock.now)
        report = Report(6 if pain_now == 6 else 1, pain_now, "", "")
        actions.check_in(person=person, report=report, op=uuid4(), now=clock.now, by=person)
    text = today(client)
    assert "Your pain has gone up" in text
    assert "Stop here for today" in text


def state(item: str, **more: Any) -> dict[str, Any]:
    return {"standing": {"item": item}, **more}


@pytest.mark.parametrize(
    ("action", "before", "after", "line"),
    [
        (
            "PAUSE_7_DAYS",
            state("inversion-squeeze"),
            state("inversion-squeeze", paused_until="2026-11-30"),
            "Inward squeeze rests until Monday 30 November.",
        ),
        (
            "STEP_DOWN_2_REST_48H",
            state("single-leg-stand"),
            state("feet-together-stand", rest_until="2026-11-25T01:35:00+00:00"),
            "Single-leg stand becomes feet-together stand, from Wednesday.",
        ),
        (
            "STEP_DOWN_2_REST_48H",
            state("heel-raise-both"),
            state("heel-raise-both", rest_until="2026-11-25T01:35:00+00:00"),
            "Two-leg heel raise rests until Wednesday, then starts lower.",
        ),
        (
            "STEP_DOWN_2_REST_48H",
            state("inversion-squeeze"),
            state("inversion-squeeze", paused_until="2026-11-30", rest_until="2026-11-25T01:35:00+00:00"),
            "Inward squeeze rests until Monday 30 November.",
        ),
        (
            "STEP_DOWN_2_REST_48H",
            state("heel-raise-both"),
            state("heel-raise-both", paused_until="2026-11-03", rest_until="2026-11-25T01:35:00+00:00"),
            "Two-leg heel raise rests until Wednesday, then starts lower.",
        ),
        (
            "SWAP_7_DAYS",
            state("single-leg-stand"),
            state("feet-together-stand", back={"action": "SWAP_7_DAYS", "until": "2026-11-30"}),
            "Single-leg stand becomes feet-together stand until Monday 30 November.",
        ),
    ],
)
def test_red_line(action: str, before: dict[str, Any], after: dict[str, Any], line: str) -> None:
    assert red_line(PROTOCOL, RedStep(action, before, after), NOON.date(), "Europe/London") == line

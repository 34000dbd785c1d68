"""The check-in over HTTP: what it keeps, what it refuses, and what strong or rising pain leads to."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from assessments import catalogue
from footcare.accounts.models import Person
from programs import actions
from programs.models import CheckIn
from programs.reports import Report
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import make_plan, nothing_new, rescreen, shows_no_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(NOON).person.pk, at=NOON)


@pytest.fixture
def person(clock: Clock, made_once: int) -> Person:
    return Person.objects.get(pk=made_once)


def test_check_in_everything_is_optional(client: Client) -> None:
    response = client.post("/today/check-in/", {"op": str(uuid4())})
    assert (response.status_code, response["Location"]) == (303, "/today/")
    report = CheckIn.objects.get()
    assert (report.pain_during, report.pain_now, report.effort, report.note) == (None, None, "", "")


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"pain_now": "11"}, "pain_now"),
        ({"pain_during": "-1"}, "pain_during"),
        ({"pain_now": "4.5"}, "pain_now"),
        ({"effort": "heroic"}, "effort"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_check_in_faults_keep_what_was_typed(client: Client, posted: dict[str, str], field: str) -> None:
    response = client.post("/today/check-in/", {"note": "my knee", "op": str(uuid4())} | posted)
    text = response.content.decode()
    assert response.status_code == 422
    assert f'href="#{field}' in text
    assert "my knee" in text or field == "note"
    assert not CheckIn.objects.exists()


def test_check_in_without_an_operation(client: Client) -> None:
    assert client.post("/today/check-in/", {"pain_now": "3"}).status_code == 400


def test_check_in_says_what_was_said_last_time(person: Person, client: Client, clock: Clock) -> None:
    actions.check_in(person=person, report=Report(None, 4, "", ""), op=uuid4(), now=clock.now, by=person)
    clock.move(days=1)
    assert "Last time you said 4." in client.get("/today/check-in/").content.decode()


def test_check_in_of_today_is_there_to_be_changed(person: Person, client: Client, clock: Clock) -> None:
    first = actions.check_in(
        person=person, report=Report(3, None, "hard", "my knee"), op=uuid4(), now=clock.now, by=person
    )
    page = client.get("/today/check-in/").content.decode()
    assert re.findall(r'name="(\w+)" value="(\w+)" checked', page) == [("pain_during", "3"), ("effort", "hard")]
    assert "my knee" in page
    assert "This is what you said today." in page
    op = re.search(r'name="op" value="([^"]+)"', page)
    assert op
    assert op[1] != str(first.op)
    assert client.post("/today/check-in/", {"pain_now": "2", "op": op[1]}).status_code == 303
    assert CheckIn.objects.count() == 2
    clock.move(days=1)
    assert " checked" not in client.get("/today/check-in/").content.decode()


@pytest.mark.parametrize(("pain", "said"), [("5", "Thank you."), ("6", "Pain this strong is a sign to stop.")])
def test_check_in_high_pain_gets_an_answer(person: Person, client: Client, pain: str, said: str) -> None:
    response = client.post("/today/check-in/", {"pain_during": pain, "op": str(uuid4())}, follow=True)
    assert said in response.content.decode()


def test_check_in_shows_the_support_box_below_the_note(client: Client) -> None:
    page = client.get("/today/check-in/").content.decode()
    note, box = page.index("<textarea"), page.index('id="support"')
    contact = settings.CONTACTS["GB"]
    assert note < box
    assert catalogue.shipped().words.free_text in page[:note]
    assert f'href="tel:{contact.crisis_dial}"' in page[box:]
    assert f'href="tel:{contact.emergency_dial}"' in page[box:]


@pytest.mark.parametrize(
    ("posted", "links"),
    [
        ({"pain_now": "2"}, []),
        ({"note": "too much"}, ["/help/#support"]),
        ({"pain_during": "6", "note": "too much"}, ["/help/#support"]),  # Today keeps the link to help all day
        ({"pain_during": "8", "note": "too much"}, ["/help/", "/help/#support"]),
    ],
)
def test_check_in_says_where_help_is(client: Client, posted: dict[str, str], links: list[str]) -> None:
    response = client.post("/today/check-in/", {"op": str(uuid4())} | posted, follow=True)
    said = re.search(r'<div class="notice [^>]*>(.*?)</div>', response.content.decode(), re.S)
    assert said
    assert re.findall(r'<a href="([^"]+)"', said[1]) == links


def test_check_in_strong_pain_takes_the_routine_away(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    response = client.post("/today/check-in/", {"pain_during": "8", "op": str(uuid4())}, follow=True)
    assert response.redirect_chain[-1][0] == "/assessment/ces/"
    assert "talk to a health professional before you practise again" in response.content.decode()
    for path in ("/today/", "/plan/", "/assessment/result/", "/today/ankle-circles/"):
        assert client.get(path)["Location"] == "/assessment/ces/"
    rescreen(person, clock.now)
    response = client.get("/today/")
    assert "Stop here for today" in response.content.decode()
    assert shows_no_item(response)
    assert client.get("/today/ankle-circles/")["Location"] == "/today/"


@pytest.mark.parametrize(
    ("values", "rises"), [([2, 4, 4], True), ([2, 4, 6], True), ([2, 4, 3], False), ([2, 2, 4], False), ([4, 6], False)]
)
def test_check_in_rising_pain_offers_help(
    person: Person, client: Client, clock: Clock, values: list[int], rises: bool
) -> None:
    for value in values:
        clock.move(days=1)
        actions.check_in(person=person, report=Report(None, value, "", ""), op=uuid4(), now=clock.now, by=person)
    text = client.get("/today/").content.decode()
    assert ("Your pain has gone up" in text) is rises


@pytest.mark.parametrize("later", ["", "1"])
def test_check_in_the_worst_pain_of_the_day_counts(person: Person, client: Client, clock: Clock, later: str) -> None:
    """Answering the safety questions and changing the number does not open the day again."""
    nothing_new(person, clock.now)
    client.post("/today/check-in/", {"pain_during": "9", "op": str(uuid4())})
    rescreen(person, clock.move(minutes=5))
    client.post("/today/check-in/", {"pain_during": later, "op": str(uuid4())})
    text = client.get("/today/").content.decode()
    assert "Stop here for today" in text
    assert "data-tick" not in text
    assert client.get("/today/ankle-circles/")["Location"] == "/today/"

"""The post that answers a day's questions."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from assessments.models import Clearance
from footcare.accounts.models import Person
from programs.models import DailyCheck
from tests.conftest import NOON, Clock, Once
from tests.programs.helpers import make_plan, nothing_new

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]


@pytest.fixture(scope="module")
def made_once(once: Once) -> int:
    return once(lambda: make_plan(NOON).person.pk, at=NOON)


@pytest.fixture
def person(clock: Clock, made_once: int) -> Person:
    return Person.objects.get(pk=made_once)


def test_check_yes_goes_to_the_first_safety_page_each_time(client: Client, clock: Clock) -> None:
    op = str(uuid4())
    for _twice in range(2):
        response = client.post("/today/check/", {"anything_new": "yes", "op": op})
        assert (response.status_code, response["Location"]) == (303, "/assessment/ces/")
    assert Clearance.objects.filter(kind="withdrawn").count() == 1


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"anything_new": "maybe", "op": str(uuid4())},
        {"anything_new": "no", "massage_check": "no", "op": str(uuid4())},
        {"anything_new": "no"},
    ],
)
def test_check_malformed(client: Client, posted: dict[str, str]) -> None:
    assert client.post("/today/check/", posted).status_code == 400
    assert not DailyCheck.objects.exists()


def test_check_other_answer_with_the_same_operation(client: Client) -> None:
    op = str(uuid4())
    assert client.post("/today/check/", {"anything_new": "no", "op": op}).status_code == 303
    assert client.post("/today/check/", {"anything_new": "yes", "op": op}).status_code == 409


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_after_the_massage_answer_the_next_page_says_why(
    person: Person, client: Client, clock: Clock, answer: str
) -> None:
    nothing_new(person, clock.now, massage=False)
    response = client.post("/today/check/", {"massage_check": answer, "op": str(uuid4())}, follow=True)
    notices = re.findall(r'<div class="notice [^>]*>.*?<p>(.*?)</p>', response.content.decode(), re.DOTALL)
    assert notices[0].startswith("No massage today, because of your answer")
    assert "safety questions" in notices[0]

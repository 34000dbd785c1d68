"""The review of answers says what the plan page changed since, as long as that counts."""

import re

import pytest

from assessments import catalogue
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan

pytestmark = pytest.mark.django_db

TURNED_OUT = {"fp.toe_direction.left": "clearly_out", "fp.toe_direction.right": "clearly_out"}


def test_the_review_says_what_the_plan_page_changed(clock: Clock) -> None:
    client = client_of(make_plan(clock.now).person)
    choices = {"minutes": "30", "days": "5", "equipment": ["band"], "lacks": []}
    assert client.post("/plan/", choices).status_code == 303
    client.post("/assessment/toe/", TURNED_OUT)
    page = client.get("/assessment/review/").content.decode()
    said = re.search(r"Changed on your plan page:(.*?)</p>", page, re.DOTALL)
    assert said
    questions = catalogue.shipped().questions
    assert [name for name in choices if questions[name].text in said[1]] == ["minutes", "equipment"]
    assert questions["minutes"].option_text("30") in said[1]
    assert 'href="/plan/#change"' in said[1]
    client.post("/assessment/day/", {"minutes": "10", "days": "5", "experience": "a_bit"})
    assert "Changed on your plan page" not in client.get("/assessment/review/").content.decode()


def test_the_review_says_nothing_where_nothing_was_changed(clock: Clock) -> None:
    client = client_of(make_plan(clock.now).person)
    client.post("/assessment/toe/", TURNED_OUT)
    assert "Changed on your plan page" not in client.get("/assessment/review/").content.decode()

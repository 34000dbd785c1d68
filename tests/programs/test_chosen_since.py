"""The review of answers says what the plan page changed since, as long as that counts."""

import re
from html import unescape

import pytest

from assessments import catalogue
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan

pytestmark = pytest.mark.django_db

TURNED_OUT = {"fp.toe_direction.left": "clearly_out", "fp.toe_direction.right": "clearly_out"}


def rows(page: str) -> dict[str, str]:
    """Question -> the markup of its answer and change link."""
    found = re.findall(r"<dt>([^<]*)</dt>(.*?)</div>", page, re.DOTALL)
    return {unescape(question): markup for question, markup in found}


def test_the_review_shows_what_counts_since_the_plan_page_changed_it(clock: Clock) -> None:
    client = client_of(make_plan(clock.now).person)
    choices = {"minutes": "30", "days": "5", "equipment": ["band"], "lacks": []}
    assert client.post("/plan/", choices).status_code == 303
    client.post("/assessment/toe/", TURNED_OUT)
    said = rows(client.get("/assessment/review/").content.decode())
    questions = catalogue.shipped().questions
    changed = {question for question, markup in said.items() if "changed on your plan page" in markup}
    assert changed == {questions["minutes"].text, questions["equipment"].text}
    minutes, equipment = said[questions["minutes"].text], said[questions["equipment"].text]
    assert questions["minutes"].option_text("30") in minutes
    assert questions["minutes"].option_text("15") not in minutes
    assert questions["equipment"].option_text("band") in equipment
    assert questions["equipment"].option_text("ball") not in equipment
    assert 'href="/plan/#change"' in minutes
    client.post("/assessment/day/", {"minutes": "10", "days": "5", "experience": "a_bit"})
    answered = client.get("/assessment/review/").content.decode()
    assert "changed on your plan page" not in answered
    assert questions["minutes"].option_text("10") in rows(answered)[questions["minutes"].text]


def test_the_review_says_nothing_where_nothing_was_changed(clock: Clock) -> None:
    client = client_of(make_plan(clock.now).person)
    client.post("/assessment/toe/", TURNED_OUT)
    assert "changed on your plan page" not in client.get("/assessment/review/").content.decode()

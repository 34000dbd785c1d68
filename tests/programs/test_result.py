"""The result page, and the post that makes the plan."""

from typing import Any

import pytest
from django.test import Client

from programs.models import Plan
from tests.assessments.helpers import make_person
from tests.conftest import Clock
from tests.programs.helpers import BACK_AND_FEET, client_of, make_draft, make_plan

pytestmark = pytest.mark.django_db


def test_result_post_makes_the_plan(clock: Clock) -> None:
    person = make_person(clock.now)
    make_draft(person, clock.now, **BACK_AND_FEET)
    client = client_of(person)
    for _twice in range(2):
        response = client.post("/assessment/result/")
        assert (response.status_code, response["Location"]) == (303, "/assessment/result/")
    assert Plan.objects.get().person == person


def test_result_post_too_early_leads_to_the_open_page(clock: Clock) -> None:
    client = Client()
    client.post("/assessment/", {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB"})
    assert client.post("/assessment/result/")["Location"] == "/assessment/region/"
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, ["Lower back pain", "6 patterns stand out", "Well out", "Change", "From your answers, not measured"]),
        ({}, ["You lean more on your right leg", "Try one now", "Start today’s routine", "is not certain yet"]),
        (
            {"main.region": "none", "fp.toe_direction.right": "straight", "fp.weight_side_edge.right": "even",
             "fp.weight_left_right": "both", "hb.positions": ("none",)},
            ["Nothing stands out", "general plan"],
        ),
        ({"hx.thinners": "ticked"}, ["You can start, with a few parts left out"]),
        ({"hx.bendy": "ticked", "main.region": "none"}, ["You can start"]),
        ({"mood.weigh": 8}, ["Long-lasting pain can wear anyone down", "Samaritans on 116 123", "999"]),
        ({"rf.spine.inflammatory": "ticked"}, ["Ask for a routine appointment"]),
    ],
)  # fmt: skip
def test_result_says(clock: Clock, answers: dict[str, Any], words: list[str]) -> None:
    person = make_plan(clock.now, **answers).person
    text = client_of(person).get("/assessment/result/").content.decode()
    for word in words:
        assert word in text


def test_result_without_weight_on_the_mind_has_no_support_box(client: Client) -> None:
    assert "Long-lasting pain" not in client.get("/assessment/result/").content.decode()


def test_result_tries_one_before_it_talks_of_accounts(client: Client) -> None:
    text = client.get("/assessment/result/").content.decode()
    assert text.index("Try one now") < text.index("Save this plan")

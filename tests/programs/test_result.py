"""The result page, and the post that makes the plan."""

import re
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


def card_titles(text: str) -> list[str]:
    return re.findall(r'<article class="card finding-card"><h3>(.*?)</h3>', text)


def test_result_leads_with_the_feet_and_keeps_the_rest_in_order(client: Client) -> None:
    text = client.get("/assessment/result/").content.decode()
    titles = card_titles(text)
    assert f"What stands out: {titles[0][0].lower()}{titles[0][1:]}</h1>" in text
    assert titles[0] == "Weight on the inside of the feet"
    assert titles[1] == "Lower back pain"


def test_result_without_anything_about_the_feet_leads_with_the_strongest(clock: Clock) -> None:
    straight = {
        "fp.toe_direction.right": "straight",
        "fp.weight_side_edge.right": "even",
        "fp.weight_left_right": "both",
    }
    person = make_plan(clock.now, **straight).person
    assert card_titles(client_of(person).get("/assessment/result/").content.decode())[0] == "Lower back pain"


@pytest.mark.parametrize(
    ("left", "right", "quoted"),
    [
        ("clearly_out", "clearly_out", "Left and right: <b>Well out</b>"),
        ("straight", "clearly_out", "Right: <b>Well out</b>"),
    ],
)
def test_result_quotes_a_question_about_both_feet_once(clock: Clock, left: str, right: str, quoted: str) -> None:
    person = make_plan(clock.now, **{"fp.toe_direction.left": left, "fp.toe_direction.right": right}).person
    text = client_of(person).get("/assessment/result/").content.decode()
    assert text.count("Which way does each foot point?") == 1
    assert quoted in text


def test_result_names_what_the_words_under_a_foot_speak_of(client: Client) -> None:
    text = client.get("/assessment/result/").content.decode()
    assert "<b>Right</b>Toes: well out. Weight: inner edge.</p>" in text
    assert "Right foot. Toes: well out. Weight: inner edge." in text


def test_result_without_weight_on_the_mind_has_no_support_box(client: Client) -> None:
    assert "Long-lasting pain" not in client.get("/assessment/result/").content.decode()


def test_result_tries_one_before_it_talks_of_accounts(client: Client) -> None:
    text = client.get("/assessment/result/").content.decode()
    assert text.index("Try one now") < text.index("Save this plan")

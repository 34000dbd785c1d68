"""What the plan page says of what is not in the plan: each under its own cause, and why the days are shorter."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from programs import catalogue
from programs.composing import caps_of
from programs.domain.wording import left_out_by_health
from programs.models import Plan
from programs.presenters.left_out import CAUSES, SUITS
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan

pytestmark = pytest.mark.django_db

LABELS = {str(label): cause for cause, label in CAUSES.items()}


def read(plan: Plan) -> str:
    client: Client = client_of(plan.person)
    return str(client.get("/plan/").content.decode())


def section(text: str, title: str) -> str:
    found = re.search(rf'<section class="section"><h2>{re.escape(title)}</h2>(.*?)</section>', text, re.DOTALL)
    return found[1] if found else ""


def names_by_cause(text: str) -> dict[str, set[str]]:
    parts = re.findall(r"<h3>(.*?)</h3>(.*?)(?=<h3>|$)", section(text, "What was left out"), re.DOTALL)
    return {LABELS[label]: set(re.findall(r"<dd>(.*?)</dd>", rest)) for label, rest in parts}


def name(item: str) -> str:
    return escape(catalogue.shipped().items[item].words.name)


def left_outs(plan: Plan) -> dict[str, str]:
    """The first code of what is on neither day."""
    days = [plan.outcome[day] for day in ("strength", "other")]
    planned = {one["item"] for day in days for one in day["items"]}
    rows = [one for day in days for one in (*day["dropped"], *day["left_outs"])]
    return {one["item"]: one["code"] for one in reversed(rows) if one["item"] not in planned}


def test_each_cause_has_its_own_heading(clock: Clock) -> None:
    plan = make_plan(clock.now, **{"hx.thinners": "ticked", "hx.falls": "ticked", "equipment": ("none",)})
    shown, protocol = names_by_cause(read(plan)), catalogue.shipped()
    codes = left_outs(plan)
    by_health = {
        name(item) for item, code in codes.items() if left_out_by_health(protocol, code, item=item, caps=caps_of(plan))
    }
    things = {name(item) for item, code in codes.items() if code.startswith("equipment:")}
    full = {
        name(item) for item, code in codes.items() if code.startswith(("time", "max_items", "kind_cap", "up_chain"))
    }
    assert by_health
    assert shown[SUITS] == by_health
    assert shown.get("things", set()) == things
    assert shown["room"] == full


@pytest.mark.parametrize(
    ("answers", "title", "other"),
    [
        (
            {"equipment": ("none",)},
            "Swapped, because they need a thing that you did not name",
            "Swapped for something gentler",
        ),
        (
            {"hx.thinners": "ticked", "equipment": ("ball", "band", "roller", "step", "cushion")},
            "Swapped for something gentler",
            "Swapped, because they need a thing that you did not name",
        ),
    ],
)
def test_a_swap_says_what_it_is_for(clock: Clock, answers: dict[str, Any], title: str, other: str) -> None:
    plan = make_plan(clock.now, **answers | {"experience": "weekly", "minutes": "30"})
    text = read(plan)
    things = [swap["code"].startswith("equipment:") for swap in plan.outcome["strength"]["swaps"]]
    assert len(set(things)) == 1
    assert ", in place of " in section(text, title)
    assert not section(text, other)


def shorter(plan: Plan) -> str:
    found = re.search(r"<p>(You asked for .*?)</p>", read(plan))
    return found[1] if found else ""


def test_a_full_list_says_how_many_items_a_day_has(clock: Clock) -> None:
    plan = make_plan(clock.now, **{"hb.positions": ("desk", "driving", "standing", "heels"), "minutes": "10"})
    codes = {one["code"] for day in ("strength", "other") for one in plan.outcome[day]["left_outs"]}
    assert "max_items" in codes
    most = catalogue.shipped().composer.budgets[10].max_items
    assert shorter(plan) == (
        f"You asked for 10 minutes. Your days are shorter: one day has {most} items at most "
        "and about 2 minutes are for going from one item to the next."
    )


def test_caps_of_a_rule_are_named_as_what_does_not_suit(clock: Clock) -> None:
    """Pain of 6 allows level 1 alone, without strength: half of the minutes stay unused."""
    plan = make_plan(clock.now, **{"om.pain_back.now": 7, "minutes": "30", "experience": "weekly"})
    assert plan.outcome["strength"]["seconds"] < 25 * 60
    words = shorter(plan)
    assert words.startswith("You asked for 30 minutes. Your days are shorter: ")
    assert "some items do not suit you now" in words
    assert "pain" not in words


def test_a_day_that_fills_its_minutes_needs_no_sentence(clock: Clock) -> None:
    plan = make_plan(clock.now, **{"minutes": "5"})
    seconds = [sum(one["seconds"] for one in plan.outcome[day]["items"]) for day in ("strength", "other")]
    assert (shorter(plan) == "") == (min(seconds) > 4 * 60)

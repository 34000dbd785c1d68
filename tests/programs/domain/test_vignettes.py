"""Every worked case of the clinical brief, exactly."""

from __future__ import annotations

from typing import Any

import pytest

from programs.domain.prescriptions import prescribe
from programs.domain.routine import Routine, compose, plan_day
from programs.domain.week import weekday_view
from tests.programs.domain.cases import DAY_CASES, PROTOCOL, VIGNETTES, dose_of, inputs_from

BY_ID = {"ids": lambda case: case["id"]}


def plan(vignette: dict[str, Any], day: str) -> Routine:
    return plan_day(PROTOCOL, inputs_from(vignette["inputs"]), day=day)


@pytest.mark.parametrize("vignette", VIGNETTES, **BY_ID)
def test_strength_day_items_doses_seconds_and_rules(vignette: dict[str, Any]) -> None:
    routine = plan(vignette, "strength")
    planned = [{**dose_of(item), "seconds": item.seconds, "rule": item.rule} for item in routine.items]
    assert planned == vignette["strength"]["items"]
    assert routine.seconds == vignette["strength"]["seconds"]


@pytest.mark.parametrize("vignette", VIGNETTES, **BY_ID)
def test_other_day_items_doses_and_seconds(vignette: dict[str, Any]) -> None:
    routine = plan(vignette, "other")
    assert [dose_of(item) for item in routine.items] == vignette["other"]["items"]
    assert routine.seconds == vignette["other"]["seconds"]


@pytest.mark.parametrize("vignette", VIGNETTES, **BY_ID)
def test_what_was_left_out_swapped_and_dropped(vignette: dict[str, Any]) -> None:
    routine = plan(vignette, "strength")
    assert [[left.item, left.code] for left in routine.left_outs[:5]] == vignette["left_outs"]
    assert [[swap.before, swap.after, swap.code] for swap in routine.swaps] == vignette["swaps"]
    assert [[left.item, left.code] for left in routine.dropped] == vignette["dropped"]


@pytest.mark.parametrize("day", ["strength", "other"])
@pytest.mark.parametrize("vignette", VIGNETTES, **BY_ID)
def test_breaks_uncovered_and_never(vignette: dict[str, Any], day: str) -> None:
    routine = plan(vignette, day)
    assert [item.item for item in routine.breaks] == vignette["breaks"]
    assert list(routine.uncovered) == vignette["uncovered"]
    assert not {item.item for item in routine.items} & set(vignette["never"])


@pytest.mark.parametrize("vignette", VIGNETTES, **BY_ID)
def test_matched_rules_and_caps(vignette: dict[str, Any]) -> None:
    prescriptions = prescribe(PROTOCOL, inputs_from(vignette["inputs"]))
    assert list(prescriptions.matched_rules) == vignette["matched_rules"]
    caps = prescriptions.caps
    assert caps is not None
    said = {"level": None, "strength_minus": 0, "balance_level": None, "heel_raise_level": None, **vignette["caps"]}
    assert {name: getattr(caps, name) for name in said} == said


@pytest.mark.parametrize("case", DAY_CASES, **BY_ID)
def test_day_case(case: dict[str, Any]) -> None:
    prescriptions = prescribe(PROTOCOL, inputs_from(case["inputs"]), day=case["day"])
    routine = compose(PROTOCOL, prescriptions)
    if "weekday" in case:
        routine = weekday_view(routine, PROTOCOL, case["weekday"], 7)
    assert [{**dose_of(item), "first_side": item.first_side} for item in routine.items] == case["items"]
    assert routine.seconds == case["seconds"]
    assert list(routine.off_today) == case["off_today"]
    assert [[moved.before, moved.after] for moved in prescriptions.replaced] == case["replaced"]
    assert [[kept.before, kept.after, kept.code] for kept in prescriptions.not_replaced] == case["not_replaced"]
    assert prescriptions.caps is not None
    assert prescriptions.caps.level == case["level_cap"]

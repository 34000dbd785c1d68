"""The limits of a day at their edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from programs.domain.prescriptions import prescribe
from programs.domain.routine import compose, plan_day
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL, make_inputs

HIPS_AND_BACK = {"findings": {"low_back_pain": 2, "hip_rotation_stiff": 2, "toe_in": 2}, "experience": "regular"}


@pytest.mark.parametrize("day", ["strength", "other"])
def test_a_routine_says_its_day_and_needs_no_message(day: str) -> None:
    routine = plan_day(PROTOCOL, make_inputs(), day=day)
    assert (routine.day, routine.minutes, routine.message, routine.stop) == (day, 15, None, ())


def test_two_items_for_hips_and_back_at_most_and_no_other_item_is_held_back_by_them() -> None:
    routine = plan_day(PROTOCOL, make_inputs(**HIPS_AND_BACK, minutes=30))
    region = {id: fact["region"] for id, fact in oracle.FACTS.items()}
    assert [region[one.item] in ("hip", "low_back") for one in routine.items].count(True) == 2
    held_back = [left.item for left in routine.left_outs if left.code == "up_chain_cap"]
    assert held_back
    assert all(region[item] in ("hip", "low_back") for item in held_back)


def test_a_day_may_be_filled_to_its_last_second_and_not_one_more() -> None:
    inputs = make_inputs(findings={"achilles_pain": 2, "calf_weak": 2}, minutes=10)
    usual = plan_day(PROTOCOL, inputs)
    assert {left.code for left in usual.left_outs} & {"time"}

    def within(seconds: float) -> list[str]:
        budget = replace(PROTOCOL.composer.budgets[10], minutes=seconds / 60)  # type: ignore[arg-type]
        composer = replace(PROTOCOL.composer, budgets={**PROTOCOL.composer.budgets, 10: budget})
        return [one.item for one in plan_day(replace(PROTOCOL, composer=composer), inputs).items]

    assert within(usual.seconds) == [one.item for one in usual.items]
    assert within(usual.seconds - 1) != [one.item for one in usual.items]


def test_the_seconds_of_a_day_hold_a_change_over_for_each_item() -> None:
    prescriptions = prescribe(PROTOCOL, make_inputs(**HIPS_AND_BACK, minutes=20))
    routine = compose(PROTOCOL, prescriptions)
    assert routine.seconds == sum(one.seconds for one in routine.items) + 15 * len(routine.items)


@pytest.mark.parametrize("minutes", [15, 5])
def test_a_stop_says_its_day_and_minutes_too(minutes: int) -> None:
    stopped = prescribe(PROTOCOL, make_inputs(contra=[oracle.STOPS[0]]), day="other")
    routine = compose(PROTOCOL, stopped, minutes=minutes)
    assert (routine.day, routine.minutes, routine.stop) == ("other", minutes, (oracle.STOPS[0],))
    assert (routine.items, routine.breaks, routine.seconds, routine.message) == ((), (), 0, None)


def test_an_item_stands_in_the_block_of_its_kind() -> None:
    routine = plan_day(PROTOCOL, make_inputs(**HIPS_AND_BACK, minutes=30))
    assert [one.block for one in routine.items] == [oracle.FACTS[one.item]["kind"] for one in routine.items]
    order = PROTOCOL.composer.block_order
    places = [order.index(one.block) for one in routine.items]
    assert places == sorted(places)


def test_every_item_that_took_anothers_place_is_told() -> None:
    said = {
        "findings": {"calf_weak": 2, "balance_poor": 2},
        "replaced_by": {"ankle-circles": "toe-pointing", "weight-shift-side": "weight-shift-front-back"},
    }
    prescriptions = prescribe(PROTOCOL, make_inputs(**said))
    assert {(moved.before, moved.after) for moved in prescriptions.replaced} == set(said["replaced_by"].items())
    refused = {"ankle-circles": "band-point", "weight-shift-side": "band-eversion"}
    prescriptions = prescribe(PROTOCOL, make_inputs(**{**said, "replaced_by": refused}))
    assert {(kept.before, kept.after) for kept in prescriptions.not_replaced} == set(refused.items())
    assert {kept.code for kept in prescriptions.not_replaced} == {"equipment:band"}

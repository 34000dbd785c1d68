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

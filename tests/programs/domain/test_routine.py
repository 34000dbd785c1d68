from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from programs.domain.movements import Protocol
from programs.domain.prescriptions import LeftOut, prescribe
from programs.domain.routine import FIT_CHECKS, Routine, compose, plan_day
from tests.programs.domain.cases import PROTOCOL, make_inputs, without


def plan(**said: Any) -> Routine:
    return plan_day(PROTOCOL, make_inputs(**said))


def items_of(routine: Routine) -> list[str]:
    return [planned.item for planned in routine.items]


def test_a_short_day_composes_as_if_it_had_been_asked_for() -> None:
    inputs = make_inputs(findings={"low_back_pain": 2, "calf_weak": 2}, minutes=20)
    prescriptions = prescribe(PROTOCOL, inputs, day="other", preferences=without(["cat-cow"]))
    expected = plan_day(PROTOCOL, replace(inputs, minutes=3), day="other", preferences=without(["cat-cow"]))
    assert compose(PROTOCOL, prescriptions, minutes=3) == expected
    assert compose(PROTOCOL, prescriptions, minutes=20) == compose(PROTOCOL, prescriptions)
    assert expected.minutes == 3


def test_a_day_length_without_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="minutes 4 has no budget"):
        compose(PROTOCOL, prescribe(PROTOCOL, make_inputs()), minutes=4)


def test_a_day_without_any_item_says_so() -> None:
    everything = [item.id for item in PROTOCOL.items.values()]
    routine = plan_day(PROTOCOL, make_inputs(), preferences=without(everything))
    assert routine.items == ()
    assert routine.message == "no_safe_item"
    assert routine.message in PROTOCOL.words.messages
    assert routine.uncovered == ("general",)


def test_an_item_brings_what_it_needs_first() -> None:
    without_rule = {"id": "R01", "prescribe": ["ankle-circles", "thumb-sweep-arch"]}
    protocol = with_rule(without_rule)
    routine = plan_day(protocol, make_inputs(findings={"calf_weak": 1}))
    needed = next(planned for planned in routine.items if planned.item == "big-toe-hand-extension")
    assert (needed.prerequisite, needed.rule, needed.score) == (True, "prerequisite", 0)
    assert needed.reason == "Needed first by another item in this plan."
    assert items_of(routine).index("big-toe-hand-extension") < items_of(routine).index("heel-raise-both-towel")


def test_a_prerequisite_that_rules_brought_too_keeps_their_reasons() -> None:
    routine = plan(findings={"calf_weak": 1})
    needed = next(planned for planned in routine.items if planned.item == "big-toe-hand-extension")
    assert not needed.prerequisite
    assert [reason.rule for reason in needed.reasons] == ["R01"]


@pytest.mark.parametrize("left_out", ["big-toe-hand-extension"])
def test_an_item_whose_prerequisite_is_not_allowed_stays_out(left_out: str) -> None:
    inputs = make_inputs(findings={"calf_weak": 1})
    routine = plan_day(PROTOCOL, inputs, preferences=without([left_out]))
    assert LeftOut("heel-raise-both-towel", f"prerequisite:{left_out}") in routine.left_outs


def test_a_strength_prerequisite_keeps_an_item_out_on_other_days() -> None:
    items = dict(PROTOCOL.items)
    items["cat-cow"] = replace(items["cat-cow"], prerequisite_items=("glute-bridge",))
    protocol = replace(PROTOCOL, items=items)
    routine = plan_day(protocol, make_inputs(findings={"low_back_pain": 2}), day="other")
    assert LeftOut("cat-cow", "prerequisite:glute-bridge") in routine.left_outs


def test_other_days_leave_out_every_strength_candidate() -> None:
    inputs = make_inputs(findings={"calf_weak": 2, "low_back_pain": 2})
    prescriptions = prescribe(PROTOCOL, inputs, day="other")
    strength = {c.item for c in prescriptions.candidates if PROTOCOL.items[c.item].kind == "strength"}
    routine = compose(PROTOCOL, prescriptions)
    assert {left.item for left in routine.left_outs if left.code == "strength_day_only"} == strength != set()


def test_left_outs_stand_by_score_then_id() -> None:
    inputs = make_inputs(findings={"low_back_pain": 2, "stress_tension": 2, "arch_pain": 2}, minutes=5)
    prescriptions = prescribe(PROTOCOL, inputs)
    scores = {candidate.item: candidate.score for candidate in prescriptions.candidates}
    left = [left.item for left in compose(PROTOCOL, prescriptions).left_outs]
    assert left == sorted(left, key=lambda id: (-scores[id], id))


@pytest.mark.parametrize("code", ["max_items", "up_chain_cap", "kind_cap", "time"])
def test_every_limit_is_met_by_somebody(code: str) -> None:
    plans = [
        plan(findings={"low_back_pain": 2, "hip_rotation_stiff": 2, "toe_in": 2}, minutes=30, experience="regular"),
        plan(findings={"low_back_pain": 2, "stress_tension": 2}, minutes=5),
    ]
    assert code in {left.code.split(":")[0] for routine in plans for left in routine.left_outs}


def test_the_order_of_fit_checks_is_the_order_of_the_content() -> None:
    assert set(PROTOCOL.composer.fit_check_order) == set(FIT_CHECKS)
    turned = with_composer(fit_check_order=tuple(reversed(PROTOCOL.composer.fit_check_order)))
    inputs = make_inputs(findings={"low_back_pain": 2, "foetal_sleeping": 1}, minutes=5)
    before = {left.item: left.code for left in plan_day(PROTOCOL, inputs).left_outs}
    after = {left.item: left.code for left in plan_day(turned, inputs).left_outs}
    assert before["cat-cow"] == "max_items"
    assert after["cat-cow"] == "time"


def test_a_finding_that_nothing_serves_is_uncovered() -> None:
    everything_else = [id for id in PROTOCOL.items if id != "ankle-circles"]
    routine = plan_day(PROTOCOL, make_inputs(findings={"arch_pain": 2}), preferences=without(everything_else))
    assert items_of(routine) == ["ankle-circles"]
    assert routine.uncovered == ("arch_pain",)


def test_three_minutes_leave_a_finding_uncovered() -> None:
    routine = plan(findings={"toe_out": 2, "low_back_pain": 1}, minutes=3)
    assert len(routine.items) == 2
    assert routine.uncovered == ("toe_out",)
    assert LeftOut("feet-forward-stance", "max_items") in routine.left_outs


def test_the_limits_hold_for_the_first_movement_too() -> None:
    none = with_composer(kind_caps={**PROTOCOL.composer.kind_caps, "mobility": 0})
    routine = plan_day(none, make_inputs())
    assert {planned.kind for planned in routine.items} == {"motor_control", "massage"}
    assert LeftOut("ankle-circles", "kind_cap:mobility") in routine.left_outs


def test_a_break_serves_a_finding() -> None:
    routine = plan_day(
        PROTOCOL,
        make_inputs(findings={"prolonged_sitting": 1}),
        preferences=without(["heel-toe-rock-seated", "half-kneel-hip-flexor"]),
    )
    assert [planned.item for planned in routine.breaks] == [
        "break-desk-ankles",
        "break-stand-shift",
        "break-desk-fidget",
    ]
    assert all(planned.block == "posture_break" for planned in routine.breaks)
    assert routine.uncovered == ()


def test_cover_tries_the_other_candidates_when_the_lead_does_not_fit() -> None:
    """Six minutes of heel raises fill the day; the finding is then served by a smaller item of its rule."""
    protocol = with_composer(kind_caps={**PROTOCOL.composer.kind_caps, "motor_control": 0})
    routine = plan_day(protocol, make_inputs(findings={"weight_lateral": 3}, minutes=20))
    assert "big-toe-ball-lean" not in items_of(routine)
    assert "weight_lateral" not in routine.uncovered


@pytest.mark.parametrize(
    ("sides", "first"),
    [
        ({}, "left"),
        ({"ankle_asymmetry": "right"}, "right"),
        ({"ankle_asymmetry": "left", "low_back_pain": "right"}, "right"),  # the more pressing finding
        ({"toe_out": "right"}, "left"),  # not a finding that brought it
    ],
)
def test_first_side(sides: dict[str, str], first: str) -> None:
    routine = plan(findings={"ankle_asymmetry": 2, "low_back_pain": 2, "toe_out": 1}, sides=sides)
    circles = next(planned for planned in routine.items if planned.item == "ankle-circles")
    shift = next(planned for planned in routine.items if planned.item == "weight-shift-side")
    assert circles.first_side == first
    assert shift.first_side is None


def test_load_is_shown_from_progress() -> None:
    inputs = make_inputs(
        findings={"plantar_heel_pain": 2},
        experience="trained",
        equip=["step", "backpack"],
        minutes=30,
        replaced_by={"heel-raise-both-towel": "heel-raise-single-towel-loaded"},
        progress={"heel-raise-single-towel-loaded": {"sets": 4, "reps": 10, "load": 4}},
    )
    routine = plan_day(PROTOCOL, inputs, preferences=without(["heel-raise-single-towel-step"]))
    loaded = next(planned for planned in routine.items if planned.item == "heel-raise-single-towel-loaded")
    assert (loaded.load, loaded.dose.sets, loaded.dose.reps) == (4, 4, 10)
    assert all(planned.load is None for planned in plan().items)


def with_rule(changed: dict[str, Any]) -> Protocol:
    rules = tuple(
        replace(rule, prescribe=tuple(changed["prescribe"])) if rule.id == changed["id"] else rule
        for rule in PROTOCOL.rules
    )
    return replace(PROTOCOL, rules=rules, rules_by_id={rule.id: rule for rule in rules})


def with_composer(**changed: Any) -> Protocol:
    return replace(PROTOCOL, composer=replace(PROTOCOL.composer, **changed))

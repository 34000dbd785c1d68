"""A busy day and a sore day: for one day, inside its minutes, and with nothing that is not allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.domain.gentle import compose_kind
from programs.domain.inputs import Inputs, Preferences
from programs.domain.records import routine_from_json, routine_to_json
from programs.domain.routine import PlannedItem, Routine, plan_day
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL, VIGNETTES, inputs_from, make_inputs, without
from tests.programs.domain.test_properties import DAYS, PEOPLE

FIRST = "hold-and-breathe"
SORE_FEET = {"findings": {"plantar_heel_pain": 2, "calf_weak": 2}, "experience": "regular", "minutes": 20}


def load(planned: PlannedItem) -> tuple[int, int, int, float]:
    dose = planned.dose
    return dose.sets, dose.reps, dose.hold_s, dose.load or 0


def loaded(items: Iterable[PlannedItem]) -> dict[str, PlannedItem]:
    return {one.item: one for one in items if one.kind in ("strength", "balance")}


def sore(inputs: Inputs, *, day: str = "strength", preferences: Preferences | None = None) -> Routine:
    return compose_kind(PROTOCOL, inputs, kind="sore", day=day, preferences=preferences or Preferences())


def test_a_normal_day_is_the_composed_one() -> None:
    inputs = make_inputs(**SORE_FEET)
    assert compose_kind(PROTOCOL, inputs, kind="normal") == plan_day(PROTOCOL, inputs)


@pytest.mark.parametrize("minutes", [3, 5])
def test_a_busy_day_is_composed_for_its_minutes(minutes: int) -> None:
    inputs = make_inputs(**SORE_FEET)
    busy = compose_kind(PROTOCOL, inputs, kind="busy", minutes=minutes)
    assert busy == plan_day(PROTOCOL, replace(inputs, minutes=minutes))
    assert 0 < busy.seconds <= minutes * 60


@pytest.mark.parametrize("minutes", [None, 4, 10])
def test_a_busy_day_has_only_the_minutes_that_are_offered(minutes: int | None) -> None:
    with pytest.raises(ValueError, match=r"use one of \[3, 5\]"):
        compose_kind(PROTOCOL, make_inputs(), kind="busy", minutes=minutes)


def test_a_sore_day_takes_every_load_one_step_down() -> None:
    inputs = make_inputs(**SORE_FEET, progress={"heel-raise-both": {"sets": 3, "reps": 12}})
    usual, gentle = loaded(plan_day(PROTOCOL, inputs).items), loaded(sore(inputs).items)
    assert usual
    for id in usual.keys() & gentle.keys():
        assert load(gentle[id]) < load(usual[id])
    assert not any(one.item in usual and load(one) >= load(usual[one.item]) for one in gentle.values())


def test_a_load_at_its_lowest_moves_to_the_easier_version_or_waits() -> None:
    inputs = make_inputs(findings={"balance_poor": 2}, experience="new", minutes=10)
    usual, gentle = loaded(plan_day(PROTOCOL, inputs).items), loaded(sore(inputs).items)
    assert {"tandem-stand", "single-leg-support"} <= usual.keys()
    assert "feet-together-stand" in gentle.keys() - usual.keys()
    assert "tandem-stand" not in gentle  # the easier version of one, and too much of the other
    assert gentle["feet-together-stand"].reasons == usual["tandem-stand"].reasons


def test_a_sore_day_begins_with_breathing() -> None:
    for vignette in VIGNETTES:
        inputs = inputs_from(vignette["inputs"])
        routine = sore(inputs)
        allowed = FIRST not in oracle.forbidden(inputs)
        assert (routine.items[0].item == FIRST) == allowed, vignette["id"]


def test_breathing_that_was_not_planned_says_why_it_is_there() -> None:
    inputs = make_inputs(**SORE_FEET)
    assert FIRST not in {one.item for one in plan_day(PROTOCOL, inputs).items}
    routine = sore(inputs)
    assert routine.items[0].reason == PROTOCOL.composer.day_kinds.sore.reason
    assert routine_from_json(PROTOCOL, routine_to_json(routine)) == routine


def test_touch_is_light_on_a_sore_day() -> None:
    inputs = make_inputs(findings={"plantar_heel_pain": 2, "calf_cramps": 2}, minutes=30, experience="regular")
    deep = {id for id, item in PROTOCOL.items.items() if "massage_deep" in item.exclusion_tags}
    assert deep & {one.item for one in plan_day(PROTOCOL, inputs).items}
    assert not deep & {one.item for one in sore(inputs).items}


def test_breathing_that_the_person_left_out_stays_out() -> None:
    routine = sore(make_inputs(**SORE_FEET), preferences=without([FIRST]))
    assert routine.items
    assert FIRST not in {one.item for one in routine.items}


@settings(max_examples=80, deadline=None)
@given(PEOPLE, DAYS, st.sampled_from(["sore", "busy"]))
def test_any_day_of_any_person(inputs: Inputs, day: str, kind: str) -> None:
    routine = compose_kind(PROTOCOL, inputs, kind=kind, day=day, minutes=3 if kind == "busy" else None)
    items = {one.item for one in routine.items}
    assert not items & oracle.forbidden(inputs)
    assert routine.seconds <= routine.minutes * 60
    assert routine.seconds == sum(one.seconds + PROTOCOL.composer.transition_s for one in routine.items)
    assert day == "strength" or "strength" not in {one.kind for one in routine.items}
    assert all({*PROTOCOL.items[id].prerequisite_items} <= items for id in items)
    assert len(items) == len(routine.items)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, DAYS)
def test_no_load_is_as_high_as_on_the_usual_day(inputs: Inputs, day: str) -> None:
    usual = loaded(plan_day(PROTOCOL, inputs, day=day).items)
    for id, planned in loaded(sore(inputs, day=day).items).items():
        if id in usual:
            assert load(planned) < load(usual[id])


def test_a_stop_allows_no_gentle_day_either() -> None:
    routine = sore(make_inputs(**SORE_FEET, contra=[oracle.STOPS[0]]))
    assert routine.stop == (oracle.STOPS[0],)
    assert routine.items == ()


def test_content_without_kinds_of_day_has_no_sore_day() -> None:
    older = replace(PROTOCOL, composer=replace(PROTOCOL.composer, day_kinds=None))
    with pytest.raises(ValueError, match="no day_kinds: make the plan anew"):
        compose_kind(older, make_inputs(), kind="sore")
    with pytest.raises(ValueError, match="a busy day has 3 minutes"):
        compose_kind(older, make_inputs(), kind="busy", minutes=3)


def test_an_easier_version_that_is_strength_waits_for_a_strength_day() -> None:
    quick = "toe-curl-towel"
    strength = PROTOCOL.items[quick]
    short = replace(strength, dose=replace(strength.dose, sets=1, reps=1))
    tandem = replace(PROTOCOL.items["tandem-stand"], regresses_to=quick)
    ladder = replace(PROTOCOL, items={**PROTOCOL.items, "tandem-stand": tandem, quick: short})
    inputs = make_inputs(findings={"balance_poor": 2}, experience="new", minutes=10)
    assert "tandem-stand" in loaded(plan_day(ladder, inputs, day="other").items)
    moved = compose_kind(ladder, inputs, kind="sore", day="strength")
    waiting = compose_kind(ladder, inputs, kind="sore", day="other")
    assert quick in loaded(moved.items)
    assert quick not in loaded(waiting.items)


def test_a_load_with_nothing_lower_waits_for_another_day() -> None:
    inputs = make_inputs(findings={"weight_asymmetric": 2}, experience="new", minutes=5)
    assert PROTOCOL.items["sit-to-stand"].regresses_to is None
    assert load(loaded(plan_day(PROTOCOL, inputs).items)["sit-to-stand"]) == (1, 8, 0, 0)  # the least there is
    assert "sit-to-stand" not in loaded(sore(inputs).items)

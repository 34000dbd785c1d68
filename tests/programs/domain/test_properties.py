"""What holds for everybody: limits, safety, and the same answer every time."""

from __future__ import annotations

import copy
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs import catalogue
from programs.domain import records
from programs.domain.prescriptions import Inputs, prescribe
from programs.domain.routine import Routine, compose, plan_day
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL, without

pytestmark = pytest.mark.sweep

CAPS = {"mobility": 3, "motor_control": 3, "strength": 4, "balance": 2, "massage": 2, "stretch": 3}
MOST_ITEMS = {3: 2, 5: 4, 10: 6, 15: 8, 20: 10, 30: 14}
EVERYTHING = dict.fromkeys(oracle.FINDINGS, 2)


def some_of(values: list[str], most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


PEOPLE = st.builds(
    Inputs,
    findings=st.dictionaries(st.sampled_from(oracle.FINDINGS), st.integers(1, 3), max_size=9),
    minutes=st.sampled_from(sorted(MOST_ITEMS)),
    experience=st.sampled_from(sorted(oracle.EXPERIENCE)),
    pain=st.integers(0, 10),
    age=st.integers(16, 99),
    contra=some_of(oracle.OTHER_CONTRAINDICATIONS, 4),
    equip=some_of(oracle.EXTRAS, 6),
    not_available=some_of([id for id in oracle.ASSUMED if id != "none"], 2),
    excluded_tags=some_of(oracle.TAGS, 4),
    level_cap_bonus=st.integers(0, 4),
    sides=st.dictionaries(st.sampled_from(oracle.FINDINGS), st.sampled_from(["left", "right"]), max_size=3),
)
DAYS = st.sampled_from(["strength", "other"])


def planned(routine: Routine) -> set[str]:
    return {item.item for item in (*routine.items, *routine.breaks)}


@settings(max_examples=60, deadline=None)
@given(PEOPLE, DAYS)
def test_any_person_stays_inside_the_limits(inputs: Inputs, day: str) -> None:
    routine = plan_day(PROTOCOL, inputs, day=day)
    assert routine.seconds == sum(item.seconds + 15 for item in routine.items) <= inputs.minutes * 60
    assert len(routine.items) <= MOST_ITEMS[inputs.minutes]
    assert len(routine.breaks) <= 3
    kinds = [item.kind for item in routine.items]
    for kind, cap in CAPS.items():
        assert kinds.count(kind) <= cap + (kind == "massage" and inputs.minutes == 30)
    assert sum(oracle.FACTS[item.item]["region"] in ("hip", "low_back") for item in routine.items) <= 2
    if day == "other":
        assert "strength" not in kinds
    assert all(item.seconds > 0 and item.dose.sets >= 1 and item.reasons for item in routine.items)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, DAYS)
def test_any_person_gets_nothing_forbidden(inputs: Inputs, day: str) -> None:
    routine = plan_day(PROTOCOL, inputs, day=day)
    assert not planned(routine) & oracle.forbidden(inputs)


@settings(max_examples=50, deadline=None)
@given(PEOPLE, DAYS, st.sampled_from(sorted(oracle.FACTS)), st.sampled_from(sorted(oracle.FACTS)))
def test_replacing_or_leaving_out_brings_nothing_forbidden(inputs: Inputs, day: str, first: str, second: str) -> None:
    everyone = dict.fromkeys(oracle.FACTS, first)
    moved = replace(inputs, replaced_by=everyone)
    routine = plan_day(PROTOCOL, moved, day=day, preferences=without({second}))
    assert not planned(routine) & oracle.forbidden(inputs)
    assert second not in planned(routine)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, DAYS)
def test_movement_and_touch_are_there_unless_they_cannot_be(inputs: Inputs, day: str) -> None:
    prescriptions = prescribe(PROTOCOL, inputs, day=day)
    routine = compose(PROTOCOL, prescriptions)
    for kind in ("mobility", "massage"):
        usable = [
            candidate.item
            for candidate in prescriptions.candidates
            if oracle.FACTS[candidate.item]["kind"] == kind
            and oracle.FACTS[candidate.item]["region"] not in ("hip", "low_back", "whole_leg")
        ]
        if usable and inputs.minutes >= 5:
            assert kind in [item.kind for item in routine.items]


@settings(max_examples=50, deadline=None)
@given(PEOPLE, DAYS)
def test_every_candidate_is_planned_left_out_or_a_break(inputs: Inputs, day: str) -> None:
    prescriptions = prescribe(PROTOCOL, inputs, day=day)
    routine = compose(PROTOCOL, prescriptions)
    items = {item.item for item in routine.items}
    left_out = {left.item for left in routine.left_outs}
    movements = {
        candidate.item
        for candidate in prescriptions.candidates
        if oracle.FACTS[candidate.item]["kind"] != "posture_break"
    }
    assert not items & left_out
    assert movements <= items | left_out
    assert {item.item for item in routine.items if not item.prerequisite} <= movements


@settings(max_examples=50, deadline=None)
@given(PEOPLE, DAYS, st.randoms(use_true_random=False))
def test_the_same_inputs_give_the_same_bytes(inputs: Inputs, day: str, shuffler: random.Random) -> None:
    findings = list(inputs.findings.items())
    shuffler.shuffle(findings)
    again = replace(inputs, findings=dict(findings), contra=frozenset(sorted(inputs.contra, reverse=True)))
    first = prescribe(PROTOCOL, inputs, day=day)
    second = prescribe(PROTOCOL, again, day=day)
    assert records.canonical(records.prescriptions_to_json(first)) == records.canonical(
        records.prescriptions_to_json(second)
    )
    assert records.canonical(records.routine_to_json(compose(PROTOCOL, first))) == records.canonical(
        records.routine_to_json(compose(PROTOCOL, second))
    )


def test_the_order_of_rules_and_items_in_the_files_does_not_matter() -> None:
    document = copy.deepcopy(catalogue.load())
    shuffler = random.Random(7)
    shuffler.shuffle(document["rules"]["rules"])
    shuffler.shuffle(document["vocabulary"]["findings"])
    shuffler.shuffle(document["vocabulary"]["contraindications"])
    shuffler.shuffle(document["evidence"]["citations"])
    items = list(document["items"].items())
    shuffler.shuffle(items)
    shuffled = catalogue.parse({**document, "items": dict(items)})
    for minutes in MOST_ITEMS:
        for experience in oracle.EXPERIENCE:
            inputs = Inputs(EVERYTHING, minutes, experience, 4, 70, equip=frozenset(oracle.EXTRAS))
            expected = prescribe(PROTOCOL, inputs)
            given_shuffled = prescribe(shuffled, inputs)
            assert given_shuffled == expected
            assert compose(shuffled, given_shuffled) == compose(PROTOCOL, expected)


@pytest.mark.parametrize("stop", oracle.STOPS)
def test_a_stop_allows_no_plan(stop: str) -> None:
    inputs = Inputs(EVERYTHING, 30, "trained", 0, 30, contra=frozenset({stop, "pregnancy"}))
    prescriptions = prescribe(PROTOCOL, inputs)
    assert prescriptions.stop == (stop,)
    assert prescriptions.candidates == prescriptions.matched_rules == ()
    routine = compose(PROTOCOL, prescriptions)
    assert routine.stop == (stop,)
    assert routine.items == routine.breaks == ()
    assert routine.message is None


@pytest.mark.parametrize("day", ["strength", "other"])
@pytest.mark.parametrize("finding", oracle.FINDINGS)
@pytest.mark.parametrize("severity", [1, 2, 3])
def test_each_finding_alone_is_served(finding: str, severity: int, day: str) -> None:
    inputs = Inputs({finding: severity}, 20, "some", 1, 40)
    routine = plan_day(PROTOCOL, inputs, day=day)
    served = {id for item in (*routine.items, *routine.breaks) for reason in item.reasons for id, _ in reason.findings}
    left_to_strength_days = {"calf_weak"} if day == "other" else set()
    assert finding in served | left_to_strength_days
    assert set(routine.uncovered) <= left_to_strength_days


@pytest.mark.parametrize("contraindication", ["anticoagulants", "neuropathy"])
def test_light_touch_only_with_thin_blood_or_little_feeling(contraindication: str) -> None:
    for left_out in (id for id, fact in oracle.FACTS.items() if fact["kind"] == "massage"):
        inputs = Inputs(EVERYTHING, 30, "trained", 0, 40, frozenset({contraindication}), frozenset(oracle.EXTRAS))
        routine = plan_day(PROTOCOL, inputs, preferences=without({left_out}))
        for item in routine.items:
            pressure = PROTOCOL.items[item.item].pressure_0_10
            assert pressure is None or pressure[1] <= 3

"""What one answer more or a longer day may change, and what it may not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from programs.domain.dosing import dose_today, seconds
from programs.domain.prescriptions import Inputs, Prescriptions, prescribe
from programs.domain.routine import Routine, compose, plan_day
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL, make_inputs
from tests.programs.domain.test_properties import CAPS, DAYS, MOST_ITEMS, PEOPLE

pytestmark = pytest.mark.sweep

BUDGETS = sorted(MOST_ITEMS)
CHANGE_OVER = 15
UP_CHAIN = ("hip", "low_back")


def items(routine: Routine) -> set[str]:
    return {one.item for one in routine.items}


def prescribed(prescriptions: Prescriptions) -> set[str]:
    return {candidate.item for candidate in prescriptions.candidates}


def seconds_of(item: str, prescriptions: Prescriptions) -> int:
    rules = [PROTOCOL.rules_by_id[id] for id in prescriptions.matched_rules]
    budget = PROTOCOL.composer.budgets[prescriptions.inputs.minutes]
    entry = PROTOCOL.items[item]
    return seconds(entry, dose_today(entry, PROTOCOL.composer, budget, rules, {}))


def would_break(code: str, item: str, routine: Routine, prescriptions: Prescriptions) -> bool:
    """Whether the finished day has no room for the item, for the reason given."""
    planned = {one.item: oracle.FACTS[one.item] for one in routine.items}
    needed = [id for id in oracle.FACTS[item]["prerequisites"]["items"] if id not in planned]
    more = [item, *needed]
    limit, _, kind = code.partition(":")
    if limit == "time":
        longer = sum(seconds_of(id, prescriptions) + CHANGE_OVER for id in more)
        return routine.seconds + longer > routine.minutes * 60
    if limit == "max_items":
        return len(planned) + len(more) > MOST_ITEMS[routine.minutes]
    facts = [*planned.values(), *(oracle.FACTS[id] for id in more)]
    if limit == "up_chain_cap":
        return sum(fact["region"] in UP_CHAIN for fact in facts) > 2
    assert limit == "kind_cap"
    return sum(fact["kind"] == kind for fact in facts) > CAPS[kind] + (kind == "massage" and routine.minutes == 30)


# Minutes


@settings(max_examples=60, deadline=None)
@given(PEOPLE, DAYS)
def test_what_more_minutes_take_out_is_left_out_by_a_cap_of_the_longer_day(inputs: Inputs, day: str) -> None:
    """A longer day has longer doses, so that its minutes too can be what an item of the shorter one lacks."""
    for shorter, longer in pairwise(BUDGETS):
        before = plan_day(PROTOCOL, replace(inputs, minutes=shorter), day=day)
        prescriptions = prescribe(PROTOCOL, replace(inputs, minutes=longer), day=day)
        after = compose(PROTOCOL, prescriptions)
        left_out = {left.item: left.code for left in after.left_outs}
        for item in items(before) - items(after):
            only_needed = next(one.prerequisite for one in before.items if one.item == item)
            assert only_needed or item in left_out
        for item in (items(before) - items(after)) & left_out.keys():
            assert would_break(left_out[item], item, after, prescriptions)


@pytest.mark.parametrize(
    ("finding", "experience", "day", "shorter", "longer", "item", "code"),
    [
        ("achilles_pain", "regular", "strength", 5, 10, "heel-raise-bent-knee", "time"),
        ("low_back_pain", "new", "strength", 5, 10, "knees-to-chest-rock", "kind_cap:mobility"),
        ("plantar_heel_pain", "new", "other", 10, 15, "heel-sides-squeeze", "kind_cap:massage"),
    ],
)
def test_the_smallest_cases_in_which_a_longer_day_has_one_item_less(
    finding: str, experience: str, day: str, shorter: int, longer: int, item: str, code: str
) -> None:
    inputs = make_inputs(findings={finding: 2}, experience=experience, minutes=shorter)
    assert item in items(plan_day(PROTOCOL, inputs, day=day))
    after = plan_day(PROTOCOL, replace(inputs, minutes=longer), day=day)
    assert item not in items(after)
    assert code in [left.code for left in after.left_outs if left.item == item]


@settings(max_examples=60, deadline=None)
@given(PEOPLE, DAYS)
def test_every_code_of_a_left_out_item_is_true_of_the_finished_day(inputs: Inputs, day: str) -> None:
    prescriptions = prescribe(PROTOCOL, inputs, day=day)
    routine = compose(PROTOCOL, prescriptions)
    for left in routine.left_outs:
        if left.code == "strength_day_only":
            assert day == "other"
            assert oracle.FACTS[left.item]["kind"] == "strength"
        elif left.code.startswith("prerequisite:"):
            needed = left.code.removeprefix("prerequisite:")
            assert needed in oracle.FACTS[left.item]["prerequisites"]["items"]
            assert needed in oracle.forbidden(inputs) or (day == "other" and oracle.FACTS[needed]["kind"] == "strength")
        else:
            assert would_break(left.code, left.item, routine, prescriptions)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, DAYS)
def test_minutes_never_change_what_is_prescribed(inputs: Inputs, day: str) -> None:
    of_each = [prescribed(prescribe(PROTOCOL, replace(inputs, minutes=minutes), day=day)) for minutes in BUDGETS]
    assert all(one == of_each[0] for one in of_each)


# Contraindications


@settings(max_examples=80, deadline=None)
@given(PEOPLE, DAYS, st.sampled_from(oracle.OTHER_CONTRAINDICATIONS))
def test_a_contraindication_more_adds_only_what_it_asks_for_or_easier_versions(
    inputs: Inputs, day: str, contraindication: str
) -> None:
    assume(contraindication not in inputs.contra)
    before = prescribe(PROTOCOL, inputs, day=day)
    more = replace(inputs, contra=inputs.contra | {contraindication})
    after = prescribe(PROTOCOL, more, day=day)
    added = [one for one in after.candidates if one.item not in prescribed(before)]
    easier = {swap.after for swap in after.swaps}
    asking = {rule["id"] for rule in oracle.RULES if contraindication in rule["when"].get("contra", ())}
    for candidate in added:
        assert candidate.item not in oracle.forbidden(more)
        assert contraindication not in oracle.FACTS[candidate.item]["contraindications"]
        assert candidate.item in easier or asking.intersection(source.rule for source in candidate.sources)


# Findings and things at home

LIMITING = {
    *(id for rule in oracle.RULES if rule["exclude"] or rule["cap"] for id in rule["when"]["findings"]),
    *(id for fact in oracle.FACTS.values() for id in fact["avoid_with_findings"]),
    *(gate["closed_when"]["finding"] for gate in oracle.VOCABULARY["gates"]),
}
UNRELATED = [id for id in oracle.FINDINGS if id not in LIMITING]


@settings(max_examples=80, deadline=None)
@given(PEOPLE, DAYS, st.sampled_from(UNRELATED), st.integers(1, 3))
def test_a_finding_that_limits_nothing_removes_no_prescription(
    inputs: Inputs, day: str, finding: str, severity: int
) -> None:
    """It may take the place of another item on the day; that one is then listed as left out."""
    before = {id: sev for id, sev in inputs.findings.items() if id != finding}
    without, having = replace(inputs, findings=before), replace(inputs, findings={**before, finding: severity})
    first, second = prescribe(PROTOCOL, without, day=day), prescribe(PROTOCOL, having, day=day)
    assert prescribed(first) <= prescribed(second)
    day_before, day_after = compose(PROTOCOL, first), compose(PROTOCOL, second)
    left_out = {left.item for left in day_after.left_outs}
    own = {one.item for one in day_before.items if not one.prerequisite}
    assert own - items(day_after) <= left_out


@settings(max_examples=80, deadline=None)
@given(PEOPLE, DAYS, st.sampled_from(oracle.EXTRAS))
def test_a_thing_more_removes_only_what_stood_in_for_it(inputs: Inputs, day: str, thing: str) -> None:
    without, having = replace(inputs, equip=inputs.equip - {thing}), replace(inputs, equip=inputs.equip | {thing})
    first, second = prescribe(PROTOCOL, without, day=day), prescribe(PROTOCOL, having, day=day)
    stood_in = {swap.after for swap in first.swaps if swap.code == f"equipment:{thing}"}
    assert prescribed(first) - prescribed(second) <= stood_in


@settings(max_examples=40, deadline=None)
@given(PEOPLE, DAYS, st.dictionaries(st.sampled_from(oracle.FINDINGS), st.sampled_from(["left", "right"])))
def test_which_side_goes_first_changes_no_item_and_no_dose(inputs: Inputs, day: str, sides: dict[str, str]) -> None:
    first, second = (plan_day(PROTOCOL, replace(inputs, sides=some), day=day) for some in ({}, sides))
    assert [(one.item, one.dose) for one in first.items] == [(one.item, one.dose) for one in second.items]
    assert first.left_outs == second.left_outs

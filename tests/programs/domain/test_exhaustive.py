"""Every contraindication, every exclusion tag, and every pair of each, against every item of the library.

The check reads the item facts of the files (oracle.py), never the engine's own reasons. The people here have every
finding, everything at home and the highest level, so that whatever is not forbidden does come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest

from programs.domain.prescriptions import Inputs, prescribe
from programs.domain.routine import compose
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL

pytestmark = pytest.mark.sweep

DAYS = ("strength", "other")
BUDGETS = sorted(PROTOCOL.composer.budgets)
SHORTEST_AND_LONGEST = (BUDGETS[0], BUDGETS[-1])  # no rule brings or forbids an item for its minutes: see below
EVERY_FINDING = dict.fromkeys(oracle.FINDINGS, 2)
LIMITING = {
    *(id for rule in oracle.RULES if rule["exclude"] or rule["cap"] for id in rule["when"]["findings"]),
    *(id for fact in oracle.FACTS.values() for id in fact["avoid_with_findings"]),
    *(gate["closed_when"]["finding"] for gate in oracle.VOCABULARY["gates"]),
}
WORDS_ONLY = {"skin_allergy", "massage_local", "massage_oil", "cold", "impact"} | {
    tag for tag in oracle.TAGS if tag.startswith("test_")
}
CHUNKS = 6


def brought(inputs: Inputs, day: str = "strength") -> set[str]:
    return {candidate.item for candidate in prescribe(PROTOCOL, inputs, day=day).candidates}


def with_every_finding() -> Inputs:
    return Inputs(EVERY_FINDING, BUDGETS[-1], "trained", 0, 40, equip=frozenset(oracle.EXTRAS))


def moved_on() -> Inputs:
    """Without the findings that limit; and in place of items that the first one has, those no rule brings."""
    findings = {id: 2 for id in oracle.FINDINGS if id not in LIMITING}
    free = replace(with_every_finding(), findings=findings)
    first, second = brought(with_every_finding()), brought(free)
    shared = sorted(first & second)
    rest = sorted(set(oracle.FACTS) - first - second)
    return replace(free, replaced_by=dict(zip(shared, rest, strict=False)))


PEOPLE = (with_every_finding(), moved_on())
CONTRAINDICATIONS = [frozenset(pair) for pair in combinations(oracle.OTHER_CONTRAINDICATIONS, 2)]
TAGS = [frozenset(pair) for pair in combinations(oracle.TAGS, 2)]


def seen_by(inputs: Inputs, budgets: Iterable[int]) -> set[str]:
    """Everything that reaches a plan of these inputs: prescribed, put in its place, or planned; never nothing."""
    seen: set[str] = set()
    for minutes in budgets:
        for day in DAYS:
            prescriptions = prescribe(PROTOCOL, replace(inputs, minutes=minutes), day=day)
            routine = compose(PROTOCOL, prescriptions)
            assert prescriptions.stop or routine.items
            seen |= {candidate.item for candidate in prescriptions.candidates}
            seen |= {swap.after for swap in prescriptions.swaps}
            seen |= {moved.after for moved in prescriptions.replaced}
            seen |= {planned.item for planned in (*routine.items, *routine.breaks)}
    return seen


def reached() -> set[str]:
    return seen_by(PEOPLE[0], BUDGETS) | seen_by(PEOPLE[1], BUDGETS)


def chunks(sets: list[frozenset[str]]) -> list[list[frozenset[str]]]:
    return [sets[start::CHUNKS] for start in range(CHUNKS)]


def test_the_two_people_together_reach_every_item() -> None:
    assert reached() == set(oracle.FACTS)


def test_what_each_of_them_forbids_would_come_without_it() -> None:
    """Nothing below passes because there was nothing to forbid."""
    would_come, free = reached(), PEOPLE[1]
    assert not oracle.forbidden(free)
    takes_away = {
        **{id: oracle.forbidden(replace(free, contra=frozenset({id}))) for id in oracle.OTHER_CONTRAINDICATIONS},
        **{id: oracle.forbidden(replace(free, excluded_tags=frozenset({id}))) for id in oracle.TAGS},
    }
    assert {id for id, items in takes_away.items() if not items & would_come} == WORDS_ONLY
    assert sum(len(items & would_come) for items in takes_away.values()) > 600


def test_no_rule_brings_or_forbids_an_item_for_its_minutes() -> None:
    asking = [rule for rule in oracle.RULES if "minutes" in rule["when"]]
    assert asking
    assert not [rule["id"] for rule in asking if rule["prescribe"] or rule["exclude"] or rule["cap"]]


@pytest.mark.parametrize("contraindication", oracle.OTHER_CONTRAINDICATIONS)
def test_nothing_that_a_contraindication_forbids_is_prescribed_or_planned(contraindication: str) -> None:
    for person in PEOPLE:
        inputs = replace(person, contra=frozenset({contraindication}))
        forbidden = oracle.forbidden(inputs)
        assert not seen_by(inputs, BUDGETS) & forbidden
        named = {id for id, fact in oracle.FACTS.items() if contraindication in fact["contraindications"]}
        assert named <= forbidden


@pytest.mark.parametrize("tag", oracle.TAGS)
def test_nothing_that_an_exclusion_tag_forbids_is_prescribed_or_planned(tag: str) -> None:
    for person in PEOPLE:
        inputs = replace(person, excluded_tags=frozenset({tag}))
        forbidden = oracle.forbidden(inputs)
        assert not seen_by(inputs, BUDGETS) & forbidden
        assert {id for id, fact in oracle.FACTS.items() if tag in fact["exclusion_tags"]} <= forbidden


@pytest.mark.parametrize("stop", oracle.STOPS)
def test_a_stop_beside_any_other_contraindication_allows_nothing(stop: str) -> None:
    for other in (stop, *oracle.STOPS, *oracle.OTHER_CONTRAINDICATIONS):
        inputs = replace(with_every_finding(), contra=frozenset({stop, other}))
        assert stop in prescribe(PROTOCOL, inputs).stop
        assert not seen_by(inputs, BUDGETS), other


@pytest.mark.parametrize("pairs", chunks(CONTRAINDICATIONS), ids=range(CHUNKS))
def test_nothing_that_a_pair_of_contraindications_forbids_is_prescribed_or_planned(pairs: list[frozenset[str]]) -> None:
    for pair in pairs:
        for person in PEOPLE:
            inputs = replace(person, contra=pair)
            assert not seen_by(inputs, SHORTEST_AND_LONGEST) & oracle.forbidden(inputs), sorted(pair)


@pytest.mark.parametrize("pairs", chunks(TAGS), ids=range(CHUNKS))
def test_nothing_that_a_pair_of_exclusion_tags_forbids_is_prescribed_or_planned(pairs: list[frozenset[str]]) -> None:
    for pair in pairs:
        for person in PEOPLE:
            inputs = replace(person, excluded_tags=pair)
            assert not seen_by(inputs, SHORTEST_AND_LONGEST) & oracle.forbidden(inputs), sorted(pair)

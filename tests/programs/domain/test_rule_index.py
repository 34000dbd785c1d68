"""The index answers as somebody would who asks rule after rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.domain.matching import match_rules
from programs.domain.movements import Protocol, Rule, When
from programs.domain.prescriptions import Inputs
from programs.domain.rule_index import AnyOf, EachOf, RuleIndex, Within
from tests.programs.domain import oracle
from tests.programs.domain.cases import PROTOCOL, make_inputs
from tests.programs.domain.test_properties import PEOPLE

EXPERIENCE = sorted(oracle.EXPERIENCE)


def bits(*places: int) -> int:
    return sum(1 << place for place in places)


def test_any_of() -> None:
    index = AnyOf([("a",), ("a", "b"), (), ("c",)])
    assert index.holding([]) == bits(2)
    assert index.holding(["b", "unknown"]) == bits(1, 2)
    assert index.holding(["a", "c"]) == bits(0, 1, 2, 3)


def test_each_of() -> None:
    index = EachOf([("a",), ("a", "b"), ()])
    everything = bits(0, 1, 2)
    assert index.holding([]) & everything == bits(2)
    assert index.holding(["a"]) & everything == bits(0, 2)
    assert index.holding(["b"]) & everything == bits(2)
    assert index.holding(["a", "b"]) & everything == everything


def test_within() -> None:
    index = Within([(4, 5), (6, None), (None, 3), (None, None)])
    everything = bits(0, 1, 2, 3)
    assert index.holding(3) & everything == bits(2, 3)
    assert index.holding(4) & everything == index.holding(5) & everything == bits(0, 3)
    assert index.holding(6) & everything == bits(1, 3)


def speaks(rule: Rule, inputs: Inputs) -> bool:
    """Read rule by rule, from what `When` promises."""
    when, findings = rule.when, {"general": 1, **inputs.findings}
    things = (set(oracle.ASSUMED) - inputs.not_available) | inputs.equip
    least = when.min_sev or 1
    low, high = when.pain_min, when.pain_max
    return (
        (not when.findings or any(findings.get(id, 0) >= least for id in when.findings))
        and set(when.every) <= set(findings)
        and set(when.contra) <= inputs.contra
        and (not when.equip or bool(things.intersection(when.equip)))
        and (not when.experience or inputs.experience in when.experience)
        and (not when.minutes or inputs.minutes in when.minutes)
        and (0 if low is None else low) <= inputs.pain <= (10 if high is None else high)
        and inputs.age >= (when.age_min or 0)
    )


def seldom(values: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


FEW_FINDINGS = oracle.FINDINGS[:4]
FEW_CONTRA = oracle.OTHER_CONTRAINDICATIONS[:4]
FEW_THINGS = oracle.EXTRAS[:3]
WHENS = st.builds(
    When,
    findings=st.lists(st.sampled_from(FEW_FINDINGS), max_size=3, unique=True).map(tuple),
    every=seldom(FEW_FINDINGS),
    min_sev=st.none() | st.integers(1, 3),
    contra=seldom(FEW_CONTRA),
    equip=seldom(FEW_THINGS),
    experience=seldom(EXPERIENCE),
    minutes=st.just(()) | st.just((5,)) | st.just((5, 10)),
    pain_min=st.none() | st.integers(0, 10),
    pain_max=st.none() | st.integers(0, 10),
    age_min=st.none() | st.just(65),
)
SOMEBODY = st.builds(
    Inputs,
    findings=st.dictionaries(st.sampled_from(FEW_FINDINGS), st.integers(1, 3)),
    minutes=st.sampled_from([3, 5, 10]),
    experience=st.sampled_from(EXPERIENCE),
    pain=st.integers(0, 10),
    age=st.sampled_from([64, 65]),
    contra=st.frozensets(st.sampled_from(FEW_CONTRA)),
    equip=st.frozensets(st.sampled_from(FEW_THINGS)),
)


def with_rules(whens: list[When]) -> Protocol:
    first = PROTOCOL.rules[0]
    rules = tuple(replace(first, id=f"R{place}", number=place, when=when) for place, when in enumerate(whens))
    return replace(PROTOCOL, rules=rules)


@pytest.mark.sweep
@settings(max_examples=150, deadline=None)
@given(st.lists(WHENS, min_size=1, max_size=12), SOMEBODY)
def test_any_rules_speak_as_they_say(whens: list[When], inputs: Inputs) -> None:
    protocol = with_rules(whens)
    matches = match_rules(protocol, inputs)
    assert [match.rule for match in matches] == [rule for rule in protocol.rules if speaks(rule, inputs)]
    for match in matches:
        least = match.rule.when.min_sev or 1
        assert match.triggers == tuple(id for id in match.rule.when.findings if inputs.findings.get(id, 0) >= least)


@pytest.mark.sweep
@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_the_rules_of_the_library_speak_as_the_file_says(inputs: Inputs) -> None:
    expected = {rule["id"] for rule in oracle.RULES if oracle.speaks(rule["when"], inputs)}
    assert [match.rule.id for match in match_rules(PROTOCOL, inputs)] == [
        rule.id for rule in PROTOCOL.rules if rule.id in expected
    ]


def test_a_changed_protocol_has_its_own_index() -> None:
    inputs = make_inputs(findings={"toe_out": 1})
    assert PROTOCOL.rule_index is PROTOCOL.rule_index
    silent = replace(PROTOCOL, rules=())
    assert isinstance(silent.rule_index, RuleIndex)
    assert match_rules(silent, inputs) == []
    assert match_rules(PROTOCOL, inputs)

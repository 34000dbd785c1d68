from __future__ import annotations

from typing import Any

import pytest

from programs.domain.matching import (
    caps_of,
    effective_priority,
    held_back_by_health,
    level_cap,
    level_with_pain,
    match_rules,
)
from programs.domain.movements import Rule
from tests.programs.domain.cases import PROTOCOL, make_inputs

MOST = max(PROTOCOL.vocabulary.levels)


def matched(**said: Any) -> list[str]:
    return [match.rule.id for match in match_rules(PROTOCOL, make_inputs(**said))]


def rules(**said: Any) -> list[Rule]:
    return [match.rule for match in match_rules(PROTOCOL, make_inputs(**said))]


@pytest.mark.parametrize(
    ("rule", "holds", "holds_not"),
    [
        ("R03", {"findings": {"toe_out": 1, "ankle_dorsiflexion_restricted": 1}}, {"findings": {"toe_out": 1}}),
        ("R19", {"findings": {"ankle_dorsiflexion_restricted": 3}}, {"findings": {"ankle_dorsiflexion_restricted": 2}}),
        ("R22", {"findings": {"hallux_extension_restricted": 2}}, {"findings": {"hallux_extension_restricted": 1}}),
        ("R34", {"findings": {"plantar_heel_pain": 1}, "pain": 6}, {"findings": {"plantar_heel_pain": 1}, "pain": 5}),
        (
            "R36",
            {"findings": {"achilles_pain": 1}, "contra": ["achilles_insertional"]},
            {"findings": {"achilles_pain": 1}},
        ),
        ("R38", {"contra": ["sciatica_leg_symptoms"]}, {}),
        ("R47", {"pain": 6}, {"pain": 5}),
        ("R48", {"pain": 4}, {"pain": 3}),
        ("R48", {"pain": 5}, {"pain": 6}),
        ("R53", {"age": 65}, {"age": 64}),
        ("R67", {"findings": {"ankle_instability": 1}, "equip": ["band"]}, {"findings": {"ankle_instability": 1}}),
        (
            "R67",
            {"findings": {"weight_lateral": 1}, "equip": ["band"]},
            {"findings": {"toe_out": 1}, "equip": ["band"]},
        ),
        ("R71", {"minutes": 5}, {"minutes": 3}),
        ("R80", {"findings": {"low_back_pain": 1}, "experience": "regular"}, {"findings": {"low_back_pain": 1}}),
    ],
)
def test_match_rules(rule: str, holds: dict[str, Any], holds_not: dict[str, Any]) -> None:
    assert rule in matched(**holds)
    assert rule not in matched(**holds_not)


def test_every_rule_can_speak() -> None:
    everything = {id: 3 for id in PROTOCOL.vocabulary.findings if id != "general"}
    spoken: set[str] = set()
    contra = [c.id for c in PROTOCOL.vocabulary.contraindications.values() if not c.blocks_all]
    for experience in PROTOCOL.vocabulary.experience:
        for minutes in PROTOCOL.composer.budgets:
            for pain in (5, 6):
                spoken |= set(
                    matched(
                        findings=everything,
                        contra=contra,
                        equip=list(PROTOCOL.vocabulary.equipment),
                        experience=experience,
                        minutes=minutes,
                        pain=pain,
                        age=70,
                    )
                )
    assert spoken == set(PROTOCOL.rules_by_id)


def test_triggers_are_the_findings_that_reach_the_severity() -> None:
    matches = match_rules(PROTOCOL, make_inputs(findings={"arch_pain": 1, "low_back_pain": 2}, equip=["ball"]))
    assert next(match.triggers for match in matches if match.rule.id == "R68") == ("arch_pain", "low_back_pain")
    assert next(match.triggers for match in matches if match.rule.id == "R50") == ()


@pytest.mark.parametrize(("severity", "priority"), [(1, 88), (2, 93), (3, 98)])
def test_effective_priority_rises_by_five(severity: int, priority: int) -> None:
    assert effective_priority(PROTOCOL, "low_back_pain", severity) == priority


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({"experience": "new"}, 2),
        ({"experience": "trained"}, 5),
        ({"experience": "new", "level_cap_bonus": 2}, 4),
        ({"experience": "trained", "level_cap_bonus": 4}, 5),
        ({"experience": "trained", "contra": ["acute_sprain"], "level_cap_bonus": 4}, 1),
        ({"experience": "trained", "findings": {"fear_of_movement": 1}}, 2),
        ({"experience": "new", "pain": 6}, 1),
    ],
)
def test_caps_of_the_lowest_wins_and_the_bonus_lifts_experience_only(said: dict[str, Any], level: int) -> None:
    assert caps_of(PROTOCOL, make_inputs(**said), rules(**said)).level == level


@pytest.mark.parametrize(
    ("item", "said", "cap"),
    [
        ("heel-raise-both", {"pain": 4}, 2),  # some: 3, one less for strength
        ("ankle-circles", {"pain": 4}, 3),
        ("heel-raise-both", {"pain": 4, "experience": "new", "findings": {"calf_weak": 3}}, 1),
        ("heel-raise-both", {"experience": "trained", "findings": {"calf_weak": 3}}, 2),
        ("toe-walk", {"experience": "trained", "findings": {"calf_weak": 3}}, 5),
        ("single-leg-stand", {"experience": "trained", "age": 65}, 3),
        ("single-leg-stand", {"experience": "trained", "age": 65, "contra": ["fall_risk"]}, 2),
        ("heel-raise-both", {"pain": 6}, 1),
        ("heel-raise-both", {"contra": ["acute_sprain"], "pain": 4}, 1),  # never below the lowest level
    ],
)
def test_level_cap_of_an_item(item: str, said: dict[str, Any], cap: int) -> None:
    caps = caps_of(PROTOCOL, make_inputs(**said), rules(**said))
    assert level_cap(PROTOCOL, PROTOCOL.items[item], caps) == cap


@pytest.mark.parametrize(
    ("item", "said", "by_health"),
    [
        ("heel-raise-both-towel", {"experience": "new"}, False),
        ("heel-raise-both-towel", {"experience": "some", "pain": 4}, True),
        ("heel-raise-both-towel", {"experience": "new", "findings": {"fear_of_movement": 1}}, True),
        ("single-leg-stand", {"experience": "new", "contra": ["fall_risk"]}, True),
        ("single-leg-stand", {"experience": "new"}, False),
    ],
)
def test_held_back_by_health(item: str, said: dict[str, Any], by_health: bool) -> None:
    caps = caps_of(PROTOCOL, make_inputs(**said), rules(**said))
    assert held_back_by_health(PROTOCOL, PROTOCOL.items[item], caps) is by_health


@pytest.mark.parametrize(("pain", "level"), [(0, MOST), (5, MOST), (6, 1), (10, 1)])
def test_only_easy_items_after_strong_pain(pain: int, level: int) -> None:
    assert level_with_pain(PROTOCOL, pain) == level

from __future__ import annotations

from typing import Any

import pytest

from programs.domain.routine import plan_day
from tests.programs.domain.cases import PROTOCOL, make_inputs


def reasons(item: str, **said: Any) -> list[str]:
    routine = plan_day(PROTOCOL, make_inputs(minutes=30, **said))
    planned = next(planned for planned in (*routine.items, *routine.breaks) if planned.item == item)
    return [reason.rule for reason in planned.reasons]


@pytest.mark.parametrize(
    ("item", "said", "expected"),
    [
        # measured before pain before posture before base
        (
            "knee-to-wall-glide",
            {"findings": {"low_back_pain": 2, "toe_out": 2, "ankle_dorsiflexion_restricted": 2}},
            ["R18", "R03", "R37"],
        ),
        # back pain counts as base for an ankle item, so the lower rule number speaks
        ("ankle-circles", {"findings": {"low_back_pain": 2}}, ["R01", "R37"]),
        ("ankle-circles", {"findings": {"low_back_pain": 2, "ankle_asymmetry": 1}}, ["R20", "R01", "R37"]),
        # but stays pain for an item of the back
        ("cat-cow", {"findings": {"low_back_pain": 1, "stress_tension": 3}}, ["R37", "R45"]),
        # other pain stays pain for an ankle item
        ("toe-pointing", {"findings": {"calf_cramps": 1, "driving": 3}}, ["R43", "R11", "R01"]),
        # a rule without findings counts with the base
        ("ankle-circles", {"contra": ["pregnancy"]}, ["R01", "R58"]),
        # wellbeing before habit
        ("lying-ankle-pumps", {"findings": {"fear_of_movement": 1, "morning_stiffness": 3}}, ["R46", "R17"]),
        # in one group the rule with more conditions
        ("big-toe-hand-extension", {"findings": {"hallux_extension_restricted": 2}}, ["R22", "R21", "R01"]),
    ],
)
def test_reasons_most_specific_first(item: str, said: dict[str, Any], expected: list[str]) -> None:
    assert reasons(item, **said) == expected


def test_a_reason_carries_its_findings_sentence_and_sources() -> None:
    routine = plan_day(PROTOCOL, make_inputs(findings={"toe_out": 2}))
    stance = next(planned for planned in routine.items if planned.item == "feet-forward-stance")
    (reason,) = stance.reasons
    rule = PROTOCOL.rules_by_id["R02"]
    assert (reason.rule, reason.group, reason.findings) == ("R02", "posture", (("toe_out", 2),))
    assert (reason.sentence, reason.citations) == (rule.reason, rule.citations)
    assert stance.reason == rule.reason


def test_every_finding_group_has_its_place() -> None:
    assert PROTOCOL.composer.reason_groups == ("measured", "pain", "posture", "wellbeing", "habit", "base")

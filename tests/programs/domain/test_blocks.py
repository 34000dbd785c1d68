from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from programs.domain.blocks import CHECKS, block_code, limits_for, safety_blocks
from programs.domain.matching import match_rules
from tests.programs.domain.cases import PROTOCOL, make_inputs, without


def code(item: str, *, left_out: Collection[str] = (), **said: Any) -> str | None:
    inputs = make_inputs(**said)
    rules = [match.rule for match in match_rules(PROTOCOL, inputs)]
    return block_code(PROTOCOL.items[item], limits_for(PROTOCOL, inputs, rules, without(left_out)))


@pytest.mark.parametrize(
    ("item", "said", "expected"),
    [
        ("ankle-circles", {}, None),
        ("thumb-sweep-arch", {"excluded_tags": ["massage_deep"]}, "exclusion_tag:massage_deep"),
        ("thumb-sweep-arch", {"excluded_tags": ["massage_deep", "massage_any"]}, "exclusion_tag:massage_any"),
        ("ankle-circles", {"contra": ["acute_swelling"]}, "contraindication:acute_swelling"),
        ("thumb-sweep-arch", {"contra": ["anticoagulants"]}, "excluded:R56"),
        ("ankle-circles", {"not_available": ["chair"]}, "equipment:chair"),
        ("band-eversion", {}, "equipment:band"),
        ("heel-raise-both-towel", {"experience": "new"}, "level:2"),
        ("heel-raise-both-towel", {"findings": {"hallux_extension_restricted": 2}}, "excluded:R22"),
        ("heel-raise-both-towel", {"findings": {"hallux_extension_restricted": 1}}, None),
        # the earlier check speaks
        ("thumb-sweep-arch", {"excluded_tags": ["massage_any"], "contra": ["open_wound"]}, "exclusion_tag:massage_any"),
        ("band-eversion", {"contra": ["post_surgery_cleared"]}, "excluded:R60"),
        ("cat-cow", {"contra": ["sciatica_leg_symptoms", "cannot_kneel"]}, "contraindication:cannot_kneel"),
        # inside one check the order of the item's own list counts, excludes in the order of the rules
        ("heel-drop-step", {"contra": ["achilles_insertional", "fall_risk"]}, "contraindication:fall_risk"),
        ("thumb-sweep-arch", {"contra": ["anticoagulants", "neuropathy"]}, "excluded:R55"),
    ],
)
def test_block_code(item: str, said: dict[str, Any], expected: str | None) -> None:
    assert code(item, **said) == expected


@pytest.mark.parametrize(
    ("item", "finding"),
    [(item.id, finding) for item in PROTOCOL.items.values() for finding in item.avoid_with_findings],
)
def test_a_finding_to_avoid_reads_like_a_contraindication(item: str, finding: str) -> None:
    given = {"experience": "trained", "equip": ["band", "ball", "cushion", "step", "roller", "backpack", "partner"]}
    assert code(item, **given) is None
    assert code(item, findings={finding: 1}, **given) == f"contraindication:{finding}"


def test_a_closed_gate_blocks_when_nothing_else_does() -> None:
    inputs = make_inputs(findings={"hallux_extension_restricted": 2})
    towel = PROTOCOL.items["heel-raise-both-towel"]
    assert block_code(towel, limits_for(PROTOCOL, inputs, [])) == "gate:hallux_ok"


def test_your_choice_is_checked_last() -> None:
    chosen = frozenset({"band-eversion", "ankle-circles"})
    assert code("ankle-circles", left_out=chosen) == "your_choice"
    assert code("band-eversion", left_out=chosen) == "equipment:band"


def test_the_order_of_the_content_is_the_order_of_the_checks() -> None:
    order = PROTOCOL.composer.block_check_order
    assert set(order) == set(CHECKS)
    turned = replace(PROTOCOL, composer=replace(PROTOCOL.composer, block_check_order=tuple(reversed(order))))
    inputs = make_inputs(not_available=["chair"], contra=["acute_swelling"])
    circles = PROTOCOL.items["ankle-circles"]
    assert block_code(circles, limits_for(PROTOCOL, inputs, [])) == "contraindication:acute_swelling"
    assert block_code(circles, limits_for(turned, inputs, [])) == "equipment:chair"


def test_safety_blocks_names_what_an_older_plan_may_no_longer_show() -> None:
    inputs = make_inputs(
        contra=["anticoagulants", "acute_swelling"], excluded_tags=["heat"], not_available=["chair"], experience="new"
    )
    items = ["ankle-circles", "thumb-sweep-arch", "warm-towel-wrap", "long-foot-strokes", "single-leg-stand", "gone"]
    assert safety_blocks(PROTOCOL, inputs, items) == {
        "ankle-circles": "contraindication:acute_swelling",
        "thumb-sweep-arch": "excluded:R56",
        "warm-towel-wrap": "exclusion_tag:heat",
        "gone": "withdrawn",
    }

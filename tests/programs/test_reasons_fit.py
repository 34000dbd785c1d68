"""A rule's reason stands beside every item that the rule brings: so it speaks of what they are."""

from __future__ import annotations

import re

import pytest

from programs import catalogue
from programs.domain.movements import Rule

PROTOCOL = catalogue.shipped()
OF_TOUCH = re.compile(r"massage|stroke|heat|pressure tool|\brub\b|touch", re.IGNORECASE)
OF_MOVING = re.compile(r"\bmov|gentl|strength|balance|practise|train|stretch|both feet", re.IGNORECASE)
RULES = [rule for rule in PROTOCOL.rules if rule.prescribe]


def kinds(rule: Rule) -> set[str]:
    return {PROTOCOL.items[item].kind for item in rule.prescribe}


@pytest.mark.parametrize("rule", [rule for rule in RULES if "massage" not in kinds(rule)], ids=lambda rule: rule.id)
def test_what_brings_movement_alone_never_speaks_of_touch_alone(rule: Rule) -> None:
    assert OF_MOVING.search(rule.reason) or not OF_TOUCH.search(rule.reason)


@pytest.mark.parametrize("rule", [rule for rule in RULES if "balance" in kinds(rule)], ids=lambda rule: rule.id)
def test_what_brings_touch_beside_balance_names_both(rule: Rule) -> None:
    if "massage" in kinds(rule):
        assert re.search("balance", rule.reason)
        assert OF_TOUCH.search(rule.reason)

"""Which rules speak for a person, and how high the levels may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from programs.domain.inputs import Inputs, findings_of
from programs.domain.movements import Item, Protocol, Rule
from programs.domain.rule_index import Match


@dataclass(frozen=True, slots=True)
class Caps:
    """The level caps of a person. ``level`` is the lower of what experience gives and what all else allows."""

    level: int
    experience_level: int
    health_level: int
    strength_minus: int = 0
    balance_level: int | None = None
    heel_raise_level: int | None = None


def effective_priority(protocol: Protocol, finding: str, severity: int) -> int:
    step = protocol.composer.scoring.severity_step
    return protocol.vocabulary.findings[finding].base_priority + step * (severity - 1)


def match_rules(protocol: Protocol, inputs: Inputs) -> list[Match]:
    """The rules that hold, in the order of their numbers."""
    findings = findings_of(protocol, inputs)
    index = protocol.rule_index
    holding = (
        index.findings.holding(findings.items())
        & index.every.holding(findings)
        & index.contra.holding(inputs.contra)
        & index.equip.holding(available_equipment(protocol, inputs))
        & index.experience.holding((inputs.experience,))
        & index.minutes.holding((inputs.minutes,))
        & index.pain.holding(inputs.pain)
        & index.age.holding(inputs.age)
    )
    return index.matches(holding, findings)


def available_equipment(protocol: Protocol, inputs: Inputs) -> frozenset[str]:
    assumed = {thing.id for thing in protocol.vocabulary.equipment.values() if thing.assumed_available}
    return frozenset(assumed - inputs.not_available) | inputs.equip


def caps_of(protocol: Protocol, inputs: Inputs, rules: Iterable[Rule]) -> Caps:
    """The lowest cap wins. The bonus lifts only the cap that comes from experience."""
    highest = protocol.composer.level_cap_bonus_level_max
    experience_level = health_level = highest
    minus = 0
    balance: int | None = None
    heel_raise: int | None = None
    for rule in rules:
        cap = rule.cap
        if cap.level is not None and rule.when.experience:
            experience_level = min(experience_level, cap.level + inputs.level_cap_bonus)
        elif cap.level is not None:
            health_level = min(health_level, cap.level)
        minus = max(minus, cap.strength_minus or 0)
        balance = _lower(balance, cap.balance_level)
        heel_raise = _lower(heel_raise, cap.heel_raise_level)
    return Caps(min(experience_level, health_level), experience_level, health_level, minus, balance, heel_raise)


def level_cap(protocol: Protocol, item: Item, caps: Caps) -> int:
    """The highest level this item may have, never below the lowest level there is."""
    scope = protocol.composer.cap_scope
    cap = caps.level
    if scope["strength_minus"].covers(item):
        cap -= caps.strength_minus
    for name, extra in (("balance_level", caps.balance_level), ("heel_raise_level", caps.heel_raise_level)):
        if extra is not None and scope[name].covers(item):
            cap = min(cap, extra)
    return max(cap, min(protocol.vocabulary.levels))


def level_with_pain(protocol: Protocol, pain: int) -> int:
    """The highest level on a day on which practice hurt this much, by the rules that ask for nothing but pain."""
    of_pain = (rule for rule in protocol.rules if rule.when.pain_min is not None and rule.when.conditions == 1)
    caps = [rule.cap.level for rule in of_pain if pain >= (rule.when.pain_min or 0) and rule.cap.level is not None]
    return min(caps, default=max(protocol.vocabulary.levels))


def held_back_by_health(protocol: Protocol, item: Item, caps: Caps) -> bool:
    """Of an item above its cap: whether more than the person's experience holds it back."""
    without_experience = level_cap(protocol, item, replace(caps, level=caps.health_level))
    return item.level > without_experience or item.level <= caps.experience_level


def _lower(first: int | None, second: int | None) -> int | None:
    values = [value for value in (first, second) if value is not None]
    return min(values, default=None)

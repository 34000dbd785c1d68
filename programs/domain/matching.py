"""Which rules speak for a person, and how high the levels may go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from programs.domain.inputs import Inputs, findings_of
from programs.domain.movements import Item, Protocol, Rule, When


@dataclass(frozen=True, slots=True)
class Match:
    """``triggers`` are the findings that made the rule speak, in the rule's own order."""

    rule: Rule
    triggers: tuple[str, ...]


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
    owned = available_equipment(protocol, inputs)
    matches = []
    for rule in protocol.rules:
        triggers = _triggers(rule.when, findings)
        if triggers is not None and _holds(rule.when, inputs, findings, owned):
            matches.append(Match(rule, triggers))
    return matches


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


def held_back_by_health(protocol: Protocol, item: Item, caps: Caps) -> bool:
    """Of an item above its cap: whether more than the person's experience holds it back."""
    without_experience = level_cap(protocol, item, replace(caps, level=caps.health_level))
    return item.level > without_experience or item.level <= caps.experience_level


def _triggers(when: When, findings: Mapping[str, int]) -> tuple[str, ...] | None:
    """The triggering findings; none needed is an empty tuple, none present is None."""
    least = when.min_sev or 0
    triggers = tuple(id for id in when.findings if findings.get(id, -1) >= least)
    return None if when.findings and not triggers else triggers


def _holds(when: When, inputs: Inputs, findings: Mapping[str, int], owned: frozenset[str]) -> bool:
    return (
        all(id in findings for id in when.every)
        and all(id in inputs.contra for id in when.contra)
        and (not when.equip or any(id in owned for id in when.equip))
        and (not when.experience or inputs.experience in when.experience)
        and (not when.minutes or inputs.minutes in when.minutes)
        and (when.pain_min is None or inputs.pain >= when.pain_min)
        and (when.pain_max is None or inputs.pain <= when.pain_max)
        and (when.age_min is None or inputs.age >= when.age_min)
    )


def _lower(first: int | None, second: int | None) -> int | None:
    values = [value for value in (first, second) if value is not None]
    return min(values, default=None)

"""What keeps an item out of a person's plan, and the code that says why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from programs.domain.inputs import NO_PREFERENCES, Inputs, Preferences, findings_of
from programs.domain.matching import Caps, available_equipment, caps_of, level_cap, match_rules
from programs.domain.movements import Item, Protocol, Rule

WITHDRAWN = "withdrawn"
YOUR_CHOICE = "your_choice"


@dataclass(frozen=True, slots=True)
class Limits:
    """All that may block an item for one person."""

    protocol: Protocol
    excluded_tags: frozenset[str]
    contra: frozenset[str]
    findings: frozenset[str]
    excluding: tuple[Rule, ...]
    equipment: frozenset[str]
    caps: Caps
    closed_gates: frozenset[str]
    preferences: Preferences


def limits_for(
    protocol: Protocol, inputs: Inputs, rules: Sequence[Rule], preferences: Preferences = NO_PREFERENCES
) -> Limits:
    """``rules`` are the matched ones, in their order."""
    findings = findings_of(protocol, inputs)
    gates = protocol.vocabulary.gates.values()
    return Limits(
        protocol=protocol,
        excluded_tags=inputs.excluded_tags,
        contra=inputs.contra,
        findings=frozenset(findings),
        excluding=tuple(rule for rule in rules if rule.excluded),
        equipment=available_equipment(protocol, inputs),
        caps=caps_of(protocol, inputs, rules),
        closed_gates=frozenset(gate.id for gate in gates if findings.get(gate.finding, 0) >= gate.severity_min),
        preferences=preferences,
    )


def block_code(item: Item, limits: Limits) -> str | None:
    """The first thing that blocks the item, in the order of the composer, or None."""
    for name in limits.protocol.composer.block_check_order:
        code = CHECKS[name](item, limits)
        if code is not None:
            return code
    return None


def safety_blocks(protocol: Protocol, inputs: Inputs, items: Collection[str]) -> dict[str, str]:
    """Items of an older plan that the newest protocol and answers no longer allow, each with its code.

    Only what protects counts here (tags, contraindications, exclusions, gates, withdrawn items); equipment,
    levels and choices wait until the plan is made anew.
    """
    rules = [match.rule for match in match_rules(protocol, inputs)]
    limits = limits_for(protocol, inputs, rules)
    blocked = {}
    for id in items:
        code = _safety_code(protocol.items[id], limits) if id in protocol.items else WITHDRAWN
        if code is not None:
            blocked[id] = code
    return blocked


def _safety_code(item: Item, limits: Limits) -> str | None:
    for name in limits.protocol.composer.block_check_order:
        code = CHECKS[name](item, limits) if name in SAFETY_CHECKS else None
        if code is not None:
            return code
    return None


def _first(item_ids: Iterable[str], active: Collection[str], prefix: str) -> str | None:
    return next((f"{prefix}:{id}" for id in item_ids if id in active), None)


def _exclusion_tag(item: Item, limits: Limits) -> str | None:
    return _first(item.exclusion_tags, limits.excluded_tags, "exclusion_tag")


def _contraindication(item: Item, limits: Limits) -> str | None:
    return _first(item.contraindications, limits.contra, "contraindication")


def _avoid_with_findings(item: Item, limits: Limits) -> str | None:
    return _first(item.avoid_with_findings, limits.findings, "contraindication")


def _excluded(item: Item, limits: Limits) -> str | None:
    return next((f"excluded:{rule.id}" for rule in limits.excluding if item.id in rule.excluded), None)


def _equipment(item: Item, limits: Limits) -> str | None:
    return next((f"equipment:{id}" for id in item.equipment if id not in limits.equipment), None)


def _level(item: Item, limits: Limits) -> str | None:
    cap = level_cap(limits.protocol, item, limits.caps)
    return f"level:{cap}" if item.level > cap else None


def _gate(item: Item, limits: Limits) -> str | None:
    return _first(item.prerequisite_gates, limits.closed_gates, "gate")


def _your_choice(item: Item, limits: Limits) -> str | None:
    chosen = limits.preferences
    return YOUR_CHOICE if item.id in chosen.leave_out or item.id in chosen.prefer_easier else None


CHECKS: Mapping[str, Callable[[Item, Limits], str | None]] = {
    "exclusion_tag": _exclusion_tag,
    "contraindication": _contraindication,
    "avoid_with_findings": _avoid_with_findings,
    "excluded": _excluded,
    "equipment": _equipment,
    "level": _level,
    "gate": _gate,
    "your_choice": _your_choice,
}
SAFETY_CHECKS = frozenset({"exclusion_tag", "contraindication", "avoid_with_findings", "excluded", "gate"})

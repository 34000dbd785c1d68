"""Findings become prescriptions: which rules speak, which items they bring, and what was swapped or dropped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from programs.domain.blocks import YOUR_CHOICE, Limits, block_code, limits_for
from programs.domain.inputs import (
    NO_PREFERENCES,
    OTHER_DAY,
    STRENGTH_DAY,
    Inputs,
    Preferences,
    check,
    findings_of,
    from_assessment,
)
from programs.domain.ladders import easier_versions
from programs.domain.matching import Caps, effective_priority, match_rules
from programs.domain.movements import Adjustment, Item, Protocol
from programs.domain.rule_index import Match

__all__ = [
    "OTHER_DAY",
    "STRENGTH_DAY",
    "Candidate",
    "Inputs",
    "LeftOut",
    "Prescriptions",
    "Replacement",
    "Source",
    "Swap",
    "from_assessment",
    "prescribe",
    "stops",
]

STRENGTH = "strength"
STRENGTH_DAY_ONLY = "strength_day_only"


@dataclass(frozen=True, slots=True)
class Source:
    """One rule that brought an item, the findings that triggered it, and what it scored alone."""

    rule: str
    findings: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """``rule`` scored highest. ``lead_of`` names the rules whose first item this is."""

    item: str
    score: int
    rule: str
    sources: tuple[Source, ...]
    lead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """``code`` is the first reason that kept ``before`` out."""

    before: str
    after: str
    code: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    item: str
    code: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """The person has moved on, or back, from one item to another."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Prescriptions:
    """``stop`` names the contraindications that allow no plan at all; then nothing else is filled.

    ``candidates`` stand by item id; ``swaps`` and ``dropped`` by rule, then place in the rule. In ``not_replaced``
    the code is what keeps ``after`` out.
    """

    day: str
    inputs: Inputs
    preferences: Preferences
    matched_rules: tuple[str, ...] = ()
    caps: Caps | None = None
    candidates: tuple[Candidate, ...] = ()
    swaps: tuple[Swap, ...] = ()
    dropped: tuple[LeftOut, ...] = ()
    replaced: tuple[Replacement, ...] = ()
    not_replaced: tuple[Swap, ...] = ()
    stop: tuple[str, ...] = ()


def stops(protocol: Protocol, contraindications: Collection[str]) -> tuple[str, ...]:
    """The active contraindications that allow no plan at all; one that the protocol does not know is not among them."""
    known = protocol.vocabulary.contraindications
    return tuple(sorted(id for id in contraindications if id in known and known[id].blocks_all))


def prescribe(
    protocol: Protocol,
    inputs: Inputs,
    *,
    day: str = STRENGTH_DAY,
    preferences: Preferences = NO_PREFERENCES,
) -> Prescriptions:
    """Raises ValueError when the inputs name something the protocol does not know."""
    check(protocol, inputs, day)
    stop = stops(protocol, inputs.contra)
    if stop:
        return Prescriptions(day, inputs, preferences, stop=stop)
    matches = match_rules(protocol, inputs)
    limits = limits_for(protocol, inputs, [match.rule for match in matches], preferences)
    gathering = _Gathering(protocol, inputs, limits, day)
    for match in matches:
        gathering.add(match)
    return Prescriptions(
        day,
        inputs,
        preferences,
        matched_rules=tuple(match.rule.id for match in matches),
        caps=limits.caps,
        candidates=gathering.candidates(),
        swaps=tuple(gathering.swaps.values()),
        dropped=tuple(gathering.dropped.values()),
        replaced=tuple(gathering.replaced.values()),
        not_replaced=tuple(gathering.not_replaced.values()),
    )


class _Gathering:
    """Walks the matched rules in order and collects what they bring."""

    def __init__(self, protocol: Protocol, inputs: Inputs, limits: Limits, day: str) -> None:
        self.protocol = protocol
        self.inputs = inputs
        self.findings = findings_of(protocol, inputs)
        self.groups = {protocol.vocabulary.findings[id].group for id in self.findings}
        self.limits = limits
        self.day = day
        self.swaps: dict[str, Swap] = {}
        self.dropped: dict[str, LeftOut] = {}
        self.replaced: dict[str, Replacement] = {}
        self.not_replaced: dict[str, Swap] = {}
        self._sources: dict[str, dict[str, Source]] = {}
        self._leads: dict[str, list[str]] = {}
        self._codes: dict[str, str | None] = {}

    def add(self, match: Match) -> None:
        base = self._base(match)
        bonuses = self.protocol.composer.scoring.position_bonus
        for place, prescribed in enumerate(match.rule.prescribe):
            usable = self._usable(self.protocol.items[prescribed], may_swap=not match.rule.when.equip)
            if usable is None:
                continue
            item = self._moved(usable)
            if item is None:
                continue
            score = base + (bonuses[place] if place < len(bonuses) else 0)
            by_rule = self._sources.setdefault(item.id, {})
            known = by_rule.get(match.rule.id)
            if known is None or score > known.score:
                by_rule[match.rule.id] = Source(match.rule.id, match.triggers, score)
            if place == 0:
                self._leads.setdefault(item.id, []).append(match.rule.id)

    def candidates(self) -> tuple[Candidate, ...]:
        scoring = self.protocol.composer.scoring
        found = []
        for item, by_rule in sorted(self._sources.items()):
            sources = tuple(by_rule.values())
            best = max(sources, key=lambda source: source.score)
            further = min(scoring.extra_rule_bonus * (len(sources) - 1), scoring.extra_rule_bonus_max)
            leads = tuple(self._leads.get(item, ()))
            found.append(Candidate(item, best.score + further, best.rule, sources, leads))
        return tuple(found)

    def _base(self, match: Match) -> int:
        scoring = self.protocol.composer.scoring
        priorities = [effective_priority(self.protocol, id, self.findings[id]) for id in match.triggers]
        base = max(priorities, default=scoring.no_finding_base)
        for adjustment in scoring.adjustments:
            if adjustment.rule == match.rule.id and not self._spared(adjustment):
                base += adjustment.add
        return base

    def _spared(self, adjustment: Adjustment) -> bool:
        return adjustment.unless_group in self.groups or any(id in self.findings for id in adjustment.unless_findings)

    def _code(self, item: Item) -> str | None:
        if item.id not in self._codes:
            self._codes[item.id] = block_code(item, self.limits)
        return self._codes[item.id]

    def _usable(self, prescribed: Item, *, may_swap: bool) -> Item | None:
        """What the person left out is not swapped: neither it nor the easier version that it would be."""
        first_code = self._code(prescribed)
        if first_code is None:
            return prescribed
        item = prescribed
        while may_swap and item.regresses_to is not None and not self._is_left_out(item):
            item = self.protocol.items[item.regresses_to]
            if self._code(item) is None:
                self.swaps.setdefault(prescribed.id, Swap(prescribed.id, item.id, first_code))
                return item
        if item is not prescribed and self._is_left_out(item):
            self.dropped.setdefault(item.id, LeftOut(item.id, YOUR_CHOICE))
        self.dropped.setdefault(prescribed.id, LeftOut(prescribed.id, first_code))
        return None

    def _is_left_out(self, item: Item) -> bool:
        return self._code(item) == YOUR_CHOICE and item.id in self.limits.preferences.leave_out

    def _moved(self, usable: Item) -> Item | None:
        """None where the person left out what they had moved on to: what came before it is not brought back."""
        wanted = self.inputs.replaced_by.get(usable.id)
        if wanted is None:
            return usable
        item = self.protocol.items[wanted]
        code = self._code(item)
        if code is None and self.day == OTHER_DAY and item.kind == STRENGTH and usable.kind != STRENGTH:
            code = STRENGTH_DAY_ONLY
        if self._is_left_out(item):
            self.dropped.setdefault(item.id, LeftOut(item.id, YOUR_CHOICE))
            return None
        if code is not None and item.id in easier_versions(self.protocol, usable.id):
            self.dropped.setdefault(usable.id, LeftOut(usable.id, code))
            return None  # never more than where the person stands
        if code is not None:
            self.not_replaced.setdefault(usable.id, Swap(usable.id, item.id, code))
            return usable
        self.replaced.setdefault(usable.id, Replacement(usable.id, item.id))
        return item

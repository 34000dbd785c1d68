"""Prescriptions become one day's routine: what fits the minutes, in order, with dose, seconds and reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from programs.domain.blocks import block_code, limits_for
from programs.domain.dosing import dose_today, seconds
from programs.domain.inputs import NO_PREFERENCES, STRENGTH_DAY, Inputs, Preferences, findings_of
from programs.domain.matching import effective_priority
from programs.domain.movements import Dose, Item, Protocol
from programs.domain.prescriptions import (
    STRENGTH,
    STRENGTH_DAY_ONLY,
    Candidate,
    LeftOut,
    Prescriptions,
    Swap,
    prescribe,
)
from programs.domain.reasons import PREREQUISITE, Reason, prerequisite_reason, reasons_for

POSTURE_BREAK = "posture_break"
NO_SAFE_ITEM = "no_safe_item"


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """``seconds`` are without the change-over. ``rule`` scored highest; ``reason`` is the most specific of ``reasons``.

    ``first_side`` is None for an item done with both sides at once; ``load`` is in kilograms.
    ``prerequisite``: here only because another item needs it first.
    """

    item: str
    kind: str
    block: str
    dose: Dose
    seconds: int
    score: int
    rule: str
    reasons: tuple[Reason, ...]
    first_side: str | None
    prerequisite: bool

    @property
    def reason(self) -> str:
        return self.reasons[0].sentence

    @property
    def load(self) -> float | None:
        return self.dose.load


@dataclass(frozen=True, slots=True)
class Routine:
    """``seconds`` hold one change-over for each item. ``message`` is a key of the protocol's messages.

    ``uncovered`` are findings that nothing here serves. ``off_today`` are items whose weekday it is not.
    """

    day: str
    minutes: int
    items: tuple[PlannedItem, ...] = ()
    seconds: int = 0
    breaks: tuple[PlannedItem, ...] = ()
    left_outs: tuple[LeftOut, ...] = ()
    swaps: tuple[Swap, ...] = ()
    dropped: tuple[LeftOut, ...] = ()
    uncovered: tuple[str, ...] = ()
    off_today: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    message: str | None = None


def plan_day(
    protocol: Protocol,
    inputs: Inputs,
    *,
    day: str = STRENGTH_DAY,
    preferences: Preferences = NO_PREFERENCES,
) -> Routine:
    return compose(protocol, prescribe(protocol, inputs, day=day, preferences=preferences))


def compose(protocol: Protocol, prescriptions: Prescriptions, *, minutes: int | None = None) -> Routine:
    """The day is the one the prescriptions were made for. Other ``minutes`` prescribe anew: rules may ask for them."""
    inputs = prescriptions.inputs
    if minutes is not None and minutes != inputs.minutes:
        prescriptions = prescribe(
            protocol,
            replace(inputs, minutes=minutes),
            day=prescriptions.day,
            preferences=prescriptions.preferences,
        )
        inputs = prescriptions.inputs
    if prescriptions.stop:
        return Routine(prescriptions.day, inputs.minutes, stop=prescriptions.stop)
    return _Composing(protocol, prescriptions).routine()


@dataclass(frozen=True, slots=True)
class _Option:
    """A candidate with today's dose. What is only needed first is a candidate that no rule brought."""

    item: Item
    dose: Dose
    seconds: int
    candidate: Candidate
    findings: frozenset[str]

    @property
    def sort_key(self) -> tuple[int, str, int, str]:
        return (-self.candidate.score, self.item.evidence_grade, self.seconds, self.item.id)


class _Composing:
    def __init__(self, protocol: Protocol, prescriptions: Prescriptions) -> None:
        self.protocol = protocol
        self.composer = protocol.composer
        self.prescriptions = prescriptions
        self.budget = self.composer.budgets[prescriptions.inputs.minutes]
        rules = [protocol.rules_by_id[id] for id in prescriptions.matched_rules]
        self.dosing_rules = [rule for rule in rules if rule.dose]
        self.limits = limits_for(protocol, prescriptions.inputs, rules, prescriptions.preferences)
        self.chosen: dict[str, _Option] = {}
        self.seconds = 0
        self.findings = findings_of(protocol, prescriptions.inputs)
        self.priorities = {id: effective_priority(protocol, id, severity) for id, severity in self.findings.items()}
        options = sorted(
            (self._option(candidate) for candidate in prescriptions.candidates), key=lambda option: option.sort_key
        )
        self.breaks = [option for option in options if option.item.kind == POSTURE_BREAK]
        self.breaks = self.breaks[: self.composer.max_posture_breaks]
        movement = [option for option in options if option.item.kind != POSTURE_BREAK]
        self.waiting = [option for option in movement if not self._may_be_done_today(option.item)]
        self.options = [option for option in movement if self._may_be_done_today(option.item)]

    def routine(self) -> Routine:
        self._take_first_passes()
        for finding in self._findings_by_priority():
            self._cover(finding)
        codes = self._fill()
        codes.update({option.item.id: STRENGTH_DAY_ONLY for option in self.waiting})
        items = self._in_order()
        return Routine(
            day=self.prescriptions.day,
            minutes=self.budget.minutes,
            items=items,
            seconds=self.seconds,
            breaks=tuple(self._planned(option, POSTURE_BREAK) for option in self.breaks),
            left_outs=self._left_outs(codes),
            swaps=self.prescriptions.swaps,
            dropped=self.prescriptions.dropped,
            uncovered=tuple(id for id in self._findings_by_priority() if not self._serves(id, self._shown())),
            message=None if items else NO_SAFE_ITEM,
        )

    # Passes

    def _take_first_passes(self) -> None:
        """Even the shortest day holds ankle movement and touch."""
        for kind in self.composer.first_pass_kinds:
            for option in self.options:
                if option.item.kind != kind or option.item.region in self.composer.first_pass_not_regions:
                    continue
                if self._place(option) is None:
                    break

    def _cover(self, finding: str) -> None:
        brought = [option for option in self.options if finding in option.findings]
        lead = self._lead(finding, brought)
        if lead is not None and self._place(lead) is None:
            return
        if self._serves(finding, self.chosen.values()):
            return
        for option in brought:
            if option is not lead and self._place(option) is None:
                return

    def _fill(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for option in self.options:
            code = self._place(option)
            if code is not None:
                codes[option.item.id] = code
        return {id: code for id, code in codes.items() if id not in self.chosen}

    def _lead(self, finding: str, brought: list[_Option]) -> _Option | None:
        """The lead item of the first rule that the finding triggers and that has one today."""
        leads = [
            (self.protocol.rules_by_id[source.rule].number, option)
            for option in brought
            for source in option.candidate.sources
            if finding in source.findings and source.rule in option.candidate.lead_of
        ]
        return min(leads, key=lambda pair: pair[0], default=(0, None))[1]

    # Fitting in

    def _place(self, option: _Option) -> str | None:
        """Adds the item with what it needs first, if it is not there yet, or says what stands against it."""
        if option.item.id in self.chosen:
            return None
        needed = (id for id in option.item.prerequisite_items if id not in self.chosen)
        bundle = [*(self._needed(id) for id in needed), option]
        for name in self.composer.fit_check_order:
            code = FIT_CHECKS[name](self, bundle)
            if code is not None:
                return code
        for part in bundle:
            self.chosen[part.item.id] = part
            self.seconds += part.seconds + self.composer.transition_s
        return None

    def _prerequisite(self, bundle: list[_Option]) -> str | None:
        for part in bundle[:-1]:
            if block_code(part.item, self.limits) is not None or not self._may_be_done_today(part.item):
                return f"prerequisite:{part.item.id}"
        return None

    def _max_items(self, bundle: list[_Option]) -> str | None:
        return "max_items" if len(self.chosen) + len(bundle) > self.budget.max_items else None

    def _up_chain_cap(self, bundle: list[_Option]) -> str | None:
        up_chain = [option for option in self._with(bundle) if option.item.region in self.composer.up_chain_regions]
        adds = any(option.item.region in self.composer.up_chain_regions for option in bundle)
        return "up_chain_cap" if adds and len(up_chain) > self.composer.up_chain_cap else None

    def _kind_cap(self, bundle: list[_Option]) -> str | None:
        for kind in (part.item.kind for part in bundle):
            count = sum(1 for option in self._with(bundle) if option.item.kind == kind)
            if count > self.composer.kind_caps[kind] + self.budget.extra_kind_caps.get(kind, 0):
                return f"kind_cap:{kind}"
        return None

    def _time(self, bundle: list[_Option]) -> str | None:
        more = sum(option.seconds + self.composer.transition_s for option in bundle)
        return "time" if self.seconds + more > self.budget.minutes * 60 else None

    def _with(self, bundle: list[_Option]) -> list[_Option]:
        return [*self.chosen.values(), *bundle]

    def _may_be_done_today(self, item: Item) -> bool:
        return self.prescriptions.day == STRENGTH_DAY or item.kind != STRENGTH

    # Options

    def _option(self, candidate: Candidate) -> _Option:
        item = self.protocol.items[candidate.item]
        progressed = self.prescriptions.inputs.progress.get(item.id, {})
        dose = dose_today(item, self.composer, self.budget, self.dosing_rules, progressed)
        findings = frozenset(id for source in candidate.sources for id in source.findings)
        return _Option(item, dose, seconds(item, dose), candidate, findings)

    def _needed(self, id: str) -> _Option:
        known = next((option for option in self.options if option.item.id == id), None)
        return known or self._option(Candidate(id, 0, PREREQUISITE, (), ()))

    # Findings

    def _findings_by_priority(self) -> list[str]:
        return sorted(self.priorities, key=lambda id: (-self.priorities[id], id))

    def _serves(self, finding: str, options: Collection[_Option]) -> bool:
        return any(finding in option.findings for option in options)

    def _shown(self) -> list[_Option]:
        return [*self.chosen.values(), *self.breaks]

    # Results

    def _in_order(self) -> tuple[PlannedItem, ...]:
        def key(option: _Option) -> tuple[int, int, int, str]:
            return (
                self.composer.block_order.index(option.item.kind),
                option.item.level,
                -option.candidate.score,
                option.item.id,
            )

        return tuple(self._planned(option, option.item.kind) for option in sorted(self.chosen.values(), key=key))

    def _planned(self, option: _Option, block: str) -> PlannedItem:
        candidate = option.candidate
        reasons = reasons_for(self.protocol, candidate, self.findings) or (prerequisite_reason(self.composer),)
        return PlannedItem(
            item=option.item.id,
            kind=option.item.kind,
            block=block,
            dose=option.dose,
            seconds=option.seconds,
            score=candidate.score,
            rule=candidate.rule,
            reasons=reasons,
            first_side=self._first_side(option),
            prerequisite=not candidate.sources,
        )

    def _first_side(self, option: _Option) -> str | None:
        if option.item.side != "each":
            return None
        sides = self.prescriptions.inputs.sides
        known = (id for id in self._findings_by_priority() if id in sides and id in option.findings)
        return next((sides[id] for id in known), "left")

    def _left_outs(self, codes: Mapping[str, str]) -> tuple[LeftOut, ...]:
        scores = {option.item.id: option.candidate.score for option in (*self.options, *self.waiting)}
        return tuple(LeftOut(id, codes[id]) for id in sorted(codes, key=lambda id: (-scores[id], id)))


FIT_CHECKS: Mapping[str, Callable[[_Composing, list[_Option]], str | None]] = {
    "prerequisite": _Composing._prerequisite,
    "max_items": _Composing._max_items,
    "up_chain_cap": _Composing._up_chain_cap,
    "kind_cap": _Composing._kind_cap,
    "time": _Composing._time,
}

"""Which rules hold for a person, without asking each rule: every possible answer knows the rules it speaks for.

A set of rules is a whole number with one bit for each rule, so that one "and" speaks for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from programs.domain.movements import Rule

Bounds = tuple[int | None, int | None]


class AnyOf:
    """Rules that ask for one of several keys, or for none."""

    def __init__(self, asked: Iterable[Collection[Hashable]]) -> None:
        self._free = 0
        self._by_key: dict[Hashable, int] = {}
        for place, keys in enumerate(asked):
            if not keys:
                self._free |= 1 << place
            for key in keys:
                self._by_key[key] = self._by_key.get(key, 0) | 1 << place

    def holding(self, keys: Iterable[Hashable]) -> int:
        rules = self._free
        for key in keys:
            rules |= self._by_key.get(key, 0)
        return rules


class EachOf:
    """Rules that ask for every one of several keys."""

    def __init__(self, asked: Iterable[Collection[Hashable]]) -> None:
        by_key: dict[Hashable, int] = {}
        for place, keys in enumerate(asked):
            for key in keys:
                by_key[key] = by_key.get(key, 0) | 1 << place
        self._by_key = list(by_key.items())

    def holding(self, keys: Collection[Hashable]) -> int:
        lacking = 0
        for key, rules in self._by_key:
            if key not in keys:
                lacking |= rules
        return ~lacking


class Within:
    """Rules that ask for a number from one bound to another; both belong to it, None is open."""

    def __init__(self, asked: Iterable[Bounds]) -> None:
        by_bounds: dict[Bounds, int] = {}
        for place, bounds in enumerate(asked):
            by_bounds[bounds] = by_bounds.get(bounds, 0) | 1 << place
        by_bounds.pop((None, None), None)
        self._by_bounds = list(by_bounds.items())

    def holding(self, number: int) -> int:
        outside = 0
        for (low, high), rules in self._by_bounds:
            if (low is not None and number < low) or (high is not None and number > high):
                outside |= rules
        return ~outside


class Match(NamedTuple):
    """A rule that holds; ``triggers`` are the findings that made it speak, in the rule's own order."""

    rule: Rule
    triggers: tuple[str, ...]


class RuleIndex:
    """``severities`` are those that a finding can have."""

    def __init__(self, rules: Sequence[Rule], severities: Collection[int]) -> None:
        whens = [rule.when for rule in rules]
        # A rule that holds and names one finding was triggered by it; of several each has to be looked at.
        self._known = [Match(rule, rule.when.findings) for rule in rules]
        self._open = sum(1 << place for place, when in enumerate(whens) if len(when.findings) > 1)
        self.findings = AnyOf(
            {(id, severity) for id in when.findings for severity in severities if severity >= (when.min_sev or 0)}
            for when in whens
        )
        self.every = EachOf(when.every for when in whens)
        self.contra = EachOf(when.contra for when in whens)
        self.equip = AnyOf(when.equip for when in whens)
        self.experience = AnyOf(when.experience for when in whens)
        self.minutes = AnyOf(when.minutes for when in whens)
        self.pain = Within((when.pain_min, when.pain_max) for when in whens)
        self.age = Within((when.age_min, None) for when in whens)

    def matches(self, holding: int, findings: Mapping[str, int]) -> list[Match]:
        """Of the rules that hold, in their order."""
        found = []
        while holding:
            lowest = holding & -holding
            match = self._known[lowest.bit_length() - 1]
            found.append(_triggered(match.rule, findings) if lowest & self._open else match)
            holding ^= lowest
        return found


def _triggered(rule: Rule, findings: Mapping[str, int]) -> Match:
    least = rule.when.min_sev or 0
    return Match(rule, tuple(id for id in rule.when.findings if findings.get(id, -1) >= least))

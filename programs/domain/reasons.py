"""Why an item is there: every rule that brought it, the most specific first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from programs.domain.movements import Composer, Item, Protocol
from programs.domain.prescriptions import Candidate

PREREQUISITE = "prerequisite"
SORE_DAY = "sore_day"


@dataclass(frozen=True, slots=True)
class Reason:
    """``findings`` are the ones that triggered the rule, with their severities."""

    rule: str
    group: str
    sentence: str
    findings: tuple[tuple[str, int], ...]
    citations: tuple[str, ...]


def reasons_for(protocol: Protocol, candidate: Candidate, findings: Mapping[str, int]) -> tuple[Reason, ...]:
    item = protocol.items[candidate.item]
    order = protocol.composer.reason_groups
    ranked = []
    for source in candidate.sources:
        rule = protocol.rules_by_id[source.rule]
        group = _group(protocol, item, source.findings)
        triggers = tuple((id, findings[id]) for id in source.findings)
        reason = Reason(rule.id, group, rule.reason, triggers, rule.citations)
        ranked.append(((order.index(group), -rule.when.conditions, rule.number), reason))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(reason for _, reason in ranked)


def prerequisite_reason(composer: Composer) -> Reason:
    return Reason(PREREQUISITE, composer.reason_groups[-1], composer.prerequisite_reason, (), ())


def sore_day_reason(composer: Composer) -> Reason:
    sentence = composer.day_kinds.sore.reason if composer.day_kinds else ""
    return Reason(SORE_DAY, composer.reason_groups[-1], sentence, (), ())


def _group(protocol: Protocol, item: Item, findings: tuple[str, ...]) -> str:
    """The most specific group of the findings; a rule without any counts with the base."""
    composer = protocol.composer
    base = composer.reason_groups[-1]
    demoted = {entry.finding for entry in composer.counts_as_base if item.region in entry.regions}
    groups = [base if id in demoted else protocol.vocabulary.findings[id].group for id in findings]
    return min(groups, key=composer.reason_groups.index, default=base)

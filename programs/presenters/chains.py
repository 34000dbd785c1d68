"""From an answer to an item: what the person said, what it suggests, and what the rule makes of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.definitions import Questionnaire
from programs.domain.movements import Protocol
from programs.domain.reasons import Reason
from programs.presenters.answers import Quote, quotes
from programs.presenters.words import SEVERITIES, listed, sentence


@dataclass(frozen=True, slots=True)
class Chain:
    """One reason. Without `said` it is one that everybody has, or that rests on no answer."""

    said: str
    findings: tuple[str, ...]
    suggests: str
    reason: str


def chain_links(chains: Sequence[Chain], item: str) -> tuple[tuple[dict[str, str], ...], ...]:
    """What several answers lead to stands once, at the end."""
    links = [
        [
            {"label": _("You answered"), "text": chain.said},
            {"label": _("That suggests"), "text": chain.suggests},
            {"label": _("The reason"), "text": chain.reason},
        ]
        for chain in chains
    ]
    if links:
        links[-1].append({"label": _("So the plan adds"), "text": f"{item}."})
    return tuple(map(tuple, links))


class Chains:
    """The reasons of one plan in words; each finding is quoted once and kept."""

    def __init__(self, protocol: Protocol, questionnaire: Questionnaire, found: Sequence[Mapping[str, Any]]) -> None:
        self.protocol, self.questionnaire, self.found = protocol, questionnaire, found
        self.quoted: dict[str, tuple[Quote, ...]] = {}

    def of(self, reasons: Iterable[Reason]) -> tuple[Chain, ...]:
        """As the engine puts them: the most specific first."""
        return tuple(self._chain(reason) for reason in reasons)

    def _chain(self, reason: Reason) -> Chain:
        base, labels = self.protocol.composer.added_finding, self.protocol.vocabulary.findings
        findings = [(id, severity) for id, severity in reason.findings if id != base]
        said = dict.fromkeys(quote for id, _severity in findings for quote in self._quotes(id))
        named = [_finding(labels[id].label, severity) for id, severity in findings]
        return Chain(
            said=" ".join(f"{quote.text} {quote.answer}." for quote in said),
            findings=tuple(labels[id].label for id, _severity in findings),
            suggests=sentence(listed(named)) if named else "",
            reason=sentence(reason.sentence),
        )

    def _quotes(self, finding: str) -> tuple[Quote, ...]:
        if finding not in self.quoted:
            because = [one for entry in self.found if entry["id"] == finding for one in entry["because"]]
            self.quoted[finding] = quotes(self.questionnaire, because, finding)
        return self.quoted[finding]


def _finding(label: str, severity: int) -> str:
    """The middle severity has no word: "clear" after a finding would read as free of it."""
    if severity not in SEVERITIES:
        return label
    return _("%(finding)s (%(severity)s)") % {"finding": label, "severity": SEVERITIES[severity]}

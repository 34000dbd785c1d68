"""What the assessment found, which items it brought, and what was left out: with the answers behind each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Assessment
from footcare.clinic.presenters import finding_labels
from footcare.clinic.wording import quoted
from programs.composing import caps_of, taken_away, withheld
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Protocol
from programs.domain.routine import Routine
from programs.domain.wording import left_out_words
from programs.doses import Place
from programs.models import Plan
from programs.presenters.words import dose_words

MOST_SEVERE = 3


@dataclass(frozen=True, slots=True)
class FindingShown:
    label: str
    side: str
    severity: str
    answers: str
    items: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    name: str
    dose: str
    days: str
    reasons: tuple[dict[str, str], ...]


def findings_of(
    complete: Assessment | None, routines: Mapping[str, Routine], protocol: Protocol
) -> Iterator[FindingShown]:
    if complete is None or not complete.findings:
        return
    brought = items_by_finding(routines, protocol)
    sides = {"left": _("left"), "right": _("right"), None: ""}
    for row in sorted(complete.findings["findings"], key=lambda row: (-row["severity"], row["id"])):
        answers = " ".join(quoted([because]) for because in row["because"])
        items = ", ".join(brought.get(row["id"], ()))
        severity = _("%(severity)s of %(most)s") % {"severity": row["severity"], "most": MOST_SEVERE}
        yield FindingShown(finding_labels([row["id"]]), sides.get(row["side"], ""), severity, answers, items)


def items_by_finding(routines: Mapping[str, Routine], protocol: Protocol) -> dict[str, dict[str, None]]:
    """Finding -> the names of the items that it brought, in order, each once."""
    brought: dict[str, dict[str, None]] = {}
    for routine in routines.values():
        for planned in routine.items:
            for reason in planned.reasons:
                for finding, _severity in reason.findings:
                    brought.setdefault(finding, {})[protocol.items[planned.item].words.name] = None
    return brought


def items_of(places: Iterable[Place], protocol: Protocol) -> Iterator[ItemShown]:
    for place in places:
        planned, item = place.planned, protocol.items[place.planned.item]
        yield ItemShown(
            name=item.words.name,
            dose=dose_words(item, planned.dose),
            days=days_words(place.days),
            reasons=tuple({"rule": reason.rule, "text": reason.sentence} for reason in planned.reasons),
        )


def days_words(days: Collection[str]) -> str:
    if {STRENGTH_DAY, OTHER_DAY} <= set(days):
        return _("every day")
    return _("strength days") if STRENGTH_DAY in days else _("other days")


def left_out_of(plan: Plan, routines: Mapping[str, Routine], protocol: Protocol) -> Iterator[dict[str, str]]:
    """What was left out or swapped, each once. Staff also see the code: it names what did it."""
    caps, taken = caps_of(plan), taken_away(plan)
    shown = set()
    for routine in routines.values():
        newly = withheld(protocol, plan, [one.item for one in (*routine.items, *routine.breaks)])
        gone = [(item, code, "") for item, code in newly.items()]
        gone += [(swap.before, swap.code, swap.after) for swap in routine.swaps]
        gone += [(left.item, left.code, "") for left in (*routine.dropped, *routine.left_outs)]
        for item, code, instead in gone:
            if item in shown or item not in protocol.items:
                continue
            shown.add(item)
            words = left_out_words(protocol, code, item=item, caps=caps, taken_away=taken)
            if instead in protocol.items:
                words = _("Instead: %(name)s.") % {"name": protocol.items[instead].words.name} + " " + words
            yield {"name": protocol.items[item].words.name, "why": words, "code": code}

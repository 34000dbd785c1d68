"""What a green practice means for kinds that the decision table does not cover."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from programs.domain.dose_steps import Change, step_up
from programs.domain.movements import Protocol
from programs.domain.practice_log import Report
from programs.domain.progression_content import HOLD, PROGRESS, OtherKind, course_of
from programs.domain.progression_state import COUNTED, MOVED, OFFERED, SAME_DOSE, Because, State, placed, reset


@dataclass(frozen=True, slots=True)
class Outcome:
    action: str
    line: str
    after: State
    because: Because = ()
    changes: tuple[Change, ...] = ()


def after_green(
    protocol: Protocol, judged: State, report: Report, *, on: date, usable: Collection[str], days_here: int
) -> Outcome:
    """Greens are counted; with enough of them the kind moves on, or the next item is offered. Others stay."""
    item = protocol.items[judged.standing.item]
    rule = course_of(protocol.progression).other_kinds.get(item.kind)
    if rule is None:
        return Outcome(HOLD, SAME_DOSE, judged)
    count = judged.greens + (1 if _counts(protocol, rule, report) else 0)
    because: Because = (("greens", count), ("greens_needed", rule.greens))
    if count < rule.greens:
        return Outcome(HOLD, COUNTED, replace(judged, greens=count), because)
    calm = reset(judged)
    if rule.moves:
        standing, changes = step_up(protocol, judged.standing, usable=usable, days_here=days_here)
        return Outcome(PROGRESS, MOVED, placed(calm, standing, on), because, changes)
    offer = item.progresses_to
    if offer is None or offer not in usable:
        return Outcome(HOLD, SAME_DOSE, calm, because)
    return Outcome(HOLD, OFFERED, replace(calm, offer=offer), (*because, ("offer", offer)))


def _counts(protocol: Protocol, rule: OtherKind, report: Report) -> bool:
    complete = report.done >= protocol.progression.completed_min or not rule.completed
    return complete and (rule.effort_max is None or report.effort <= rule.effort_max)

"""What the reports of practice mean for the next dose: the decision table, and the kinds outside it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime

from programs.domain.decision_table import Deciding
from programs.domain.movements import Protocol
from programs.domain.open_reports import open_reports
from programs.domain.practice_log import Log, check
from programs.domain.progression_content import STOP_REFER
from programs.domain.progression_state import STOP, STOPPED, Decision, State


def decide(
    protocol: Protocol,
    state: State,
    log: Log,
    *,
    today: date,
    now: datetime,
    usable: Collection[str],
    latest: datetime | None = None,
) -> Decision:
    """What today means for one item. Judges the earliest day that is not judged yet: see ``settle`` for all of them.

    ``usable`` are the items that nothing blocks for this person. Rest between strength may end until ``latest``, or
    must be over ``now``. Ask on a day on which the item is planned. Raises ValueError for a number outside its scale,
    or content without a course.
    """
    check(protocol, log)
    if state.stopped:
        return Decision(STOP_REFER, STOPPED, STOP, state, state)
    return Deciding(protocol, state, log, today, now, usable, latest or now).decision()


def apply(decision: Decision, state: State) -> State:
    """Raises ValueError when the decision was made from another state."""
    if decision.before != state:
        raise ValueError("this decision was made from another state: decide again")
    return decision.after


def settle(
    protocol: Protocol,
    state: State,
    log: Log,
    *,
    today: date,
    now: datetime,
    usable: Collection[str],
    latest: datetime | None = None,
    amend: Callable[[Decision], Decision] | None = None,
) -> tuple[Decision, ...]:
    """Every decision that is due, the one for today last. ``amend`` may make each smaller before the next is taken."""
    decisions: list[Decision] = []
    while True:
        decision = decide(protocol, state, log, today=today, now=now, usable=usable, latest=latest)
        decision = amend(decision) if amend else decision
        decisions.append(decision)
        waits = decision.after == state or decision.after.stopped
        state = apply(decision, state)
        if waits or not open_reports(protocol, state, log, today, now):
            return tuple(decisions)

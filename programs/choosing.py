"""What a person may choose about the single items of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from programs.composing import inputs_now, preferences_of
from programs.domain.dose_steps import easier
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Protocol
from programs.domain.programme import Progress, usable_items
from programs.models import Plan, Preference


@dataclass(frozen=True, slots=True)
class Choosable:
    """Items that may be left out, and those of them that have an easier version."""

    leave_out: frozenset[str]
    prefer_easier: frozenset[str]

    def of(self, choice: Preference.Choice) -> frozenset[str]:
        return self.leave_out if choice == Preference.Choice.LEAVE_OUT else self.prefer_easier


def choosable_items(protocol: Protocol, plan: Plan, progress: Progress, today: Iterable[str]) -> Choosable:
    """Among the items of the plan, and those of `today`."""
    planned = {one["item"] for day in (STRENGTH_DAY, OTHER_DAY) for one in plan.outcome[day]["items"]}
    planned |= {state.standing.item for state in progress.states.values() if state.prescribed in planned}
    planned |= set(today)
    usable = usable_items(protocol, inputs_now(plan), preferences_of(plan))
    with_easier = (id for id in planned if easier(protocol, protocol.items[id], usable) is not None)
    return Choosable(frozenset(planned), frozenset(with_easier))

"""A list that is made again on its own day, after a report: nothing comes to it, and nothing on it becomes more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from programs.domain.dose_steps import lowest
from programs.domain.dosing import seconds
from programs.domain.movements import Protocol
from programs.domain.routine import PlannedItem, Routine


def no_more_than(protocol: Protocol, routine: Routine, listed: Iterable[PlannedItem]) -> Routine:
    """``listed`` is what the list asked for until now."""
    before = {planned.item: planned for planned in listed}
    items = tuple(_lower(protocol, one, before[one.item]) for one in routine.items if one.item in before)
    total = sum(planned.seconds + protocol.composer.transition_s for planned in items)
    return replace(routine, items=items, seconds=total)


def _lower(protocol: Protocol, planned: PlannedItem, before: PlannedItem) -> PlannedItem:
    dose = lowest(planned.dose, before.dose)
    if dose == planned.dose:
        return planned
    return replace(planned, dose=dose, seconds=seconds(protocol.items[planned.item], dose))

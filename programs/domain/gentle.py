"""One day of another kind: shorter for a busy day, gentler for a sore one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from programs.domain.blocks import Limits, block_code, limits_for
from programs.domain.day_kinds import BUSY, SORE
from programs.domain.dose_steps import PAUSE, Standing, step_down
from programs.domain.dosing import dose_today, seconds
from programs.domain.inputs import NO_PREFERENCES, STRENGTH_DAY, Inputs, Preferences
from programs.domain.movements import Item, Protocol
from programs.domain.prescriptions import STRENGTH, prescribe
from programs.domain.progression_content import course_of
from programs.domain.reasons import SORE_DAY, sore_day_reason
from programs.domain.routine import PlannedItem, Routine, compose


def compose_kind(
    protocol: Protocol,
    inputs: Inputs,
    *,
    kind: str,
    day: str = STRENGTH_DAY,
    minutes: int | None = None,
    preferences: Preferences = NO_PREFERENCES,
) -> Routine:
    """The routine of a day. ``minutes`` are those of a busy day; raises ValueError for minutes that are not offered."""
    if kind == BUSY:
        offered = protocol.composer.day_kinds.busy_minutes if protocol.composer.day_kinds else ()
        if minutes not in offered:
            raise ValueError(f"a busy day has {minutes!r} minutes: use one of {list(offered)}")
        inputs = replace(inputs, minutes=minutes)
    if kind == SORE:
        return _Gentle(protocol, inputs, day, preferences).routine()
    return compose(protocol, prescribe(protocol, inputs, day=day, preferences=preferences))


class _Gentle:
    """Loads one step down, breathing first, light touch. Nothing takes longer than the minutes of the day."""

    def __init__(self, protocol: Protocol, inputs: Inputs, day: str, preferences: Preferences) -> None:
        if protocol.composer.day_kinds is None:
            raise ValueError("this version of composer.yaml has no day_kinds: make the plan anew")
        self.protocol, self.sore = protocol, protocol.composer.day_kinds.sore
        self.inputs = replace(inputs, excluded_tags=inputs.excluded_tags.union(self.sore.excluded_tags))
        self.prescribed = prescribe(protocol, self.inputs, day=day, preferences=preferences)
        self.rules = [protocol.rules_by_id[id] for id in self.prescribed.matched_rules]
        self.limits: Limits = limits_for(protocol, self.inputs, self.rules, preferences)
        self.strength_day = day == STRENGTH_DAY

    def routine(self) -> Routine:
        routine = compose(self.protocol, self.prescribed)
        if routine.stop:
            return routine
        lowered = self._lowered(routine.items)
        items = self._with_breathing([one for one in lowered if self._has_what_it_needs(one, lowered)])
        return replace(
            routine,
            items=tuple(items),
            seconds=self._seconds(items),
            message=routine.message if not items else None,
        )

    def _lowered(self, items: Iterable[PlannedItem]) -> list[PlannedItem]:
        """An easier version that stands on the list itself takes its own step down instead."""
        items = list(items)
        usual = {planned.item for planned in items}
        lowered: dict[str, PlannedItem] = {}
        for planned in items:
            one = self._one_step_down(planned)
            if one is not None and (one.item == planned.item or one.item not in usual):
                lowered.setdefault(one.item, one)
        return list(lowered.values())

    def _one_step_down(self, planned: PlannedItem) -> PlannedItem | None:
        """None where there is nothing lower: it waits for another day."""
        if planned.kind not in course_of(self.protocol.progression).table_kinds:
            return planned
        standing, changes = step_down(self.protocol, Standing(planned.item, planned.dose), usable=self._usable())
        if any(change.what == PAUSE for change in changes):
            return None
        item = self.protocol.items[standing.item]
        if item.id == planned.item:
            return replace(planned, dose=standing.dose, seconds=min(seconds(item, standing.dose), planned.seconds))
        if item.kind == STRENGTH and not self.strength_day:
            return None
        easier = self._planned_at_start(item, planned)
        return easier if easier.seconds <= planned.seconds else None

    def _planned_at_start(self, item: Item, like: PlannedItem) -> PlannedItem:
        budget = self.protocol.composer.budgets[self.inputs.minutes]
        dose = dose_today(item, self.protocol.composer, budget, self.rules, {})
        return replace(
            like,
            item=item.id,
            kind=item.kind,
            block=item.kind,
            dose=dose,
            seconds=seconds(item, dose),
            first_side=(like.first_side or "left") if item.side == "each" else None,
        )

    def _has_what_it_needs(self, planned: PlannedItem, items: Iterable[PlannedItem]) -> bool:
        return {*self.protocol.items[planned.item].prerequisite_items} <= {one.item for one in items}

    def _with_breathing(self, items: list[PlannedItem]) -> list[PlannedItem]:
        """First of all; where the minutes are full, the item that scored lowest makes room."""
        first = self._breathing(items)
        if first is None:
            return items
        rest = [one for one in items if one.item != first.item]
        while rest and self._seconds([first, *rest]) > self.inputs.minutes * 60:
            least = min(rest, key=lambda one: (one.score, one.item))
            rest = [one for one in rest if one is not least]
            rest = [one for one in rest if self._has_what_it_needs(one, rest)]
        return [first, *rest] if self._seconds([first, *rest]) <= self.inputs.minutes * 60 else items

    def _breathing(self, items: Iterable[PlannedItem]) -> PlannedItem | None:
        item = self.protocol.items[self.sore.first]
        planned = next((one for one in items if one.item == item.id), None)
        if planned is not None or block_code(item, self.limits) is not None:
            return planned
        budget = self.protocol.composer.budgets[self.inputs.minutes]
        dose = dose_today(item, self.protocol.composer, budget, self.rules, {})
        return PlannedItem(
            item=item.id,
            kind=item.kind,
            block=item.kind,
            dose=dose,
            seconds=seconds(item, dose),
            score=0,
            rule=SORE_DAY,
            reasons=(sore_day_reason(self.protocol.composer),),
            first_side="left" if item.side == "each" else None,
            prerequisite=False,
        )

    def _usable(self) -> frozenset[str]:
        return frozenset(id for id, item in self.protocol.items.items() if block_code(item, self.limits) is None)

    def _seconds(self, items: Iterable[PlannedItem]) -> int:
        return sum(one.seconds + self.protocol.composer.transition_s for one in items)

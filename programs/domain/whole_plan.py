"""What the whole plan makes of decisions about its items: nothing grows out of the day or steps round its ladder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from programs.domain.dose_steps import DOSE_PARTS, Change, Standing, changes_between, lowest, start_of
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY, Inputs, Preferences
from programs.domain.ladders import easier_versions
from programs.domain.movements import Protocol
from programs.domain.prescriptions import prescribe
from programs.domain.progression_content import HOLD, PROGRESS, REASSESS, course_of
from programs.domain.progression_state import NO_ROOM, Decision, State, for_composer, in_force, placed, standing_on
from programs.domain.routine import PlannedItem, Routine, compose

ANOTHER_DAY = timedelta(hours=12)
"""Reports that are further apart belong to two practices."""


@dataclass(frozen=True, slots=True)
class WholePlan:
    """The plan around the states of its items on one day; ``inputs`` have the level bonus of that day."""

    protocol: Protocol
    inputs: Inputs
    preferences: Preferences
    on: date

    def amended(self, decision: Decision, states: Mapping[str, State]) -> Decision:
        """``states`` are those before the decision."""
        if decision.action == REASSESS:
            return self._from_the_start(decision)
        if decision.action == PROGRESS and decision.changes and not self._has_room(decision, states):
            return self._held(decision)
        return decision

    def _has_room(self, decision: Decision, states: Mapping[str, State]) -> bool:
        """Whether what goes up stays on each list that it is on, shown as it is. A lesser item may make room; the last
        of its kind may not.
        """
        id = decision.before.prescribed
        old, new = standing_on(decision.before, self.on), standing_on(decision.after, self.on)
        before = self._planned({**states, id: decision.before})
        after = self._planned({**states, id: decision.after})
        lists = [will_be for was, will_be in zip(before, after, strict=True) if old.item in was]
        stays = all(new.item in one and self._shows(one[new.item], new, decision.changes) for one in lists)
        return bool(lists) and stays and all(map(_keeps_kinds, before, after))

    def _shows(self, planned: PlannedItem, standing: Standing, changes: Iterable[Change]) -> bool:
        parts = [change.what for change in changes if change.what in DOSE_PARTS]
        return all(getattr(planned.dose, part) == getattr(standing.dose, part) for part in parts)

    def _planned(self, states: Mapping[str, State]) -> list[dict[str, PlannedItem]]:
        inputs = with_states(self.protocol, self.inputs, states, self.on)
        routines = (
            compose(self.protocol, prescribe(self.protocol, inputs, day=day, preferences=self.preferences))
            for day in (STRENGTH_DAY, OTHER_DAY)
        )
        return [{planned.item: planned for planned in routine.items} for routine in routines]

    def _held(self, decision: Decision) -> Decision:
        before = decision.before
        after = replace(
            decision.after,
            standing=before.standing,
            since=before.since,
            back=before.back,
            progress_weeks=before.progress_weeks,
            progress_week=before.progress_week,
        )
        return replace(decision, action=HOLD, line=NO_ROOM, after=after, changes=())

    def _from_the_start(self, decision: Decision) -> Decision:
        """One item that was not done for so long begins again, and never higher than it stood. Told once."""
        before = decision.before
        if before.gap_taken == REASSESS:
            return replace(decision, after=before)
        now = standing_on(before, self.on)
        prescribed = start_of(self.protocol, before.prescribed)
        climbed = now.item != prescribed.item and prescribed.item in easier_versions(self.protocol, now.item)
        start = prescribed if climbed else Standing(now.item, lowest(now.dose, self.protocol.items[now.item].dose))
        after = replace(placed(decision.after, start, self.on), back=None, gap_taken=REASSESS)
        return replace(decision, after=after, changes=changes_between(now, start))


def with_states(protocol: Protocol, inputs: Inputs, states: Mapping[str, State], on: date) -> Inputs:
    """Progressed doses, and the items that stand for others."""
    doses, replaced_by = for_composer(protocol, states.values(), on=on)
    held = held_on_ladders(protocol, states, on)
    stands = {id: held.get(item, item) for id, item in replaced_by.items()}
    return replace(inputs, progress=doses, replaced_by={**held, **stands})


def without_reports(inputs: Inputs) -> Inputs:
    """With the level that practice has opened, and without the doses and versions that reports have led to."""
    return replace(inputs, progress={}, replaced_by={})


def held_on_ladders(protocol: Protocol, states: Mapping[str, State], on: date) -> dict[str, str]:
    """Harder versions of where the person stands wait, whoever prescribes them: the way up leads through the reports.

    Otherwise a new level, tool or answer would bring a harder version at its starting dose after a step down. A harder
    one where the person stood before waits too, while the easier one that came since went less than well.
    """
    kinds = course_of(protocol.progression).table_kinds if states else ()
    standing: dict[str, list[State]] = {}
    for state in states.values():
        standing.setdefault(standing_on(state, on).item, []).append(in_force(state, on))
    held: dict[str, str] = {}
    for id in sorted(protocol.items, key=lambda id: len(easier_versions(protocol, id))):
        own = standing.get(id, [])
        if protocol.items[id].kind not in kinds or (id in states and not own):
            continue
        for lower in easier_versions(protocol, id):
            if lower in standing and all(any(_went_less_well(here, one) for here in standing[lower]) for one in own):
                held[id] = held.get(lower, lower)
                break
    return held


def _went_less_well(easier: State, harder: State) -> bool:
    """Whether the reports of the easier version, on a later day than those of the harder, hold the person back: until
    it has been green since. Days away reset an amber, and are no green.
    """
    later_red = any(red not in harder.reds and red >= harder.judged.date() for red in easier.reds)
    another_day = easier.judged - harder.judged >= ANOTHER_DAY
    new_amber = easier.amber_streak > harder.amber_streak and easier.judged >= harder.judged
    return later_red or new_amber or (another_day and not easier.green_streak)


def without_newcomers(
    protocol: Protocol,
    routine: Routine,
    begun_with: Collection[str],
    usual: Callable[[], Routine],
    states: Mapping[str, State],
    on: date,
) -> Routine:
    """Room that lowered or resting doses leave is no room for other loads: a load comes when the day has it at its
    usual doses, or when the person stands there. ``begun_with`` are the items that the plan had for such a day;
    ``usual`` makes the same day without what was reported, and is asked only for others.
    """
    kinds = course_of(protocol.progression).table_kinds if states else ()
    known = {*begun_with, *(standing_on(state, on).item for state in states.values())}
    others = {planned.item for planned in routine.items if planned.kind in kinds and planned.item not in known}
    if others:
        others -= {planned.item for planned in usual().items}
    staying = {planned.item for planned in routine.items} - others
    staying |= {needed for id in staying for needed in protocol.items[id].prerequisite_items}
    items = tuple(planned for planned in routine.items if planned.item in staying)
    total = sum(planned.seconds + protocol.composer.transition_s for planned in items)
    return replace(routine, items=items, seconds=total)


def _keeps_kinds(before: Mapping[str, PlannedItem], after: Mapping[str, PlannedItem]) -> bool:
    return {one.kind for one in before.values()} <= {one.kind for one in after.values()}

"""Which items and doses a clinician may set by hand: the ladder of an item, as far as nothing blocks it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from programs.composing import inputs_now, preferences_of, prescribed_ids, withheld
from programs.domain.dose_steps import Standing, bounds_of, start_of
from programs.domain.ladders import easier_versions
from programs.domain.movements import Dose, Protocol
from programs.domain.programme import Progress, inputs_at, ladder_of, usable_items
from programs.domain.progression_state import State, standing_on
from programs.domain.routine import PlannedItem, Routine
from programs.models import Plan

SET = ("sets", "reps", "hold_s", "load")
"""The dose fields that a clinician may set."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the plan. `prescribed` is the id under which its progress is kept; `planned` is what the list has
    now, with its caps; `state` is None before anything was decided. `days` are the day types that have it.
    """

    prescribed: str
    planned: PlannedItem
    standing: Standing
    state: State | None
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`bounds` are lowest and highest per field that may be set; empty where the library keeps the dose of a kind."""

    item: str
    start: Dose
    bounds: Mapping[str, tuple[int, int]]
    takes_load: bool


def places_of(
    protocol: Protocol, plan: Plan, progress: Progress, today: dt.date, routines: Mapping[str, Routine]
) -> dict[str, Place]:
    """By prescribed id, in the order of the plan; what safety withholds by now is not in it. `routines` are both day
    types as the person stands now.
    """
    places: dict[str, Place] = {}
    for day, routine in routines.items():
        prescribed = prescribed_ids(progress, today, routine)
        gone = withheld(protocol, plan, [one.item for one in routine.items])
        for planned in routine.items:
            if planned.item in gone:
                continue
            id = prescribed[planned.item]
            before, state = places.get(id), progress.states.get(id)
            standing = standing_on(state, today) if state else start_of(protocol, planned.item)
            days = (*before.days, day) if before else (day,)
            places[id] = Place(id, before.planned if before else planned, standing, state, days)
    return places


def usable_now(protocol: Protocol, plan: Plan, progress: Progress, today: dt.date) -> frozenset[str]:
    """What neither safety, equipment, level, a gate nor the person's own choice blocks."""
    inputs = inputs_at(protocol, inputs_now(plan), progress, today)
    usable = usable_items(protocol, inputs, preferences_of(plan))
    return usable - withheld(protocol, plan, usable).keys()


def choices_of(
    protocol: Protocol, places: Mapping[str, Place], prescribed: str, usable: Collection[str]
) -> dict[str, Choice]:
    """What may be set for one place, easiest first; empty when there is nothing to choose."""
    place = places[prescribed]
    others = {id for one in places.values() if one.prescribed != prescribed for id in _stands_at(one)}
    ladder = (ladder_of(protocol, place.standing.item) | ladder_of(protocol, prescribed)) - others
    choices = {item: _choice(protocol, item) for item in _easiest_first(protocol, ladder.intersection(usable))}
    if len(choices) > 1 or any(one.bounds or one.takes_load for one in choices.values()):
        return choices
    return {}


def _stands_at(place: Place) -> set[str]:
    return {place.prescribed, place.standing.item, place.planned.item}


def _easiest_first(protocol: Protocol, items: Iterable[str]) -> list[str]:
    return sorted(items, key=lambda item: (protocol.items[item].level, len(easier_versions(protocol, item)), item))


def _choice(protocol: Protocol, item: str) -> Choice:
    """The composer reads a set dose for its `progress_kinds` alone: other kinds keep the dose of the library."""
    known = protocol.items[item]
    is_set = known.kind in protocol.composer.progress_kinds
    bounds = {name: (low, high) for name, (low, high) in bounds_of(protocol, item).items() if is_set and low < high}
    return Choice(item, known.dose, bounds, is_set and known.loadable)

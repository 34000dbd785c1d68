"""One step up or down: along repetitions, holds, sets and load, then along the ladder of items."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from programs.domain.movements import Dose, Item, Protocol
from programs.domain.progression_content import course_of

CEILING = "ceiling"
LADDER_WEEK = "ladder_week"
PAUSE = "pause"
ITEM = "item"
WEEK_DAYS = 7
DOSE_PARTS = ("sets", "reps", "hold_s", "load")


@dataclass(frozen=True, slots=True)
class Standing:
    """The item somebody stands at, and how much of it."""

    item: str
    dose: Dose


@dataclass(frozen=True, slots=True)
class Change:
    """``what`` is a dose field or ``item``; or ``pause`` (in days), ``ceiling`` or ``ladder_week``: nothing moves."""

    what: str
    before: float | str | None
    after: float | str | None


Step = tuple[Standing, tuple[Change, ...]]


def start_of(protocol: Protocol, item: str) -> Standing:
    return Standing(item, protocol.items[item].dose)


def step_up(protocol: Protocol, standing: Standing, *, usable: Collection[str], days_here: int) -> Step:
    """``usable`` are the items that gate, level, equipment and contraindications allow; ``days_here`` at this item."""
    item, dose, numbers = protocol.items[standing.item], standing.dose, protocol.progression
    changed: dict[str, float] = {}
    sets_max = numbers.sets_max_loadable if item.loadable else numbers.sets_max
    if item.hold_range_s is not None:
        if dose.hold_s < item.hold_range_s[1]:
            changed = {"hold_s": min(dose.hold_s + numbers.hold_step_s, item.hold_range_s[1])}
    elif item.rep_range is not None:
        low, high = item.rep_range
        if dose.reps < high:
            changed = {"reps": min(dose.reps + numbers.reps_step, high)}
        elif dose.sets < sets_max:
            changed = {"sets": dose.sets + 1, "reps": low}
        elif item.loadable:
            changed = {"load": (dose.load or 0) + numbers.load_step_kg, "reps": low}
    if changed:
        wanted = _with(standing, changed)
    elif item.progresses_to is None or item.progresses_to not in usable:
        return standing, (Change(CEILING, None, item.progresses_to),)
    else:
        wanted = moved(protocol, standing, item.progresses_to)
    return _on_time(protocol, standing, wanted, days_here)


def step_down(protocol: Protocol, standing: Standing, *, usable: Collection[str]) -> Step:
    """A pause, when there is nothing lower, leaves the standing as it is."""
    item, dose, numbers = protocol.items[standing.item], standing.dose, protocol.progression
    if dose.sets > 1:
        return _with(standing, {"sets": dose.sets - 1})
    if item.hold_range_s is not None and dose.hold_s > item.hold_range_s[0]:
        return _with(standing, {"hold_s": max(dose.hold_s - numbers.hold_step_s, item.hold_range_s[0])})
    if item.rep_range is not None and dose.reps > item.rep_range[0]:
        return _with(standing, {"reps": max(dose.reps - numbers.reps_step, item.rep_range[0])})
    if dose.load:
        return _with(standing, {"load": max(dose.load - numbers.load_step_kg, 0)})
    lower = easier(protocol, item, usable)
    if lower is None:
        return standing, (Change(PAUSE, None, numbers.pause_days),)
    return moved(protocol, standing, lower)


def level_back(protocol: Protocol, standing: Standing, *, usable: Collection[str]) -> Step:
    """One item back, at its starting dose; without one the starting dose of the same item, where that is lower."""
    lower = easier(protocol, protocol.items[standing.item], usable)
    if lower is not None:
        return moved(protocol, standing, lower)
    least = lowest(standing.dose, protocol.items[standing.item].dose)
    names = [
        name for name in ("sets", "reps", "hold_s", "load") if getattr(least, name) != getattr(standing.dose, name)
    ]
    return _with(standing, {name: getattr(least, name) for name in names})


def easier(protocol: Protocol, item: Item, usable: Collection[str]) -> str | None:
    """The next item down the ladder that the person may do."""
    lower = item.regresses_to
    while lower is not None and lower not in usable:
        lower = protocol.items[lower].regresses_to
    return lower


def moved(protocol: Protocol, standing: Standing, item: str) -> Step:
    return start_of(protocol, item), (Change(ITEM, standing.item, item),)


def lowest(one: Dose, other: Dose) -> Dose:
    """Of each part of the two doses the lower; the rest is as in ``one``."""
    return replace(
        one,
        sets=min(one.sets, other.sets),
        reps=min(one.reps, other.reps),
        hold_s=min(one.hold_s, other.hold_s),
        load=min(one.load or 0, other.load or 0) or None,
    )


def changes_between(before: Standing, after: Standing) -> tuple[Change, ...]:
    if before.item != after.item:
        return (Change(ITEM, before.item, after.item),)
    return differences(before.dose, after.dose)


def differences(before: Dose, after: Dose) -> tuple[Change, ...]:
    pairs = ((part, getattr(before, part), getattr(after, part)) for part in DOSE_PARTS)
    return tuple(Change(part, old, new) for part, old, new in pairs if old != new)


def bounds_of(protocol: Protocol, item: str) -> dict[str, tuple[int, int]]:
    """The lowest and highest value of each dose field that the library holds for this item. Load has no upper end."""
    known, numbers = protocol.items[item], protocol.progression
    sets_max = numbers.sets_max_loadable if known.loadable else numbers.sets_max
    return {
        "sets": (1, max(sets_max, known.dose.sets)),
        "reps": known.rep_range or (known.dose.reps, known.dose.reps),
        "hold_s": known.hold_range_s or (known.dose.hold_s, known.dose.hold_s),
    }


def out_of_bounds(protocol: Protocol, standing: Standing) -> str | None:
    """What in this dose the library does not hold for its item, or None."""
    item, dose = protocol.items[standing.item], standing.dose
    for name, (low, high) in bounds_of(protocol, item.id).items():
        value = getattr(dose, name)
        if not low <= value <= high:
            return f"{name} of {item.id} is {value}: use {low} to {high}"
    if dose.load is not None and (not item.loadable or dose.load <= 0):
        return f"load of {item.id} is {dose.load}: use more than 0, and only where the item takes load"
    return None


def _with(standing: Standing, values: Mapping[str, float]) -> Step:
    fields: dict[str, Any] = dict(values)
    if "load" in fields:
        fields["load"] = fields["load"] or None  # 0 kg is no load
    changes = tuple(Change(name, getattr(standing.dose, name), value) for name, value in fields.items())
    return replace(standing, dose=replace(standing.dose, **fields)), changes


def _on_time(protocol: Protocol, standing: Standing, step: Step, days_here: int) -> Step:
    """On the high-load ladder a stage waits for its week, counted from the day the present item was reached."""
    first = _weeks(protocol, standing, every_stage=True)
    wanted = _weeks(protocol, step[0], every_stage=False)
    if not first or not wanted:
        return step
    weeks = max(wanted) - min(first)
    if days_here >= weeks * WEEK_DAYS:
        return step
    return standing, (Change(LADDER_WEEK, days_here // WEEK_DAYS, weeks),)


def _weeks(protocol: Protocol, standing: Standing, *, every_stage: bool) -> list[int]:
    """The first weeks of the stages of this item: of all, or of those that this many sets have reached."""
    ladder = course_of(protocol.progression).high_load_ladder
    return [
        stage.from_week
        for stage in ladder
        if stage.item == standing.item and (every_stage or stage.sets <= standing.dose.sets)
    ]

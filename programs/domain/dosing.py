"""How much of an item today, and how long that takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from programs.domain.movements import Budget, Composer, Dose, Item, Rule


def dose_today(
    item: Item, composer: Composer, budget: Budget, rules: Iterable[Rule], progressed: Mapping[str, float]
) -> Dose:
    """The item's dose, then the progressed dose, then what rules change, then the caps of the budget."""
    values: dict[str, float] = dict(progressed)
    for rule in rules:
        values.update({name: value for id, name, value in rule.dose if id == item.id})

    def value(name: str) -> float:
        given: float = values.get(name, getattr(item.dose, name))
        return given

    if value("minutes"):
        sides = composer.timed_both_sides_factor if item.side == "both" else 1
        values["minutes"] = min(value("minutes"), budget.massage_min * sides)
    else:
        values["sets"] = min(value("sets"), budget.max_sets)
        if item.kind == "stretch":
            short = value("hold_s") <= composer.short_hold_s_max
            most = budget.short_hold_stretch_reps if short else budget.stretch_reps
            values["reps"] = min(value("reps"), most)
    return replace(item.dose, **values)  # type: ignore[arg-type]


def seconds(item: Item, dose: Dose) -> int:
    """Without the change-over. While one side rests the other works."""
    sides = 2 if item.side == "each" else 1
    if dose.minutes:
        return round(dose.minutes * 60 * sides)
    repetition = item.tempo.up_s + dose.hold_s + item.tempo.down_s
    return sides * dose.sets * dose.reps * repetition + dose.rest_s * (dose.sets - 1)

"""How much of an item today, and how long that takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from programs.domain.movements import Budget, Composer, Dose, Item, Rule

LOAD = "load"  # in kilograms: the only part of a progressed dose that may be a fraction


def dose_today(
    item: Item, composer: Composer, budget: Budget, rules: Iterable[Rule], progressed: Mapping[str, float]
) -> Dose:
    """The item's dose, then the progressed dose, then what rules change, then the caps of the budget."""
    whole = {name: int(value) for name, value in progressed.items() if name != LOAD}
    for rule in rules:
        whole.update({name: value for id, name, value in rule.dose if id == item.id})
    dose = replace(item.dose, load=progressed.get(LOAD, item.dose.load), **whole)
    if dose.minutes:
        sides = composer.timed_both_sides_factor if item.side == "both" else 1
        return replace(dose, minutes=min(dose.minutes, budget.massage_min * sides))
    reps = dose.reps
    if item.kind == "stretch":
        short = dose.hold_s <= composer.short_hold_s_max
        reps = min(reps, budget.short_hold_stretch_reps if short else budget.stretch_reps)
    return replace(dose, sets=min(dose.sets, budget.max_sets), reps=reps)


def seconds(item: Item, dose: Dose) -> int:
    """Without the change-over. While one side rests the other works."""
    sides = 2 if item.side == "each" else 1
    if dose.minutes:
        return round(dose.minutes * 60 * sides)
    repetition = item.tempo.up_s + dose.hold_s + item.tempo.down_s
    return sides * dose.sets * dose.reps * repetition + dose.rest_s * (dose.sets - 1)

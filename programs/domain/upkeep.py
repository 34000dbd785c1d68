"""After the end of a course: strength less often and with fewer sets; the rest may go on as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from programs.domain.dose_steps import WEEK_DAYS
from programs.domain.dosing import seconds
from programs.domain.movements import Protocol
from programs.domain.prescriptions import STRENGTH
from programs.domain.progression_content import course_of
from programs.domain.review import maintenance_dose
from programs.domain.routine import PlannedItem, Routine


def is_upkeep_strength_day(protocol: Protocol, *, on: date, last_strength: date | None, age: int) -> bool:
    """Whether enough days have passed since strength was practised, for once or twice a week."""
    if last_strength is None:
        return True
    upkeep = course_of(protocol.progression).maintenance
    strength = upkeep.strength_double if age >= upkeep.double_from_age else upkeep.strength
    return (on - last_strength).days >= WEEK_DAYS // strength.days_per_week


def for_upkeep(protocol: Protocol, routine: Routine, *, age: int) -> Routine:
    """Fewer sets of strength. Movement and touch stay on every day: fewer would do, more does no harm."""
    items = tuple(_kept(protocol, planned, age) if planned.kind == STRENGTH else planned for planned in routine.items)
    total = sum(planned.seconds + protocol.composer.transition_s for planned in items)
    return replace(routine, items=items, seconds=total)


def _kept(protocol: Protocol, planned: PlannedItem, age: int) -> PlannedItem:
    dose = maintenance_dose(protocol, item=planned.item, dose=planned.dose, age=age)
    return replace(planned, dose=dose, seconds=seconds(protocol.items[planned.item], dose))

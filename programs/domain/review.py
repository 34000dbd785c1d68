"""The course of a programme beside the single dose: level cap, reviews, its end, maintenance, and return of pain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from programs.domain.dose_steps import WEEK_DAYS
from programs.domain.movements import Dose, Protocol
from programs.domain.practice_log import DAY
from programs.domain.progression_content import course_of

STRENGTH = "strength"


def level_cap_bonus(
    protocol: Protocol, *, started_on: date, on: date, completed: Collection[date], reds: Collection[date]
) -> int:
    """How far the level cap has risen. ``completed`` are days of completed practice; a red begins the days anew."""
    rise, most = course_of(protocol.progression).level_cap, protocol.composer.level_cap_bonus.max

    def practised(first: date, before: date) -> int:
        return sum(1 for done_on in completed if first <= done_on < before)

    bonus, since, day = 0, started_on, started_on
    while day <= on and bonus < most:
        if day in reds:
            since = day + DAY
        elif (day - since).days >= rise.days_without_red and practised(since, day) >= rise.completed_min:
            bonus, since = bonus + rise.by, day
        day += DAY
    return min(bonus, most)


def review(protocol: Protocol, *, day: int, pain_drop: float, better_function: bool) -> str | None:
    """The id of the review that asks for a professional's look on this day of the programme, the latest due one."""
    due = [one for one in course_of(protocol.progression).reviews if one.day <= day]
    if not due:
        return None
    latest = max(due, key=lambda one: one.day)
    enough = pain_drop >= latest.pain_drop_min or (better_function and latest.better_function_counts)
    return None if enough else latest.id


def is_over(protocol: Protocol, *, started_on: date, on: date, pains: Mapping[date, int], inside_norms: bool) -> bool:
    """At the last day, or earlier after enough quiet days in a row up to today. A day without a value is not quiet.

    ``pains`` is the worst pain of a day; ``inside_norms`` is about the measured findings at the reassessment.
    """
    progression = protocol.progression
    if (on - started_on).days >= progression.programme_weeks * WEEK_DAYS:
        return True
    quiet = course_of(progression).early_end
    lately = [pains.get(on - back * DAY) for back in range(quiet.days)]
    return inside_norms and all(pain is not None and pain <= quiet.pain for pain in lately)


def pain_is_back(protocol: Protocol, *, pains: Mapping[date, int], on: date) -> bool:
    """Whether the values up to today were high for long enough. Days without one do not break the row."""
    spell = course_of(protocol.progression).pain_return
    days = sorted((day for day in pains if day <= on), reverse=True)
    row: list[date] = []
    for day in days:
        if pains[day] < spell.pain:
            break
        row.append(day)
    return bool(row) and (row[0] - row[-1]).days + 1 >= spell.days


def maintenance_dose(protocol: Protocol, *, item: str, dose: Dose, age: int) -> Dose:
    """After the end: strength less often and with fewer sets at the same load; mobility and massage on fewer days.

    The days a week are the least that keep what was gained.
    """
    upkeep, kind = course_of(protocol.progression).maintenance, protocol.items[item].kind
    if kind == STRENGTH:
        strength = upkeep.strength_double if age >= upkeep.double_from_age else upkeep.strength
        return replace(dose, days_per_week=strength.days_per_week, sets=min(dose.sets, strength.sets))
    if kind in upkeep.least_days_kinds:
        return replace(dose, days_per_week=min(dose.days_per_week, upkeep.least_days_per_week))
    return dose

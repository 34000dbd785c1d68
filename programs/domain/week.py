"""Which day is a strength day, and what a weekday takes out of a routine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Protocol
from programs.domain.prescriptions import STRENGTH
from programs.domain.routine import PlannedItem, Routine


def weekday(protocol: Protocol, day: date) -> str:
    return protocol.composer.weekdays[day.weekday()]


def chosen_days(protocol: Protocol, days: int) -> tuple[str, ...]:
    """The days of somebody who practises ``days`` days a week: counted from Monday."""
    return protocol.composer.weekdays[:days]


def on_days(protocol: Protocol, days_per_week: int, chosen: Sequence[str]) -> tuple[str, ...]:
    """The first of the chosen days, then the other days from Monday on."""
    others = [name for name in protocol.composer.weekdays if name not in chosen]
    return tuple([*chosen, *others][:days_per_week])


def weekday_view(routine: Routine, protocol: Protocol, weekday: str, days_per_week: int) -> Routine:
    """The routine without the items that have this weekday off; nothing is composed anew.

    ``days_per_week`` is the person's. Strength follows the strength days only, and what another item of the day
    needs first stays.
    """
    chosen = chosen_days(protocol, days_per_week)

    def has_its_day(planned: PlannedItem) -> bool:
        return planned.kind == STRENGTH or weekday in on_days(protocol, planned.dose.days_per_week, chosen)

    staying = {planned.item for planned in routine.items if has_its_day(planned)}
    staying |= {needed for id in staying for needed in protocol.items[id].prerequisite_items}
    items = tuple(planned for planned in routine.items if planned.item in staying)
    return replace(
        routine,
        items=items,
        seconds=sum(planned.seconds + protocol.composer.transition_s for planned in items),
        off_today=tuple(planned.item for planned in routine.items if planned.item not in staying),
    )


def first_strength_day(protocol: Protocol, start: date) -> date:
    day = start
    while weekday(protocol, day) not in protocol.composer.strength_days:
        day += timedelta(days=1)
    return day


def is_strength_day(protocol: Protocol, day: date, start: date, last_strength: date | None = None) -> bool:
    """``last_strength`` is the latest day before this one on which strength was practised.

    A strength day that passed without practice moves to the next day, then every other day, until it meets the
    configured days again; two days never stand closer than the rest that strength needs.
    """
    if day < first_strength_day(protocol, start):
        return False
    rest_days = protocol.composer.min_hours_between_strength // 24
    if last_strength is not None and (day - last_strength).days < rest_days:
        return False
    configured = protocol.composer.strength_days
    if weekday(protocol, day) in configured:
        return True
    yesterday = day - timedelta(days=1)
    passed_by = weekday(protocol, yesterday) in configured and yesterday >= first_strength_day(protocol, start)
    every_other_day = (
        last_strength is not None
        and weekday(protocol, last_strength) not in configured
        and (day - last_strength).days == rest_days
    )
    return passed_by or every_other_day


def day_kind(protocol: Protocol, day: date, start: date, last_strength: date | None = None) -> str:
    return STRENGTH_DAY if is_strength_day(protocol, day, start, last_strength) else OTHER_DAY

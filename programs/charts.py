"""The double ring and the week strip as numbers; the components draw them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DayState = Literal["done", "part", "rest", "open", "future"]


@dataclass(frozen=True, slots=True)
class WeekDay:
    date: dt.date
    state: DayState
    today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday around a day; `practised` counts the days with at least one item done."""

    days: tuple[WeekDay, ...]
    practised: int
    goal: int


def share(done: int, of: int) -> int:
    """Whole percent, 0 when there is nothing to do."""
    return round(100 * done / of) if of else 0


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def week(practice: Mapping[dt.date, Literal["done", "part"]], today: dt.date, started_on: dt.date, goal: int) -> Week:
    """Undone days rest until the week has no rest days left; days before the plan began are only shown."""
    rests = 7 - goal
    days = []
    for date in (monday_of(today) + dt.timedelta(days=n) for n in range(7)):
        state: DayState = practice.get(date, "open")
        if state == "open" and (date > today or date < started_on):
            state = "future"
        elif state == "open" and date < today and rests:
            rests -= 1
            state = "rest"
        days.append(WeekDay(date, state, date == today))
    return Week(tuple(days), sum(day.state in ("done", "part") for day in days), goal)

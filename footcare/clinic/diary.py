"""What each day of one person brought: its kind, what was practised, what was said about pain. One query."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, SmallIntegerField, TextField, Value

from footcare.accounts.models import Person
from programs.models import CheckIn, DayPlan

DAYS = 84  # twelve weeks
TICK_DAYS = 21  # as long as the chart
CHECK_IN, MORNING, DAY, TICK = "check_in", "morning", "day", "tick"
WHEN = ("local_date", "said_at")
NO_NUMBER = Value(None, output_field=SmallIntegerField())
NO_WORD, NO_TEXT = Value("", output_field=CharField()), Value("", output_field=TextField())


@dataclass(frozen=True, slots=True)
class Said:
    """A check-in."""

    day: dt.date
    at: dt.datetime
    pain_during: int | None
    pain_now: int | None
    effort: str
    note: str


@dataclass(frozen=True, slots=True)
class Morning:
    day: dt.date
    at: dt.datetime
    pain: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A busy or a sore day as it stands; `minutes` are those of the day."""

    day: dt.date
    at: dt.datetime
    kind: str
    minutes: int


@dataclass(slots=True)
class Diary:
    """Newest first."""

    check_ins: list[Said] = field(default_factory=list)
    mornings: list[Morning] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    ticked: dict[dt.date, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def pain_now(self) -> dict[dt.date, int]:
        """By day; the last check-in that says it counts."""
        return {one.day: one.pain_now for one in reversed(self.check_ins) if one.pain_now is not None}

    @property
    def pain_during(self) -> dict[dt.date, int]:
        """By day, the worst."""
        return _highest((one.day, one.pain_during) for one in self.check_ins)

    @property
    def next_morning(self) -> dict[dt.date, int]:
        """By the morning itself, the highest."""
        return _highest((one.day, one.pain) for one in self.mornings)

    @property
    def kind_of(self) -> dict[dt.date, Kind]:
        return {one.day: one for one in self.kinds}


def read_diary(person: Person, today: dt.date) -> Diary:
    diary = Diary()
    for what, day, at, number, second, word, text in rows_of(person, today):
        if what == CHECK_IN:
            diary.check_ins.append(Said(day, at, number, second, word, text))
        elif what == MORNING:
            diary.mornings.append(Morning(day, at, number))
        elif what == DAY:
            diary.kinds.append(Kind(day, at, word, number))
        else:
            diary.ticked[day].add(word)
    return diary


Row = tuple[str, dt.date, dt.datetime, int | None, int | None, str, str]


def rows_of(person: Person, today: dt.date) -> QuerySet[CheckIn, Row]:
    """(what, local day, at, number, second number, word, text), newest first."""
    since, ticked_since = (today - dt.timedelta(days=days - 1) for days in (DAYS, TICK_DAYS))
    check_ins = person.check_ins.filter(local_date__gte=since)
    mornings = person.next_mornings.filter(local_date__gte=since)
    days = person.day_plans.filter(local_date__gte=since, current=True).exclude(kind=DayPlan.Kind.NORMAL)
    ticks = person.ticks.filter(local_date__gte=ticked_since).standing()
    said = check_ins.values_list(_what(CHECK_IN), *WHEN, "pain_during", "pain_now", "effort", "note")
    return said.union(
        mornings.values_list(_what(MORNING), *WHEN, "pain_next_morning", NO_NUMBER, NO_WORD, NO_TEXT),
        days.values_list(_what(DAY), "local_date", "made_at", "minutes", NO_NUMBER, "kind", NO_TEXT),
        ticks.values_list(_what(TICK), "local_date", "done_at", NO_NUMBER, NO_NUMBER, "item", NO_TEXT),
        all=True,
    ).order_by("-local_date", "-said_at")


def _what(kind: str) -> Value:
    return Value(kind, output_field=CharField())


def _highest(rated: Iterable[tuple[dt.date, int | None]]) -> dict[dt.date, int]:
    highest: dict[dt.date, int] = {}
    for day, rating in rated:
        if rating is not None:
            highest[day] = max(rating, highest.get(day, rating))
    return highest

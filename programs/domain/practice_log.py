"""What a person reports about practice, and the traffic light that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from programs.domain.dose_steps import Standing
from programs.domain.movements import Protocol, Range
from programs.domain.progression_content import Progression, course_of

GREEN = "green"
AMBER = "amber"
RED = "red"
DAY = timedelta(days=1)
DONE = Range(1, 100)


@dataclass(frozen=True, slots=True)
class Practice:
    """``on`` is the local day it belongs to. None means that it was not said. ``done`` is in percent; ``shown`` is what
    the list of that day asked for.
    """

    on: date
    at: datetime
    during: int | None = None
    done: int | None = None
    effort: int | None = None
    shown: Standing | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """Pain or stiffness on a morning: the next-morning value of the practice on the day before."""

    on: date
    value: int


@dataclass(frozen=True, slots=True)
class Log:
    """Dated rows in any order. ``practices`` are those of one item, or of the ones before and after it on its ladder.

    ``strength`` holds the person's strength practices, whatever the item; ``reds`` the days with a red of any item of
    the ladder: high pain counts for the movement, whichever version was on the list. ``baseline`` is the morning value
    from the start of the programme (see ``baseline_morning``).
    """

    practices: tuple[Practice, ...] = ()
    mornings: tuple[Morning, ...] = ()
    stop_signs: tuple[datetime, ...] = ()
    strength: tuple[Practice, ...] = ()
    sore_days: tuple[date, ...] = ()
    busy_days: tuple[date, ...] = ()
    reds: tuple[date, ...] = ()
    baseline: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One day of practice with its next morning. ``at`` is None when only the morning is known."""

    on: date
    at: datetime | None
    during: int | None
    done: int
    effort: int
    morning: int | None
    shown: tuple[Standing, ...] = ()


def check(protocol: Protocol, log: Log) -> None:
    """Raises ValueError naming a number outside its scale."""
    pain = protocol.composer.pain
    for practice in (*log.practices, *log.strength):
        for what, value, allowed in (
            ("pain during", practice.during, pain),
            ("effort", practice.effort, pain),
            ("done", practice.done, DONE),
        ):
            _in_range(f"{what} of {practice.on}", value, allowed)
    for morning in log.mornings:
        _in_range(f"morning of {morning.on}", morning.value, pain)
    _in_range("baseline", log.baseline, pain)


def _in_range(what: str, value: int | None, allowed: Range) -> None:
    if value is not None and not allowed.holds(value):
        raise ValueError(f"{what} is {value}: use {allowed.min} to {allowed.max}")


def morning_values(mornings: Iterable[Morning]) -> dict[date, int]:
    """Of two values for one morning the higher counts."""
    values: dict[date, int] = {}
    for morning in mornings:
        values[morning.on] = max(morning.value, values.get(morning.on, morning.value))
    return values


def report_of(
    on: date, practices: Iterable[Practice], mornings: Mapping[date, int], progression: Progression
) -> Report:
    """Several practices of a day count as one, by their worst values."""
    practices = tuple(practices)
    defaults = progression.defaults
    during = [practice.during for practice in practices if practice.during is not None]
    return Report(
        on=on,
        at=max((practice.at for practice in practices), default=None),
        during=max(during, default=None),
        done=min((defaults.done if one.done is None else one.done for one in practices), default=defaults.done),
        effort=max(
            (defaults.effort if one.effort is None else one.effort for one in practices), default=defaults.effort
        ),
        morning=mornings.get(on + DAY),
        shown=tuple(practice.shown for practice in practices if practice.shown),
    )


def light(progression: Progression, *, during: int | None, morning: int | None, baseline: int) -> str:
    """What was not said never makes a light worse."""
    lights = progression.lights
    during, morning = during or 0, morning or 0
    rise = morning - baseline
    if during >= lights.red_during or morning >= lights.red_morning or rise >= lights.red_rise:
        return RED
    if during >= lights.amber_during or rise >= lights.amber_rise:
        return AMBER
    return GREEN


def rises(progression: Progression, report: Report, before: Report) -> bool:
    """Whether pain is up on the practice before. A value without one to compare it with is not compared."""
    pairs = ((before.during, report.during), (before.morning, report.morning))
    return any(
        earlier is not None and now is not None and now - earlier >= progression.lights.hold_rise
        for earlier, now in pairs
    )


def baseline_morning(protocol: Protocol, mornings: Iterable[Morning], started_on: date) -> int:
    """The median of the first mornings before or at the start: until as many days of the programme have begun.

    Of two mornings the lower counts; without any it is the default of the content. A low baseline is the stricter.
    """
    progression = protocol.progression
    count = course_of(progression).baseline_mornings
    values: dict[date, int] = {}
    for morning in mornings:
        if morning.on < started_on + count * DAY:
            values[morning.on] = min(morning.value, values.get(morning.on, morning.value))
    first = sorted(values)[:count]
    return median_low([values[on] for on in first]) if first else progression.defaults.baseline

"""How a plan changed: its steps by day, the newest first, each with what it went by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from programs.domain.movements import Protocol
from programs.domain.progression_content import HOLD, REPEAT
from programs.models import ProgressionStep
from programs.presenters.progress_words import facts, item_name, step_words
from programs.presenters.words import sentence

STAYS = frozenset({HOLD, REPEAT})


@dataclass(frozen=True, slots=True)
class StepShown:
    """`names` are the items that took the same step that day; none for a step of the whole course."""

    names: tuple[str, ...]
    text: str
    reason: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayOfSteps:
    """`same` are the items that stay as they are, with what that rests on."""

    date: dt.date
    steps: tuple[StepShown, ...]
    same: tuple[StepShown, ...]


def history_by_day(protocol: Protocol, steps: Iterable[ProgressionStep]) -> tuple[DayOfSteps, ...]:
    """`steps` in the order of the page."""
    return tuple(_day(protocol, date, list(of_day)) for date, of_day in groupby(steps, lambda one: one.local_date))


def _day(protocol: Protocol, date: dt.date, steps: list[ProgressionStep]) -> DayOfSteps:
    return DayOfSteps(
        date,
        steps=tuple(_steps(protocol, [one for one in steps if one.action not in STAYS])),
        same=tuple(_steps(protocol, [one for one in steps if one.action in STAYS])),
    )


def _steps(protocol: Protocol, steps: Iterable[ProgressionStep]) -> Iterable[StepShown]:
    """What reads alike stands once, with all its items."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for step in steps:
        text = step_words(protocol, step.action, step.line, step.changes, step.because)
        reason = sentence(step.reason) if step.reason else ""
        names = alike.setdefault((text, reason, facts(protocol, step.line, step.because)), [])
        if step.item:
            names.append(item_name(protocol, step.after["standing"]["item"]))
    for (text, reason, went_by), names in alike.items():
        yield StepShown(tuple(dict.fromkeys(names)), text, reason, went_by)

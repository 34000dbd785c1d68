"""How a plan changed: its steps by day of practice, the newest first, each with what it went by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.domain.movements import Protocol
from programs.history import STAYS, Levels
from programs.models import ProgressionStep
from programs.presenters.progress_words import facts, item_name, step_words
from programs.presenters.words import sentence

BESIDE_THE_TABLE = frozenset(ProgressionStep.Action.values)


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


def history_by_day(protocol: Protocol, steps: Iterable[ProgressionStep], levels: Levels) -> tuple[DayOfSteps, ...]:
    """`steps` as `by_day` orders them; a day without a change is left out."""
    days = (_day(protocol, day, list(made), levels) for day, made in groupby(steps, lambda one: one.day))
    return tuple(day for day in days if day.steps)


def unchanged_words(count: int) -> str:
    return ngettext("No change on %(count)d day.", "No change on %(count)d days.", count) % {"count": count}


def _day(protocol: Protocol, date: dt.date, steps: list[ProgressionStep], levels: Levels) -> DayOfSteps:
    changed = _last_of_each(one for one in steps if one.action not in STAYS)
    items = {one.item for one in changed}
    same = _last_of_each(one for one in steps if one.action in STAYS and one.item not in items)
    return DayOfSteps(date, tuple(_steps(protocol, changed, levels)), tuple(_steps(protocol, same, levels)))


def _last_of_each(steps: Iterable[ProgressionStep]) -> list[ProgressionStep]:
    """The last step of each item, newest first, and every one that somebody chose: it has a reason of its own."""
    kept: dict[object, ProgressionStep] = {}
    for one in steps:
        kept.setdefault(one.pk if one.action in BESIDE_THE_TABLE else one.item, one)
    return list(kept.values())


def _steps(protocol: Protocol, steps: Iterable[ProgressionStep], levels: Levels) -> Iterable[StepShown]:
    """What reads alike stands once, with all its items."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for step in steps:
        text = _text(protocol, step, levels)
        reason = sentence(step.reason) if step.reason else ""
        names = alike.setdefault((text, reason, facts(protocol, step.line, step.because)), [])
        if step.item:
            names.append(item_name(protocol, step.after["standing"]["item"]))
    for (text, reason, went_by), names in alike.items():
        yield StepShown(tuple(dict.fromkeys(names)), text, reason, went_by)


def _text(protocol: Protocol, step: ProgressionStep, levels: Levels) -> str:
    if step.pk not in levels:
        return step_words(protocol, step.action, step.line, step.changes, step.because)
    return _("Level %(level)d is open to you. Enough practice without strong pain.") % {"level": levels[step.pk]}

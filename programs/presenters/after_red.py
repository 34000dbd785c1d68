"""What strong pain has led to: a line for each item that rests or becomes an easier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from programs.domain.movements import Protocol
from programs.domain.progression_content import PAUSE_7_DAYS, STEP_DOWN_2_REST_48H, SWAP_7_DAYS
from programs.presenters.progress_words import item_name
from programs.presenters.words import lower_first

AFTER_RED = frozenset({STEP_DOWN_2_REST_48H, SWAP_7_DAYS, PAUSE_7_DAYS})
DAYS_BY_NAME = 6
NIGHT_ENDS = dt.time(5)


@dataclass(frozen=True, slots=True)
class RedStep:
    """A stored step of one of `AFTER_RED`, with the states as they are stored."""

    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def item(self) -> str:
        """What stands on the list from now on."""
        return str(self.after["standing"]["item"])


def red_line(protocol: Protocol, step: RedStep, date: dt.date, zone: str) -> str:
    """ "Inward squeeze rests until Monday 30 November." """
    was = str(step.before["standing"]["item"])
    said = {"was": item_name(protocol, was), "now": lower_first(item_name(protocol, step.item))}
    paused, back = step.after.get("paused_until"), step.after.get("back")
    if paused and dt.date.fromisoformat(paused) > date:
        return _("%(was)s rests until %(day)s.") % {**said, "day": day_words(paused, date, zone)}
    if step.action == SWAP_7_DAYS and back:
        return _("%(was)s becomes %(now)s until %(day)s.") % {**said, "day": day_words(back["until"], date, zone)}
    day = day_words(step.after["rest_until"], date, zone)
    if was != step.item:
        return _("%(was)s becomes %(now)s, from %(day)s.") % {**said, "day": day}
    return _("%(was)s rests until %(day)s, then starts lower.") % {**said, "day": day}


def red_lines(protocol: Protocol, steps: Iterable[RedStep], date: dt.date, zone: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(red_line(protocol, step, date, zone) for step in steps))


def day_words(until: str, date: dt.date, zone: str) -> str:
    """`until` is a day, or a moment: its hour is told where somebody may wait for it."""
    day = local_day(until, zone)
    if (day - date).days == 1:
        time = _moment(until, zone).time() if "T" in until else dt.time()
        return _("tomorrow, %(time)s") % {"time": time_format(time)} if time >= NIGHT_ENDS else _("tomorrow")
    return date_format(day, "l") if (day - date).days <= DAYS_BY_NAME else date_format(day, "l j F")


def local_day(until: str, zone: str) -> dt.date:
    return _moment(until, zone).date() if "T" in until else dt.date.fromisoformat(until)


def _moment(until: str, zone: str) -> dt.datetime:
    return dt.datetime.fromisoformat(until).astimezone(ZoneInfo(zone))

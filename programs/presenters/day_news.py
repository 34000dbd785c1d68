"""What is new about the items of a day: kept with the day, said on Today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from programs.domain.movements import Protocol
from programs.presenters.after_red import day_words, local_day
from programs.presenters.progress_words import item_name, step_words
from programs.presenters.words import lower_first

News = Mapping[str, Mapping[str, Any]]

UP, DOWN, WAITS = "trending-up", "arrow-down-right", "clock-pause"
ICONS = {"PROGRESS": UP, "ACCEPTED": UP, "SET_BY_CLINICIAN": "info-circle"}


@dataclass(frozen=True, slots=True)
class Line:
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """`item` is what the next version would take the place of."""

    url: str
    item: str
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Resting:
    name: str
    until: str
    why: str


def lines_of(protocol: Protocol, news: Mapping[str, Any], zone: str, now: dt.datetime) -> tuple[Line, ...]:
    lines = []
    if "step" in news:
        lines.append(Line(ICONS.get(news["step"]["action"], DOWN), step_words(protocol, **news["step"])))
    again = dt.datetime.fromisoformat(news["not_before"]) if "not_before" in news else None
    if again and again > now:
        lines.append(Line(WAITS, _again_words(protocol, again, zone)))
    return tuple(lines)


def offer_of(protocol: Protocol, news: Mapping[str, Any]) -> Offer | None:
    if "offer" not in news or news["offer"]["item"] not in protocol.items:
        return None
    name = item_name(protocol, news["offer"]["item"])
    text = _("Ready for the next version: %(name)s") % {"name": lower_first(name)}
    return Offer(reverse("programs:offer"), news["offer"]["of"], text, name)


def resting(
    protocol: Protocol, news: News, date: dt.date, zone: str, *, told: Collection[str] = ()
) -> Iterable[Resting]:
    """Items that are not on the list today, by name, without those that were `told` elsewhere on the page."""
    for item, about in news.items():
        if "rests" in about and item not in told:
            why = step_words(protocol, **about["step"]) if "step" in about else ""
            yield Resting(item_name(protocol, item), until_words(about["rests"], date, zone), why)


def until_words(until: str | None, date: dt.date, zone: str) -> str:
    """`until` is a day, or a moment: the list of a day is fixed when it is opened, so later today is not today."""
    if until is None:
        return _("rests for now")
    if local_day(until, zone) <= date:
        return _("rests today")
    return _("rests until %(day)s") % {"day": day_words(until, date, zone)}


def _again_words(protocol: Protocol, again: dt.datetime, zone: str) -> str:
    said = {
        "time": time_format(again.astimezone(ZoneInfo(zone)).time()),
        "hours": protocol.progression.min_hours_between_strength,
    }
    return _("From %(time)s: %(hours)d hours after your last strength work.") % said

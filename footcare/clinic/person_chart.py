"""Pain and practice of the last weeks: the drawing of clinic/_chart.html, and the same as a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footcare.clinic.diary import Diary, Kind
from footcare.clinic.presenters import BAR_DAYS, last_days
from programs.models import DayPlan

DAYS = 21
TOP, FLOOR, BAR_FLOOR = 10, 130, 172  # the drawing units of clinic/_chart.html
BAR_HEIGHT, STEP = 30, 32


def chart(diary: Diary, today: dt.date) -> dict[str, Any]:
    """Pain (0 to 10, a line through the days that have it) over the days of practice; busy and sore days are marked."""
    days = last_days(today, DAYS)
    pain = diary.pain_now
    most = max((len(items) for items in diary.ticked.values()), default=0)
    dots, bars, marks = [], [], []
    for place, day in enumerate(days):
        x = STEP * place + STEP // 2
        if day in pain:
            dots.append({"x": x, "y": height_of(pain[day]), "value": pain[day]})
        done = len(diary.ticked.get(day, ()))
        height = round(BAR_HEIGHT * done / most) if done else 2
        bars.append({"x": x - 6, "y": BAR_FLOOR - height, "height": height, "none": not done})
        if day in diary.kind_of:
            marks.append({"x": x, "text": mark_of(diary.kind_of[day])})
    practised = sum(1 for day in days if diary.ticked.get(day))
    return {
        "dots": dots,
        "line": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
        "bars": bars,
        "marks": marks,
        "first": f"{days[0]:%-d %B}",
        "last": f"{days[-1]:%-d %B}",
        "label": chart_label(dots, practised),
        "lately": lately_words(diary, today),
        "rows": [row for day in reversed(days) if any((row := row_of(diary, day))[1:])],
    }


def height_of(rating: int) -> int:
    return round(FLOOR - (FLOOR - TOP) * rating / 10)


def chart_label(dots: list[dict[str, Any]], practised: int) -> str:
    practice = _("Practised on %(days)s of 21 days.") % {"days": practised}
    if not dots:
        return _("No pain ratings in the last 21 days.") + " " + practice
    ratings = [dot["value"] for dot in dots]
    words = _("Pain from %(first)s to %(last)s, between %(low)s and %(high)s.")
    return (
        words % {"first": ratings[0], "last": ratings[-1], "low": min(ratings), "high": max(ratings)} + " " + practice
    )


def lately_words(diary: Diary, today: dt.date) -> str:
    """The kinds of days and the mornings of the last 14 days, in a sentence each; empty without any."""
    days = set(last_days(today))
    kinds = [one.kind for day, one in diary.kind_of.items() if day in days]
    busy, sore = kinds.count(DayPlan.Kind.BUSY), kinds.count(DayPlan.Kind.SORE)
    mornings = [pain for day, pain in diary.next_morning.items() if day in days]
    counts = []
    if busy:
        counts.append(ngettext("%(count)s busy day", "%(count)s busy days", busy) % {"count": busy})
    if sore:
        counts.append(ngettext("%(count)s sore day", "%(count)s sore days", sore) % {"count": sore})
    if mornings:
        words = ngettext("%(count)s morning at %(range)s", "%(count)s mornings at %(range)s", len(mornings))
        counts.append(words % {"count": len(mornings), "range": range_words(mornings)})
    if not counts:
        return ""
    return _("In the last %(days)s days: %(counts)s.") % {"days": BAR_DAYS, "counts": ", ".join(counts)}


def range_words(ratings: list[int]) -> str:
    low, high = min(ratings), max(ratings)
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def row_of(diary: Diary, day: dt.date) -> tuple[str, str, str, str, str, str]:
    """Day, kind, items done, pain during, pain now, next morning: as text, empty where nothing was said."""
    kind = diary.kind_of.get(day)
    values = (
        len(diary.ticked.get(day, ())) or None,
        diary.pain_during.get(day),
        diary.pain_now.get(day),
        diary.next_morning.get(day),
    )
    done, during, now, morning = ("" if value is None else str(value) for value in values)
    return f"{day:%-d %B}", kind_words(kind) if kind else "", done, during, now, morning


def kind_words(kind: Kind) -> str:
    if kind.kind == DayPlan.Kind.BUSY:
        return _("Busy, %(minutes)s min") % {"minutes": kind.minutes}
    return _("Sore")


def mark_of(kind: Kind) -> str:
    """Under the bar of its day; the table has the words."""
    return _("B") if kind.kind == DayPlan.Kind.BUSY else _("S")

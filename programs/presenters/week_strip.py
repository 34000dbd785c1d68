"""The week strip of Today: seven days, and what today looks like after a tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.charts import DayState, Week
from programs.days import Day
from programs.models import DayPlan

WORDS = {
    "done": gettext_lazy("%(day)s: done"),
    "part": gettext_lazy("%(day)s: part done"),
    "rest": gettext_lazy("%(day)s: rest day"),
    "open": gettext_lazy("%(day)s: not practised"),
    "future": gettext_lazy("%(day)s"),
}


def practice_of(
    day: Day, day_plans: Iterable[DayPlan], done_by_day: Mapping[dt.date, frozenset[str]]
) -> Mapping[dt.date, Literal["done", "part"]]:
    planned = {one.local_date: {entry["item"] for entry in one.items} for one in day_plans}
    planned[day.date] = {one.item for one in day.items}
    states: dict[dt.date, Literal["done", "part"]] = {}
    for date, items in planned.items():
        done = done_by_day.get(date, frozenset()) & items
        if done:
            states[date] = "done" if done == items else "part"
    return states


def week_shown(shown: Week) -> dict[str, Any]:
    """With the summary for either state of today, so that a tick with script changes it without asking."""
    days = [
        {
            "short": WEEKDAYS_ABBR[one.date.weekday()][:1],
            "number": one.date.day,
            "icon": {"done": "check", "rest": "minus"}.get(one.state, ""),
            "shows": "" if one.state == "part" else str(one.date.day),
            "state": one.state,
            "today": one.today,
            "text": _day_words(one.date, one.state, today=one.today),
        }
        for one in shown.days
    ]
    others = sum(one.state in ("done", "part") and not one.today for one in shown.days)
    summaries = {"open": _week_words(others, shown.goal), "part": _week_words(others + 1, shown.goal)}
    return {"days": days, "summary": summaries["part" if shown.practised > others else "open"], "today": summaries}


def today_mark(day: Day) -> dict[str, str]:
    """Today on the week strip after a tick."""
    ticked_today = day.done & {one.item for one in day.items}
    state: DayState = "open"
    if ticked_today:
        state = "done" if len(ticked_today) == len(day.items) else "part"
    return {"state": state, "text": _day_words(day.date, state, today=True)}


def _day_words(date: dt.date, state: DayState, *, today: bool) -> str:
    text = WORDS[state] % {"day": WEEKDAYS[date.weekday()]}
    return _("Today, %(text)s") % {"text": text} if today else text


def _week_words(practised: int, goal: int) -> str:
    said = {"practised": practised, "goal": goal}
    if practised > goal:
        return _("%(practised)d days this week, more than the %(goal)d of your plan. A rest day is fine.") % said
    return _("%(practised)d of %(goal)d days this week. Rest days count as part of the plan.") % said

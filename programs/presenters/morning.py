"""The card that asks about the morning after: the practice of yesterday is judged with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.utils.translation import gettext as _

from programs.days import Day
from programs.forms import HIGHEST_PAIN
from programs.models import DayPlan, Plan

NAME = "pain_next_morning"


@dataclass(frozen=True, slots=True)
class ScalePoint:
    value: int
    previous: bool


@dataclass(frozen=True, slots=True)
class MorningCard:
    """`open` until something is done today; closing it skips the question. `below` the list, and closed, on the first
    day of all: nothing was practised yet, and the answer is only what later mornings are compared with.
    """

    op: str
    open: bool
    below: bool
    name: str
    legend: str
    hint: str
    points: tuple[ScalePoint, ...]


def morning_card(
    day: Day, plan: Plan, day_plans: Iterable[DayPlan], done: Mapping[dt.date, Collection[str]]
) -> MorningCard | None:
    """`day_plans` carry the `morning` of each day, today's among them. None when nothing is to be asked today."""
    mornings = {one.local_date: one.morning for one in day_plans if one.morning is not None}
    if day.stopped_by_pain or day.asks_anything_new or day.date in mornings or not _is_due(day, plan, done):
        return None
    below = day.date == plan.started_on and not _practised_before(day, done)
    last = mornings[max(mornings)] if mornings else None
    hint = _("Pain or stiffness when you got up. 0 is none. 10 is the worst you can imagine.")
    if last is not None:
        hint = _("%(hint)s Last time you said %(last)d.") % {"hint": hint, "last": last}
    return MorningCard(
        op=str(uuid4()),
        open=not below and not done.get(day.date),
        below=below,
        name=NAME,
        legend=_("How was it this morning?"),
        hint=hint,
        points=tuple(ScalePoint(n, previous=n == last) for n in range(HIGHEST_PAIN + 1)),
    )


def _is_due(day: Day, plan: Plan, done: Mapping[dt.date, Collection[str]]) -> bool:
    """After a day of practice, and on the first mornings, which later ones are compared with."""
    course = day.protocol.progression.course
    if course is None:
        return False
    first_mornings = (day.date - plan.started_on).days < course.baseline_mornings
    return first_mornings or _practised_before(day, done)


def _practised_before(day: Day, done: Mapping[dt.date, Collection[str]]) -> bool:
    return bool(done.get(day.date - dt.timedelta(days=1)))

"""One day of practice, tap by tap, through the actions that the pages call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from footcare.accounts.models import Person
from footcare.common.audit import Actor
from programs import actions
from programs.days import TOUCH
from programs.domain.day_kinds import BUSY, NORMAL
from programs.models import CheckIn, DailyCheck, DayPlan
from programs.reports import Report

NOTES = ("Stiff this morning, easier after.", "Did it while the kettle boiled.", "Short on time today.", "Felt good.")
SECONDS_AN_ITEM = 70
MOST_DURING = 7  # what stops a programme at once is a story of its own
BUSY_MINUTES = 5
SLIP = 0.03  # how often somebody taps the line above by accident and takes it back


@dataclass(frozen=True, slots=True)
class Visit:
    """`share` of the list is ticked, and a check-in follows by `reports`; `morning` is None where it is not said, and
    `effort` where it goes by chance.
    """

    share: float
    reports: float
    pain: int
    strain: int
    morning: int | None = None
    kind: str = NORMAL
    effort: CheckIn.Effort | None = None


def practise(
    person: Person, visit: Visit, *, now: dt.datetime, latest: dt.datetime, by: Actor, chance: Random
) -> DayPlan | None:
    """Opens the day at `now`, ticks and may check in; nothing happens later than `latest`. None when what was
    reported before ends the programme.
    """
    plan = person.cleared_plan(now)
    if plan is None:
        raise ValueError(f"{person.label} has no plan at {now:%Y-%m-%d}: the story does not fit the rules")
    day = actions.open_day(by=by, person=person, plan=plan, now=now)
    if day is None:
        return None
    answer(person, DailyCheck.Question.ANYTHING_NEW, now=now, by=by, chance=chance)
    if visit.morning is not None:
        actions.next_morning(person=person, pain=visit.morning, op=operation(chance), now=now, by=by)
        if person.cleared_plan(now) is None:
            return None
    if visit.kind != NORMAL:
        minutes = BUSY_MINUTES if visit.kind == BUSY else None
        actions.set_day_kind(person=person, kind=visit.kind, minutes=minutes, now=now, by=by)
    day = person.day_plans.get(local_date=day.local_date, current=True)
    massage_asked = False
    for planned in news_last(day)[: round(len(day.items) * visit.share)]:
        now = min(now + dt.timedelta(seconds=SECONDS_AN_ITEM), latest)
        if rests(day, planned["item"], now):
            continue
        if planned["kind"] == TOUCH and not massage_asked:
            answer(person, DailyCheck.Question.MASSAGE_CHECK, now=now, by=by, chance=chance)
            massage_asked = True
        for done in (True, False, True) if chance.random() < SLIP else (True,):
            actions.tick(person=person, item=planned["item"], done=done, op=operation(chance), now=now)
    if visit.share == 1 or chance.random() < visit.reports:
        actions.check_in(person=person, report=report(visit, chance), op=operation(chance), now=now, by=by)
    return day


def news_last(day: DayPlan) -> list[dict[str, Any]]:
    """What took a step, or could, is left to the last: whoever looks at an unfinished day finds it open."""
    return sorted(day.items, key=lambda one: not {"step", "offer"}.isdisjoint(day.news.get(one["item"], ())))


def rests(day: DayPlan, item: str, now: dt.datetime) -> bool:
    """Strength whose 48 hours are not over at this time of day."""
    not_before = day.news.get(item, {}).get("not_before")
    return not_before is not None and now < dt.datetime.fromisoformat(not_before)


def answer(person: Person, question: str, *, now: dt.datetime, by: Actor, chance: Random) -> None:
    actions.answer_check(person=person, question=question, answer="no", op=operation(chance), now=now, by=by)


def report(visit: Visit, chance: Random) -> Report:
    effort = visit.effort or chance.choices(CheckIn.Effort.values, weights=(1, 3, 6, 2, 0))[0]
    note = chance.choice(NOTES) if chance.random() < 0.15 else ""
    during = min(max(visit.pain + visit.strain, 0), MOST_DURING)
    return Report(pain_during=during, pain_now=visit.pain, effort=effort, note=note)


def operation(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)

"""One day of practice, tap by tap, through the actions that the pages call."""

from __future__ import annotations

import datetime as dt
from random import Random
from uuid import UUID

from footcare.accounts.models import Person
from footcare.common.audit import Actor
from programs import actions
from programs.days import TOUCH
from programs.models import CheckIn, DailyCheck
from programs.reports import Report

NOTES = ("Stiff this morning, easier after.", "Did it while the kettle boiled.", "Short on time today.", "Felt good.")
SECONDS_AN_ITEM = 70
SLIP = 0.03  # how often somebody taps the line above by accident and takes it back


def practise(
    person: Person,
    *,
    share: float,
    reports: float,
    pain: int,
    now: dt.datetime,
    latest: dt.datetime,
    by: Actor,
    chance: Random,
) -> None:
    """Opens the day at `now`, ticks about `share` of it and may check in; nothing happens later than `latest`."""
    plan = person.cleared_plan(now)
    if plan is None:
        raise ValueError(f"{person.label} has no plan at {now:%Y-%m-%d}: the story does not fit the rules")
    day = actions.open_day(by=person, person=person, plan=plan, now=now)
    items = day.items[: round(len(day.items) * share)]
    if not items:
        return
    answer(person, DailyCheck.Question.ANYTHING_NEW, now=now, by=by, chance=chance)
    massage_asked = False
    for planned in items:
        now = min(now + dt.timedelta(seconds=SECONDS_AN_ITEM), latest)
        if planned["kind"] == TOUCH and not massage_asked:
            answer(person, DailyCheck.Question.MASSAGE_CHECK, now=now, by=by, chance=chance)
            massage_asked = True
        for done in (True, False, True) if chance.random() < SLIP else (True,):
            actions.tick(person=person, item=planned["item"], done=done, op=operation(chance), now=now)
    if share == 1 or chance.random() < reports:
        actions.check_in(person=person, report=report(pain, chance), op=operation(chance), now=now, by=by)


def answer(person: Person, question: str, *, now: dt.datetime, by: Actor, chance: Random) -> None:
    actions.answer_check(person=person, question=question, answer="no", op=operation(chance), now=now, by=by)


def report(pain: int, chance: Random) -> Report:
    effort = chance.choices(CheckIn.Effort.values, weights=(1, 3, 6, 2, 0))[0]
    note = chance.choice(NOTES) if chance.random() < 0.15 else ""
    return Report(pain_during=min(pain + 1, 7), pain_now=pain, effort=effort, note=note)


def operation(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)

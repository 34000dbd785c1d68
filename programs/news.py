"""What is new about the items of a day since the day before: kept with the day, so that Today need not ask again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Max

from footcare.accounts.models import Person
from footcare.common.dates import end_of_day
from programs.composing import inputs_now_on, preferences_of
from programs.domain.movements import Protocol
from programs.domain.prescriptions import STRENGTH
from programs.domain.programme import PROGRAMME, Progress, is_upkeep, usable_items
from programs.domain.progression_state import is_resting, standing_on
from programs.domain.routine import Routine
from programs.models import Plan
from programs.progress import latest_before, steps_since

News = dict[str, dict[str, Any]]


def news_of(
    protocol: Protocol,
    plan: Plan,
    progress: Progress,
    routine: Routine,
    today: dt.date,
    now: dt.datetime,
    again: dt.datetime | None,
) -> News:
    """By item as it stands on the list: `step` (its last change), `rests` (why it is not on the list), `offer` (the
    next version), `not_before` (when the rest between strength days is over, if that is later today). Under PROGRAMME
    `upkeep`, once the course is over. `again` comes from `strength_again`.
    """
    news: News = {}
    usable = usable_items(protocol, inputs_now_on(protocol, plan, progress, today), preferences_of(plan))
    offers = open_offers(progress, usable, today, now)
    planned = {one.item for one in routine.items}
    for step in steps_since(plan, latest_before(today, plan.person)):
        if step.changes and step.item in progress.states:
            item = standing_on(progress.states[step.item], today).item
            news.setdefault(item, {})["step"] = {
                "action": step.action,
                "line": step.line,
                "changes": step.changes,
                "because": step.because,
                "reason": step.reason,
            }
    early = too_early(plan.person, routine, today, again)
    for state in progress.states.values():
        item = standing_on(state, today).item
        if item not in planned:
            continue
        if is_resting(state, on=today, now=now):
            paused = state.paused_until is not None and today < state.paused_until
            until = state.paused_until if paused else state.rest_until
            news.setdefault(item, {})["rests"] = until.isoformat() if until else None
        elif item in offers:
            news.setdefault(item, {})["offer"] = offers[item]
    if protocol.progression.course and is_upkeep(protocol, progress, plan.started_on, today):
        weeks, least = protocol.progression.programme_weeks, protocol.progression.course.maintenance.least_days_per_week
        news[PROGRAMME] = {"upkeep": {"weeks": weeks, "days": least}}
    if again:
        for one in routine.items:
            if one.kind == STRENGTH:
                news.setdefault(one.item, {}).update(
                    {"rests" if one.item in early else "not_before": again.isoformat()}
                )
    return news


def open_offers(
    progress: Progress, usable: Collection[str], today: dt.date, now: dt.datetime
) -> dict[str, dict[str, str]]:
    """The next versions that the person may try, by the item as it stands: `of` is what it is prescribed as. Two items
    may lead to one version: it is offered once, and not while it stands beside them.
    """
    offers: dict[str, dict[str, str]] = {}
    there = {standing_on(state, today).item for state in progress.states.values()}
    for state in progress.states.values():
        if state.offer in usable and state.offer not in there and not is_resting(state, on=today, now=now):
            offers[standing_on(state, today).item] = {"of": state.prescribed, "item": state.offer}
            there.add(state.offer)
    return offers


def too_early(person: Person, routine: Routine, today: dt.date, again: dt.datetime | None) -> frozenset[str]:
    """Strength that still has to rest when the day is over: a journey can make two days of a few hours."""
    if again is None or again < end_of_day(today, person.zone):
        return frozenset()
    return frozenset(one.item for one in routine.items if one.kind == STRENGTH)


def strength_again(protocol: Protocol, person: Person, today: dt.date, now: dt.datetime) -> dt.datetime | None:
    """When the rest since the last strength practice is over, if that is still to come. Other items of today do not
    count: they belong to the same practice.
    """
    strength = [id for id, item in protocol.items.items() if item.kind == STRENGTH]
    hours = dt.timedelta(hours=protocol.progression.min_hours_between_strength)
    lately = person.ticks.standing().exclude(local_date=today).filter(done_at__gt=now - hours, item__in=strength)
    last = lately.aggregate(at=Max("done_at"))["at"]
    return last + hours if last else None

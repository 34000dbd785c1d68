"""A day: opened, made shorter or gentler, and ticked. Each change is one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import models, transaction

from footcare.accounts.models import Person
from footcare.common import audit
from programs.actions.progression import settle
from programs.actions.shared import AskFirst, NotCleared, NotToday, OperationConflict, hold
from programs.composing import inputs_now, routine_of_day, routine_on
from programs.days import Day, done_by_day, last_strength_day, read_day, said_on
from programs.domain.blocks import safety_blocks
from programs.domain.day_kinds import BUSY, NORMAL
from programs.domain.movements import Protocol
from programs.domain.programme import Progress, is_upkeep, resting_items
from programs.domain.records import canonical, routine_to_json
from programs.domain.same_day import no_more_than
from programs.domain.upkeep import is_upkeep_strength_day
from programs.domain.week import is_strength_day
from programs.models import DayPlan, Plan, Tick
from programs.news import news_of, strength_again, too_early
from programs.progress import read_progress
from programs.versions import protocol_of


def open_day(*, person: Person, plan: Plan, now: dt.datetime, by: audit.Actor) -> DayPlan | None:
    """Today's items, fixed at the first look; made anew for a plan that came since. None when the reports so far end
    the programme: then the plan is hidden.
    """
    with transaction.atomic():
        hold(person)
        day = day_of(person, plan, now, by)
        if day and (person.opened_on is None or person.opened_on < day.local_date):
            person.opened_on = person.last_seen_on = day.local_date
            person.save(update_fields=["opened_on", "last_seen_on"])
    return day


def set_day_kind(*, person: Person, kind: str, minutes: int | None, now: dt.datetime, by: audit.Actor) -> DayPlan:
    """Makes today shorter or gentler, or usual again; nothing that was ticked is lost."""
    with transaction.atomic():
        hold(person)
        plan = person.cleared_plan(now)
        day = day_of(person, plan, now, by) if plan else None
        if plan is None or day is None:
            raise NotCleared
        minutes = minutes if kind == BUSY else None
        kinds = protocol_of(plan.protocol_version).composer.day_kinds
        if kind != NORMAL and (kinds is None or (kind == BUSY and minutes not in kinds.busy_minutes)):
            raise NotToday
        if held_by_pain(person, plan, day.local_date):
            raise NotToday
        return make_day(plan, day, now, strength=day.strength, kind=kind, minutes=minutes)


def tick(*, person: Person, item: str, done: bool, op: UUID, now: dt.datetime) -> Day:
    """Marks an item done or not done, and answers with the day as it then stands."""
    with transaction.atomic():
        hold(person)
        today = person.today(now)
        plan = person.cleared_plan(now)
        if plan is None:
            raise NotCleared
        day_plan = person.day_plans.filter(local_date=today, current=True, plan=plan).with_reports().first()
        day = day_plan and read_day(plan, day_plan, frozenset(), person.daily_checks.filter(local_date=today), now=now)
        planned = day.planned(item) if day else None
        waits = done and day and planned and day.waits(planned) and not _was_done(person, today, item)
        if day and planned and day.may_tick(planned) and not waits:
            operation = Tick(op=op, person=person, day_plan=day_plan, local_date=today, item=item, done=done)
            operation.done_at = operation.received_at = now
            Tick.objects.bulk_create([operation], ignore_conflicts=True)  # sent again: the first one stays
        of_today_or_sent_before = person.ticks.filter(models.Q(local_date=today) | models.Q(op=op)).operations()
        stored = list(of_today_or_sent_before.values_list("local_date", "item", "done", "op"))
        own = next((row[1:3] for row in stored if row[3] == op), None)
        if own and own != (item, done):
            raise OperationConflict
        if day is None:
            raise AskFirst
        if own is None:
            raise NotToday if planned is None or day.waits(planned) else AskFirst
        return replace(day, done=done_by_day(row[:3] for row in stored).get(today, frozenset()))


def day_of(person: Person, plan: Plan, now: dt.datetime, by: audit.Actor) -> DayPlan | None:
    """Inside a transaction that holds the person."""
    today = person.today(now)
    current = person.day_plans.filter(local_date=today, current=True).first()
    if current and current.plan_id == plan.pk:
        return current
    protocol = protocol_of(plan.protocol_version)
    progress = read_progress(protocol, plan).progress
    strength = current.strength if current else _is_strength(person, protocol, plan, progress, today)
    if not settle(plan, now, by, strength=strength):
        return None
    kept = {"kind": current.kind, "minutes": current.minutes if current.kind == BUSY else None} if current else {}
    return make_day(plan, current, now, strength=strength, **kept)


def held_by_pain(person: Person, plan: Plan, today: dt.date) -> bool:
    """An amber or a red was reported today: nothing comes to the list."""
    return said_on(person, protocol_of(plan.protocol_version), today).held_by_pain


def make_again(plan: Plan, day: DayPlan, now: dt.datetime, *, adds: bool = True) -> DayPlan:
    """The same kind of day as the person stands now; `adds` as for `make_day`."""
    minutes = day.minutes if day.kind == BUSY else None
    return make_day(plan, day, now, strength=day.strength, kind=day.kind, minutes=minutes, adds=adds)


def make_day(
    plan: Plan,
    before: DayPlan | None,
    now: dt.datetime,
    *,
    strength: bool,
    kind: str = NORMAL,
    minutes: int | None = None,
    adds: bool = True,
) -> DayPlan:
    """Today as the person stands now; `before` stays the current one when nothing is different.

    A choice that counts from tomorrow leaves today with what it was made with. Without `adds`, and after an amber or a
    red, nothing comes to the list that was not on it, and no dose is more than it was. What is done stays as it was.
    """
    protocol, person = protocol_of(plan.protocol_version), plan.person
    today = person.today(now)
    progress = read_progress(protocol, plan).progress
    made_with = before.made_with if before and before.plan_id == plan.pk else None
    routine = routine_on(protocol, made_with or plan, progress, today, strength=strength, kind=kind, minutes=minutes)
    again = strength_again(protocol, person, today, now)
    rests = resting_items(progress, today, now) | too_early(person, routine, today, again)
    awake = replace(routine, items=tuple(planned for planned in routine.items if planned.item not in rests))
    if before and (not adds or held_by_pain(person, plan, today)):
        listed = routine_of_day(protocol_of(before.plan.protocol_version), before.plan, before)
        awake = no_more_than(protocol, awake, listed.items)
    items = routine_to_json(awake)["items"]
    if before:
        done = _done_before(before, plan)
        planned = {entry["item"] for entry in items}
        items = [
            *(entry for item, entry in done.items() if item not in planned),
            *(done.get(entry["item"], entry) for entry in items),
        ]
    news = news_of(protocol, plan, progress, routine, today, now, again)
    made: dict[str, Any] = {
        "kind": kind,
        "minutes": routine.minutes,
        "items": items,
        "news": news,
        "strength": strength,
        "plan_id": plan.pk,
        "made_with_id": made_with.pk if made_with else None,
    }
    if before:
        if all(canonical({"is": getattr(before, name)}) == canonical({"is": value}) for name, value in made.items()):
            return before
        before.current = False
        before.save(update_fields=["current"])
    return DayPlan.objects.create(person=person, local_date=today, zone=person.zone, made_at=now, **made)


def _is_strength(person: Person, protocol: Protocol, plan: Plan, progress: Progress, today: dt.date) -> bool:
    last = last_strength_day(person, protocol, today)
    if not is_strength_day(protocol, today, plan.started_on, last):
        return False
    if protocol.progression.course is None or not is_upkeep(protocol, progress, plan.started_on, today):
        return True
    return is_upkeep_strength_day(protocol, on=today, last_strength=last, age=plan.inputs["age"])


def _done_before(day: DayPlan, plan: Plan) -> dict[str, dict[str, Any]]:
    """What was ticked today stays on the list as it was done, also where the new plan has no place for it, while it is
    still allowed.
    """
    if day.plan.protocol_version_id != plan.protocol_version_id:
        return {}  # its rules may be gone
    done = done_by_day(day.person.ticks.filter(local_date=day.local_date).operations()).get(day.local_date, frozenset())
    ruled_out = safety_blocks(protocol_of(plan.protocol_version), inputs_now(plan), done)
    return {one["item"]: one for one in day.items if one["item"] in done - ruled_out.keys()}


def _was_done(person: Person, today: dt.date, item: str) -> bool:
    """Before pain closed it, or before somebody took the tick back by mistake."""
    return person.ticks.filter(local_date=today, item=item, done=True).exists()

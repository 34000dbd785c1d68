"""The next version of an item: tried, and undone."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from footcare.accounts.models import Person
from footcare.common import audit
from programs.actions.days import day_of, held_by_pain, make_again
from programs.actions.shared import NotCleared, NotOffered, hold
from programs.composing import inputs_now_on, preferences_of
from programs.days import done_by_day
from programs.domain.dose_steps import Change
from programs.domain.movements import Protocol
from programs.domain.programme import Progress, usable_items
from programs.domain.progression_records import state_from_json
from programs.domain.progression_state import State, accept_offer, placed, reset
from programs.models import DayPlan, Plan, ProgressionStep
from programs.news import open_offers
from programs.progress import read_progress, write_step
from programs.standings import moving_steps
from programs.versions import protocol_of

Action = ProgressionStep.Action


def take_offer(*, person: Person, item: str, now: dt.datetime, by: audit.Actor) -> ProgressionStep:
    """The person takes the next version of an item that was offered to them."""
    with transaction.atomic():
        plan, day = _held(person, now, by)
        protocol, today = protocol_of(plan.protocol_version), person.today(now)
        progress, usable = _stands(protocol, plan, item, today)
        open_now = [one["of"] for one in open_offers(progress, usable, today, now).values()]
        if item not in open_now or held_by_pain(person, plan, today):
            raise NotOffered
        before = progress.states[item]
        after = accept_offer(protocol, before, on=today)
        return _moved(plan, day, before, after, Action.ACCEPTED, verb="took_offer", now=now, by=by)


def undo_offer(*, person: Person, item: str, now: dt.datetime, by: audit.Actor) -> ProgressionStep:
    """Back to what the next version took the place of, as long as nothing has moved the item since. Rests stay."""
    with transaction.atomic():
        plan, day = _held(person, now, by)
        protocol, today = protocol_of(plan.protocol_version), person.today(now)
        progress, usable = _stands(protocol, plan, item, today)
        before = progress.states[item]
        last = moving_steps(plan).filter(item=item).order_by("pk").last()
        if last is None or last.action != Action.ACCEPTED:
            raise NotOffered
        earlier = state_from_json(last.before).standing
        if earlier.item not in usable:
            raise NotOffered
        after = placed(reset(before), earlier, today)
        return _moved(plan, day, before, after, Action.TAKEN_BACK, verb="undid_offer", now=now, by=by)


def _held(person: Person, now: dt.datetime, by: audit.Actor) -> tuple[Plan, DayPlan]:
    hold(person)
    plan = person.cleared_plan(now)
    day = day_of(person, plan, now, by) if plan else None
    if plan is None or day is None:
        raise NotCleared
    return plan, day


def _stands(protocol: Protocol, plan: Plan, item: str, today: dt.date) -> tuple[Progress, frozenset[str]]:
    """Where the person stands, with this item too, and what nothing blocks for them."""
    progress = read_progress(protocol, plan).progress
    if item not in progress.states:
        raise NotOffered
    usable = usable_items(protocol, inputs_now_on(protocol, plan, progress, today), preferences_of(plan))
    return progress, usable


def _moved(
    plan: Plan,
    day: DayPlan,
    before: State,
    after: State,
    action: ProgressionStep.Action,
    *,
    verb: str,
    now: dt.datetime,
    by: audit.Actor,
) -> ProgressionStep:
    """Today's list follows at once, unless the item is done today or today hurt: then it is for the next day."""
    person, today = plan.person, plan.person.today(now)
    changes = [Change("item", before.standing.item, after.standing.item)]
    step = write_step(plan, action, before, after, on=today, now=now, changes=changes)
    audit.record(at=now, by=by, verb=verb, person=person.uuid, object=str(step.uuid))
    done = done_by_day(person.ticks.filter(local_date=today).operations()).get(today, frozenset())
    if not held_by_pain(person, plan, today) and not done & {before.standing.item, after.standing.item}:
        make_again(plan, day, now)
    return step

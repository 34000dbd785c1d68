"""Today as it was fixed, or as it would be, for pages that show more than Today."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from footcare.accounts.models import Person
from programs.composing import allowed, routine_on, routines_now
from programs.days import LOADED, Day, done_by_day, last_strength_day, read_day
from programs.domain.programme import PROGRAMME, Progress, resting_items
from programs.domain.routine import PlannedItem, Routine
from programs.domain.week import is_strength_day
from programs.models import DayPlan, Plan
from programs.presenters.after_red import AFTER_RED, RedStep
from programs.presenters.item import in_page_order
from programs.progress import read_progress
from programs.versions import protocol_of


def day_as_fixed(request: HttpRequest, plan: Plan, *, with_ticks: bool = True) -> Day | None:
    """Today as it was fixed; None before the first look at Today. A page that shows no tick need not read them."""
    date = request.person.today(request.now)
    fixed = list_of_today(request, plan)
    if fixed is None:
        return None
    done = done_by_day(request.person.ticks.filter(local_date=date).operations()) if with_ticks else {}
    return read_day(
        plan, fixed, done.get(date, frozenset()), request.person.daily_checks.filter(local_date=date), now=request.now
    )


def list_of_today(request: HttpRequest, plan: Plan) -> DayPlan | None:
    """With the worst pain that was reported today; None before the first look at Today."""
    date = request.person.today(request.now)
    today: DayPlan | None = (
        request.person.day_plans.filter(current=True, local_date=date, plan=plan).with_reports().first()
    )
    return today


def routine_before(request: HttpRequest, plan: Plan) -> Routine:
    """What today would be if it were opened now."""
    protocol, date = protocol_of(plan.protocol_version), request.person.today(request.now)
    last = last_strength_day(request.person, protocol, date)
    progress = read_progress(protocol, plan).progress
    strength = is_strength_day(protocol, date, plan.started_on, last)
    routine = routine_on(protocol, plan, progress, date, strength=strength)
    return allowed(protocol, plan, routine)


def red_steps(person: Person, **when: object) -> list[RedStep]:
    """What strong pain led to, of `local_date` or `made_at`."""
    steps = person.progression_steps.filter(action__in=AFTER_RED, **when).exclude(item=PROGRAMME).order_by("pk")
    return [RedStep(*row) for row in steps.values_list("action", "before", "after")]


def first_tomorrow(person: Person, plan: Plan, now: dt.datetime) -> str | None:
    """The item that tomorrow begins with, as things stand; None where something else comes first."""
    then = now + dt.timedelta(days=1)
    date = person.today(then)
    if person.cleared_plan(then) != plan:
        return None
    protocol = protocol_of(plan.protocol_version)
    progress = read_progress(protocol, plan).progress
    strength = is_strength_day(protocol, date, plan.started_on, last_strength_day(person, protocol, date))
    routine = allowed(protocol, plan, routine_on(protocol, plan, progress, date, strength=strength))
    rests = resting_items(progress, date, then)
    order = in_page_order([one for one in routine.items if one.item not in rests], gentle=False)
    return order[0].item if order and order[0].kind not in LOADED else None


def planned_in(plan: Plan, progress: Progress, date: dt.date, item: str) -> PlannedItem | None:
    """The item on either day of the plan as the person stands now, or among its breaks."""
    protocol = protocol_of(plan.protocol_version)
    routines = [allowed(protocol, plan, one) for one in routines_now(protocol, plan, progress, date).values()]
    return next((one for routine in routines for one in (*routine.items, *routine.breaks) if one.item == item), None)

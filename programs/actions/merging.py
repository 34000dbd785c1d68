"""What becomes of the progress of two people who turn out to be one: nothing that held one of them back is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from footcare.accounts.models import Person
from programs.actions.days import make_again
from programs.actions.progression import released
from programs.actions.shared import was_away
from programs.days import done_by_day
from programs.domain.dose_steps import changes_between
from programs.domain.merging import stricter, stricter_course
from programs.domain.programme import Progress
from programs.domain.progression_records import state_from_json
from programs.domain.progression_state import State
from programs.models import Plan, ProgressionStep
from programs.progress import read_progress, write_course, write_step
from programs.versions import protocol_of

Action = ProgressionStep.Action


@dataclass(frozen=True, slots=True)
class Side:
    """The programme that one of the two followed, as it stood before they became one."""

    plan: Plan
    progress: Progress


def side_of(person: Person, now: dt.datetime) -> Side | None:
    """None without a programme, and after so long away that it would begin anew: its doses are too old to go on."""
    plan = person.plans.last_in_force()
    if plan is None or was_away(plan, person.today(now)):
        return None
    cleared = person.clearances.latest_one()
    if cleared and cleared.valid_until is not None:
        return Side(plan, released(plan, now))
    return Side(plan, read_progress(protocol_of(plan.protocol_version), plan).progress)


def merge_progress(*, person: Person, sides: Sequence[Side], now: dt.datetime) -> None:
    """The plan that stays goes on with the programmes of both sides. Inside the transaction that moved their rows.

    It started when the earliest of them did, so that its diary holds the reports of both, and never later than it did:
    that would hide how long nobody practised it. The weeks of the course and the level of its items count from the
    later start: an old start would end the course at once.
    """
    plan = person.plans.last_in_force()
    if plan is None or not sides:
        return
    programme = plan.programme if any(side.plan.programme == plan.programme for side in sides) else None
    programme = programme or sides[0].plan.programme
    theirs = [side.plan.programme for side in sides]
    person.plans.filter(programme__in=theirs).update(programme=programme)
    plan.programme = programme
    plan.started_on = min(plan.started_on, *(side.plan.started_on for side in sides))
    plan.save(update_fields=["programme", "started_on"])
    if len(sides) == 2:
        _write_stricter(plan, *sides, now)


def renew_today(person: Person, now: dt.datetime) -> None:
    """What rests since the progress of the other side counts goes off a list that was opened before; what was ticked on
    the list of the other side comes to it.
    """
    plan, today = person.plans.active().first(), person.today(now)
    day = plan and person.day_plans.filter(plan=plan, local_date=today, current=True).first()
    if plan and day:
        done = done_by_day(person.ticks.filter(local_date=today).operations()).get(today, frozenset())
        missing = done - {one["item"] for one in day.items}
        others = person.day_plans.filter(
            local_date=today, current=False, plan__protocol_version=plan.protocol_version_id
        )
        ticked = {one["item"]: one for other in others.order_by("pk") for one in other.items if one["item"] in missing}
        day.items = [*day.items, *ticked.values()]
        day.save(update_fields=["items"])
        make_again(plan, day, now, adds=False)


def _write_stricter(plan: Plan, one: Side, other: Side, now: dt.datetime) -> None:
    protocol, today = protocol_of(plan.protocol_version), plan.person.today(now)
    latest = read_progress(protocol, plan).progress
    course = stricter_course(one.progress, one.plan.started_on, other.progress, other.plan.started_on)
    write_course(plan, latest, replace(course, states=latest.states), on=today, now=now, action=Action.MERGED)
    free = _released(plan)
    for item in sorted(latest.states.keys() & one.progress.states.keys() & other.progress.states.keys()):
        before = latest.states[item]
        after = stricter(
            protocol, one.progress.states[item], other.progress.states[item], on=today, released=free.get(item)
        )
        changes = changes_between(before.standing, after.standing)
        write_step(plan, Action.MERGED, before, after, on=today, now=now, changes=changes)


def _released(plan: Plan) -> dict[str, State]:
    """By item the state after its latest release."""
    steps = ProgressionStep.objects.of_programme(plan).filter(action=Action.RELEASED).order_by("made_at", "pk")
    return {step.item: state_from_json(step.after) for step in steps}

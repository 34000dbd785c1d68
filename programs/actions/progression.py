"""How the doses of a programme go up and down: by the reports so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assessments import actions as assessment_actions
from footcare.common import audit
from footcare.common.dates import end_of_day
from programs.composing import inputs_on, preferences_of, prescribed_ids, routine_on
from programs.domain.programme import Progress, settle_programme
from programs.domain.progression_content import STOP_REFER
from programs.domain.progression_state import State
from programs.models import Plan, ProgressionStep
from programs.progress import (
    read_diary,
    read_progress,
    released_by_screening,
    write_course,
    write_decisions,
    write_step,
)
from programs.versions import protocol_of

Action = ProgressionStep.Action


def settle(plan: Plan, now: dt.datetime, by: audit.Actor, *, strength: bool) -> bool:
    """Decides what is due and writes it down. False when it ends the programme: the plan is hidden then.

    Inside a transaction that holds the person.
    """
    protocol, person = protocol_of(plan.protocol_version), plan.person
    today = person.today(now)
    progress = released(plan, now)
    routine = routine_on(protocol, plan, progress, today, strength=strength)
    settled = settle_programme(
        protocol,
        inputs_on(protocol, plan, progress, today),
        progress,
        read_diary(protocol, plan, progress, today),
        planned=prescribed_ids(progress, today, routine).values(),
        today=today,
        now=now,
        latest=end_of_day(today, person.zone),
        preferences=preferences_of(plan),
    )
    write_course(plan, progress, settled.progress, on=today, now=now)
    write_decisions(plan, settled.decisions, on=today, now=now)
    if not settled.stops:
        return True
    stop = next(one for one in settled.decisions if one.action == STOP_REFER)
    reason_code = "pain_during" if stop.line == "stop" else "reds"
    assessment_actions.withdraw(person=person, reason_code=reason_code, now=now, by=by)
    return False


def released(plan: Plan, now: dt.datetime) -> Progress:
    """What a stop held goes on once the safety questions were answered again after it."""
    protocol, today = protocol_of(plan.protocol_version), plan.person.today(now)
    stored = read_progress(protocol, plan)
    if not stored.stopped:
        return stored.progress
    latest = plan.person.clearances.latest_one()
    freed: dict[str, State] = released_by_screening(stored, latest.made_at, on=today) if latest else {}
    for item, after in freed.items():
        write_step(plan, Action.RELEASED, stored.progress.states[item], after, on=today, now=now)
    return replace(stored.progress, states={**stored.progress.states, **freed})

"""What the person reports: the daily checks, the check-in, the next morning. Each may hide the plan at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from assessments import actions as assessment_actions
from assessments.models import Assessment
from footcare.accounts.models import Person
from footcare.common import audit
from programs.actions.days import day_of, make_again
from programs.actions.progression import settle
from programs.actions.shared import NotCleared, hold, said_before
from programs.days import stops_by_pain
from programs.domain.practice_log import AMBER, RED
from programs.models import CheckIn, DailyCheck, NextMorning
from programs.reports import Report
from programs.versions import protocol_of


def answer_check(
    *, person: Person, question: str, answer: str, op: UUID, now: dt.datetime, by: audit.Actor
) -> DailyCheck:
    """Anything but no takes the clearance back in the same transaction, and the safety questions begin again."""
    with transaction.atomic():
        hold(person)
        before = said_before(person.daily_checks, op, question=question, answer=answer)
        if before:
            return before
        if person.cleared_plan(now) is None:
            raise NotCleared
        check = person.daily_checks.create(
            op=op, local_date=person.today(now), question=question, answer=answer, said_at=now
        )
        if answer != "no":
            assessment_actions.withdraw(person=person, reason_code=question, now=now, by=by)
        return check


def screen_again(*, person: Person, now: dt.datetime, by: audit.Actor) -> Assessment:
    """The person asks for the safety questions; the plan waits until they are answered."""
    with transaction.atomic():
        hold(person)
        draft = person.assessments.draft()
        if draft is not None and person.cleared_plan(now) is None:
            return draft
        return assessment_actions.withdraw(person=person, reason_code="asked", now=now, by=by)


def check_in(*, person: Person, report: Report, op: UUID, now: dt.datetime, by: audit.Actor) -> CheckIn:
    """Stores what the person reports about today; the last one counts. Pain that stops the plan hides it at once."""
    said = asdict(report)
    with transaction.atomic():
        hold(person)
        before = said_before(person.check_ins, op, **said)
        if before:
            return before
        plan = person.cleared_plan(now)
        day_plan = day_of(person, plan, now, by) if plan else None
        if plan is None or day_plan is None:
            raise NotCleared
        row = person.check_ins.create(op=op, day_plan=day_plan, local_date=day_plan.local_date, said_at=now, **said)
        goes_on = settle(plan, now, by, strength=day_plan.strength)
        if goes_on:
            make_again(plan, day_plan, now, adds=False)
        if goes_on and stops_by_pain(protocol_of(plan.protocol_version), report.pain_during):
            assessment_actions.withdraw(person=person, reason_code="pain_during", now=now, by=by)
        return row


def next_morning(*, person: Person, pain: int, op: UUID, now: dt.datetime, by: audit.Actor) -> NextMorning:
    """Pain or stiffness this morning. What it decides changes today's list at once; what was ticked stays."""
    with transaction.atomic():
        hold(person)
        before = said_before(person.next_mornings, op, pain_next_morning=pain)
        if before:
            return before
        plan = person.cleared_plan(now)
        day_plan = day_of(person, plan, now, by) if plan else None
        if plan is None or day_plan is None:
            raise NotCleared
        row = person.next_mornings.create(op=op, local_date=day_plan.local_date, pain_next_morning=pain, said_at=now)
        if settle(plan, now, by, strength=day_plan.strength):
            less = person.progression_steps.filter(made_at=now, light__in=(AMBER, RED)).exists()
            make_again(plan, day_plan, now, adds=not less)
        return row

"""Changes to plans and days. Each is one transaction that holds the person's row, so that two tabs take turns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from assessments import actions as assessment_actions
from assessments.domain.findings import find
from assessments.models import Assessment
from assessments.stored import thaw
from assessments.versions import questionnaire_of
from footcare.accounts.models import Person
from footcare.common import audit
from programs.composing import ENGINE, inputs_now, inputs_of, outcome_of, routine_on
from programs.days import Day, done_by_day, last_strength_day, read_day, stops_by_pain
from programs.domain.blocks import safety_blocks
from programs.domain.inputs import Inputs
from programs.domain.records import canonical, inputs_to_json, routine_to_json
from programs.domain.week import is_strength_day
from programs.models import CheckIn, DailyCheck, DayPlan, Plan, Tick
from programs.reports import CHOICES, Choices, Report
from programs.versions import protocol_of, shipped_version

Operation = TypeVar("Operation", bound=models.Model)


class NotCleared(Exception):
    """No clearance holds, so there is no plan to work on."""


class OperationConflict(Exception):
    """The same operation came before with other content."""


class NotToday(Exception):
    """The item is not in today's routine."""


class AskFirst(Exception):
    """A safety question of the day has no answer that allows this yet."""


def start_plan(*, person: Person, assessment: Assessment, now: dt.datetime, by: audit.Actor) -> Plan | None:
    """Completes the assessment and makes its plan; None when a contraindication allows no plan at all.

    The refusals of `assessments.actions.complete` pass through. An assessment that is complete already keeps the
    plan it has.
    """
    with transaction.atomic():
        _hold(person)
        assessment.refresh_from_db()
        if assessment.state != Assessment.State.DRAFT:
            return person.plans.active().first()
        assessment_actions.complete(assessment=assessment, now=now, by=by)
        assessment.refresh_from_db()
        latest = person.plans.order_by("-made_at", "-id").first()
        continued = latest if assessment.kind != Assessment.Kind.FULL else None
        choices = _kept_choices(assessment, continued)
        inputs = _with_choices(assessment, inputs_of(assessment.findings), choices)
        started_on = continued.started_on if continued else person.today(now)
        return _put_in_force(
            person=person,
            assessment=assessment,
            inputs=inputs,
            days=_days(assessment, choices),
            choices=choices,
            started_on=started_on,
            verb="started_plan",
            now=now,
            by=by,
        )


def change_plan(*, person: Person, choices: Choices, now: dt.datetime, by: audit.Actor) -> Plan:
    """Composes the plan anew from the same assessment; today's ticks stay with their items."""
    with transaction.atomic():
        _hold(person)
        plan = person.cleared_plan(now)
        if plan is None:
            raise NotCleared
        answers = choices.as_answers()
        changed = _put_in_force(
            person=person,
            assessment=plan.assessment,
            inputs=_with_choices(plan.assessment, inputs_now(plan), answers),
            days=int(choices.days),
            choices=answers,
            started_on=plan.started_on,
            verb="changed_plan",
            now=now,
            by=by,
        )
        if changed is None:
            raise NotCleared
        return changed


def open_day(*, person: Person, plan: Plan, now: dt.datetime) -> DayPlan:
    """Today's items, fixed at the first look; made anew for a plan that came since."""
    with transaction.atomic():
        _hold(person)
        day = _open_day(person, plan, now)
        if person.opened_on is None or person.opened_on < day.local_date:
            person.opened_on = person.last_seen_on = day.local_date
            person.save(update_fields=["opened_on", "last_seen_on"])
    return day


def answer_check(
    *, person: Person, question: str, answer: str, op: UUID, now: dt.datetime, by: audit.Actor
) -> DailyCheck:
    """Anything but no takes the clearance back in the same transaction, and the safety questions begin again."""
    with transaction.atomic():
        _hold(person)
        before = _said_before(person.daily_checks, op, question=question, answer=answer)
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
        _hold(person)
        draft = person.assessments.draft()
        if draft is not None and person.cleared_plan(now) is None:
            return draft
        return assessment_actions.withdraw(person=person, reason_code="asked", now=now, by=by)


def tick(*, person: Person, item: str, done: bool, op: UUID, now: dt.datetime) -> Day:
    """Marks an item done or not done, and answers with the day as it then stands."""
    with transaction.atomic():
        _hold(person)
        today = person.today(now)
        plan = person.cleared_plan(now)
        if plan is None:
            raise NotCleared
        day_plan = person.day_plans.filter(local_date=today, current=True, plan=plan).with_reports().first()
        day = day_plan and read_day(plan, day_plan, frozenset(), person.daily_checks.filter(local_date=today))
        planned = day.planned(item) if day else None
        if day and planned and day.may_tick(planned):
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
            raise AskFirst if planned else NotToday
        return replace(day, done=done_by_day(row[:3] for row in stored).get(today, frozenset()))


def check_in(*, person: Person, report: Report, op: UUID, now: dt.datetime, by: audit.Actor) -> CheckIn:
    """Stores what the person reports about today; the last one counts. Pain that stops the plan hides it at once."""
    said = asdict(report)
    with transaction.atomic():
        _hold(person)
        before = _said_before(person.check_ins, op, **said)
        if before:
            return before
        plan = person.cleared_plan(now)
        if plan is None:
            raise NotCleared
        day_plan = _open_day(person, plan, now)
        row = person.check_ins.create(op=op, day_plan=day_plan, local_date=day_plan.local_date, said_at=now, **said)
        if stops_by_pain(protocol_of(plan.protocol_version), report.pain_during):
            assessment_actions.withdraw(person=person, reason_code="pain_during", now=now, by=by)
        return row


def _hold(person: Person) -> None:
    held = Person.objects.select_for_update().get(pk=person.pk)
    for name in ("zone", "opened_on", "reached_on"):  # another tab may have moved on
        setattr(person, name, getattr(held, name))


def _said_before(rows: models.Manager[Operation], op: UUID, **content: object) -> Operation | None:
    before = rows.filter(op=op).first()
    if before and any(getattr(before, name) != value for name, value in content.items()):
        raise OperationConflict
    return before


def _open_day(person: Person, plan: Plan, now: dt.datetime) -> DayPlan:
    today = person.today(now)
    current = person.day_plans.filter(local_date=today, current=True).first()
    if current and current.plan_id == plan.pk:
        return current
    protocol = protocol_of(plan.protocol_version)
    if current:
        current.current = False
        current.save(update_fields=["current"])
        strength = current.strength
    else:
        strength = is_strength_day(protocol, today, plan.started_on, last_strength_day(person, protocol, today))
    items = routine_to_json(routine_on(protocol, plan, today, strength=strength))["items"]
    if current:
        items = [*_done_before(current, plan, items), *items]
    return DayPlan.objects.create(
        person=person,
        plan=plan,
        local_date=today,
        zone=person.zone,
        strength=strength,
        items=items,
        made_at=now,
    )


def _done_before(day: DayPlan, plan: Plan, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was ticked today stays on the list, though the new plan has no place for it, while it is still allowed."""
    if day.plan.protocol_version_id != plan.protocol_version_id:
        return []  # its rules may be gone
    planned = {entry["item"] for entry in items}
    done = done_by_day(day.person.ticks.filter(local_date=day.local_date).operations()).get(day.local_date, frozenset())
    ruled_out = safety_blocks(protocol_of(plan.protocol_version), inputs_now(plan), done)
    return [one for one in day.items if one["item"] in done - planned - ruled_out.keys()]


def _put_in_force(
    *,
    person: Person,
    assessment: Assessment,
    inputs: Inputs,
    days: int,
    choices: Mapping[str, Any],
    started_on: dt.date,
    verb: str,
    now: dt.datetime,
    by: audit.Actor,
) -> Plan | None:
    """The older plan stays when nothing in it would change; None when no plan may be made."""
    version = shipped_version(now)
    protocol = protocol_of(version)
    record = inputs_to_json(inputs)
    active = person.plans.active().first()
    if active and _same(active, version.pk, record, days):
        active.assessment = assessment
        active.choices = dict(choices)
        active.save(update_fields=["assessment", "choices"])
        return active
    outcome = outcome_of(protocol, inputs)
    if active:
        active.state = Plan.State.ARCHIVED
        active.archived_at = now
        active.save(update_fields=["state", "archived_at"])
    if outcome["stop"]:
        audit.record(at=now, by=by, verb="no_plan_allowed", person=person.uuid, object=str(assessment.uuid))
        return None
    plan = Plan.objects.create(
        person=person,
        assessment=assessment,
        protocol_version=version,
        engine=ENGINE,
        minutes=inputs.minutes,
        days=days,
        inputs=record,
        outcome=outcome,
        choices=dict(choices),
        started_on=started_on,
        made_at=now,
    )
    audit.record(at=now, by=by, verb=verb, person=person.uuid, object=str(plan.uuid))
    if person.day_plans.filter(local_date=person.today(now), current=True).exists():
        _open_day(person, plan, now)
    return plan


def _same(plan: Plan, version: int, inputs: Mapping[str, Any], days: int) -> bool:
    same_inputs = canonical(plan.inputs) == canonical(inputs)
    return same_inputs and (plan.protocol_version_id, plan.engine, plan.days) == (version, ENGINE, days)


def _kept_choices(assessment: Assessment, plan: Plan | None) -> dict[str, Any]:
    """Choices made on the plan page, unless this assessment answered those questions differently."""
    if plan is None or not plan.choices:
        return {}
    before = (assessment.continues.answers or {}) if assessment.continues else {}
    answered_anew = any(before.get(name) != assessment.answers.get(name) for name in CHOICES)
    return {} if answered_anew else dict(plan.choices)


def _days(assessment: Assessment, choices: Mapping[str, Any]) -> int:
    return int(choices.get("days") or assessment.findings["days"])


def _with_choices(assessment: Assessment, inputs: Inputs, choices: Mapping[str, Any]) -> Inputs:
    """Chosen equipment goes through the findings again: an allergy takes things off the list."""
    if not choices:
        return inputs
    answers = thaw({**assessment.answers, **choices})
    found = find(questionnaire_of(assessment.questionnaire_version), answers)
    return replace(
        inputs,
        minutes=int(choices["minutes"]),
        equip=frozenset(found.equipment),
        not_available=frozenset(found.not_available),
    )

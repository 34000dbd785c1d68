"""A plan: made from an assessment, and made anew when the person changes what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from assessments import actions as assessment_actions
from assessments.domain.findings import find
from assessments.models import Assessment
from assessments.stored import thaw
from assessments.versions import questionnaire_of
from footcare.accounts.models import Person
from footcare.common import audit
from programs.actions.days import day_of, make_again
from programs.actions.shared import NotCleared, NothingLeft, NotOffered, hold, was_away
from programs.choosing import choosable_items
from programs.composing import ENGINE, inputs_now, inputs_of, outcome_of, preferences_of, routines_now
from programs.domain import what_if
from programs.domain.blocks import safety_blocks
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY, Inputs, Preferences
from programs.domain.movements import Protocol
from programs.domain.records import canonical, inputs_from_json, inputs_to_json, preferences_to_json
from programs.models import DayPlan, Plan, Preference
from programs.progress import read_progress
from programs.reports import CHOICES, Choices
from programs.versions import protocol_of, shipped_version


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan is made from. Plans of one `programme` share their progress."""

    assessment: Assessment
    inputs: Inputs
    preferences: Preferences
    days: int
    choices: Mapping[str, Any]
    started_on: dt.date
    programme: UUID
    verb: str


def start_plan(*, person: Person, assessment: Assessment, now: dt.datetime, by: audit.Actor) -> Plan | None:
    """Completes the assessment and makes its plan; None when a contraindication allows no plan at all.

    The refusals of `assessments.actions.complete` pass through. An assessment that is complete already keeps the
    plan it has.
    """
    with transaction.atomic():
        hold(person)
        assessment.refresh_from_db()
        if assessment.state != Assessment.State.DRAFT:
            return person.plans.active().first()
        assessment_actions.complete(assessment=assessment, now=now, by=by)
        assessment.refresh_from_db()
        continued = person.plans.last_in_force()
        choices = _kept_choices(assessment, continued)
        goes_on = continued if continued and not was_away(continued, person.today(now)) else None
        wanted = Wanted(
            assessment=assessment,
            inputs=_with_choices(assessment, inputs_of(assessment.findings), choices),
            preferences=_preferences(person),
            days=_days(assessment, choices),
            choices=choices,
            started_on=goes_on.started_on if goes_on else person.today(now),
            programme=goes_on.programme if goes_on else uuid4(),
            verb="started_plan",
        )
        return _put_in_force(person, wanted, now, by)


def change_plan(
    *, person: Person, choices: Choices, now: dt.datetime, by: audit.Actor, from_tomorrow: bool = False
) -> Plan:
    """Composes the plan anew from the same assessment; today's ticks stay with their items."""
    with transaction.atomic():
        hold(person)
        plan = _cleared(person, now)
        answers = choices.as_answers()
        wanted = replace(
            _as_it_is(plan),
            inputs=_with_choices(plan.assessment, inputs_now(plan), answers),
            days=int(choices.days),
            choices=answers,
        )
        return _changed(person, wanted, now, by, from_tomorrow)


def choose(
    *,
    person: Person,
    item: str,
    choice: Preference.Choice | None,
    now: dt.datetime,
    by: audit.Actor,
    from_tomorrow: bool = False,
) -> Plan:
    """Leaves an item out, takes its easier version, or with None takes that choice back. Refuses what would leave a
    day without anything to do.
    """
    with transaction.atomic():
        hold(person)
        plan = _cleared(person, now)
        before = person.preferences.filter(item=item).first()
        if choice is None and before:
            before.delete()
        elif choice and (before or item in choosable(person, plan, now, choice)):
            person.preferences.update_or_create(item=item, defaults={"choice": choice, "since": now})
        else:
            raise NotOffered
        waiting = None if from_tomorrow else _waiting_day(person, now)
        wanted = replace(_as_it_is(plan), preferences=_preferences(person))
        changed = _changed(person, wanted, now, by, from_tomorrow or waiting is not None)
        if waiting:
            _choose_for_today(changed, waiting, item, choice, now)
        if choice and not _has_something_to_do(changed, person.today(now)):
            raise NothingLeft
        return changed


def _has_something_to_do(plan: Plan, today: dt.date) -> bool:
    """On either kind of day, at first and as the person stands now."""
    protocol = protocol_of(plan.protocol_version)
    now = routines_now(protocol, plan, read_progress(protocol, plan).progress, today)
    return all(plan.outcome[day]["items"] and now[day].items for day in (STRENGTH_DAY, OTHER_DAY))


def choosable(person: Person, plan: Plan, now: dt.datetime, choice: Preference.Choice) -> frozenset[str]:
    """The items of the plan, and of today, about which this may be chosen."""
    protocol = protocol_of(plan.protocol_version)
    today = person.day_plans.filter(local_date=person.today(now), current=True, plan=plan).first()
    of_today = [one["item"] for one in today.items] if today else []
    return choosable_items(protocol, plan, read_progress(protocol, plan).progress, of_today).of(choice)


def _cleared(person: Person, now: dt.datetime) -> Plan:
    plan = person.cleared_plan(now)
    if plan is None:
        raise NotCleared
    return plan


def _as_it_is(plan: Plan) -> Wanted:
    return Wanted(
        assessment=plan.assessment,
        inputs=inputs_now(plan),
        preferences=preferences_of(plan),
        days=plan.days,
        choices=plan.choices,
        started_on=plan.started_on,
        programme=plan.programme,
        verb="changed_plan",
    )


def _changed(person: Person, wanted: Wanted, now: dt.datetime, by: audit.Actor, from_tomorrow: bool) -> Plan:
    active = person.plans.active().first()
    today = day_of(person, active, now, by) if from_tomorrow and active else None
    if from_tomorrow and today is None:
        raise NotCleared
    changed = _put_in_force(person, wanted, now, by, stays=today)
    if changed is None:
        raise NotCleared
    return changed


def _put_in_force(
    person: Person, wanted: Wanted, now: dt.datetime, by: audit.Actor, stays: DayPlan | None = None
) -> Plan | None:
    """The older plan stays when nothing in it would change; None when no plan may be made. `stays` is today's list,
    kept as it is under the new plan.
    """
    version = shipped_version(now)
    active = person.plans.active().first()
    if active and _same(active, version.pk, wanted):
        active.assessment = wanted.assessment
        active.choices = dict(wanted.choices)
        active.would_change = _would_change(protocol_of(version), wanted)
        active.save(update_fields=["assessment", "choices", "would_change"])
        if stays is None:
            _from_now(active, now)
        return active
    outcome = outcome_of(protocol_of(version), wanted.inputs, wanted.preferences)
    if active:
        active.state = Plan.State.ARCHIVED
        active.archived_at = now
        active.save(update_fields=["state", "archived_at"])
    if outcome["stop"]:
        audit.record(at=now, by=by, verb="no_plan_allowed", person=person.uuid, object=str(wanted.assessment.uuid))
        return None
    plan = Plan.objects.create(
        person=person,
        assessment=wanted.assessment,
        protocol_version=version,
        engine=ENGINE,
        minutes=wanted.inputs.minutes,
        days=wanted.days,
        inputs=inputs_to_json(wanted.inputs),
        outcome=outcome,
        preferences=preferences_to_json(wanted.preferences),
        would_change=_would_change(protocol_of(version), wanted),
        choices=dict(wanted.choices),
        programme=wanted.programme,
        started_on=wanted.started_on,
        made_at=now,
    )
    audit.record(at=now, by=by, verb=wanted.verb, person=person.uuid, object=str(plan.uuid))
    _settle_today(plan, active, stays, now, by)
    return plan


def _would_change(protocol: Protocol, wanted: Wanted) -> list[dict[str, Any]]:
    assessment = wanted.assessment
    questionnaire = questionnaire_of(assessment.questionnaire_version)
    answers = thaw({**assessment.answers, **wanted.choices})
    return what_if.to_json(
        what_if.what_would_change(protocol, questionnaire, answers, wanted.inputs, preferences=wanted.preferences)
    )


def _settle_today(plan: Plan, before: Plan | None, stays: DayPlan | None, now: dt.datetime, by: audit.Actor) -> None:
    """Today's list is made anew, or goes on as it is where the same content made it; what protects counts at once."""
    if stays and before and before.protocol_version_id == plan.protocol_version_id:
        blocked = safety_blocks(
            protocol_of(plan.protocol_version), inputs_now(plan), [one["item"] for one in stays.items]
        )
        stays.plan, stays.made_with = plan, stays.made_with or before
        stays.items = [one for one in stays.items if one["item"] not in blocked]
        stays.save(update_fields=["plan", "made_with", "items"])
    elif plan.person.day_plans.filter(local_date=plan.person.today(now), current=True).exists():
        day_of(plan.person, plan, now, by)


def _waiting_day(person: Person, now: dt.datetime) -> DayPlan | None:
    """Today, if an earlier choice counts from tomorrow."""
    days = person.day_plans.filter(local_date=person.today(now), current=True, made_with__isnull=False)
    return days.select_related("made_with").first()


def _choose_for_today(
    plan: Plan, waiting: DayPlan, item: str, choice: Preference.Choice | None, now: dt.datetime
) -> None:
    """One choice counts from now, while an earlier one goes on to wait for tomorrow: today's list is that of neither
    plan, but of the one that it was made with and this choice.
    """
    waiting.refresh_from_db(fields=["plan", "items", "made_with"])
    of_today = waiting.made_with
    if of_today is None or waiting.plan_id != plan.pk:  # newer content has made the list anew
        return
    chosen, protocol = preferences_of(of_today), protocol_of(of_today.protocol_version)
    preferences = Preferences(
        (chosen.leave_out - {item}) | ({item} if choice == Preference.Choice.LEAVE_OUT else set()),
        (chosen.prefer_easier - {item}) | ({item} if choice == Preference.Choice.PREFER_EASIER else set()),
    )
    of_today.pk, of_today.uuid, of_today.preferences = None, uuid4(), preferences_to_json(preferences)
    of_today.outcome = outcome_of(protocol, inputs_from_json(of_today.inputs), preferences)
    of_today.state, of_today.archived_at, of_today.made_at = Plan.State.ARCHIVED, now, now
    of_today._state.adding = True
    of_today.save()
    waiting.made_with = None if _makes_the_same(of_today, plan) else of_today
    waiting.save(update_fields=["made_with"])
    make_again(plan, waiting, now)


def _makes_the_same(one: Plan, other: Plan) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("inputs", "preferences", "days"))


def _from_now(plan: Plan, now: dt.datetime) -> None:
    """A choice that was to count from tomorrow counts today after all."""
    waiting = _waiting_day(plan.person, now)
    if waiting:
        waiting.made_with = None
        waiting.save(update_fields=["made_with"])
        make_again(plan, waiting, now)


def _preferences(person: Person) -> Preferences:
    chosen = {row.item: row.choice for row in person.preferences.all()}
    return Preferences(
        frozenset(item for item, choice in chosen.items() if choice == Preference.Choice.LEAVE_OUT),
        frozenset(item for item, choice in chosen.items() if choice == Preference.Choice.PREFER_EASIER),
    )


def _same(plan: Plan, version: int, wanted: Wanted) -> bool:
    facts = (plan.protocol_version_id, plan.engine, plan.days, plan.programme)
    return facts == (version, ENGINE, wanted.days, wanted.programme) and (
        canonical({"inputs": plan.inputs, "preferences": plan.preferences})
        == canonical({"inputs": inputs_to_json(wanted.inputs), "preferences": preferences_to_json(wanted.preferences)})
    )


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

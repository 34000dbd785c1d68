"""Inputs -> the outcome that a plan stores, and back: both day types as composed, keys only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from programs import catalogue
from programs.domain.blocks import safety_blocks
from programs.domain.day_kinds import NORMAL
from programs.domain.gentle import compose_kind
from programs.domain.inputs import (
    NO_PREFERENCES,
    OTHER_DAY,
    STRENGTH_DAY,
    Inputs,
    Preferences,
    from_assessment,
)
from programs.domain.matching import Caps
from programs.domain.movements import Protocol
from programs.domain.prescriptions import prescribe
from programs.domain.programme import Progress, inputs_at, is_upkeep, prescribed_at
from programs.domain.records import inputs_from_json, preferences_from_json, routine_from_json, routine_to_json
from programs.domain.routine import Routine, compose, plan_day
from programs.domain.upkeep import for_upkeep
from programs.domain.week import weekday, weekday_view
from programs.domain.whole_plan import without_newcomers, without_reports
from programs.models import DayPlan, Plan

ENGINE = 1  # raise it when the same inputs would give another outcome


def inputs_of(findings: Mapping[str, Any]) -> Inputs:
    """The frozen findings of an assessment as inputs of a first plan."""
    return from_assessment(
        findings=findings["by_person"],
        contraindications=[one["id"] for one in findings["contraindications"]],
        tags=findings["tags"],
        pain_now=findings["pain_now"],
        age=findings["age"],
        minutes=findings["minutes"],
        experience=findings["experience"],
        equipment=findings["equipment"],
        not_available=findings["not_available"],
        sides=findings["sides"],
    )


def outcome_of(protocol: Protocol, inputs: Inputs, preferences: Preferences = NO_PREFERENCES) -> dict[str, Any]:
    """`stop` names the contraindications that allow no plan; then the routines are empty."""
    prescriptions = {
        day: prescribe(protocol, inputs, day=day, preferences=preferences) for day in (STRENGTH_DAY, OTHER_DAY)
    }
    first = prescriptions[STRENGTH_DAY]
    return {
        **{day: routine_to_json(compose(protocol, prescribed)) for day, prescribed in prescriptions.items()},
        "caps": asdict(first.caps) if first.caps else None,
        "matched_rules": list(first.matched_rules),
        "stop": list(first.stop),
    }


def replayed(protocol: Protocol, plan: Plan) -> dict[str, Any]:
    """The outcome as the running engine makes it of the plan's own inputs."""
    return outcome_of(protocol, inputs_from_json(plan.inputs), preferences_of(plan))


def routine_of(protocol: Protocol, plan: Plan, day: str) -> Routine:
    """A day type of the plan, whatever the weekday."""
    return routine_from_json(protocol, plan.outcome[day])


def preferences_of(plan: Plan) -> Preferences:
    return preferences_from_json(plan.preferences)


def inputs_on(protocol: Protocol, plan: Plan, progress: Progress, day: dt.date) -> Inputs:
    """The inputs of the plan with what was reached since."""
    return inputs_at(protocol, inputs_from_json(plan.inputs), progress, day)


def routine_on(
    protocol: Protocol,
    plan: Plan,
    progress: Progress,
    day: dt.date,
    *,
    strength: bool,
    kind: str = NORMAL,
    minutes: int | None = None,
) -> Routine:
    """The day as the person stands in the programme; `minutes` are those of a busy day. Resting items are still in."""
    inputs = inputs_on(protocol, plan, progress, day)
    of_day, preferences = STRENGTH_DAY if strength else OTHER_DAY, preferences_of(plan)
    if kind == NORMAL and inputs == inputs_from_json(plan.inputs):
        routine = routine_of(protocol, plan, of_day)
    else:
        compose_as = partial(compose_kind, kind=kind, day=of_day, minutes=minutes, preferences=preferences)
        routine = without_newcomers(
            protocol,
            compose_as(protocol, inputs),
            begun_with(plan, of_day) if kind == NORMAL else (),
            lambda: compose_as(protocol, without_reports(inputs)),
            progress.states,
            day,
        )
    routine = weekday_view(routine, protocol, weekday(protocol, day), plan.days)
    if protocol.progression.course and is_upkeep(protocol, progress, plan.started_on, day):
        routine = for_upkeep(protocol, routine, age=inputs.age)
    return routine


def routines_now(protocol: Protocol, plan: Plan, progress: Progress, day: dt.date) -> dict[str, Routine]:
    """Both day types as the person stands now, whatever the weekday."""
    inputs = inputs_on(protocol, plan, progress, day)
    if inputs == inputs_from_json(plan.inputs):
        return {of_day: routine_of(protocol, plan, of_day) for of_day in (STRENGTH_DAY, OTHER_DAY)}
    compose_as = partial(plan_day, protocol, preferences=preferences_of(plan))
    return {
        of_day: without_newcomers(
            protocol,
            compose_as(inputs, day=of_day),
            begun_with(plan, of_day),
            partial(compose_as, without_reports(inputs), day=of_day),
            progress.states,
            day,
        )
        for of_day in (STRENGTH_DAY, OTHER_DAY)
    }


def begun_with(plan: Plan, of_day: str) -> frozenset[str]:
    """The items that the plan had for such a day when it was made."""
    return frozenset(one["item"] for one in plan.outcome[of_day]["items"])


def prescribed_ids(progress: Progress, day: dt.date, routine: Routine) -> dict[str, str]:
    """Each item of the routine with the id under which its progress is kept: of what it took the place of."""
    return {planned.item: prescribed_at(progress, planned.item, day) or planned.item for planned in routine.items}


def routine_of_day(protocol: Protocol, plan: Plan, day_plan: DayPlan) -> Routine:
    """The day as it was fixed when it was first opened."""
    record = (day_plan.made_with or plan).outcome[STRENGTH_DAY if day_plan.strength else OTHER_DAY]
    return routine_from_json(protocol, {**record, "items": day_plan.items})


def caps_of(plan: Plan) -> Caps | None:
    return Caps(**plan.outcome["caps"]) if plan.outcome["caps"] else None


def taken_away(plan: Plan) -> frozenset[str]:
    """Equipment that the person has and that a health answer rules out."""
    has = (plan.choices or plan.assessment.answers).get("equipment") or ()
    return frozenset(has) - inputs_from_json(plan.inputs).equip


def allowed(protocol: Protocol, plan: Plan, routine: Routine) -> Routine:
    """The routine without what the newest content no longer allows."""
    gone = withheld(protocol, plan, [one.item for one in (*routine.items, *routine.breaks)])
    return replace(
        routine,
        items=tuple(one for one in routine.items if one.item not in gone),
        breaks=tuple(one for one in routine.breaks if one.item not in gone),
    )


def inputs_now(plan: Plan) -> Inputs:
    """What the plan was made with, and what newer questions or answers that are being changed add: the stricter."""
    inputs, anew, changed = inputs_from_json(plan.inputs), plan.screened_anew, plan.ruled_out
    if anew:
        inputs = replace(
            inputs, contra=inputs.contra | anew.contraindications, excluded_tags=inputs.excluded_tags | anew.tags
        )
    if changed:
        findings = {id: max(severity, inputs.findings.get(id, 0)) for id, severity in changed["by_person"].items()}
        inputs = replace(
            inputs,
            contra=inputs.contra.union(changed["contraindications"]),
            excluded_tags=inputs.excluded_tags.union(changed["tags"]),
            findings={**inputs.findings, **findings},
        )
    return inputs


def inputs_now_on(protocol: Protocol, plan: Plan, progress: Progress, day: dt.date) -> Inputs:
    """What holds for the person now, with what was reached since."""
    return inputs_at(protocol, inputs_now(plan), progress, day)


def withheld(protocol: Protocol, plan: Plan, items: Collection[str]) -> dict[str, str]:
    """Items of a running plan that newer content or newer answers no longer allow, each with its code: safety does
    not wait."""
    newest = catalogue.shipped()
    if newest.checksum == protocol.checksum and plan.screened_anew is None and not plan.ruled_out:
        return {}
    return safety_blocks(newest, inputs_now(plan), items)

"""Progress as it is stored: read for a day, and written down as steps that are never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from footcare.accounts.models import Person, User
from programs.domain.day_kinds import BUSY, SORE
from programs.domain.movements import Protocol
from programs.domain.practice_log import Morning
from programs.domain.programme import PROGRAMME, Diary, Felt, Progress, Ticked
from programs.domain.progression_content import course_of
from programs.domain.progression_records import changes_to_json, state_from_json, state_to_json
from programs.domain.progression_state import Decision, State, release
from programs.domain.records import dose_from_json
from programs.models import CheckIn, Plan, ProgressionStep

DIARY_DAYS = 60  # longer than any window of the decision table: 28 days away, 14 for reds
EFFORT = {
    CheckIn.Effort.VERY_EASY: 2,
    CheckIn.Effort.EASY: 4,
    CheckIn.Effort.ABOUT_RIGHT: 5,
    CheckIn.Effort.HARD: 7,
    CheckIn.Effort.TOO_HARD: 9,
}
"""Words of the check-in on the 0 to 10 scale of the decision table: a product choice."""


@dataclass(frozen=True, slots=True)
class Stored:
    """`stopped` are the states that a stop holds, each with the time of the step that stopped it."""

    progress: Progress
    stopped: Mapping[str, dt.datetime]


def read_progress(protocol: Protocol, plan: Plan) -> Stored:
    """Where the programme of this plan stands. What the content no longer knows is left out."""
    steps = ProgressionStep.objects.latest_by_item(plan)
    return progress_of(protocol, steps.values_list("item", "after", "made_at"))


def progress_of(protocol: Protocol, latest: Iterable[tuple[str, dict[str, Any], dt.datetime]]) -> Stored:
    """From (item, after, made at) of the last step of each item."""
    progress, states, stopped = Progress(), {}, {}
    for item, after, made_at in latest:
        if not item:
            progress = _course_from_json(after)
        elif {item, after["standing"]["item"]} <= protocol.items.keys():
            states[item] = state_from_json(after)
            if states[item].stopped:
                stopped[item] = made_at
    return Stored(replace(progress, states=states), stopped)


def read_diary(protocol: Protocol, plan: Plan, progress: Progress, today: dt.date) -> Diary:
    person = plan.person
    since = _diary_from(protocol, plan, progress, today)
    baseline_until = plan.started_on
    if protocol.progression.course:
        baseline_until += dt.timedelta(days=course_of(protocol.progression).baseline_mornings)
    mornings = person.next_mornings.filter(Q(local_date__gte=since) | Q(local_date__lt=baseline_until))
    felt, pains = _felt(person, since)
    days = person.day_plans.filter(current=True, local_date__gte=since).values_list("local_date", "kind", "items")
    days = list(days)
    return Diary(
        started_on=plan.started_on,
        ticked=tuple(_ticked(person, since)),
        felt=felt,
        pains=pains,
        mornings=tuple(Morning(*row) for row in mornings.values_list("local_date", "pain_next_morning")),
        sore_days=tuple(on for on, kind, _items in days if kind == SORE),
        busy_days=tuple(on for on, kind, _items in days if kind == BUSY),
        shown={(on, one["item"]): dose_from_json(one) for on, _kind, items in days for one in items},
    )


def _diary_from(protocol: Protocol, plan: Plan, progress: Progress, today: dt.date) -> dt.date:
    """The level cap counts practices since it rose last; once it is at its highest nothing so old counts."""
    since = today - dt.timedelta(days=DIARY_DAYS)
    if progress.bonus < protocol.composer.level_cap_bonus.max:
        since = min(since, progress.bonus_since or plan.started_on)
    return max(since, plan.started_on)


def _ticked(person: Person, since: dt.date) -> Iterable[Ticked]:
    operations = person.ticks.filter(local_date__gte=since).operations()
    first: dict[tuple[dt.date, str], dt.datetime] = {}
    last: dict[tuple[dt.date, str], bool] = {}
    for on, item, done, at in operations.values_list("local_date", "item", "done", "done_at"):
        last[on, item] = done
        if done:
            first.setdefault((on, item), at)
    return [Ticked(on, first[on, item], item) for (on, item), done in last.items() if done]


def _felt(person: Person, since: dt.date) -> tuple[dict[dt.date, Felt], dict[dt.date, int]]:
    """By day what practice was like, and the pain now. The worst of a day counts, whatever is said later."""
    felt: dict[dt.date, Felt] = {}
    pains: dict[dt.date, int] = {}
    said = person.check_ins.filter(local_date__gte=since)
    for on, during, pain_now, effort in said.values_list("local_date", "pain_during", "pain_now", "effort"):
        before = felt.get(on, Felt(None, None))
        felt[on] = Felt(_worse(before.during, during), _worse(before.effort, EFFORT.get(effort)))
        if pain_now is not None:
            pains[on] = max(pain_now, pains.get(on, 0))
    return felt, pains


def _worse(one: int | None, other: int | None) -> int | None:
    return max((value for value in (one, other) if value is not None), default=None)


def released_by_screening(stored: Stored, cleared_at: dt.datetime, *, on: dt.date) -> dict[str, State]:
    """States whose stop is over: the safety questions were answered, or a clinician released it, after the stop."""
    return {
        item: release(stored.progress.states[item], on=on, at=cleared_at)
        for item, stopped_at in stored.stopped.items()
        if cleared_at > stopped_at
    }


def write_decisions(plan: Plan, decisions: Iterable[Decision], *, on: dt.date, now: dt.datetime) -> None:
    ProgressionStep.objects.bulk_create(
        ProgressionStep(
            person=plan.person,
            plan=plan,
            item=one.before.prescribed,
            action=one.action,
            line=one.line,
            light=one.light or "",
            before=state_to_json(one.before),
            after=state_to_json(one.after),
            changes=changes_to_json(one.changes),
            because=[list(pair) for pair in one.because],
            practised_on=one.practice,
            local_date=on,
            clinician_prompt=one.clinician_prompt,
            made_at=now,
        )
        for one in decisions
    )


def write_step(
    plan: Plan,
    action: ProgressionStep.Action,
    before: State,
    after: State,
    *,
    on: dt.date,
    now: dt.datetime,
    changes: Iterable[Any] = (),
    by: User | None = None,
    reason: str = "",
) -> ProgressionStep:
    """A step that no row of the table decided."""
    return ProgressionStep.objects.create(
        person=plan.person,
        plan=plan,
        item=before.prescribed,
        action=action,
        line=action.lower(),
        before=state_to_json(before),
        after=state_to_json(after),
        changes=changes_to_json(changes),
        local_date=on,
        made_at=now,
        by=by,
        reason=reason,
    )


def write_course(
    plan: Plan,
    before: Progress,
    after: Progress,
    *,
    on: dt.date,
    now: dt.datetime,
    action: ProgressionStep.Action | None = None,
) -> None:
    """Steps of the whole programme: the level of its items, and where its course begins anew."""
    if _course_to_json(before) == _course_to_json(after):
        return
    if action is None:
        rises = after.bonus > before.bonus
        action = ProgressionStep.Action.LEVEL_UP if rises else ProgressionStep.Action.RESTARTED
    ProgressionStep.objects.create(
        person=plan.person,
        plan=plan,
        item=PROGRAMME,
        action=action,
        line=action.lower(),
        before=_course_to_json(before),
        after=_course_to_json(after),
        local_date=on,
        made_at=now,
    )


def latest_before(day: dt.date, person: Person) -> dt.datetime | None:
    """When the person first opened the last earlier day: what was decided later on that day is news of the next."""
    earlier = person.day_plans.filter(local_date__lt=day).order_by("-local_date", "made_at")
    opened: dt.datetime | None = earlier.values_list("made_at", flat=True).first()
    return opened


def steps_since(plan: Plan, at: dt.datetime | None) -> Iterable[ProgressionStep]:
    steps = ProgressionStep.objects.of_programme(plan).exclude(item=PROGRAMME).order_by("pk")
    return steps.filter(made_at__gt=at) if at else steps.none()


def _course_to_json(progress: Progress) -> dict[str, Any]:
    return {
        "bonus": progress.bonus,
        "bonus_since": progress.bonus_since.isoformat() if progress.bonus_since else None,
        "course_from": progress.course_from.isoformat() if progress.course_from else None,
    }


def _course_from_json(record: dict[str, Any]) -> Progress:
    since, begun = record["bonus_since"], record["course_from"]
    return Progress(
        bonus=record["bonus"],
        bonus_since=dt.date.fromisoformat(since) if since else None,
        course_from=dt.date.fromisoformat(begun) if begun else None,
    )

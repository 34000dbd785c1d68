"""What the queue and the people list need to know about each person, by a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform

from assessments.models import Assessment, Clearance
from footcare.accounts.models import Clinic, Person
from footcare.clinic.models import QueueMark
from footcare.clinic.newer_content import TakenOut, of_older_content, taken_out
from footcare.common.functions import JSONArrayLength
from footcare.common.models import AuditRow
from programs import catalogue
from programs.domain.progression_content import STOP_REFER
from programs.models import CheckIn, DayPlan, Plan, ProgressionStep, Tick

CHECK_INS_OF_DAYS = 21
CORRECTIONS_OF_DAYS = ENDS_OF_DAYS = 28
KINDS_OF_DAY = frozenset(DayPlan.Kind.values)
ENDED_BY = ("reds", "pain_during")  # reasons of a withdrawal: the reports of practice ended the programme


@dataclass(frozen=True, slots=True)
class DayReport:
    """The check-in that counts for one local day: the last one."""

    day: dt.date
    said_at: dt.datetime
    pain_during: int | None
    pain_now: int | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A step of an item that asks a clinician to look."""

    day: dt.date
    made_at: dt.datetime
    item: str
    action: str


@dataclass(slots=True)
class Facts:
    """`ran_out`: nothing took the clearance back, but its last day is over.

    `baseline` is the pain when the present course began, `pain_now` the latest rating. `marks`: line key -> mark.
    `planned` is how many items each local day has. `ended` are the times when reports of practice took the clearance
    back; `prompts` are steps short of that. `taken_out` is what newer content takes out of a plan that the
    clearance still allows.
    """

    person: Person
    today: dt.date
    clearance: Clearance | None
    is_cleared: bool
    ran_out: bool
    findings: tuple[str, ...]
    bother: int | None
    assessed_at: dt.datetime | None
    assessment: str | None
    started_on: dt.date | None
    baseline: int | None
    practised_on: dt.date | None
    pain_now: int | None
    reports: list[DayReport] = field(default_factory=list)
    sore_days: list[dt.date] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    ended: list[Clearance] = field(default_factory=list)
    planned: dict[dt.date, int] = field(default_factory=dict)
    corrected: list[AuditRow] = field(default_factory=list)
    marks: dict[str, QueueMark] = field(default_factory=dict)
    taken_out: TakenOut | None = None


def gather(
    people: QuerySet[Person], clinic: Clinic, now: dt.datetime, *, planned_since: dt.date | None = None
) -> list[Facts]:
    """Seven queries, however many people there are. `planned` is filled from `planned_since` on."""
    rows = list(with_latest(people))
    ids = [person.pk for person in rows]
    clearances = {row.pk: row for row in latest_and_withdrawn(rows, now)}
    gathered = {row.pk: facts_of(row, clearances.get(row.clearance_id), now) for row in rows}
    for row in clearances.values():
        if row.kind == Clearance.Kind.WITHDRAWN and any(one.get("check") in ENDED_BY for one in row.because):
            gathered[row.person_id].ended.append(row)
    for person_id, report in day_reports(ids, now):
        gathered[person_id].reports.append(report)
    for person_id, day, what, items, at, item in days_and_prompts(ids, now, planned_since):
        facts = gathered[person_id]
        if what not in KINDS_OF_DAY:
            facts.prompts.append(Prompt(day, at, item, what))
            continue
        facts.planned[day] = items
        if what == DayPlan.Kind.SORE:
            facts.sore_days.append(day)
    by_uuid = {row.uuid: gathered[row.pk] for row in rows}
    since = now - dt.timedelta(days=CORRECTIONS_OF_DAYS)
    for row in AuditRow.objects.filter(verb="corrected", at__gte=since, person__in=list(by_uuid)).order_by("id"):
        by_uuid[row.person].corrected.append(row)
    for plan in of_older_content(Plan.objects.active().filter(person__in=ids)):
        facts = gathered[plan.person_id]
        if facts.is_cleared:
            facts.taken_out = taken_out(plan, facts.clearance)
            facts.is_cleared = not (facts.taken_out and facts.taken_out.hides_plan)
    for mark in QueueMark.objects.filter(clinic=clinic, person__in=ids).order_by("id"):
        gathered[mark.person_id].marks[mark.line] = mark
    return list(gathered.values())


def latest_and_withdrawn(rows: Iterable[Any], now: dt.datetime) -> QuerySet[Clearance]:
    """Oldest first: the latest clearance of each person, and those that were taken back lately."""
    latest = Q(pk__in=[row.clearance_id for row in rows if row.clearance_id])
    since = now - dt.timedelta(days=ENDS_OF_DAYS)
    lately = Q(person__in=[row.pk for row in rows], kind=Clearance.Kind.WITHDRAWN, made_at__gte=since)
    return (
        Clearance.objects.filter(latest | lately)
        .select_related("review_request")
        .only(
            "kind",
            "level",
            "because",
            "made_at",
            "valid_until",
            "person_id",
            "assessment_id",
            "review_request__asked_at",
        )
        .order_by("id")
    )


def with_latest(people: QuerySet[Person]) -> QuerySet[Person]:
    """Adds each person's latest clearance, complete assessment, plan, practice and pain."""
    latest, baseline = _latest()
    return people.annotate(**latest).annotate(baseline=baseline)


@cache
def _latest() -> tuple[dict[str, Subquery], Subquery]:
    """Of each person; the baseline refers to `started_on` of the others. Built once: building takes long."""
    clearance = Clearance.objects.filter(person=OuterRef("pk")).order_by("-id")
    complete = Assessment.objects.filter(person=OuterRef("pk"), state=Assessment.State.COMPLETE).order_by(
        "-completed_at"
    )
    active = Plan.objects.filter(person=OuterRef("pk"), state=Plan.State.ACTIVE)
    of_course = Plan.objects.filter(person=OuterRef("pk"), started_on=OuterRef("started_on")).order_by("made_at", "id")
    done = Tick.objects.standing().filter(person=OuterRef("pk")).order_by("-local_date")
    rated = CheckIn.objects.filter(person=OuterRef("pk"), pain_now__isnull=False).order_by("-local_date", "-id")
    latest = {
        "clearance_id": Subquery(clearance.values("id")[:1]),
        "finding_ids": Subquery(complete.values(key=KeyTextTransform("by_person", "findings"))[:1]),
        "bother": Subquery(complete.values(key=KeyTextTransform("om.bother", "answers"))[:1]),
        "assessed_at": Subquery(complete.values("completed_at")[:1]),
        "assessment_uuid": Subquery(complete.values("uuid")[:1]),
        "started_on": Subquery(active.values("started_on")[:1]),
        "practised_on": Subquery(done.values("local_date")[:1]),
        "rated_pain": Subquery(rated.values("pain_now")[:1]),
    }
    return latest, Subquery(of_course.values(key=KeyTextTransform("pain_now", "assessment__findings"))[:1])


def facts_of(row: Any, clearance: Clearance | None, now: dt.datetime) -> Facts:
    by_person: dict[str, int] = json.loads(row.finding_ids) if row.finding_ids else {}
    holds = clearance is not None and clearance.holds_for(row, now)
    return Facts(
        person=row,
        today=row.today(now),
        clearance=clearance,
        is_cleared=holds,
        ran_out=clearance is not None and clearance.valid_until is not None and not holds,
        findings=tuple(sorted(by_person, key=lambda finding: -by_person[finding])),
        bother=number(row.bother),
        assessed_at=row.assessed_at,
        assessment=str(row.assessment_uuid) if row.assessment_uuid else None,
        started_on=row.started_on,
        baseline=number(row.baseline),
        practised_on=row.practised_on,
        pain_now=row.rated_pain if row.rated_pain is not None else number(row.baseline),
    )


def number(text: str | int | None) -> int | None:
    """JSON text of a whole number, which SQLite already hands over as a number."""
    return None if text is None else int(text)


def day_reports(person_ids: Iterable[int], now: dt.datetime) -> list[tuple[int, DayReport]]:
    """Oldest first, one per person and day: a later check-in of a day takes the place of the earlier."""
    since = now.date() - dt.timedelta(days=CHECK_INS_OF_DAYS)
    rows = CheckIn.objects.filter(person__in=list(person_ids), local_date__gte=since).order_by("local_date", "id")
    last = {
        (person, day): DayReport(day, said_at, during, at_rest)
        for person, day, said_at, during, at_rest in rows.values_list(
            "person_id", "local_date", "said_at", "pain_during", "pain_now"
        )
    }
    return [(person, report) for (person, _day), report in last.items()]


def days_and_prompts(
    person_ids: Iterable[int], now: dt.datetime, planned_since: dt.date | None
) -> Iterable[tuple[int, dt.date, str, int, dt.datetime, str]]:
    """(person, local day, kind, how many items, made at, "") of sore days, and of all days from `planned_since` on;
    and (person, local day, action, 0, made at, item) of steps that ask a clinician to look. Oldest first.

    The database counts: the items of a day stay there.
    """
    ids, protocol = list(person_ids), catalogue.shipped()
    kinds, day = protocol.composer.day_kinds, dt.timedelta(days=1)  # a day more: local dates differ from those of UTC
    wanted = Q(pk__in=())
    if kinds:
        wanted |= Q(kind=DayPlan.Kind.SORE, local_date__gte=now.date() - (kinds.sore.within_days + 1) * day)
    if planned_since:
        wanted |= Q(local_date__gte=planned_since)
    days = DayPlan.objects.filter(wanted, person__in=ids, current=True)
    lately = now.date() - (protocol.progression.reds_window_days + 1) * day
    asking = ProgressionStep.objects.filter(person__in=ids, clinician_prompt=True, local_date__gte=lately)
    asking = asking.exclude(action=STOP_REFER)  # that takes the clearance back
    nothing, none = Value("", output_field=CharField()), Value(0, output_field=IntegerField())
    return (
        days.values_list("person_id", "local_date", "kind", JSONArrayLength("items"), "made_at", nothing)
        .union(asking.values_list("person_id", "local_date", "action", none, "made_at", "item"), all=True)
        .order_by("local_date", "made_at")
    )


def ticked_by_day(person_ids: Iterable[int], since: dt.date) -> dict[int, dict[dt.date, set[str]]]:
    """Person -> local day -> the items that stand ticked. The last operation on an item counts."""
    rows = Tick.objects.filter(person__in=list(person_ids), local_date__gte=since)
    standing: dict[tuple[int, dt.date, str], bool] = {}
    for person, day, item, done in rows.order_by("done_at", "received_at", "id").values_list(
        "person_id", "local_date", "item", "done"
    ):
        standing[person, day, item] = done
    ticked: dict[int, dict[dt.date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (person, day, item), done in standing.items():
        if done:
            ticked[person][day].add(item)
    return ticked

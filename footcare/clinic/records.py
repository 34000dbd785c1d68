"""One person's whole record for the person page, by a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from assessments.models import Answer, Assessment, Clearance
from footcare.accounts.models import Clinic, ClinicLink, Person, User
from footcare.clinic.diary import Diary, read_diary
from footcare.clinic.models import Note
from footcare.clinic.newer_content import with_dates
from footcare.common.models import AuditRow
from programs.domain.progression_content import HOLD
from programs.models import Plan, ProgressionStep

CHART_DAYS = 21
HOLDS_OF_DAYS = 14
STEPS_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Record:
    """Lists are newest first, except `said` (oldest first). `seen_before` is when this user last opened the page.

    `steps` are those that moved something, with the days on which a dose stayed the same for two weeks; `standing` of
    the last one of each item is where it stands.
    """

    person: Person
    today: dt.date
    linked_since: dt.datetime
    seen_before: dt.datetime | None
    assessments: list[Assessment]
    said: dict[int, dict[str, list[Answer]]]
    clearances: list[Clearance]
    plans: list[Plan]
    diary: Diary
    steps: list[Any]
    notes: list[Note]
    is_cleared: bool

    @property
    def clearance(self) -> Clearance | None:
        return self.clearances[0] if self.clearances else None

    @property
    def plan(self) -> Plan | None:
        return active_of(self.plans)

    @property
    def complete(self) -> Assessment | None:
        return next((one for one in self.assessments if one.state == Assessment.State.COMPLETE), None)

    @property
    def draft(self) -> Assessment | None:
        return next((one for one in self.assessments if one.state == Assessment.State.DRAFT), None)

    @property
    def release_is_open(self) -> bool:
        """Only the latest clearance counts, and only a stop at the lowest stopping level may be released."""
        latest = self.clearance
        return latest is not None and may_be_released(latest)


def may_be_released(clearance: Clearance) -> bool:
    return (
        clearance.stops and clearance.level == Clearance.Level.CLINICIAN_FIRST and clearance.assessment_id is not None
    )


def find(clinic: Clinic, uuid: UUID, user: User) -> Any:
    """The person with what this clinic and this user already know of them, or None."""
    link = ClinicLink.objects.live().filter(person=OuterRef("pk"), clinic=clinic)
    views = AuditRow.objects.filter(person=OuterRef("uuid"), actor=user.audit_name, verb="viewed_person").order_by(
        "-id"
    )
    people: QuerySet[Person] = clinic.people.annotate(
        linked_since=Subquery(link.values("since")[:1]), seen_before=Subquery(views.values("at")[:1])
    )
    return people.filter(uuid=uuid).first()


def read(person: Any, clinic: Clinic, now: dt.datetime) -> Record:
    """`person` comes from `find`."""
    said: dict[int, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in Answer.objects.filter(assessment__person=person).order_by("id"):
        said[answer.assessment_id][answer.field].append(answer)
    today = person.today(now)
    clearances = list(
        Clearance.objects.filter(person=person).select_related("released_by", "review_request").order_by("-id")
    )
    plans = list(
        with_dates(Plan.objects.filter(person=person))
        .select_related("protocol_version")
        .defer("protocol_version__document")
        .order_by("-made_at", "-id")
    )
    return Record(
        person=person,
        today=today,
        linked_since=person.linked_since,
        seen_before=person.seen_before,
        assessments=list(Assessment.objects.filter(person=person).with_version().order_by("-started_at", "-id")),
        said=said,
        clearances=clearances,
        plans=plans,
        diary=read_diary(person, today),
        steps=list(steps_of(person, active_of(plans), today)),
        notes=list(Note.objects.filter(person=person, clinic=clinic).select_related("author")),
        is_cleared=bool(clearances) and clearances[0].holds_for(person, now),
    )


def active_of(plans: Iterable[Plan]) -> Plan | None:
    return next((plan for plan in plans if plan.state == Plan.State.ACTIVE), None)


def steps_of(person: Person, plan: Plan | None, today: dt.date) -> QuerySet[ProgressionStep]:
    """`standing` is the state after a step that is the last of its item in the running programme, else None."""
    steps = ProgressionStep.objects.filter(person=person)
    last = ProgressionStep.objects.latest_by_item(plan).values("pk") if plan else ProgressionStep.objects.none()
    moved = ~Q(action=HOLD) | Q(clinician_prompt=True)
    lately = Q(local_date__gt=today - dt.timedelta(days=HOLDS_OF_DAYS))
    return (
        steps.filter(moved | lately | Q(pk__in=last))
        .annotate(standing=Case(When(pk__in=last, then=F("after"))))
        .select_related("by")
        .defer("before", "after")
        .order_by("-pk")[:STEPS_SHOWN]
    )


def audit_rows(clinic: Clinic) -> QuerySet[AuditRow]:
    """What was done in the clinic's name, and what its people did while they let it see."""
    return AuditRow.objects.filter(clinic=clinic.uuid)


def names_of(rows: Iterable[AuditRow], clinic: Clinic) -> dict[str, str]:
    """Actor and person -> the name that stands for them today: staff by name, people by code. Who is gone has none."""
    uuids = {row.actor.partition(":")[2] for row in rows} | {str(row.person) for row in rows if row.person}
    known = [uuid for uuid in uuids if is_uuid(uuid)]
    people = Person.objects.filter(Q(uuid__in=known) | Q(user__uuid__in=known)).values_list(
        "uuid", "user__uuid", "label"
    )
    staff = User.objects.filter(uuid__in=known, memberships__clinic=clinic)
    codes = {str(uuid): label for *both, label in people for uuid in both if uuid}
    return codes | {str(user.uuid): str(user) for user in staff}


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

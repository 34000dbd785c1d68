"""What happens to a whole person, in every app: two become one, or everything is erased."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import ProtectedError

from assessments.domain.safety import Screening
from assessments.models import Assessment, Clearance
from assessments.standing import Standing
from footcare.accounts.actions import claim
from footcare.accounts.models import ClinicLink, Person, User
from footcare.common import audit
from programs.models import DayPlan, Plan

RANKS = {level: rank for rank, level in enumerate(Clearance.Level.values)}


def may_claim_unasked(guest: Person, user: User) -> bool:
    """On a shared phone, or one that staff sign in on, the answers may be somebody else's: then the person is asked."""
    return not guest.shared_device and not user.memberships.exists()


def claim_or_merge(*, guest: Person, user: User, now: dt.datetime) -> Person:
    with transaction.atomic():
        own = Person.objects.select_for_update().filter(user=user).first()
        if own is None:
            return claim(guest=guest, user=user, now=now)
        merge(into=own, other=guest, now=now, by=user)
    return own


def merge(*, into: Person, other: Person, now: dt.datetime, by: audit.Actor) -> None:
    """Everything of `other` becomes `into`'s, and `other` is gone. The more severe standing clearance rules.

    The active plan of the side whose clearance rules stays: it alone was made from the screening that now counts.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().filter(pk__in=[into.pk, other.pk]).order_by("pk")
        into, other = (next(person for person in locked if person.pk == side.pk) for side in (into, other))
        latest = [row for side in (into, other) if (row := side.clearances.latest_one())]
        ruling = max(latest, key=severity, default=None)
        draft, screening = draft_that_stays(into, other, ruling, now)
        settle_assessments([into, other], ruling, draft)
        settle_plans([into, other], ruling, now)
        end_doubled_links(into, other, now)
        drop_repeated_operations(into, other)
        move_everything(into, other)
        settle_days(into)
        settle_clearances(into, ruling)
        if draft and screening and screening.blocks_plan:
            hide_plan_until_screened(into, draft, screening.level, now)
        into.last_seen_on = max(filter(None, [into.last_seen_on, other.last_seen_on]), default=None)
        into.created_at = min(into.created_at, other.created_at)
        into.save(update_fields=["last_seen_on", "created_at"])
        audit.record(at=now, by=by, verb="merged", person=into.uuid, object=f"person:{other.uuid}")
        other.delete()


def severity(row: Clearance) -> tuple[bool, bool, int, int]:
    """Not cleared before cleared, stopped before unfinished, then the level, then the newest."""
    return row.valid_until is None, row.stops, RANKS[row.level], row.pk


def draft_that_stays(
    into: Person, other: Person, ruling: Clearance | None, now: dt.datetime
) -> tuple[Assessment | None, Screening | None]:
    """The draft that the ruling clearance is about, else the one with the more severe answers, else the newest."""
    drafts = [
        Standing(draft, side.clearances.latest_one(), now)
        for side in (into, other)
        if (draft := side.assessments.draft())
    ]
    if not drafts:
        return None, None
    stays = max(
        drafts,
        key=lambda draft: (
            ruling is not None and ruling.assessment_id == draft.assessment.pk,
            draft.screening.rank,
            draft.assessment.started_at,
        ),
    )
    return stays.assessment, stays.screening


def settle_assessments(sides: list[Person], ruling: Clearance | None, draft: Assessment | None) -> None:
    theirs = Assessment.objects.filter(person__in=sides)
    if draft:
        theirs.filter(state=Assessment.State.DRAFT).exclude(pk=draft.pk).update(state=Assessment.State.SUPERSEDED)
    complete = theirs.filter(state=Assessment.State.COMPLETE)
    if complete.count() > 1:
        of_ruling = complete.filter(person=ruling.person_id) if ruling else complete.none()
        newest = (of_ruling if of_ruling.exists() else complete).order_by("-completed_at", "-id").first()
        complete.exclude(pk=newest.pk).update(state=Assessment.State.SUPERSEDED)


def settle_plans(sides: list[Person], ruling: Clearance | None, now: dt.datetime) -> None:
    active = Plan.objects.filter(person__in=sides, state=Plan.State.ACTIVE)
    stays = active.filter(person=ruling.person_id) if ruling else active.order_by("-made_at")[:1]
    active.exclude(pk__in=list(stays.values_list("pk", flat=True))).update(state=Plan.State.ARCHIVED, archived_at=now)


def end_doubled_links(into: Person, other: Person, now: dt.datetime) -> None:
    linked = into.clinic_links.live().values_list("clinic_id", flat=True)
    ClinicLink.objects.live().filter(person=other, clinic__in=list(linked)).update(until=now)


def drop_repeated_operations(into: Person, other: Person) -> None:
    """The same operation sent under both names was done once."""
    for model in personal_models():
        if any(field.name == "op" for field in model._meta.get_fields()):
            ours = model._default_manager.filter(person=into).values("op")
            model._default_manager.filter(person=other, op__in=ours).delete()


def personal_models() -> Iterator[type[models.Model]]:
    """Every model that belongs to a person by a field `person`."""
    for relation in Person._meta.related_objects:
        yield relation.related_model


def move_everything(into: Person, other: Person) -> None:
    DayPlan.objects.filter(
        person=other,
        current=True,
        local_date__in=list(into.day_plans.filter(current=True).values_list("local_date", flat=True)),
    ).update(current=False)
    for relation in Person._meta.related_objects:
        name = relation.field.name
        relation.related_model._default_manager.filter(**{name: other}).update(**{name: into})


def settle_days(into: Person) -> None:
    """On a day that both sides opened, the day of the plan that stays is the one that shows; ticks count by item."""
    active = into.plans.filter(state=Plan.State.ACTIVE).first()
    for day in into.day_plans.filter(plan=active, current=False) if active else ():
        if not newer_of_same_plan(day):
            into.day_plans.filter(local_date=day.local_date, current=True).update(current=False)
            DayPlan.objects.filter(pk=day.pk).update(current=True)


def newer_of_same_plan(day: DayPlan) -> bool:
    return DayPlan.objects.filter(plan=day.plan_id, local_date=day.local_date, pk__gt=day.pk).exists()


def settle_clearances(into: Person, ruling: Clearance | None) -> None:
    """Rows are only added: the ruling one is repeated, with its own time, when another came after it."""
    latest = into.clearances.latest_one()
    if ruling and latest and ruling.pk != latest.pk:
        repeated = {
            field.attname: getattr(ruling, field.attname)
            for field in Clearance._meta.concrete_fields
            if not field.primary_key and field.name != "person"
        }
        Clearance.objects.create(person=into, **repeated)


def hide_plan_until_screened(into: Person, draft: Assessment, level: str, now: dt.datetime) -> None:
    """Answers that hold a plan back were given on one side while the other side's clearance still holds."""
    latest = into.clearances.latest_one()
    if latest and latest.valid_until is not None:
        Clearance.objects.create(
            person=into, assessment=draft, kind=Clearance.Kind.UNFINISHED, level=level, made_at=now
        )


def erase(*, person: Person | None, user: User | None, now: dt.datetime) -> None:
    """Every row of the person and of their account goes. The audit trail keeps their uuids, which name nobody."""
    with transaction.atomic():
        actor: audit.Actor | None = user or person
        if actor is None:
            raise ValueError("erase: name a person, a user, or both")
        audit.record(at=now, by=actor, verb="erased", person=person.uuid if person else None)
        if person:
            person.delete()
        if user:
            end_sessions(user)
            erase_user(user)


def erase_user(user: User) -> None:
    """Staff who released a stop stay answerable for it: their row stays, with nothing in it."""
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        user.emailaddress_set.all().delete()
        user.memberships.all().delete()
        user.email = f"{user.uuid}@erased.invalid"
        user.name = ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.set_unusable_password()
        user.save()


def end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        data: dict[str, Any] = session.get_decoded()
        if data.get("_auth_user_id") == str(user.pk):
            session.delete()

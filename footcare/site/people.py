"""What happens to a whole person, in every app: two become one, or everything is erased."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import ProtectedError

from assessments.domain.safety import Screening
from assessments.models import Assessment, Clearance
from assessments.standing import Standing, standing_of
from footcare.accounts.actions import claim
from footcare.accounts.models import ClinicLink, Person, User
from footcare.common import audit
from programs.models import DayPlan, Plan

RANKS = {level: rank for rank, level in enumerate(Clearance.Level.values)}


def may_claim_unasked(guest: Person, user: User) -> bool:
    """On a shared phone, or one that staff sign in on, the answers may be somebody else's: then the person is asked."""
    return not guest.shared_device and not user.memberships.exists()


def claim_or_merge(*, guest: Person, user: User, now: dt.datetime) -> Person | None:
    """None when the user has no person and the guest is one no more: the same form sent twice finds it claimed."""
    with transaction.atomic():
        still = Person.objects.select_for_update().filter(pk=guest.pk, user=None).first()
        own = Person.objects.select_for_update().filter(user=user).first()
        if still and own is None:
            return claim(guest=still, user=user, now=now)
        if still and own:
            merge(into=own, other=still, now=now, by=user)
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
        complete = complete_that_stays([into, other], ruling)
        draft = draft_that_stays([into, other], ruling, complete, now)
        settle_assessments([into, other], complete, draft)
        settle_plans([into, other], ruling, now)
        end_doubled_links(into, other, now)
        drop_repeated_operations(into, other)
        move_everything(into, other)
        settle_days(into)
        settle_clearances(into, ruling)
        if draft and draft.screening.blocks_plan and not (draft.released_for_these and draft.latest == ruling):
            hide_plan_until_screened(into, draft, now)
        into.last_seen_on = max(filter(None, [into.last_seen_on, other.last_seen_on]), default=None)
        into.opened_on = max(filter(None, [into.opened_on, other.opened_on]), default=None)
        into.created_at = min(into.created_at, other.created_at)
        into.save(update_fields=["last_seen_on", "opened_on", "created_at"])
        audit.record(at=now, by=by, verb="merged", person=into.uuid, object=f"person:{other.uuid}")
        other.delete()


def severity(row: Clearance) -> tuple[bool, bool, int, int]:
    """Not cleared before cleared, stopped before unfinished, then the level, then the newest."""
    return row.valid_until is None, row.stops, RANKS[row.level], row.pk


def complete_that_stays(sides: list[Person], ruling: Clearance | None) -> Assessment | None:
    """The one behind the ruling clearance, else the newest."""
    complete = Assessment.objects.filter(person__in=sides, state=Assessment.State.COMPLETE).order_by(
        "-completed_at", "-id"
    )
    of_ruling = complete.filter(person=ruling.person_id).first() if ruling else None
    return of_ruling or complete.first()


def draft_that_stays(
    sides: list[Person], ruling: Clearance | None, complete: Assessment | None, now: dt.datetime
) -> Standing | None:
    """The draft with answers that no clinic may release, else the one that the ruling clearance is about, else the
    one with the more severe answers, else the newest.

    An amendment brings the safety answers that it continues: it stays only with them, or when it holds the plan back.
    """
    drafts = [draft for side in sides if (draft := standing_of(side, now))]
    return max(
        (draft for draft in drafts if continues_what_stays(draft, complete) or beyond_release(draft.screening)),
        key=lambda draft: (
            beyond_release(draft.screening),
            ruling is not None and ruling.assessment_id == draft.assessment.pk,
            draft.screening.rank,
            draft.assessment.started_at,
        ),
        default=None,
    )


def continues_what_stays(draft: Standing, complete: Assessment | None) -> bool:
    return not draft.amends or draft.assessment.continues == complete


def beyond_release(screening: Screening) -> int:
    """The rank of answers more serious than those that a clinic may release, else 0."""
    rank = RANKS[screening.level]
    return rank if rank > RANKS[Clearance.Level.CLINICIAN_FIRST] else 0


def settle_assessments(sides: list[Person], complete: Assessment | None, draft: Standing | None) -> None:
    stay = [row.pk for row in (complete, draft and draft.assessment) if row]
    Assessment.objects.filter(person__in=sides).exclude(pk__in=stay).update(state=Assessment.State.SUPERSEDED)


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


def hide_plan_until_screened(into: Person, draft: Standing, now: dt.datetime) -> None:
    """Answers that hold a plan back were given on one side, while the other side's clearance still holds or its stop
    could be released by a clinic that does not see them."""
    latest, level = into.clearances.latest_one(), draft.screening.level
    if latest and (latest.valid_until is not None or (latest.stops and RANKS[latest.level] < RANKS[level])):
        Clearance.objects.create(
            person=into, assessment=draft.assessment, kind=Clearance.Kind.UNFINISHED, level=level, made_at=now
        )


def erase(*, person: Person | None, user: User | None, now: dt.datetime, by: audit.Actor) -> None:
    """Every row of the person and of their account goes. The audit trail keeps their uuids, which name nobody."""
    with transaction.atomic():
        audit.record(at=now, by=by, verb="erased", person=person.uuid if person else None)
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

"""What happens to a whole person, in every app: two become one, or everything is erased."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from assessments import catalogue
from assessments.actions.rows import rescreen, say
from assessments.models import Assessment, Clearance
from footcare.accounts.actions import claim
from footcare.accounts.models import ClinicLink, Person, User
from footcare.common import audit
from footcare.site.last_words import RANKS, Choice, Said, choose, last_words, said_by
from programs.actions.merging import merge_progress, renew_today, side_of
from programs.models import DayPlan, Plan, Preference

PLAN_WAITS = _(
    "The answers in this browser and those of your account are in one place now. Your plan waits until the safety "
    "questions are answered again."
)


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


def plan_waits(person: Person | None, now: dt.datetime) -> bool:
    """There is a plan, and the safety questions come before it."""
    return person is not None and person.plans.active().exists() and person.cleared_plan(now) is None


def merge(*, into: Person, other: Person, now: dt.datetime, by: audit.Actor) -> None:
    """Everything of `other` becomes `into`'s, and `other` is gone. The more severe standing clearance rules.

    The active plan of the side whose clearance rules stays: it alone was made from the screening that now counts. It
    waits for a new screening when the last words of either side hold a plan back, or leave out more than it does. Of
    the progress with both plans the stricter goes on.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().filter(pk__in=[into.pk, other.pk]).order_by("pk")
        into, other = (next(person for person in locked if person.pk == side.pk) for side in (into, other))
        latest = [row for side in (into, other) if (row := side.clearances.latest_one())]
        ruling = max(latest, key=severity, default=None)
        said = [one for side in (into, other) for one in said_by(side, ruling, now)]
        choice = choose(said, ruling)
        programmes = [one for side in (into, other) if (one := side_of(side, now))]
        settle_assessments([into, other], choice)
        settle_plans([into, other], ruling, now)
        end_doubled_links(into, other, now)
        drop_repeated_operations(into, other)
        drop_doubled_preferences(into, other)
        move_everything(into, other)
        merge_progress(person=into, sides=programmes, now=now)
        settle_days(into)
        if len(programmes) == 2:
            renew_today(into, now)
        settle_clearances(into, ruling)
        hide_plan_until_screened(into, choice, now)
        settle_new_screening(into, said, choice, now, by)
        into.last_seen_on = max(filter(None, [into.last_seen_on, other.last_seen_on]), default=None)
        into.reached_on = max(into.day_reached(now), other.day_reached(now))
        into.opened_on = None  # being away is judged anew: the day was opened with a plan that may be gone
        into.created_at = min(into.created_at, other.created_at)
        into.save(update_fields=["last_seen_on", "opened_on", "reached_on", "created_at"])
        audit.record(at=now, by=by, verb="merged", person=into.uuid, object=f"person:{other.uuid}")
        other.delete()


def severity(row: Clearance) -> tuple[bool, bool, int, int]:
    """Not cleared before cleared, stopped before unfinished, then the level, then the newest."""
    return row.valid_until is None, row.stops, RANKS[row.level], row.pk


def settle_assessments(sides: list[Person], choice: Choice) -> None:
    stay = [one.assessment.pk for one in (choice.complete, choice.draft) if one]
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


def drop_doubled_preferences(into: Person, other: Person) -> None:
    """What both chose about one item: leaving it out goes before an easier version, and then the newer choice."""
    for theirs in other.preferences.filter(item__in=into.preferences.values("item")):
        ours = into.preferences.get(item=theirs.item)
        rank = (theirs.choice == Preference.Choice.LEAVE_OUT, theirs.since)
        (ours if rank > (ours.choice == Preference.Choice.LEAVE_OUT, ours.since) else theirs).delete()


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


def hide_plan_until_screened(into: Person, choice: Choice, now: dt.datetime) -> None:
    about = choice.draft or choice.complete
    if choice.hides_at:
        Clearance.objects.create(
            person=into,
            assessment=about.assessment if about else None,
            kind=Clearance.Kind.UNFINISHED,
            level=choice.hides_at,
            made_at=now,
        )


def settle_new_screening(into: Person, said: Sequence[Said], choice: Choice, now: dt.datetime, by: audit.Actor) -> None:
    """A new screening keeps the answers of the complete assessment that stays. Where none does, it asks everything."""
    completes = [one.assessment for one in said if not one.is_draft]
    draft = choice.draft.assessment if choice.draft else None
    if draft is None and choice.complete is None and completes:
        rescreen(into, completes[0], now, by)
    elif draft and draft.continues and not choice.draft.is_amendment:
        if choice.complete is None:
            say(draft, {name: value for name, value in last_words(draft).items() if name in first_fields()}, now)
            draft.kind = Assessment.Kind.FULL
        draft.continues = choice.complete.assessment if choice.complete else None
        draft.save(update_fields=["kind", "continues"])


def first_fields() -> frozenset[str]:
    """Age and consent: asked once, and kept by every new screening."""
    return catalogue.shipped().flows["full"].pages[0].field_names


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

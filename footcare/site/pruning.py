"""Guests whose time on this server is over, as /privacy/ promises. Somebody with an account is never pruned."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assessments.models import Answer, Assessment, Clearance
from footcare.accounts.models import Consent, Person
from footcare.common import audit
from footcare.common.dates import local_day
from footcare.site import people
from programs.models import Plan

DRAFT_DAYS = 30
GUEST_DAYS: int = settings.GUEST_COOKIE_DAYS
WESTMOST = "Etc/GMT+12"  # where a calendar day ends last


def find(now: dt.datetime) -> QuerySet[Person]:
    """Without a plan after 30 quiet days, and everybody after 400; a standing stop is kept with the guest till then."""
    theirs = {"person": OuterRef("pk")}
    newest = Clearance.objects.filter(**theirs).order_by("-id").values("kind")[:1]
    draft_is_over = ~Exists(Plan.objects.filter(**theirs)) & ~Q(newest_clearance=Clearance.Kind.STOPPED)
    return (
        Person.objects.annotate(newest_clearance=Coalesce(Subquery(newest), Value("")))
        .filter(
            quiet_since(now - dt.timedelta(days=GUEST_DAYS))
            | (draft_is_over & quiet_since(now - dt.timedelta(days=DRAFT_DAYS))),
            user=None,
        )
        .order_by("pk")
    )


def quiet_since(moment: dt.datetime) -> Q:
    """Of people who left no trace at or after `moment`."""
    theirs = {"person": OuterRef("pk")}
    traces = (
        Answer.objects.filter(assessment__person=OuterRef("pk"), said_at__gte=moment),
        Assessment.objects.filter(**theirs, started_at__gte=moment),
        Clearance.objects.filter(**theirs, made_at__gte=moment),
        Plan.objects.filter(**theirs, made_at__gte=moment),
        Consent.objects.filter(**theirs, given_at__gte=moment),
    )
    quiet = Q(last_seen_on=None) | Q(last_seen_on__lt=local_day(moment, WESTMOST))
    for trace in traces:
        quiet &= ~Exists(trace)
    return quiet & Q(created_at__lt=moment)


def erase(person: Person, now: dt.datetime) -> bool:
    """Whether the person is gone: somebody who came back since they were found stays."""
    with transaction.atomic():
        held = Person.objects.select_for_update().filter(pk=person.pk).first()
        if held is None or not find(now).filter(pk=held.pk).exists():
            return False
        people.erase(person=held, user=None, now=now, by=audit.System("prune"))
    return True

"""What a linked clinic can do about a stop, and how a person asks it to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from assessments.actions.refusals import Refused, ReleaseRefused
from assessments.actions.rows import is_linked, last_day, latest_of, locked, name_of, way_from
from assessments.domain.findings import find
from assessments.domain.findings import release as remaining_after
from assessments.models import Clearance, ReviewRequest
from assessments.standing import Standing
from footcare.accounts.models import Clinic, Membership, Person, User
from footcare.common import audit
from footcare.common.audit import Actor


@transaction.atomic
def release(
    *, clearance: Clearance, lifts: Iterable[str], reason: str, now: dt.datetime, by_user: User, clinic: Clinic
) -> Clearance:
    """Named staff of the linked clinic lift a clinician_first stop; what is not named in `lifts` stays active."""
    person = locked(clearance.person)
    latest = latest_of(person)
    refuse_release(person, latest, clearance, reason, by_user, clinic)
    assessment = person.assessments.select_related("continues").get(pk=clearance.assessment_id)  # type: ignore[attr-defined]
    lifts = list(dict.fromkeys(lifts))
    standing = Standing(assessment, latest, now)
    if not standing.screening.releasable:
        raise ReleaseRefused("these answers cannot be released; only a new full screening changes them")
    remaining_after(find(standing.questionnaire, standing.answers).contraindications, lifts)
    row = Clearance.objects.create(
        person=person,
        assessment=assessment,
        kind=Clearance.Kind.RELEASED,
        level=clearance.level,
        because=clearance.because,
        made_at=now,
        valid_until=last_day(person, standing, now),
        released_by=by_user,
        reason=reason.strip(),
        lifts=lifts,
    )
    audit.record(
        at=now, by=by_user, verb="released", person=person.uuid, clinic=clinic.uuid, object=name_of(assessment)
    )
    return row


@transaction.atomic
def ask_clinic(*, clearance: Clearance, now: dt.datetime, by: Actor) -> ReviewRequest:
    """A linked person asks their clinic to look at a stop; asked once, and nothing promises when."""
    person = locked(clearance.person)
    latest = latest_of(person)
    if latest != clearance or not clearance.stops or not is_linked(person):
        raise Refused(way_from(person, now))
    request, made = ReviewRequest.objects.get_or_create(clearance=clearance, defaults={"asked_at": now})
    if made:
        audit.record(at=now, by=by, verb="asked", person=person.uuid, object=name_of(clearance.assessment))
    return request


def refuse_release(
    person: Person, latest: Clearance | None, clearance: Clearance, reason: str, by_user: User, clinic: Clinic
) -> None:
    if latest != clearance:
        raise ReleaseRefused("something newer stands for this person; open their page again")
    if not clearance.stops or clearance.level != Clearance.Level.CLINICIAN_FIRST or clearance.assessment is None:
        raise ReleaseRefused("only a stop of the level 'see a clinician first' can be released")
    if not reason.strip():
        raise ReleaseRefused("write the reason for this release")
    if not person.clinic_links.filter(clinic=clinic, until=None).exists():  # type: ignore[attr-defined]
        raise ReleaseRefused("this person is not linked to your clinic")
    roles = (Membership.Role.CLINICIAN, Membership.Role.MANAGER)
    if not clinic.memberships.filter(user=by_user, role__in=roles).exists():  # type: ignore[attr-defined]
        raise ReleaseRefused("only clinicians and managers of the linked clinic may release")

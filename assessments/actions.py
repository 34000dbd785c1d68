"""Every change to assessments and clearances: one transaction each, the person's row locked, the audit row inside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from assessments import catalogue
from assessments.domain.definitions import Message, Page
from assessments.domain.findings import find
from assessments.domain.findings import release as remaining_after
from assessments.domain.reading import FieldError, Posted, read_page
from assessments.domain.safety import screen
from assessments.models import Answer, Assessment, Clearance, ReviewRequest
from assessments.outcome import outcome
from assessments.standing import Standing, Way, rows_of, safety_fields, way_of
from assessments.stops import Stop, lowers_a_serious_answer, stop_of
from assessments.versions import consent_wording, in_force
from footcare.accounts.actions import make_person
from footcare.accounts.models import Clinic, Consent, Membership, Person, User
from footcare.common import audit
from footcare.common.audit import Actor, System

CHECKED = "professional_checked"


class Refused(Exception):
    """The change is not allowed as things stand; nothing was saved. `way` is where the person goes on instead."""

    def __init__(self, way: Way) -> None:
        super().__init__(way.place)
        self.way = way


class Incomplete(Refused):
    """A page still needs an answer."""


class StopStands(Refused):
    """A stop, or the safety card after a corrected stop answer, comes first."""


class ScreenAgain(Refused):
    """No clearance holds that this could rest on: the safety questions come first."""


class OutsideAudience(Exception):
    """The programme is not for somebody of this age; `message` says whom to ask."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class ReleaseRefused(ValueError):
    """The clinic may not release this; the message says why."""


@dataclass(frozen=True, slots=True)
class Saved:
    """`errors` of the page, if any; everything that could be read is stored beside them."""

    errors: tuple[FieldError, ...]
    stopped: bool
    card_due: bool

    @property
    def leads_to_stop(self) -> bool:
        return self.stopped or self.card_due


@transaction.atomic
def begin(
    *,
    person: Person | None,
    user: User | None,
    country: str,
    zone: str,
    shared_device: bool,
    age: int,
    now: dt.datetime,
) -> Assessment:
    """The first assessment of a person, made here if there is none. A draft that is already there goes on unchanged.

    OutsideAudience for an age that the programme is not for: nothing is stored then.
    """
    questionnaire = catalogue.shipped()
    for_them = screen(questionnaire, {"age": age})
    if for_them.blocks_plan:
        raise OutsideAudience(for_them.messages[0])
    if person is None:
        person = make_person(user=user, country=country, zone=zone, shared_device=shared_device, now=now)
    person = _locked(person)
    by: Actor = user or person
    draft = _draft(person)
    if draft:
        return draft
    latest = _latest(person)
    if latest and latest.stops:
        raise StopStands(Way("stop"))
    Consent.objects.create(
        person=person, kind=Consent.Kind.TERMS, wording=consent_wording(questionnaire), given_at=now
    )
    assessment = _new_draft(person, Assessment.Kind.FULL, continues=None, now=now, by=by)
    consent = {"age": age, "consent.terms": "ticked", "consent.about_me": "ticked"}
    _say(assessment, consent, now)
    return assessment


def turn_away(*, now: dt.datetime) -> None:
    """Somebody under 18 began: counted, and nothing else is kept."""
    audit.record(at=now, by=System("assessment"), verb="under_18")


@transaction.atomic
def save_page(*, assessment: Assessment, page: Page, posted: Posted, now: dt.datetime, by: Actor) -> Saved:
    """Stores what a page posted and screens all standing answers at once.

    Refused when the page is not open, when another draft took over, or when a stop does not let this page be corrected.
    """
    person = _locked(assessment.person)
    standing = _standing(person, assessment, now)
    stop = _stop(standing)
    _refuse_closed_page(standing, stop, page)
    result = read_page(standing.questionnaire, page, posted, standing.answers, standing.kind)
    values = dict(result.values)
    if standing.amends:
        values = {name: value for name, value in values.items() if name not in safety_fields(standing.questionnaire)}
    if stop and stop.closed_fields & values.keys():
        raise StopStands(Way("stop"))
    if standing.screening_is_old:
        assessment.screening_from = now
        assessment.save(update_fields=["screening_from"])
    _say(assessment, values, now)
    after = Standing(assessment, standing.latest, now)
    _note_correction(assessment, standing, after, now, by)
    stopped = _rule(person, assessment, after, now, by)
    return Saved(result.errors, stopped, assessment.safety_card_due)


@transaction.atomic
def amend(*, assessment: Assessment, page: Page, posted: Posted, now: dt.datetime, by: Actor) -> Saved:
    """Changes answers outside the safety part of a complete assessment, in a new draft that continues it.

    Nothing is begun while the page has errors. Refused when the clearance does not hold or the safety part is asked.
    """
    person = _locked(assessment.person)
    draft, latest = _draft(person), _latest(person)
    if draft is None and (latest is None or not latest.holds_on(person.today(now))):
        raise ScreenAgain(Way("stop" if latest and latest.stops else "again"))
    begun = draft or _new_draft(person, Assessment.Kind.AMENDED, continues=assessment, now=now, by=by)
    saved = save_page(assessment=begun, page=page, posted=posted, now=now, by=by)
    if saved.errors and draft is None:
        transaction.set_rollback(True)
    return saved


@transaction.atomic
def acknowledge_card(*, assessment: Assessment, now: dt.datetime, by: Actor) -> None:
    """The person has read the safety card; a second post changes nothing."""
    person = _locked(assessment.person)
    if Assessment.objects.filter(pk=assessment.pk, safety_card_due=True).update(safety_card_due=False):
        audit.record(at=now, by=by, verb="acknowledged", person=person.uuid, object=_name(assessment))
    assessment.safety_card_due = False


@transaction.atomic
def begin_again(*, person: Person, now: dt.datetime, by: Actor, checked: bool | None = None) -> Assessment:
    """A new screening after a stop, an expiry or by choice; the answers to the safety part are never carried over.

    `checked` answers "Has a health professional checked this?", which a same-day or emergency stop asks after its
    time: no blocks again. An open draft goes on, unless a stop stands on it or it only amends a plan.
    """
    person = _locked(person)
    draft, latest = _draft(person), _latest(person)
    if latest and latest.stops:
        stop = stop_of(latest, draft, (), catalogue.shipped(), now)
        if not stop.may_begin_again or (stop.needs_check and not checked):
            raise StopStands(Way("stop"))
    elif draft and draft.kind != Assessment.Kind.AMENDED:
        return draft
    after_stop = latest is not None and latest.stops
    new = _rescreen(person, draft, now, by)
    if after_stop:
        _clearance(person, new, Clearance.Kind.UNFINISHED, Standing(new, None, now), now)
    if checked is not None:
        _say(new, {CHECKED: "yes"}, now)
    return new


@transaction.atomic
def still_unchecked(*, person: Person, now: dt.datetime, by: Actor) -> Clearance:
    """Nobody has checked what stopped the plan: blocked again for the same time."""
    person = _locked(person)
    latest = _latest(person)
    if latest is None or not latest.stops:
        raise Refused(_way(person, now))
    stop = stop_of(latest, None, (), catalogue.shipped(), now)
    if not stop.needs_check or not stop.may_begin_again:
        return latest
    if latest.assessment:
        _say(latest.assessment, {CHECKED: "no"}, now)
    row = Clearance.objects.create(
        person=person, assessment=latest.assessment, kind=Clearance.Kind.STOPPED, level=latest.level,
        because=latest.because, made_at=now,
    )  # fmt: skip
    audit.record(at=now, by=by, verb="stopped", person=person.uuid, object=_name(latest.assessment))
    return row


@transaction.atomic
def withdraw(*, person: Person, reason_code: str, now: dt.datetime, by: Actor) -> Assessment:
    """Something new was reported (`reason_code` names the check): the plan is hidden and screening starts again.

    Nothing is prefilled. The same report again returns the same draft. A stop stands and is not replaced.
    """
    person = _locked(person)
    draft, latest = _draft(person), _latest(person)
    if latest and latest.stops:
        raise StopStands(Way("stop"))
    if draft and latest and latest.kind == Clearance.Kind.WITHDRAWN:
        return draft
    Clearance.objects.create(
        person=person,
        assessment=latest.assessment if latest else None,
        kind=Clearance.Kind.WITHDRAWN,
        level=latest.level if latest else Clearance.Level.CLEAR,
        because=[{"check": reason_code, "fields": [reason_code], "values": [None], "level": None}],
        made_at=now,
    )
    audit.record(at=now, by=by, verb="withdrawn", person=person.uuid, reason=reason_code)
    return _rescreen(person, draft, now, by)


@transaction.atomic
def complete(*, assessment: Assessment, now: dt.datetime, by: Actor) -> Clearance:
    """Freezes answers and findings and returns the clearance in force. A second call returns it again.

    Incomplete, StopStands or ScreenAgain when the standing answers do not allow a plan; nothing is saved then.
    """
    person = _locked(assessment.person)
    assessment.refresh_from_db()
    latest = _latest(person)
    if assessment.state == Assessment.State.COMPLETE and latest and latest.holds_on(person.today(now)):
        return latest
    standing = _standing(person, assessment, now)
    _refuse_unfinished(standing)
    if latest and (standing.amends or standing.released_for_these):
        clearance = latest
    else:
        clearance = _clearance(
            person, assessment, Clearance.Kind.SCREENED, standing, now, valid_until=_last_day(person, standing, now)
        )
    lifts = clearance.lifts if clearance.kind == Clearance.Kind.RELEASED else []
    older = person.assessments.filter(state=Assessment.State.COMPLETE)  # type: ignore[attr-defined]
    older.update(state=Assessment.State.SUPERSEDED)
    assessment.state = Assessment.State.COMPLETE
    assessment.completed_at = now
    assessment.questionnaire_version = in_force(now)
    assessment.answers = {
        name: list(value) if isinstance(value, tuple) else value for name, value in sorted(standing.answers.items())
    }
    assessment.findings = outcome(standing.questionnaire, standing.answers, standing.kind, lifts)
    assessment.save()
    audit.record(at=now, by=by, verb="completed", person=person.uuid, object=_name(assessment))
    return clearance


@transaction.atomic
def release(
    *, clearance: Clearance, lifts: Iterable[str], reason: str, now: dt.datetime, by_user: User, clinic: Clinic
) -> Clearance:
    """Named staff of the linked clinic lift a clinician_first stop; what is not named in `lifts` stays active."""
    person = _locked(clearance.person)
    latest = _latest(person)
    _refuse_release(person, latest, clearance, reason, by_user, clinic)
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
        valid_until=_last_day(person, standing, now),
        released_by=by_user,
        reason=reason.strip(),
        lifts=lifts,
    )
    audit.record(at=now, by=by_user, verb="released", person=person.uuid, clinic=clinic.uuid, object=_name(assessment))
    return row


@transaction.atomic
def ask_clinic(*, clearance: Clearance, now: dt.datetime, by: Actor) -> ReviewRequest:
    """A linked person asks their clinic to look at a stop; asked once, and nothing promises when."""
    person = _locked(clearance.person)
    latest = _latest(person)
    if latest != clearance or not clearance.stops or not _is_linked(person):
        raise Refused(_way(person, now))
    request, made = ReviewRequest.objects.get_or_create(clearance=clearance, defaults={"asked_at": now})
    if made:
        audit.record(at=now, by=by, verb="asked", person=person.uuid, object=_name(clearance.assessment))
    return request


def _refuse_closed_page(standing: Standing, stop: Stop | None, page: Page) -> None:
    if standing.assessment.safety_card_due or (stop and page.id not in stop.open_pages):
        raise StopStands(Way("stop"))
    if stop:
        return
    if standing.amends and not standing.cleared:
        raise ScreenAgain(Way("again"))
    if not standing.is_open(page):
        raise Incomplete(way_of(standing))


def _refuse_unfinished(standing: Standing) -> None:
    way = way_of(standing)
    if way.place == "stop":
        raise StopStands(way)
    if way.place == "page":
        raise Incomplete(way)
    if way.place == "again":
        raise ScreenAgain(way)
    if standing.screening.blocks_plan and not standing.released_for_these:
        raise StopStands(Way("stop"))


def _refuse_release(
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


def _note_correction(
    assessment: Assessment, before: Standing, after: Standing, now: dt.datetime, by: Actor
) -> None:
    """A serious answer that was lowered shows the safety card once more, whether a stop page was reached or not."""
    if lowers_a_serious_answer(after.questionnaire, before.screening.because, after.screening.because):
        assessment.safety_card_due = True
        assessment.save(update_fields=["safety_card_due"])
        audit.record(at=now, by=by, verb="corrected", person=assessment.person.uuid, object=_name(assessment))


def _rule(person: Person, assessment: Assessment, standing: Standing, now: dt.datetime, by: Actor) -> bool:
    """Adds the clearance row that the standing answers ask for, if the latest does not say it; True for a stop."""
    screening, latest = standing.screening, standing.latest
    must_stop = (
        screening.level == Clearance.Level.EMERGENCY
        or (screening.blocks_plan and screening.complete and not standing.released_for_these)
    )  # fmt: skip
    if must_stop:
        because = _blocking_rows(standing)
        if not (standing.stopped and latest and latest.because == because):
            _clearance(person, assessment, Clearance.Kind.STOPPED, standing, now)
            audit.record(at=now, by=by, verb="stopped", person=person.uuid, object=_name(assessment))
        return True
    hides_a_plan = screening.blocks_plan and not standing.released_for_these and latest and latest.valid_until
    if standing.stopped or hides_a_plan:
        _clearance(person, assessment, Clearance.Kind.UNFINISHED, standing, now)
    return False


def _clearance(
    person: Person, assessment: Assessment, kind: Clearance.Kind, standing: Standing, now: dt.datetime,
    valid_until: dt.date | None = None,
) -> Clearance:  # fmt: skip
    screened = kind == Clearance.Kind.SCREENED
    return Clearance.objects.create(
        person=person,
        assessment=assessment,
        kind=kind,
        level=standing.screening.level,
        because=rows_of(standing.screening.because) if screened else _blocking_rows(standing),
        made_at=now,
        valid_until=valid_until,
    )


def _blocking_rows(standing: Standing) -> list[dict[str, object]]:
    levels = standing.questionnaire.levels
    return rows_of(tuple(one for one in standing.screening.because if levels[one.level or ""].blocks_plan))


def _rescreen(person: Person, draft: Assessment | None, now: dt.datetime, by: Actor) -> Assessment:
    """Continues the latest complete assessment; without one it is full and keeps age and consent."""
    if draft:
        draft.state = Assessment.State.SUPERSEDED
        draft.save(update_fields=["state"])
    complete = person.assessments.latest_complete()  # type: ignore[attr-defined]
    kind = Assessment.Kind.RESCREEN if complete else Assessment.Kind.FULL
    new = _new_draft(person, kind, continues=complete, now=now, by=by)
    if complete is None and draft:
        first = catalogue.shipped().flows["full"].pages[0]
        fields = {question.id for question in first.questions}
        said = Standing(draft, None, now).answers
        _say(new, {field: said[field] for field in fields if field in said}, now)
    return new


def _new_draft(
    person: Person, kind: Assessment.Kind, *, continues: Assessment | None, now: dt.datetime, by: Actor
) -> Assessment:
    assessment = Assessment.objects.create(
        person=person,
        questionnaire_version=in_force(now),
        kind=kind,
        continues=continues,
        started_at=now,
        screening_from=now,
    )
    audit.record(at=now, by=by, verb="began", person=person.uuid, object=_name(assessment))
    return assessment


def _say(assessment: Assessment, values: Mapping[str, object], now: dt.datetime) -> None:
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            field=field,
            value=list(value) if isinstance(value, tuple) else value,
            said_at=now,
        )
        for field, value in values.items()
    )


def _standing(person: Person, assessment: Assessment, now: dt.datetime) -> Standing:
    """The draft under the lock; refused when it is no longer the person's draft."""
    draft = _draft(person)
    if draft is None or draft.pk != assessment.pk:
        raise Refused(_way(person, now))
    assessment.screening_from, assessment.safety_card_due = draft.screening_from, draft.safety_card_due
    return Standing(assessment, _latest(person), now)


def _stop(standing: Standing) -> Stop | None:
    if not standing.stopped or standing.latest is None:
        return None
    return stop_of(standing.latest, standing.assessment, standing.pages, standing.questionnaire, standing.now)


def _way(person: Person, now: dt.datetime) -> Way:
    draft, latest = _draft(person), _latest(person)
    if latest and latest.stops:
        return Way("stop")
    return way_of(Standing(draft, latest, now)) if draft else Way("again")


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _draft(person: Person) -> Assessment | None:
    draft: Assessment | None = person.assessments.draft()  # type: ignore[attr-defined]
    return draft


def _latest(person: Person) -> Clearance | None:
    latest: Clearance | None = person.clearances.latest_one()  # type: ignore[attr-defined]
    return latest


def _last_day(person: Person, standing: Standing, now: dt.datetime) -> dt.date:
    """The last local day of a clearance made now."""
    return person.today(now) + dt.timedelta(days=standing.questionnaire.timing.clearance_days)


def _is_linked(person: Person) -> bool:
    return bool(person.clinic_links.filter(until=None).exists())  # type: ignore[attr-defined]


def _name(assessment: Assessment | None) -> str:
    return f"assessment:{assessment.uuid}" if assessment else ""

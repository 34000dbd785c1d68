"""A draft: begun, answered page by page, begun again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from assessments import catalogue
from assessments.actions.refusals import Incomplete, OutsideAudience, Refused, ReleaseStands, ScreenAgain, StopStands
from assessments.actions.rows import (
    add_clearance,
    blocking_rows,
    draft_of,
    latest_of,
    locked,
    name_of,
    new_draft,
    rescreen,
    rule_out_at_once,
    say,
    standing_under_lock,
    stop_on,
    way_from,
)
from assessments.domain.definitions import Message, Page
from assessments.domain.reading import FieldError, Posted, read_page
from assessments.domain.safety import screen
from assessments.models import Assessment, Clearance
from assessments.standing import Standing, Way, safety_fields, way_of
from assessments.stops import Stop, lowers_a_serious_answer, stop_of, takes_back_released
from assessments.versions import consent_wording, in_force
from footcare.accounts.actions import make_person
from footcare.accounts.models import Consent, Person, User
from footcare.common import audit
from footcare.common.audit import Actor, System

CHECKED = "professional_checked"


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
    if message := outside_audience(age):
        raise OutsideAudience(message)
    if person is None:
        person = make_person(user=user, country=country, zone=zone, shared_device=shared_device, now=now)
    person = locked(person)
    by: Actor = user or person
    draft = draft_of(person)
    if draft:
        return draft
    latest = latest_of(person)
    if latest and latest.stops:
        raise StopStands(Way("stop"))
    Consent.objects.create(
        person=person, kind=Consent.Kind.TERMS, wording=consent_wording(catalogue.shipped()), given_at=now
    )
    assessment = new_draft(person, Assessment.Kind.FULL, continues=None, now=now, by=by)
    consent = {"age": age, "consent.terms": "ticked", "consent.about_me": "ticked"}
    say(assessment, consent, now)
    return assessment


def outside_audience(age: int) -> Message | None:
    """Whom to ask instead, for an age that the programme is not for."""
    screening = screen(catalogue.shipped(), {"age": age})
    return screening.messages[0] if screening.blocks_plan else None


def turn_away(*, now: dt.datetime) -> None:
    """Somebody under 18 began: counted, and nothing else is kept."""
    audit.record(at=now, by=System("assessment"), verb="under_18")


@transaction.atomic
def save_page(*, assessment: Assessment, page: Page, posted: Posted, now: dt.datetime, by: Actor) -> Saved:
    """Stores what a page posted and screens all standing answers at once.

    Refused when the page is not open, when another draft took over, when a stop does not let this page be corrected, or
    when the change would take back an answer that staff released. OutsideAudience as for `begin`.
    """
    person = locked(assessment.person)
    standing = standing_under_lock(person, assessment, now)
    stop = refuse_closed_page(standing, page)
    result = read_page(standing.questionnaire, page, posted, standing.answers, standing.kind)
    values = dict(result.values)
    age = values.get("age")
    if isinstance(age, int) and (message := outside_audience(age)):
        raise OutsideAudience(message)
    if standing.amends:
        values = {name: value for name, value in values.items() if name not in safety_fields(standing.questionnaire)}
    if stop and stop.closed_fields & values.keys():
        raise StopStands(Way("stop"))
    if takes_back_released(standing, values):
        raise ReleaseStands(Way("again"))
    if standing.screening_is_old:
        assessment.screening_from, assessment.questionnaire_version = now, in_force(now)
        assessment.save(update_fields=["screening_from", "questionnaire_version"])
    say(assessment, values, now)
    after = Standing(assessment, standing.latest, now)
    if after.amends:
        rule_out_at_once(after)
    note_correction(assessment, standing, after, now, by)
    stopped = rule(person, assessment, after, now, by)
    return Saved(result.errors, stopped, assessment.safety_card_due)


@transaction.atomic
def amend(*, assessment: Assessment, page: Page, posted: Posted, now: dt.datetime, by: Actor) -> Saved:
    """Changes answers outside the safety part of a complete assessment, in a new draft that continues it.

    Nothing is begun while the page has errors. Refused when the clearance does not hold or the safety part is asked.
    """
    person = locked(assessment.person)
    draft, latest = draft_of(person), latest_of(person)
    if draft is None and (latest is None or not latest.holds_for(person, now)):
        raise ScreenAgain(Way("stop" if latest and latest.stops else "again"))
    begun = draft or new_draft(person, Assessment.Kind.AMENDED, continues=assessment, now=now, by=by)
    saved = save_page(assessment=begun, page=page, posted=posted, now=now, by=by)
    if saved.errors and draft is None:
        transaction.set_rollback(True)
    return saved


@transaction.atomic
def acknowledge_card(*, assessment: Assessment, now: dt.datetime, by: Actor) -> None:
    """The person has read the safety card; a second post changes nothing."""
    person = locked(assessment.person)
    if Assessment.objects.filter(pk=assessment.pk, safety_card_due=True).update(safety_card_due=False):
        audit.record(at=now, by=by, verb="acknowledged", person=person.uuid, object=name_of(assessment))
    assessment.safety_card_due = False


@transaction.atomic
def begin_again(*, person: Person, now: dt.datetime, by: Actor, checked: bool | None = None) -> Assessment:
    """A new screening after a stop, an expiry or by choice; the answers to the safety part are never carried over.

    `checked` answers "Has a health professional checked this?", which a same-day or emergency stop asks after its
    time: no blocks again. An open draft goes on, unless a stop or a release stands on it or it only amends a plan. A
    plan is hidden until the questions are answered.
    """
    person = locked(person)
    draft, latest = draft_of(person), latest_of(person)
    if latest and latest.stops:
        stop = stop_of(latest, draft, (), catalogue.shipped(), now)
        if not stop.may_begin_again or (stop.needs_check and not checked):
            raise StopStands(Way("stop"))
    elif draft and draft.kind != Assessment.Kind.AMENDED and not Standing(draft, latest, now).released:
        return draft
    elif latest and latest.valid_until:
        return withdraw(person=person, reason_code="asked", now=now, by=by)
    after_stop = latest is not None and latest.stops
    new = rescreen(person, draft, now, by)
    if after_stop:
        add_clearance(person, new, Clearance.Kind.UNFINISHED, Standing(new, None, now), now)
    if checked is not None:
        say(new, {CHECKED: "yes"}, now)
    return new


@transaction.atomic
def still_unchecked(*, person: Person, now: dt.datetime, by: Actor) -> Clearance:
    """Nobody has checked what stopped the plan: blocked again for the same time."""
    person = locked(person)
    latest = latest_of(person)
    if latest is None or not latest.stops:
        raise Refused(way_from(person, now))
    stop = stop_of(latest, None, (), catalogue.shipped(), now)
    if not stop.needs_check or not stop.may_begin_again:
        return latest
    if latest.assessment:
        say(latest.assessment, {CHECKED: "no"}, now)
    row = Clearance.objects.create(
        person=person, assessment=latest.assessment, kind=Clearance.Kind.STOPPED, level=latest.level,
        because=latest.because, made_at=now,
    )  # fmt: skip
    audit.record(at=now, by=by, verb="stopped", person=person.uuid, object=name_of(latest.assessment))
    return row


@transaction.atomic
def withdraw(*, person: Person, reason_code: str, now: dt.datetime, by: Actor) -> Assessment:
    """Something new was reported (`reason_code` names the check): the plan is hidden and screening starts again.

    Nothing is prefilled. The same report again returns the same draft. A stop stands and is not replaced.
    """
    person = locked(person)
    draft, latest = draft_of(person), latest_of(person)
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
    return rescreen(person, draft, now, by)


def refuse_closed_page(standing: Standing, page: Page) -> Stop | None:
    """Refused when the page may not be opened now; returns the stop whose answer the page may correct."""
    stop = stop_on(standing)
    if standing.assessment.safety_card_due or (stop and page.id not in stop.open_pages):
        raise StopStands(Way("stop"))
    if stop:
        return stop
    if standing.amends and (page.screening or not (standing.cleared and standing.amends_what_stands)):
        raise ScreenAgain(Way("again"))
    if not standing.is_open(page):
        raise Incomplete(way_of(standing))
    return None


def note_correction(assessment: Assessment, before: Standing, after: Standing, now: dt.datetime, by: Actor) -> None:
    """A serious answer that was lowered shows the safety card once more, whether a stop page was reached or not."""
    if lowers_a_serious_answer(after.questionnaire, before.because, after.because):
        assessment.safety_card_due = True
        assessment.save(update_fields=["safety_card_due"])
        audit.record(at=now, by=by, verb="corrected", person=assessment.person.uuid, object=name_of(assessment))


def rule(person: Person, assessment: Assessment, standing: Standing, now: dt.datetime, by: Actor) -> bool:
    """Adds the clearance row that the standing answers ask for, if the latest does not say it; True for a stop."""
    screening, latest = standing.screening, standing.latest
    must_stop = (
        screening.level == Clearance.Level.EMERGENCY
        or (screening.blocks_plan and screening.complete and not standing.released_for_these)
        or standing.still_stopped
    )  # fmt: skip
    if must_stop:
        because = blocking_rows(standing)
        if not (standing.stopped and latest and latest.because == because):
            add_clearance(person, assessment, Clearance.Kind.STOPPED, standing, now)
            audit.record(at=now, by=by, verb="stopped", person=person.uuid, object=name_of(assessment))
        return True
    hides_a_plan = screening.blocks_plan and not standing.released_for_these and latest and latest.valid_until
    if standing.stopped or hides_a_plan:
        add_clearance(person, assessment, Clearance.Kind.UNFINISHED, standing, now)
    return False

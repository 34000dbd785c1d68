"""The rows that actions read under the person's lock and the rows that they add."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assessments import catalogue
from assessments.actions.refusals import Refused
from assessments.domain.questionnaire import carried_over
from assessments.models import Answer, Assessment, Clearance
from assessments.outcome import outcome
from assessments.standing import Standing, Way, way_of
from assessments.stops import Stop, stop_of
from assessments.stored import rows_of
from assessments.versions import in_force
from footcare.accounts.models import Person
from footcare.common import audit
from footcare.common.audit import Actor


def locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def draft_of(person: Person) -> Assessment | None:
    draft: Assessment | None = person.assessments.draft()  # type: ignore[attr-defined]
    return draft


def latest_of(person: Person) -> Clearance | None:
    latest: Clearance | None = person.clearances.latest_one()  # type: ignore[attr-defined]
    return latest


def standing_under_lock(person: Person, assessment: Assessment, now: dt.datetime) -> Standing:
    """The draft under the lock; refused when it is no longer the person's draft."""
    draft = draft_of(person)
    if draft is None or draft.pk != assessment.pk:
        raise Refused(way_from(person, now))
    for name in ("screening_from", "safety_card_due", "continues", "questionnaire_version"):
        setattr(assessment, name, getattr(draft, name))
    return Standing(assessment, latest_of(person), now)


def stop_on(standing: Standing) -> Stop | None:
    if not standing.stopped or standing.latest is None:
        return None
    return stop_of(standing.latest, standing.assessment, standing.pages, standing.questionnaire, standing.now)


def way_from(person: Person, now: dt.datetime) -> Way:
    draft, latest = draft_of(person), latest_of(person)
    if latest and latest.stops:
        return Way("stop")
    return way_of(Standing(draft, latest, now)) if draft else Way("again")


def new_draft(
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
    audit.record(at=now, by=by, verb="began", person=person.uuid, object=name_of(assessment))
    return assessment


def rescreen(person: Person, draft: Assessment | None, now: dt.datetime, by: Actor) -> Assessment:
    """Continues the latest complete assessment; without one it is full and keeps age and consent.

    Changes to that assessment which were saved but not finished go on: the person is not asked for them again.
    """
    if draft:
        draft.state = Assessment.State.SUPERSEDED
        draft.save(update_fields=["state"])
    complete = person.assessments.latest_complete()  # type: ignore[attr-defined]
    kind = Assessment.Kind.RESCREEN if complete else Assessment.Kind.FULL
    new = new_draft(person, kind, continues=complete, now=now, by=by)
    if complete is None and draft:
        first = catalogue.shipped().flows["full"].pages[0]
        fields = {question.id for question in first.questions}
        said = Standing(draft, None, now).answers
        say(new, {field: said[field] for field in fields if field in said}, now)
    elif complete and draft and draft.continues_id == complete.pk:
        own = Standing(draft, None, now).own
        say(new, carried_over(catalogue.shipped(), own), now)
    return new


def say(assessment: Assessment, values: Mapping[str, object], now: dt.datetime) -> None:
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            field=field,
            value=list(value) if isinstance(value, tuple) else value,
            said_at=now,
        )
        for field, value in values.items()
    )


def rule_out_at_once(standing: Standing) -> None:
    """What changed answers take out of the plan does not wait until the person has finished changing them."""
    complete = standing.assessment.continues
    if complete is None:
        return
    found = outcome(standing.questionnaire, standing.answers, "full", (complete.findings or {}).get("lifted", ()))
    set_now = [one["id"] for one in found["contraindications"]]
    complete.ruled_out = {"contraindications": set_now, "tags": found["tags"], "by_person": found["by_person"]}
    complete.save(update_fields=["ruled_out"])


def add_clearance(
    person: Person, assessment: Assessment, kind: Clearance.Kind, standing: Standing, now: dt.datetime,
    valid_until: dt.date | None = None,
) -> Clearance:  # fmt: skip
    screened = kind == Clearance.Kind.SCREENED
    return Clearance.objects.create(
        person=person,
        assessment=assessment,
        kind=kind,
        level=standing.screening.level,
        because=rows_of(standing.screening.because) if screened else blocking_rows(standing),
        made_at=now,
        valid_until=valid_until,
    )


def blocking_rows(standing: Standing) -> list[dict[str, object]]:
    levels = standing.questionnaire.levels
    return rows_of(tuple(one for one in standing.screening.because if levels[one.level or ""].blocks_plan))


def last_day(person: Person, standing: Standing, now: dt.datetime) -> dt.date:
    """The last local day of a clearance made now."""
    return person.today(now) + dt.timedelta(days=standing.questionnaire.timing.clearance_days)


def is_linked(person: Person) -> bool:
    return bool(person.clinic_links.filter(until=None).exists())  # type: ignore[attr-defined]


def name_of(assessment: Assessment | None) -> str:
    return f"assessment:{assessment.uuid}" if assessment else ""

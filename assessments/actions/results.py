"""A draft becomes complete: answers and findings are frozen, the clearance is given."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from assessments.actions.refusals import Incomplete, ScreenAgain, StopStands
from assessments.actions.rows import add_clearance, last_day, latest_of, locked, name_of, standing_under_lock
from assessments.models import Assessment, Clearance
from assessments.outcome import outcome
from assessments.standing import Standing, Way, way_of
from assessments.versions import in_force
from footcare.common import audit
from footcare.common.audit import Actor


@transaction.atomic
def complete(*, assessment: Assessment, now: dt.datetime, by: Actor) -> Clearance:
    """Freezes answers and findings and returns the clearance in force. A second call returns it again.

    Incomplete, StopStands or ScreenAgain when the standing answers do not allow a plan; nothing is saved then.
    """
    person = locked(assessment.person)
    assessment.refresh_from_db()
    latest = latest_of(person)
    if assessment.state == Assessment.State.COMPLETE and latest and latest.holds_for(person, now):
        return latest
    standing = standing_under_lock(person, assessment, now)
    refuse_unfinished(standing)
    if latest and (standing.amends or standing.released_for_these):
        clearance = latest
    else:
        clearance = add_clearance(
            person, assessment, Clearance.Kind.SCREENED, standing, now, valid_until=last_day(person, standing, now)
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
    audit.record(at=now, by=by, verb="completed", person=person.uuid, object=name_of(assessment))
    return clearance


def refuse_unfinished(standing: Standing) -> None:
    way = way_of(standing)
    if way.place == "stop":
        raise StopStands(way)
    if way.place == "page":
        raise Incomplete(way)
    if way.place == "again":
        raise ScreenAgain(way)
    if standing.screening.blocks_plan and not standing.released_for_these:
        raise StopStands(Way("stop"))

"""One person's page: findings and the answers behind them, the plan and its reasons, and what happened when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments import catalogue
from assessments.models import Answer, Clearance
from assessments.standing import safety_fields
from footcare.accounts.models import User
from footcare.clinic.chosen import Chosen, in_force
from footcare.clinic.newer_content import TakenOut, taken_out
from footcare.clinic.person_chart import chart
from footcare.clinic.person_doses import DoseShown, StepShown, course_steps, doses_of, progress_now
from footcare.clinic.person_events import events_of, level_stated, what_happened
from footcare.clinic.person_plan import FindingShown, ItemShown, findings_of, items_of, left_out_of
from footcare.clinic.presenters import ago, contraindication_label, look_of
from footcare.clinic.queue import STOPS
from footcare.clinic.records import Record
from footcare.clinic.wording import StageAnswers, by_stage, level_words, quoted, said
from programs import catalogue as programs_catalogue
from programs.composing import routines_now
from programs.domain.movements import Protocol
from programs.domain.programme import Progress
from programs.doses import places_of
from programs.presenters.progress_words import item_name
from programs.versions import protocol_of


@dataclass(frozen=True, slots=True)
class Correction:
    """Every value that one safety field had in one assessment, with its time."""

    question: str
    values: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    code: str
    pill: dict[str, str] | None
    subtitle: str
    age: int | None
    release_is_open: bool
    clearance: dict[str, str] | None
    findings: tuple[FindingShown, ...]
    minutes: int | None
    paused: str
    newer_content: str
    items: tuple[ItemShown, ...]
    chosen: tuple[dict[str, str], ...]
    doses: tuple[DoseShown, ...]
    course: tuple[StepShown, ...]
    left_out: tuple[dict[str, str], ...]
    answers: list[StageAnswers]
    draft_answers: list[StageAnswers]
    clearances: tuple[dict[str, str], ...]
    corrections: tuple[Correction, ...]
    since_words: str
    new_events: list[dict[str, str]]
    events: list[dict[str, str]]
    chart: dict[str, Any]


def person_page(record: Record, reader: User, now: dt.datetime) -> PersonPage:
    """What `reader` did is no news to them."""
    plan, complete, draft = record.plan, record.complete, record.draft
    protocol, out = protocol_of(plan.protocol_version) if plan else programs_catalogue.shipped(), None
    progress, routines, places = Progress(), {}, {}
    if plan:
        plan.assessment = next(one for one in record.assessments if one.pk == plan.assessment_id)
        out = taken_out(plan, record.clearance)
        progress = progress_now(record, protocol)
        routines = routines_now(protocol, plan, progress, record.today)
        places = places_of(protocol, plan, progress, record.today, routines)
    events = events_of(record, protocol)
    new = [event for event in events if record.seen_before and event.at > record.seen_before and event.by != reader]
    return PersonPage(
        code=record.person.label,
        pill=pill_of(record.clearance),
        subtitle=subtitle(record),
        age=age_of(record),
        release_is_open=record.release_is_open,
        clearance=clearance_row(record.clearance, now) if record.clearance else None,
        findings=tuple(findings_of(complete, routines, protocol)),
        minutes=plan.minutes if plan else None,
        paused=paused_words(record, out),
        newer_content=out.words() if out else "",
        items=tuple(items_of(places.values(), protocol)),
        chosen=tuple(chosen_row(one, protocol, record, now) for one in in_force(record.plans)) if plan else (),
        doses=tuple(doses_of(record, plan, protocol, progress, places, now)) if plan else (),
        course=course_steps(protocol, record.steps, now),
        left_out=tuple(left_out_of(plan, routines, protocol)) if plan else (),
        answers=by_stage(complete.answers) if complete and complete.answers else [],
        draft_answers=by_stage(standing(record.said[draft.pk])) if draft else [],
        clearances=tuple(clearance_row(row, now) for row in record.clearances),
        corrections=tuple(corrections_of(record, now)),
        since_words=since_words(record, len(new), now),
        new_events=[event.row(now) for event in new],
        events=[event.row(now) for event in events if event not in new],
        chart=chart(record.diary, record.today),
    )


def pill_of(latest: Clearance | None) -> dict[str, str] | None:
    if latest is None or not latest.stops:
        return None
    tone, icon, _word = look_of(STOPS[Clearance.Level(latest.level)])
    return {"tone": tone, "icon": icon, "text": level_words(latest.level)}


def subtitle(record: Record) -> str:
    linked = _("Linked since %(day)s.") % {"day": day_of(record.linked_since, record)}
    if record.plan is None:
        return " ".join([_("No plan."), linked])
    week = (record.today - record.plan.started_on).days // 7 + 1
    number = len(record.plans)
    return " ".join([_("Plan %(number)s, week %(week)s of 12.") % {"number": number, "week": max(1, week)}, linked])


def paused_words(record: Record, out: TakenOut | None) -> str:
    """Whether the person sees the plan that staff see here, and what brings it back."""
    if record.plan is None or (record.is_cleared and not (out and out.hides_plan)):
        return ""
    if record.release_is_open:
        return _(
            "The plan is paused: the person sees none of it until you release the stop, or until a new screening "
            "allows it."
        )
    return _("The plan is paused: the person sees none of it until a new screening allows it.")


def day_of(at: dt.datetime, record: Record) -> str:
    return f"{record.person.today(at):%-d %B %Y}"


def age_of(record: Record) -> int | None:
    """As the person said it, in the newest assessment that has it."""
    for assessment in record.assessments:
        if assessment.answers and "age" in assessment.answers:
            return int(assessment.answers["age"])
        if rows := record.said[assessment.pk].get("age"):
            return None if rows[-1].value is None else int(rows[-1].value)
    return None


def standing(fields: dict[str, list[Answer]]) -> dict[str, Any]:
    return {field: rows[-1].value for field, rows in fields.items() if rows[-1].value is not None}


def chosen_row(chosen: Chosen, protocol: Protocol, record: Record, now: dt.datetime) -> dict[str, str]:
    return {
        "name": item_name(protocol, chosen.item),
        "choice": str(chosen.choice.label) if chosen.choice else "",
        "since": _("since %(day)s") % {"day": day_of(chosen.since, record)},
    }


def clearance_row(row: Clearance, now: dt.datetime) -> dict[str, str]:
    lifted = _("Lifted: %(what)s.") % {"what": ", ".join(map(contraindication_label, row.lifts))} if row.lifts else ""
    reason = _("Reason: %(reason)s") % {"reason": row.reason} if row.reason else ""
    until = _("Holds until %(day)s.") % {"day": f"{row.valid_until:%-d %B %Y}"} if row.valid_until else ""
    because = quoted(row.because) if row.because else ""
    return {
        "what": what_happened(row),
        "level": level_stated(row),
        "text": " ".join(filter(None, [because, reason, lifted, until])),
        "when": ago(row.made_at, now),
        "when_iso": row.made_at.isoformat(),
    }


def corrections_of(record: Record, now: dt.datetime) -> Iterator[Correction]:
    """Answers of the safety part that were changed: no value is ever lost."""
    safety = safety_fields(catalogue.shipped())
    for assessment in record.assessments:
        for field, rows in record.said[assessment.pk].items():
            if field in safety and len(rows) > 1:
                values = tuple(
                    {
                        "answer": said(field, row.value).answer,
                        "when": ago(row.said_at, now),
                        "when_iso": row.said_at.isoformat(),
                    }
                    for row in rows
                )
                yield Correction(said(field, rows[0].value).question, values)


def since_words(record: Record, new: int, now: dt.datetime) -> str:
    if record.seen_before is None:
        return _("You open this page for the first time.")
    when = ago(record.seen_before, now)
    if not new:
        return _("Nothing new since your last visit, %(when)s.") % {"when": when}
    return _("%(count)s new since your last visit, %(when)s.") % {"count": new, "when": when}

"""What happened to one person, for the timeline and for what is new since the last visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Clearance
from footcare.accounts.models import User
from footcare.clinic.chosen import Chosen, changes_of
from footcare.clinic.diary import Said
from footcare.clinic.newer_content import NAMES_IN_A_LINE
from footcare.clinic.presenters import ago
from footcare.clinic.records import Record
from footcare.clinic.step_words import item_now, set_words, words_of
from footcare.clinic.wording import level_words
from programs.domain.movements import Protocol
from programs.domain.progression_content import HOLD
from programs.models import CheckIn, DayPlan, Preference, ProgressionStep
from programs.presenters.progress_words import item_name

WORDS_IN_AN_EVENT = 3


class Moment(IntEnum):
    SAID, DECIDED, WITHDRAWN, BEGUN, FINISHED, RULED, ASKED, PLANNED, CHOSEN, NOTED = range(10)


@dataclass(frozen=True, slots=True)
class Event:
    """`step` orders what happened in one moment: what is said comes first, and then what follows from it."""

    at: dt.datetime
    title: str
    text: str = ""
    by: User | None = None
    step: Moment = Moment.SAID

    def row(self, now: dt.datetime) -> dict[str, str]:
        return {"title": self.title, "text": self.text, "when": ago(self.at, now), "when_iso": self.at.isoformat()}


def events_of(record: Record, protocol: Protocol) -> list[Event]:
    """Newest first."""
    found = (of_assessments(record), of_clearances(record), of_plans(record, protocol), of_days(record),
             of_steps(record, protocol), of_notes(record))  # fmt: skip
    return sorted(
        (event for events in found for event in events), key=lambda event: (event.at, event.step), reverse=True
    )


def of_assessments(record: Record) -> Iterator[Event]:
    for assessment in record.assessments:
        kind = str(assessment.get_kind_display()).lower()
        yield Event(assessment.started_at, _("Assessment begun (%(kind)s)") % {"kind": kind}, step=Moment.BEGUN)
        if assessment.completed_at:
            title = _("Assessment finished (%(kind)s)") % {"kind": kind}
            yield Event(assessment.completed_at, title, step=Moment.FINISHED)


def of_clearances(record: Record) -> Iterator[Event]:
    for row in record.clearances:
        if row.kind != Clearance.Kind.SCREENED:
            step = Moment.WITHDRAWN if row.kind == Clearance.Kind.WITHDRAWN else Moment.RULED
            yield Event(row.made_at, what_happened(row), level_stated(row), by=row.released_by, step=step)
        request = getattr(row, "review_request", None)
        if request:
            yield Event(request.asked_at, _("Asked the clinic to look"), step=Moment.ASKED)


def of_plans(record: Record, protocol: Protocol) -> Iterator[Event]:
    for plan in record.plans:
        minutes = _("%(minutes)s minutes a day") % {"minutes": plan.minutes}
        yield Event(plan.made_at, _("Plan made"), minutes, step=Moment.PLANNED)
    for chosen in changes_of(record.plans):
        yield Event(chosen.since, choice_title(chosen), item_name(protocol, chosen.item), step=Moment.CHOSEN)


def of_days(record: Record) -> Iterator[Event]:
    for said in record.diary.check_ins:
        yield Event(said.at, check_in_title(said), said.note)
    for morning in record.diary.mornings:
        yield Event(morning.at, _("Next morning: %(rating)s") % {"rating": morning.pain})
    for kind in record.diary.kinds:
        sore = kind.kind == DayPlan.Kind.SORE
        words = _("Chose a sore day") if sore else _("Chose a busy day: %(minutes)s minutes")
        yield Event(kind.at, words % {"minutes": kind.minutes})


def of_steps(record: Record, protocol: Protocol) -> Iterator[Event]:
    """Steps of one moment are one event. A dose that stayed the same is none: the item's own history has it."""
    moved = [step for step in record.steps if step.action != HOLD or step.clinician_prompt]
    for at, together in groupby(moved, key=lambda step: step.made_at):
        steps = list(together)
        by_hand = [step for step in steps if step.action == ProgressionStep.Action.SET_BY_CLINICIAN]
        for step in by_hand:
            words = f"{item_now(protocol, step)}: {words_of(protocol, step)}"
            yield Event(at, set_words(step), words, by=step.by, step=Moment.DECIDED)
        rest = [step for step in steps if step not in by_hand]
        if rest:
            yield Event(at, _("Doses"), steps_text(protocol, rest), step=Moment.DECIDED)


def steps_text(protocol: Protocol, steps: list[Any]) -> str:
    """What the items have in common is said once."""
    items: dict[str, list[str]] = {}
    for step in steps:
        items.setdefault(words_of(protocol, step), []).extend([item_now(protocol, step)] if step.item else [])
    said = [f"{some(names)}: {words}" if names else words for words, names in items.items()]
    more = len(said) - WORDS_IN_AN_EVENT
    return " ".join([*said[:WORDS_IN_AN_EVENT], _("And %(count)s more.") % {"count": more}] if more > 0 else said)


def some(names: list[str]) -> str:
    more = len(names) - NAMES_IN_A_LINE
    first = ", ".join(names[:NAMES_IN_A_LINE])
    return _("%(names)s and %(count)s more") % {"names": first, "count": more} if more > 0 else first


def of_notes(record: Record) -> Iterator[Event]:
    for note in record.notes:
        who = note.author or _("somebody who left")
        yield Event(note.written_at, _("Note by %(who)s") % {"who": who}, note.text, by=note.author, step=Moment.NOTED)


def choice_title(chosen: Chosen) -> str:
    if chosen.choice is None:
        return _("Took a choice back")
    return _("Left out") if chosen.choice == Preference.Choice.LEAVE_OUT else _("Chose an easier version")


def check_in_title(said: Said) -> str:
    parts = []
    if said.pain_during is not None:
        parts.append(_("pain during %(rating)s") % {"rating": said.pain_during})
    if said.pain_now is not None:
        parts.append(_("pain now %(rating)s") % {"rating": said.pain_now})
    if said.effort:
        parts.append(_("effort: %(effort)s") % {"effort": str(CheckIn.Effort(said.effort).label).lower()})
    return _("Check-in: %(parts)s") % {"parts": ", ".join(parts)} if parts else _("Check-in")


def what_happened(row: Clearance) -> str:
    if row.kind == Clearance.Kind.RELEASED:
        return _("Released by %(who)s") % {"who": row.released_by}
    return str(row.get_kind_display())


def level_stated(row: Clearance) -> str:
    """The other kinds only carry on the level of what they replace: it says nothing about the person now."""
    states = (Clearance.Kind.SCREENED, Clearance.Kind.STOPPED)
    return level_words(row.level) if row.kind in states else ""

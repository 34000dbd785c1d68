"""One person's page: findings and the answers behind them, the plan and its reasons, and what happened when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments import catalogue
from assessments.models import Answer, Assessment, Clearance
from assessments.standing import safety_fields
from footcare.accounts.models import User
from footcare.clinic.newer_content import TakenOut, taken_out
from footcare.clinic.presenters import ago, contraindication_label, finding_labels, last_days, look_of
from footcare.clinic.queue import STOPS
from footcare.clinic.records import CHART_DAYS, Record
from footcare.clinic.wording import StageAnswers, by_stage, level_words, quoted, said
from programs.composing import caps_of, routine_of, taken_away, withheld
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Protocol
from programs.domain.routine import PlannedItem
from programs.domain.wording import left_out_words
from programs.models import CheckIn, Plan
from programs.presenters.words import dose_words
from programs.versions import protocol_of

CHART_TOP, CHART_FLOOR, BAR_FLOOR = 10, 130, 172  # the drawing units of clinic/_chart.html
BAR_HEIGHT, STEP = 30, 32


@dataclass(frozen=True, slots=True)
class FindingShown:
    label: str
    side: str
    severity: int
    answers: str
    items: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    name: str
    dose: str
    days: str
    reasons: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """Every value that one safety field had in one assessment, with its time."""

    question: str
    values: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    at: dt.datetime
    title: str
    text: str = ""
    by: User | None = None

    def row(self, now: dt.datetime) -> dict[str, str]:
        return {"title": self.title, "text": self.text, "when": ago(self.at, now), "when_iso": self.at.isoformat()}


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
    protocol, out = protocol_of(plan.protocol_version) if plan else None, None
    if plan:
        plan.assessment = next(one for one in record.assessments if one.pk == plan.assessment_id)
        out = taken_out(plan, record.clearance)
    events = sorted(events_of(record), key=lambda event: event.at, reverse=True)
    new = [event for event in events if record.seen_before and event.at > record.seen_before and event.by != reader]
    return PersonPage(
        code=record.person.label,
        pill=pill_of(record.clearance),
        subtitle=subtitle(record),
        age=age_of(record),
        release_is_open=record.release_is_open,
        clearance=clearance_row(record.clearance, now) if record.clearance else None,
        findings=tuple(findings_of(complete, plan, protocol)),
        minutes=plan.minutes if plan else None,
        paused=paused_words(record, out),
        newer_content=out.words() if out else "",
        items=tuple(items_of(plan, protocol)) if plan and protocol else (),
        left_out=tuple(left_out_of(plan, protocol)) if plan and protocol else (),
        answers=by_stage(complete.answers) if complete and complete.answers else [],
        draft_answers=by_stage(standing(record.said[draft.pk])) if draft else [],
        clearances=tuple(clearance_row(row, now) for row in record.clearances),
        corrections=tuple(corrections_of(record, now)),
        since_words=since_words(record, len(new), now),
        new_events=[event.row(now) for event in new],
        events=[event.row(now) for event in events],
        chart=chart(record),
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


def findings_of(complete: Assessment | None, plan: Plan | None, protocol: Protocol | None) -> Iterator[FindingShown]:
    if complete is None or not complete.findings:
        return
    brought = items_by_finding(plan, protocol) if plan and protocol else {}
    sides = {"left": _("left"), "right": _("right"), None: ""}
    for row in sorted(complete.findings["findings"], key=lambda row: (-row["severity"], row["id"])):
        answers = " ".join(quoted([because]) for because in row["because"])
        items = ", ".join(brought.get(row["id"], ()))
        yield FindingShown(finding_labels([row["id"]]), sides.get(row["side"], ""), row["severity"], answers, items)


def items_by_finding(plan: Plan, protocol: Protocol) -> dict[str, dict[str, None]]:
    """Finding -> the names of the items that it brought, in order, each once."""
    brought: dict[str, dict[str, None]] = {}
    for day in (STRENGTH_DAY, OTHER_DAY):
        for planned in routine_of(protocol, plan, day).items:
            for reason in planned.reasons:
                for finding, _severity in reason.findings:
                    brought.setdefault(finding, {})[protocol.items[planned.item].words.name] = None
    return brought


def items_of(plan: Plan, protocol: Protocol) -> Iterator[ItemShown]:
    """Without what newer content withholds: that stands with what was left out."""
    days = {day: {one.item: one for one in routine_of(protocol, plan, day).items} for day in (STRENGTH_DAY, OTHER_DAY)}
    merged: dict[str, PlannedItem] = {**days[OTHER_DAY], **days[STRENGTH_DAY]}
    order = [*days[STRENGTH_DAY], *(item for item in days[OTHER_DAY] if item not in days[STRENGTH_DAY])]
    gone = withheld(protocol, plan, order)
    for id_ in order:
        if id_ in gone:
            continue
        planned, item = merged[id_], protocol.items[id_]
        both = id_ in days[STRENGTH_DAY] and id_ in days[OTHER_DAY]
        only = _("strength days") if id_ in days[STRENGTH_DAY] else _("other days")
        yield ItemShown(
            name=item.words.name,
            dose=dose_words(item, planned.dose),
            days=_("every day") if both else only,
            reasons=tuple({"rule": reason.rule, "text": reason.sentence} for reason in planned.reasons),
        )


def left_out_of(plan: Plan, protocol: Protocol) -> Iterator[dict[str, str]]:
    """What was left out or swapped, each once. Staff also see the code: it names what did it."""
    caps, taken = caps_of(plan), taken_away(plan)
    shown = set()
    for day in (STRENGTH_DAY, OTHER_DAY):
        routine = routine_of(protocol, plan, day)
        newly = withheld(protocol, plan, [one.item for one in (*routine.items, *routine.breaks)])
        gone = [(item, code, "") for item, code in newly.items()]
        gone += [(swap.before, swap.code, swap.after) for swap in routine.swaps]
        gone += [(left.item, left.code, "") for left in (*routine.dropped, *routine.left_outs)]
        for item, code, instead in gone:
            if item in shown or item not in protocol.items:
                continue
            shown.add(item)
            words = left_out_words(protocol, code, item=item, caps=caps, taken_away=taken)
            if instead in protocol.items:
                words = _("Instead: %(name)s.") % {"name": protocol.items[instead].words.name} + " " + words
            yield {"name": protocol.items[item].words.name, "why": words, "code": code}


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


def what_happened(row: Clearance) -> str:
    if row.kind == Clearance.Kind.RELEASED:
        return _("Released by %(who)s") % {"who": row.released_by}
    return str(row.get_kind_display())


def level_stated(row: Clearance) -> str:
    """The other kinds only carry on the level of what they replace: it says nothing about the person now."""
    states = (Clearance.Kind.SCREENED, Clearance.Kind.STOPPED)
    return level_words(row.level) if row.kind in states else ""


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


def events_of(record: Record) -> Iterator[Event]:
    for assessment in record.assessments:
        kind = str(assessment.get_kind_display()).lower()
        yield Event(assessment.started_at, _("Assessment begun (%(kind)s)") % {"kind": kind})
        if assessment.completed_at:
            yield Event(assessment.completed_at, _("Assessment finished (%(kind)s)") % {"kind": kind})
    for row in record.clearances:
        if row.kind != Clearance.Kind.SCREENED:
            yield Event(row.made_at, what_happened(row), level_stated(row), by=row.released_by)
        request = getattr(row, "review_request", None)
        if request:
            yield Event(request.asked_at, _("Asked the clinic to look"))
    for plan in record.plans:
        yield Event(plan.made_at, _("Plan made"), _("%(minutes)s minutes a day") % {"minutes": plan.minutes})
    for check_in in record.check_ins:
        yield Event(check_in.said_at, check_in_title(check_in), check_in.note)
    for note in record.notes:
        who = note.author or _("somebody who left")
        yield Event(note.written_at, _("Note by %(who)s") % {"who": who}, note.text, by=note.author)


def check_in_title(check_in: CheckIn) -> str:
    parts = []
    if check_in.pain_during is not None:
        parts.append(_("pain during %(rating)s") % {"rating": check_in.pain_during})
    if check_in.pain_now is not None:
        parts.append(_("pain now %(rating)s") % {"rating": check_in.pain_now})
    if check_in.effort:
        parts.append(_("effort: %(effort)s") % {"effort": str(check_in.get_effort_display()).lower()})
    return _("Check-in: %(parts)s") % {"parts": ", ".join(parts)} if parts else _("Check-in")


def since_words(record: Record, new: int, now: dt.datetime) -> str:
    if record.seen_before is None:
        return _("You open this page for the first time.")
    when = ago(record.seen_before, now)
    if not new:
        return _("Nothing new since your last visit, %(when)s.") % {"when": when}
    return _("%(count)s new since your last visit, %(when)s.") % {"count": new, "when": when}


def chart(record: Record) -> dict[str, Any]:
    """Pain (0 to 10, a line through the days that have it) over the days of practice."""
    days = last_days(record.today, CHART_DAYS)
    pain = {
        check_in.local_date: check_in.pain_now
        for check_in in reversed(record.check_ins)
        if check_in.pain_now is not None
    }
    most = max((len(items) for items in record.ticked.values()), default=0)
    dots, bars = [], []
    for place, day in enumerate(days):
        x = STEP * place + STEP // 2
        if day in pain:
            dots.append({"x": x, "y": height_of(pain[day]), "value": pain[day], "day": f"{day:%-d %B}"})
        done = len(record.ticked.get(day, ()))
        height = round(BAR_HEIGHT * done / most) if done else 2
        bars.append({"x": x - 6, "y": BAR_FLOOR - height, "height": height, "none": not done})
    practised = sum(1 for day in days if record.ticked.get(day))
    return {
        "dots": dots,
        "line": " ".join(f"{dot['x']},{dot['y']}" for dot in dots),
        "bars": bars,
        "first": f"{days[0]:%-d %B}",
        "last": f"{days[-1]:%-d %B}",
        "label": chart_label(dots, practised),
    }


def height_of(rating: int) -> int:
    return round(CHART_FLOOR - (CHART_FLOOR - CHART_TOP) * rating / 10)


def chart_label(dots: list[dict[str, Any]], practised: int) -> str:
    practice = _("Practised on %(days)s of 21 days.") % {"days": practised}
    if not dots:
        return _("No pain ratings in the last 21 days.") + " " + practice
    ratings = [dot["value"] for dot in dots]
    words = _("Pain from %(first)s to %(last)s, between %(low)s and %(high)s.")
    return (
        words % {"first": ratings[0], "last": ratings[-1], "low": min(ratings), "high": max(ratings)} + " " + practice
    )

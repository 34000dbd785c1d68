"""Today: what is left, what is done, what has to be asked first, and the week around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.definitions import Check, Questionnaire
from programs.charts import share, week
from programs.composing import routine_of
from programs.days import TOUCH as MASSAGE
from programs.days import Day
from programs.domain.inputs import STRENGTH_DAY
from programs.domain.movements import Item
from programs.domain.prescriptions import STRENGTH
from programs.domain.programme import PROGRAMME
from programs.domain.routine import PlannedItem
from programs.domain.wording import left_out_words
from programs.models import CheckIn, DayPlan, Plan
from programs.presenters.advice import Advice, StopHere, rising_pain, stop_for_today, stop_here
from programs.presenters.after_red import RedStep
from programs.presenters.breaks import BreakShown, breaks_shown
from programs.presenters.day_kinds import KindOfDay, kind_of_day
from programs.presenters.day_news import WAITS, Line, Resting, lines_of, offer_of, resting
from programs.presenters.links import item_url, tick_url
from programs.presenters.morning import MorningCard, morning_card
from programs.presenters.plan import section_heads, section_of
from programs.presenters.week_strip import practice_of, week_shown
from programs.presenters.words import (
    MOVE,
    TOUCH,
    dose_words,
    lower_first,
    minutes_of,
    section_time,
    strand,
    time_words,
)

MASSAGE_CARD = "massage-check"


@dataclass(frozen=True, slots=True)
class Row:
    item: dict[str, Any]
    tick: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    strand: str
    label: str
    time: str
    asks: dict[str, Any] | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    ring: dict[str, Any]
    counts: tuple[dict[str, str], ...]
    next: dict[str, str] | None
    finished: bool


@dataclass(frozen=True, slots=True)
class TodayPage:
    date: dt.date
    heading: str
    asks: dict[str, Any] | None
    says_new: dict[str, Any] | None
    advice: Advice | None
    stop_here: StopHere | None
    stopped: bool
    progress: Progress
    week: dict[str, Any]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    folded: str
    resting: tuple[Resting, ...]
    kind: KindOfDay | None
    morning: MorningCard | None
    breaks: tuple[BreakShown, ...]
    checked_in: bool
    no_routine: object


def today_page(
    day: Day,
    *,
    plan: Plan,
    day_plan: DayPlan,
    day_plans: Sequence[DayPlan],
    done: Mapping[dt.date, frozenset[str]],
    sore_days: int,
    practised_on: dt.date | None,
    check_ins: Sequence[CheckIn],
    red_steps: Sequence[RedStep],
    questionnaire: Questionnaire,
    now: dt.datetime,
) -> TodayPage:
    """`day_plan` is of today, `day_plans` and `done` of this week; `check_ins` the last ones if one is of today, the
    newest first; `red_steps` those of today after a report of high pain; `sore_days` are counted on a sore day.
    """
    shown = progress(day)
    checks = questionnaire.checks
    stopped = day.stopped_by_pain
    ended = None
    if day.eased_by_pain and not stopped:
        ended = stop_here(day, day_plan.reported, red_steps, day_plan.zone)
    asks_new = day.asks_anything_new and bool(day.items)
    return TodayPage(
        date=day.date,
        heading=_("Done for today") if shown.finished else _("Today"),
        asks=_ask(checks["anything_new"]) | {"context": _each_day(day, plan)} if asks_new else None,
        says_new=None if asks_new else _ask(checks["anything_new"]),
        advice=stop_for_today() if stopped else rising_pain(check_ins, questionnaire, day.date),
        stop_here=ended,
        stopped=stopped,
        progress=shown,
        week=week_shown(week(practice_of(day, day_plans, done), day.date, plan.started_on, plan.days)),
        notes=tuple(_notes(day, plan, day_plan, practised_on)),
        sections=tuple(_sections(day, day_plan, now, checks["massage_check"])),
        resting=tuple(
            resting(day.protocol, day_plan.news, day.date, day_plan.zone, told=ended.items if ended else frozenset())
        ),
        kind=None
        if stopped or ended
        else kind_of_day(
            day.protocol.composer.day_kinds,
            day_plan,
            (day_plan.made_with or plan).minutes,
            sore_days=sore_days,
            held=day.held_by_pain,
        ),
        morning=morning_card(day, plan, day_plans, done),
        folded=_folded(day, finished=shown.finished),
        breaks=() if ended else breaks_shown(day.protocol, day.breaks),
        checked_in=day.checked_in,
        no_routine=day.protocol.words.messages[day.routine.message] if day.routine.message else None,
    )


def progress(day: Day) -> Progress:
    """Counts by section, as the lists below stand; minutes left are the seconds of what is not ticked, rounded up."""
    counts = [
        {
            "id": id,
            "strand": color,
            "label": label,
            "text": _("%(done)d of %(of)d done")
            % {"done": sum(one.item in day.done for one in planned), "of": len(planned)},
        }
        for id, color, label in section_heads(gentle=day.gentle)
        if (planned := [one for one in day.items if section_of(one.kind) == id])
    ]
    left = minutes_of(sum(planned.seconds for planned in day.items if planned.item not in day.done))
    all_done = bool(day.items) and all(planned.item in day.done for planned in day.items)
    finished = all_done and not day.eased_by_pain
    return Progress(
        ring={
            "label": ", ".join(f"{count['label']} {count['text']}" for count in counts),
            "move": _share_of(day, MOVE),
            "touch": _share_of(day, TOUCH),
            "minutes": left,
            "unit": _("min left"),
            "done": finished,
        },
        counts=tuple(counts),
        next=_next(day),
        finished=finished,
    )


def _share_of(day: Day, name: str) -> int:
    of_strand = [planned.item for planned in day.items if strand(planned.kind) == name]
    return share(sum(item in day.done for item in of_strand), len(of_strand))


def _next(day: Day) -> dict[str, str] | None:
    """The first item that may be done now, in the order of the page; nothing while a question comes first, and after
    high pain: what is left then is a choice, to which nobody is invited.
    """
    if day.asks_anything_new or day.stopped_by_pain or day.eased_by_pain:
        return None
    for section, _strand, _label in section_heads(gentle=day.gentle):
        for planned in day.items:
            if section_of(planned.kind) != section or planned.item in day.done or day.waits(planned):
                continue
            return next_link(day, planned, _("Continue: %(name)s") if day.done else _("Start: %(name)s"))
    return None


def next_link(day: Day, planned: PlannedItem, label: str) -> dict[str, str]:
    """The item's page, or the question that comes before a massage."""
    name = lower_first(day.protocol.items[planned.item].words.name)
    asks = planned.kind == MASSAGE and day.massage == "ask"
    today = reverse("programs:today")
    url = f"{today}#{MASSAGE_CARD}" if asks else item_url(planned.item)
    return {"url": url, "label": label % {"name": name}}


def tick_form(day: Day, planned: PlannedItem) -> dict[str, Any] | None:
    """A fresh operation for each render, so that a second tap is a second operation.

    The label names the button and never changes: whether it is pressed says the state.
    """
    if not day.may_tick(planned) or day.waits(planned):
        return None
    name = day.protocol.items[planned.item].words.name
    return {"url": tick_url(), "op": str(uuid4()), "label": _("Done: %(name)s") % {"name": name}}


def _sections(day: Day, day_plan: DayPlan, now: dt.datetime, massage_check: Check) -> Iterable[Section]:
    for id, color, label in section_heads(gentle=day.gentle):
        planned = [one for one in day.items if section_of(one.kind) == id]
        if not planned:
            continue
        touch = color == TOUCH
        asks = touch and day.massage == "ask" and not day.asks_anything_new
        asks = asks and not all(day.waits(one) for one in planned)
        yield Section(
            id=id,
            strand=color,
            label=label,
            time=section_time(planned),
            asks=_ask(massage_check) | {"context": _which_leg()} if asks else None,
            rows=tuple(_row(day, day_plan, now, one) for one in planned),
        )


def _row(day: Day, day_plan: DayPlan, now: dt.datetime, planned: PlannedItem) -> Row:
    news = day_plan.news.get(planned.item, {})
    item, done, color = day.protocol.items[planned.item], planned.item in day.done, strand(planned.kind)
    rests = day.eased_by_pain and day.waits(planned)
    return Row(
        item={
            "id": item.id,
            "css": f"plan-item--{color} plan-item--done" if done else f"plan-item--{color}",
            "strand": color,
            "icon": "massage" if color == TOUCH else "run",
            "name": item.words.name,
            "url": item_url(item.id),
            "dose": _tick_once(item, planned),
            "time": time_words(planned.seconds),
            "pressed": "true" if done else "false",
            "posts": "0" if done else "1",
            "why": planned.reason,
            "news": (Line(WAITS, _("Rests today.")),) if rests else lines_of(day.protocol, news, day_plan.zone, now),
            "offer": None if done or day.eased_by_pain else offer_of(day.protocol, news),
        },
        tick=tick_form(day, planned),
    )


def _tick_once(item: Item, planned: PlannedItem) -> str:
    words = dose_words(item, planned.dose)
    return _("%(dose)s (tick once)") % {"dose": words} if planned.dose.times_per_day > 1 else words


def _each_day(day: Day, plan: Plan) -> str:
    """On the day that the safety questions were answered the card needs a word about why it asks again."""
    if day.date != plan.started_on:
        return ""
    return _("This comes every day before you start. Today it means: since you answered the questions.")


def _which_leg() -> str:
    """The clinical sentence asks about "this leg"; on Today nobody has said yet which one that is."""
    return _("Look at each foot and leg that you massage today. “This leg” means any of them.")


def _ask(check: Check) -> dict[str, Any]:
    return {
        "name": check.field,
        "title": check.title,
        "text": "" if check.signs else check.text,
        "points": [sign[:1].upper() + sign[1:] for sign in check.signs],
        "options": [{"value": option.value, "text": option.text} for option in check.options],
        "url": reverse("programs:check"),
        "op": str(uuid4()),
    }


def _notes(day: Day, plan: Plan, day_plan: DayPlan, practised_on: dt.date | None) -> Iterable[str]:
    if not day.eased_by_pain:
        yield from _to_begin_with(day, plan, practised_on)
    if PROGRAMME in day_plan.news:
        yield (
            _(
                "Your %(weeks)d weeks are done. Now you keep what you gained: strength comes less often and with fewer "
                "sets. For movement and touch %(days)d days a week are enough."
            )
            % day_plan.news[PROGRAMME]["upkeep"]
        )
    if plan.ruled_out:
        yield _("You changed some answers. Finish on the page “Check your answers”, and your plan is made anew.")
    if day.massage == "off":
        yield _("No massage today, because of your answer before the massage.")
    for item, code in day.withheld.items():
        name = day.protocol.items[item].words.name
        yield f"{name}: {left_out_words(day.protocol, code, item=item)}"


def _to_begin_with(day: Day, plan: Plan, practised_on: dt.date | None) -> Iterable[str]:
    yield from _welcome(day, practised_on)
    if practised_on is None:
        first = _("Your first day. Tap the ring beside an item when you have done it. You can skip any item.")
        yield _("Answer the question above first. Then you can start.") if day.asks_anything_new else first
    if _rests_from_strength(day, plan):
        yield _("No strength work today. Your muscles rest between strength days.")


def _welcome(day: Day, practised_on: dt.date | None) -> Iterable[str]:
    away, gaps = (day.date - practised_on).days if practised_on else 0, day.protocol.progression.gap_days
    if away >= gaps.step_down:
        yield _("Welcome back. After this break some items start lower. Each of them says so.")
    elif away >= gaps.repeat:
        yield _("Welcome back. Start with 5 minutes.")


def _rests_from_strength(day: Day, plan: Plan) -> bool:
    return day.routine.day != STRENGTH_DAY and any(
        planned.kind == STRENGTH for planned in routine_of(day.protocol, plan, STRENGTH_DAY).items
    )


def _folded(day: Day, *, finished: bool) -> str:
    """Empty while the list is to be worked through."""
    count = len(day.items)
    if finished:
        return ngettext("Show today’s %(count)d item", "Show today’s %(count)d items", count) % {"count": count}
    if day.eased_by_pain:
        done = sum(one.item in day.done for one in day.items)
        return _("Today’s list: %(done)d of %(of)d done") % {"done": done, "of": count}
    return ""

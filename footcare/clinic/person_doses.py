"""Where somebody stands with each item of the plan, what holds it there, and every step on the way."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footcare.clinic.person_plan import days_words
from footcare.clinic.presenters import ago
from footcare.clinic.records import Record
from footcare.clinic.step_words import set_words, why_of, words_of
from programs.domain.movements import Protocol
from programs.domain.programme import Progress
from programs.domain.progression_content import SWAP_7_DAYS, course_of
from programs.domain.progression_state import State
from programs.doses import Place, choices_of, usable_now
from programs.models import Plan, ProgressionStep
from programs.presenters.progress_words import item_name
from programs.presenters.words import dose_words
from programs.progress import progress_of, released_by_screening

LIGHTS = {"green": "move", "amber": "warn", "red": "danger", "stop": "danger"}


@dataclass(frozen=True, slots=True)
class StepShown:
    """`light` is None where no report was judged; `who` says whose hand was in it."""

    when: str
    when_iso: str
    light: dict[str, str] | None
    words: str
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class DoseShown:
    """`on_list` says what the day's caps and rules make of the dose, where that is something else. `item` is the id to
    set it by, empty where there is nothing to choose.
    """

    name: str
    instead: str
    stands: str
    on_list: str
    days: str
    holds: tuple[dict[str, str], ...]
    counts: tuple[str, ...]
    item: str
    steps: tuple[StepShown, ...]


def progress_now(record: Record, protocol: Protocol) -> Progress:
    """A stop that newer answers ended is over, also before the person opens the next day."""
    rows = ((step.item, step.standing, step.made_at) for step in record.steps if step.standing)
    stored = progress_of(protocol, rows)
    free = released_by_screening(stored, record.clearance.made_at, on=record.today) if record.clearance else {}
    return replace(stored.progress, states={**stored.progress.states, **free})


def doses_of(
    record: Record, plan: Plan, protocol: Protocol, progress: Progress, places: Mapping[str, Place], now: dt.datetime
) -> Iterator[DoseShown]:
    """By place of the plan, in its order."""
    usable = usable_now(protocol, plan, progress, record.today)
    for id, place in places.items():
        shown = dose_of(place, protocol, record.today, now, record.person.zone)
        may_set = choices_of(protocol, places, id, usable)
        steps = tuple(step_of(protocol, step, now) for step in record.steps if step.item == id)
        yield DoseShown(**shown, item=id if may_set else "", steps=steps)


def dose_of(place: Place, protocol: Protocol, today: dt.date, now: dt.datetime, zone: str) -> dict[str, Any]:
    item, standing = protocol.items[place.standing.item], place.standing
    on_list = dose_words(protocol.items[place.planned.item], place.planned.dose)
    stands = dose_words(item, standing.dose)
    if item.kind not in protocol.composer.progress_kinds and place.planned.item == item.id:
        stands = on_list  # the library and the day keep this dose
    on_list = "" if stands == on_list and place.planned.item == item.id else on_list
    if on_list and place.planned.item != item.id:
        on_list = f"{item_name(protocol, place.planned.item)}, {on_list}"
    return {
        "name": item.words.name,
        "instead": "" if item.id == place.prescribed else item_name(protocol, place.prescribed),
        "stands": stands,
        "on_list": on_list,
        "days": days_words(place.days),
        "holds": tuple(holds_of(place.state, protocol, today, now, zone)) if place.state else (),
        "counts": tuple(counts_of(place.state, protocol, today)) if place.state else (),
    }


def holds_of(state: State, protocol: Protocol, today: dt.date, now: dt.datetime, zone: str) -> Iterator[dict[str, str]]:
    """What keeps the item off the list, or at another dose for a time."""
    if state.stopped:
        text = _("Stopped until the safety questions are answered again")
        yield {"text": text, "tone": "danger", "icon": "hand-stop"}
    if state.paused_until and today < state.paused_until:
        yield _hold(_("Rests until %(day)s") % {"day": date_format(state.paused_until, "j F")})
    elif state.rest_until and now < state.rest_until:
        local = state.rest_until.astimezone(zoneinfo.ZoneInfo(zone))
        yield _hold(_("Rests until %(time)s") % {"time": date_format(local, "j F, H:i")})
    if state.back and today < state.back.until:
        words = _("Easier version until %(day)s") if state.back.action == SWAP_7_DAYS else _("Lighter until %(day)s")
        yield _hold(words % {"day": date_format(state.back.until, "j F")})
    if state.offer:
        text = _("Offered: %(name)s") % {"name": item_name(protocol, state.offer)}
        yield {"text": text, "tone": "move", "icon": "trending-up"}


def _hold(text: str) -> dict[str, str]:
    return {"text": text, "tone": "warn", "icon": "clock-pause"}


def counts_of(state: State, protocol: Protocol, today: dt.date) -> Iterator[str]:
    """Streaks and reds: how near the next step is, up or down."""
    numbers = protocol.progression
    kind = protocol.items[state.standing.item].kind
    other = course_of(numbers).other_kinds.get(kind) if numbers.course else None
    if state.green_streak:
        yield _("%(count)s of %(of)s green in a row for a step up") % {
            "count": state.green_streak,
            "of": numbers.greens_to_progress,
        }
    if state.greens and other and not state.offer:
        yield _("%(count)s of %(of)s green for the next version") % {"count": state.greens, "of": other.greens}
    if state.amber_streak and other:
        yield _("%(count)s amber in a row") % {"count": state.amber_streak}
    elif state.amber_streak:
        yield _("%(count)s of %(of)s amber in a row for a step down") % {
            "count": state.amber_streak,
            "of": numbers.ambers_to_step_down,
        }
    lately = sum(1 for on in state.reds if (today - on).days <= numbers.reds_window_days)
    if lately:
        words = ngettext("%(count)s red in %(days)s days", "%(count)s reds in %(days)s days", lately)
        yield words % {"count": lately, "days": numbers.reds_window_days}


def step_of(protocol: Protocol, step: Any, now: dt.datetime) -> StepShown:
    by_hand = step.action == ProgressionStep.Action.SET_BY_CLINICIAN
    return StepShown(
        when=ago(step.made_at, now),
        when_iso=step.made_at.isoformat(),
        light={"text": light_words(step.light), "tone": LIGHTS[step.light]} if step.light else None,
        words=words_of(protocol, step),
        why="" if by_hand else why_of(protocol, step),
        who=f"{set_words(step)}." if by_hand else "",
    )


def light_words(light: str) -> str:
    return {"green": _("Green"), "amber": _("Amber"), "red": _("Red"), "stop": _("Stop")}[light]


def course_steps(protocol: Protocol, steps: Iterable[Any], now: dt.datetime) -> tuple[StepShown, ...]:
    """Of the whole programme: its level, and where its course begins again."""
    return tuple(step_of(protocol, step, now) for step in steps if not step.item)

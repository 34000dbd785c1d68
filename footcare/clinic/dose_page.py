"""The page on which a clinician changes one dose: where it stands, what may be chosen, and what was posted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footcare.accounts.models import Person
from footcare.clinic.forms import DoseForm
from footcare.clinic.person_doses import dose_of
from programs.actions.clinician import last_step
from programs.composing import routines_now
from programs.domain.movements import Protocol
from programs.domain.programme import Progress
from programs.domain.progression_state import is_resting
from programs.doses import Choice, Place, choices_of, places_of, usable_now
from programs.models import Plan
from programs.presenters.words import dose_words, lower_first
from programs.progress import Stored, read_progress, released_by_screening
from programs.versions import protocol_of

FIELDS = {
    "sets": gettext_lazy("Sets"),
    "reps": gettext_lazy("Repetitions"),
    "hold_s": gettext_lazy("Hold, in seconds"),
    "load": gettext_lazy("Load, in kg"),
}
BOUNDS = {
    "sets": gettext_lazy("%(low)s to %(high)s sets"),
    "reps": gettext_lazy("%(low)s to %(high)s repetitions"),
    "hold_s": gettext_lazy("a hold of %(low)s to %(high)s s"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One place of the running plan. `seen` is its last step; `rests` when it is kept off the list for now."""

    plan: Plan
    protocol: Protocol
    place: Place
    choices: Mapping[str, Choice]
    today: dt.date
    seen: int | None
    rests: bool


@dataclass(frozen=True, slots=True)
class DosePage:
    """`notices` say what saving does to a stop or a rest; `versions` and `fields` are rows of the components."""

    name: str
    seen: str
    dose: Mapping[str, Any]
    notices: tuple[str, ...]
    versions: dict[str, Any]
    fields: tuple[dict[str, Any], ...]
    reason: Any
    errors: tuple[dict[str, str], ...]


def read_asked(person: Person, item: str, now: dt.datetime) -> Asked | None:
    """None when the running plan has no such place, or nothing to choose at it."""
    plan = (
        person.plans.active()
        .select_related("protocol_version", "assessment")
        .defer("protocol_version__document")
        .first()
    )
    if plan is None:
        return None
    plan.person = person
    protocol, today = protocol_of(plan.protocol_version), person.today(now)
    progress = _released(read_progress(protocol, plan), person, today)
    places = places_of(protocol, plan, progress, today, routines_now(protocol, plan, progress, today))
    usable = usable_now(protocol, plan, progress, today)
    choices = choices_of(protocol, places, item, usable) if item in places else {}
    if not choices:
        return None
    state = places[item].state
    rests = state is not None and not state.stopped and (
        is_resting(state, on=today, now=now) or (state.back is not None and today < state.back.until)
    )  # fmt: skip
    return Asked(plan, protocol, places[item], choices, today, last_step(plan, item), rests)


def _released(stored: Stored, person: Person, today: dt.date) -> Progress:
    latest = person.clearances.latest_one() if stored.stopped else None
    free = released_by_screening(stored, latest.made_at, on=today) if latest else {}
    return replace(stored.progress, states={**stored.progress.states, **free})


def dose_page(asked: Asked, form: DoseForm, now: dt.datetime) -> DosePage:
    return DosePage(
        name=asked.protocol.items[asked.place.standing.item].words.name,
        seen=str(asked.seen or ""),
        dose=dose_of(asked.place, asked.protocol, asked.today, now, asked.plan.person.zone),
        notices=tuple(notices_of(asked)),
        versions=versions_of(asked, form),
        fields=tuple(fields_of(asked, form)),
        reason=form["reason"],
        errors=tuple(errors_of(form)),
    )


def notices_of(asked: Asked) -> Iterator[str]:
    state = asked.place.state
    if state and state.stopped:
        yield _(
            "This item is stopped. A new dose is kept, but the stop stays: only new answers to the safety questions "
            "end it."
        )
    if asked.rests:
        yield _("Saving ends the rest, or the lighter time, and the item goes on with the dose that you set.")


def versions_of(asked: Asked, form: DoseForm) -> dict[str, Any]:
    chosen = form.data.get("to", "") if form.is_bound else asked.place.standing.item
    return {
        "name": "to",
        "legend": _("Version"),
        "error": " ".join(form.errors.get("to", ())),
        "options": [
            {
                "value": one.item,
                "text": asked.protocol.items[one.item].words.name,
                "hint": version_words(asked.protocol, one),
                "checked": one.item == chosen,
            }
            for one in asked.choices.values()
        ],
    }


def version_words(protocol: Protocol, choice: Choice) -> str:
    """ "Begins with 2 × 10 each side. It takes 1 to 3 sets, 10 to 15 repetitions." """
    begins = _("Begins with %(dose)s.") % {"dose": dose_words(protocol.items[choice.item], choice.start)}
    bounds = [str(BOUNDS[name]) % {"low": low, "high": high} for name, (low, high) in choice.bounds.items()]
    if choice.takes_load:
        bounds.append(_("a load"))
    return f"{begins} " + _("It takes %(bounds)s.") % {"bounds": ", ".join(bounds)} if bounds else begins


def fields_of(asked: Asked, form: DoseForm) -> Iterator[dict[str, Any]]:
    """Only what one of the versions takes."""
    for name, label in FIELDS.items():
        if not any(name in one.bounds or (name == "load" and one.takes_load) for one in asked.choices.values()):
            continue
        now = getattr(asked.place.standing.dose, name) or 0
        yield {
            "name": name,
            "label": str(label),
            "hint": _("Now %(value)s. Leave it empty to keep it.") % {"value": f"{now:g}"},
            "value": form.data.get(name, "") if form.is_bound else "",
            "error": " ".join(form.errors.get(name, ())),
        }


def errors_of(form: DoseForm) -> Iterator[dict[str, str]]:
    """In the order of the page; a number's message alone would not say which number."""
    for name in ("__all__", "to", *FIELDS, "reason"):
        href = {"__all__": "#to-1", "reason": "#id_reason"}.get(name, f"#{name}-1")
        for message in form.errors.get(name, ()):
            words = f"{FIELDS[name]}: {lower_first(str(message))}" if name in FIELDS else str(message)
            yield {"href": href, "message": words}

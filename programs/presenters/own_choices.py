"""What the person chose about single items, each with the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.choosing import Chosen, Tried
from programs.domain.blocks import YOUR_CHOICE
from programs.domain.movements import Protocol
from programs.domain.routine import Routine
from programs.forms import PreferenceForm
from programs.models import Plan, Preference
from programs.presenters.progress_words import item_name
from programs.presenters.words import lower_first


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """`undo` is the form that takes it back: where it goes, and the field that says so."""

    item: str
    name: str
    text: str
    undo: dict[str, str]


def own_choices(
    plan: Plan, protocol: Protocol, routines: Mapping[str, Routine], chosen: Chosen
) -> tuple[OwnChoice, ...]:
    easier = {
        swap.before: swap.after for routine in routines.values() for swap in routine.swaps if swap.code == YOUR_CHOICE
    }
    return (
        *(_left_out(protocol, item, chosen) for item in plan.preferences[Preference.Choice.LEAVE_OUT]),
        *(
            _easier(protocol, item, easier.get(item), chosen)
            for item in plan.preferences[Preference.Choice.PREFER_EASIER]
        ),
        *(_next_version(protocol, one) for one in chosen.tried),
    )


def take_back() -> dict[str, str]:
    return {"url": reverse("programs:choice"), "field": "choice", "value": PreferenceForm.TAKE_BACK}


def _left_out(protocol: Protocol, item: str, chosen: Chosen) -> OwnChoice:
    waits = item in chosen.from_tomorrow
    text = _("Left out from tomorrow. It is still on today’s list.") if waits else _("Left out of your plan.")
    return OwnChoice(item, item_name(protocol, item), text, take_back())


def _easier(protocol: Protocol, item: str, easier: str | None, chosen: Chosen) -> OwnChoice:
    if easier is None:
        text = _("An easier version. None of them has a place in your plan now.")
    else:
        waits = item in chosen.from_tomorrow
        words = (
            _("From tomorrow an easier version is in its place: %(name)s.")
            if waits
            else _("An easier version is in its place: %(name)s.")
        )
        text = words % {"name": lower_first(item_name(protocol, easier))}
    return OwnChoice(item, item_name(protocol, item), text, take_back())


def _next_version(protocol: Protocol, tried: Tried) -> OwnChoice:
    text = _("The next version, in place of %(before)s.") % {"before": lower_first(item_name(protocol, tried.before))}
    undo = {"url": reverse("programs:offer"), "field": "undo", "value": "1"}
    return OwnChoice(tried.of, item_name(protocol, tried.item), text, undo)

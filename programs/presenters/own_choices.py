"""What the person chose about single items, each with the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.choosing import Tried
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
    plan: Plan, protocol: Protocol, routines: Mapping[str, Routine], tried: Iterable[Tried]
) -> tuple[OwnChoice, ...]:
    easier = {
        swap.before: swap.after for routine in routines.values() for swap in routine.swaps if swap.code == YOUR_CHOICE
    }
    chosen = [(item, _("Left out of your plan.")) for item in plan.preferences[Preference.Choice.LEAVE_OUT]]
    for item in plan.preferences[Preference.Choice.PREFER_EASIER]:
        if item in easier:
            name = lower_first(item_name(protocol, easier[item]))
            chosen.append((item, _("An easier version is in its place: %(name)s.") % {"name": name}))
        else:
            chosen.append((item, _("An easier version. None of them has a place in your plan now.")))
    undo = {"url": reverse("programs:choice"), "field": "choice", "value": PreferenceForm.TAKE_BACK}
    return (
        *(OwnChoice(item, item_name(protocol, item), text, undo) for item, text in chosen),
        *(_next_version(protocol, one) for one in tried),
    )


def _next_version(protocol: Protocol, tried: Tried) -> OwnChoice:
    text = _("The next version, in place of %(before)s.") % {"before": lower_first(item_name(protocol, tried.before))}
    undo = {"url": reverse("programs:offer"), "field": "undo", "value": "1"}
    return OwnChoice(tried.of, item_name(protocol, tried.item), text, undo)

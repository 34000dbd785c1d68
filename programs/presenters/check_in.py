"""The check-in form as the components take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from assessments.domain.definitions import Questionnaire
from assessments.presenters import call, emergency_call
from footcare.environment import Contact
from programs.forms import HIGHEST_PAIN, CheckInForm
from programs.models import CheckIn
from programs.presenters.words import with_numbers


@dataclass(frozen=True, slots=True)
class CheckInPage:
    op: str
    changes: bool
    errors: tuple[dict[str, str], ...]
    scales: tuple[dict[str, Any], ...]
    efforts: tuple[dict[str, Any], ...]
    effort_error: str
    note: str
    note_error: str
    free_text: str
    support: str
    support_calls: tuple[dict[str, Any], ...]


def check_in_page(
    form: CheckInForm,
    *,
    before: CheckIn | None,
    today: CheckIn | None,
    questionnaire: Questionnaire,
    contact: Contact,
) -> CheckInPage:
    """`today` is what was said today and may be changed; the values of `before` are underlined and said in words."""
    errors = form.errors
    said = form.data if form.is_bound else _said(today)
    return CheckInPage(
        op=str(said.get("op") or uuid4()),
        changes=today is not None,
        errors=tuple(
            {"href": f"#{name}" if name == "note" else f"#{name}-1", "message": str(messages[0])}
            for name, messages in errors.items()
            if name in ("pain_during", "pain_now", "effort", "note")
        ),
        scales=(
            _scale(form, said, "pain_during", _("What was the worst pain while you practised?"), before),
            _scale(form, said, "pain_now", _("How sore are you right now?"), before),
        ),
        efforts=tuple(
            {"value": value, "text": str(label), "checked": said.get("effort") == value, "bars": n}
            for n, (value, label) in enumerate(CheckIn.Effort.choices, start=1)
        ),
        effort_error=_first(form, "effort"),
        note=said.get("note", ""),
        note_error=_first(form, "note"),
        free_text=questionnaire.words.free_text,
        support=with_numbers(questionnaire.words.support_box, contact),
        support_calls=(
            call(contact.crisis_line, contact.crisis_dial, main=True),
            emergency_call(contact, main=False),
        ),
    )


def _said(today: CheckIn | None) -> dict[str, str]:
    """As the form would have posted it, without the operation: a change is a check-in of its own."""
    if today is None:
        return {}
    given = {name: getattr(today, name) for name in ("pain_during", "pain_now", "effort", "note")}
    return {name: str(value) for name, value in given.items() if value is not None}


def _scale(
    form: CheckInForm, said: Mapping[str, str], name: str, legend: str, before: CheckIn | None
) -> dict[str, Any]:
    last = getattr(before, name, None)
    hint = _("0 is no pain. 10 is the worst you can imagine.")
    if last is not None:
        hint = _("%(hint)s Last time you said %(last)d.") % {"hint": hint, "last": last}
    return {
        "name": name,
        "legend": legend,
        "hint": hint,
        "error": _first(form, name),
        "points": [
            {"value": n, "checked": said.get(name) == str(n), "previous": n == last} for n in range(HIGHEST_PAIN + 1)
        ],
    }


def _first(form: CheckInForm, name: str) -> str:
    messages = form.errors.get(name)
    return str(messages[0]) if messages else ""

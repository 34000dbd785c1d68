"""The form on the plan page: what the plan uses now, ready to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.definitions import NONE, Question, Questionnaire
from programs.forms import ChoicesForm, FromWhen
from programs.models import Plan
from programs.reports import CHOICES


@dataclass(frozen=True, slots=True)
class ChoicesShown:
    errors: tuple[dict[str, str], ...]
    minutes: dict[str, Any]
    days: dict[str, Any]
    equipment: dict[str, Any]
    lacks: dict[str, Any]
    when: dict[str, Any]


def choices_shown(plan: Plan, questionnaire: Questionnaire, form: ChoicesForm) -> ChoicesShown:
    """What was posted, if anything was, else what the plan was made with."""
    current = plan.choices or {name: plan.assessment.answers.get(name) for name in CHOICES}
    chosen = {name: form.data.getlist(name) if form.is_bound else _as_list(current[name]) for name in CHOICES}
    questions = {name: questionnaire.questions[name] for name in CHOICES}
    errors = {name: str(messages[0]) for name, messages in form.errors.items()}
    return ChoicesShown(
        errors=tuple({"href": f"#{name}-1", "message": message} for name, message in errors.items()),
        minutes=_row(questions["minutes"], chosen["minutes"], errors),
        days=_row(questions["days"], chosen["days"], errors),
        equipment=_ticks(questions["equipment"], chosen["equipment"], errors),
        lacks=_ticks(questions["lacks"], chosen["lacks"], errors),
        when=from_when(form.data.get("when") or FromWhen.NOW, errors.get("when", "")),
    )


def from_when(chosen: str = FromWhen.NOW, error: str = "") -> dict[str, Any]:
    """Whether a change counts for today's list."""
    options = [
        {"value": FromWhen.NOW, "text": _("From now"), "checked": chosen == FromWhen.NOW},
        {"value": FromWhen.TOMORROW, "text": _("From tomorrow"), "checked": chosen == FromWhen.TOMORROW},
    ]
    return {"name": "when", "legend": _("From when?"), "error": error, "options": options}


def _row(question: Question, chosen: list[str], errors: dict[str, str]) -> dict[str, Any]:
    return {
        "name": question.id,
        "legend": question.text,
        "error": errors.get(question.id, ""),
        "options": [{"value": one.value, "text": one.text, "checked": one.value in chosen} for one in question.options],
    }


def _ticks(question: Question, chosen: list[str], errors: dict[str, str]) -> dict[str, Any]:
    return {
        "name": question.id,
        "legend": question.text,
        "error": errors.get(question.id, ""),
        "ticks": [
            {"name": question.id, "value": one.value, "text": one.text, "checked": one.value in chosen}
            for one in question.options
            if one.value != NONE
        ],
    }


def _as_list(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return [str(value)] if value is not None else []

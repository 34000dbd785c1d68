"""Answers as staff read them: the question's own words and the words of the answer that was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from assessments import catalogue
from assessments.domain.definitions import NONE, Page
from assessments.domain.questionnaire import Field
from programs import catalogue as programs_catalogue

TICKED = "ticked"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in words. `side` is empty where the question has no side."""

    field: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class StageAnswers:
    name: str
    answers: tuple[Said, ...]


@cache
def known_fields() -> Mapping[str, Field]:
    return {field.name: field for question in catalogue.shipped().questions.values() for field in question.fields}


@cache
def lists_of_ticks() -> Mapping[str, Page]:
    """The fields of "None of these"."""
    return {page.none_id: page for page in catalogue.shipped().pages.values() if page.none_id}


def said(field: str, value: Any) -> Said:
    """Fields of an older content version that are gone are shown by their key."""
    known = known_fields().get(field)
    page = lists_of_ticks().get(field)
    if page:
        return Said(field, page.title, page.none_text)
    if known is None:
        return Said(field, field, answer_words(None, value))
    return Said(field, question_words(known), answer_words(known, value))


def question_words(field: Field) -> str:
    sides = catalogue.shipped().words.sides
    parts = [field.question.text]
    if field.item:
        parts.append(field.item.text)
    if field.asks_side:
        parts.append(_("Which side?"))
    if field.side:
        parts.append(sides[field.side])
    return " · ".join(parts)


def answer_words(field: Field | None, value: Any) -> str:
    if value is None:
        return _("taken back")
    if isinstance(value, list | tuple):
        return ", ".join(answer_words(field, one) for one in value)
    if value == TICKED:
        return _("Yes")
    if field and field.asks_side:
        return catalogue.shipped().words.sides.get(str(value), str(value))
    text = field.question.option_text(value) if field else ""
    if not text and value == NONE:
        return _("None of these")
    return text or str(value)


def quoted(because: Sequence[Mapping[str, Any]]) -> str:
    """The answers of the first, most serious reason: Answered “Yes” to “...”."""
    if not because:
        return _("The answers are on the person's page.")
    first = because[0]
    if "check" in first:
        return check_words(first["check"])
    answers = [said(field, value) for field, value in zip(first["fields"], first["values"], strict=True)]
    words = [
        _("Answered “%(answer)s” to “%(question)s”.") % {"answer": one.answer, "question": one.question}
        for one in answers
    ]
    return " ".join(words)


def check_words(code: str) -> str:
    """What led to screening again outside the questions."""
    check = catalogue.shipped().checks.get(code)
    if check:
        return _("Answered yes or not sure to “%(question)s”.") % {"question": check.title}
    numbers = programs_catalogue.shipped().progression
    known = {
        "pain_during": _("Rated strong pain during practice."),
        "reds": _("High pain on %(reds)s days within %(days)s days.")
        % {"reds": numbers.red_stop_at, "days": numbers.reds_window_days},
        "asked": _("Asked for the safety questions."),
    }
    return known.get(code, code)


def by_stage(answers: Mapping[str, Any]) -> list[StageAnswers]:
    """Every answer in the order it is asked, under the name of its stage."""
    questionnaire = catalogue.shipped()
    found = []
    for stage in questionnaire.stages:
        pages = [page for page in questionnaire.flows["full"].pages if page.stage == stage.id]
        names = [name for page in pages for name in ordered_fields(page) if answers.get(name) is not None]
        if names:
            found.append(StageAnswers(stage.name, tuple(said(name, answers[name]) for name in names)))
    return found


def ordered_fields(page: Page) -> list[str]:
    asked = [field.name for field in page.fields]
    extra = sorted(page.field_names - set(asked) - {page.skipped_field})
    return asked + extra


def level_words(level: str) -> str:
    return catalogue.shipped().levels[level].label

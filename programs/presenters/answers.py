"""A person's answers quoted with the words of the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.domain.conditions import choices
from assessments.domain.definitions import Questionnaire
from assessments.domain.questionnaire import Field
from assessments.presenters import quoted
from programs.presenters.words import lower_first


@dataclass(frozen=True, slots=True)
class Quote:
    """`text` is the question, `url` the page where the answer can be changed."""

    text: str
    answer: str
    url: str


def quotes(questionnaire: Questionnaire, because: Iterable[Mapping[str, Any]], finding: str) -> tuple[Quote, ...]:
    """The answers behind a finding, each question once; of several choices only what led to the finding."""
    fields = {field.name: field for question in questionnaire.questions.values() for field in question.fields}
    asked: dict[tuple[str, str], dict[str, tuple[Field, str]]] = {}
    for reason in because:
        for name, value in zip(reason["fields"], reason["values"], strict=True):
            field = fields.get(name)
            if field is not None:
                sides = asked.setdefault((field.question.id, field.item.id if field.item else ""), {})
                sides.setdefault(field.side or "", (field, answer_words(questionnaire, field, value, finding)))
    return tuple(_quote(questionnaire, sides) for sides in asked.values())


def _quote(questionnaire: Questionnaire, sides: Mapping[str, tuple[Field, str]]) -> Quote:
    """One question with its answer, or with that of each foot; both feet are named once where they agree."""
    field, answer = next(iter(sides.values()))
    text = quoted(field.question.text)
    if field.item:
        text = f"{text}: {lower_first(field.item.text)}"
    answers = {said for _field, said in sides.values()}
    if field.side and len(sides) > 1 and len(answers) == 1:
        text = f"{text} {_('Left and right:')}"
    elif len(sides) > 1:
        answer = ", ".join(f"{questionnaire.words.sides[side]}: {said}" for side, (_field, said) in sides.items())
    elif field.side:
        text = f"{text} {questionnaire.words.sides[field.side]}:"
    elif not text.endswith("?"):
        text = f"{text}:"
    page = questionnaire.pages[field.question.page]
    return Quote(text, answer, reverse("assessments:page", args=[page.slug]))


def answer_words(questionnaire: Questionnaire, field: Field, value: object, finding: str = "") -> str:
    question = field.question
    if question.kind == "tick":
        return _("ticked")
    led = {
        chosen
        for row in questionnaire.bridge.findings
        if (row.source, row.finding) == (question.id, finding)
        for chosen in row.values
    }
    chosen = [str(one) for one in choices(value)]
    texts = [question.option_text(one) or one for one in chosen if one in led or not led.intersection(chosen)]
    return ", ".join(texts)

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
    """The answers behind a finding, each once; of an answer with several choices only what led to the finding."""
    fields = {field.name: field for question in questionnaire.questions.values() for field in question.fields}
    found: dict[str, Quote] = {}
    for reason in because:
        for name, value in zip(reason["fields"], reason["values"], strict=True):
            field = fields.get(name)
            if field is not None and name not in found:
                found[name] = _quote(questionnaire, field, value, finding)
    return tuple(found.values())


def _quote(questionnaire: Questionnaire, field: Field, value: object, finding: str) -> Quote:
    question = field.question
    text = quoted(question.text)
    if field.item:
        text = f"{text}: {lower_first(field.item.text)}"
    if field.side:
        text = f"{text} {questionnaire.words.sides[field.side]}:"
    elif not text.endswith("?"):
        text = f"{text}:"
    page = questionnaire.pages[question.page]
    return Quote(
        text, answer_words(questionnaire, field, value, finding), reverse("assessments:page", args=[page.slug])
    )


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

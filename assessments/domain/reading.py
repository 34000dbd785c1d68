"""Turns what a page posted into answers, or says what to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.domain.conditions import SIDES, TICKED, Answers, choices
from assessments.domain.definitions import BOTH, NONE, Field, Kind, Page, Question, Questionnaire
from assessments.domain.showing import Shown, is_listed_tick

Posted = Mapping[str, Sequence[str]]

_MOST_DIGITS: Final = 4
_LONGEST_ECHO: Final = 60
_MISSING: Final = {
    "tick": "tick_required",
    "integer": "whole_number",
    "scale": "choose_number",
    "yes_no_unsure": "choose_yes_no",
    "multi": "choose_any",
    "multi_with_none": "choose_any",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """`code` names a sentence of the questionnaire's `words.errors`; `params` fill it in."""

    field: str
    code: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageResult:
    """What to store (None takes an answer back) and what to say.

    Beside errors `values` still holds every answer that could be read and takes nothing back: store them, so that
    nothing is lost, and screen them, since an emergency does not wait for the rest of its page.
    """

    values: Mapping[str, object]
    errors: tuple[FieldError, ...]


class _Refused(ValueError):
    """The argument is the code of the error."""


def read_page(
    questionnaire: Questionnaire, page: Page, posted: Posted, answers: Answers, kind: Kind = "full"
) -> PageResult:
    """`answers` are those given so far, on every page. Posted fields that belong to no question are left alone."""
    read, errors = _read_fields(questionnaire, page, posted)
    errors += _unknown(questionnaire, page, posted)
    refused = {error.field for error in errors}
    candidate = {
        name: value
        for name, value in answers.items()
        if value is not None and (name not in page.field_names or name in refused)
    }
    candidate |= read
    candidate |= _still_standing(questionnaire, page, candidate, posted, answers, kind)
    after = _without_hidden(questionnaire, candidate, kind)
    shown = Shown(questionnaire, after, kind)
    errors += _missing(questionnaire, page, shown, refused)

    if not errors and shown.fields(page) and not page.field_names & after.keys():
        after[page.skipped_field] = TICKED
    values = {name: value for name, value in after.items() if choices(answers.get(name)) != choices(value)}
    if not errors:
        values |= {name: None for name, value in answers.items() if value is not None and name not in after}
    return PageResult(values, tuple(errors))


def error_text(questionnaire: Questionnaire, error: FieldError, *, question: str | None = None) -> str:
    """With its question in quotes, or with what `question` calls it; an empty one names nothing."""
    words = questionnaire.words.errors
    problem = words[error.code].format(**error.params)
    named = error.params.get("question", "") if question is None else question
    return words["naming"].format(problem=problem, question=named) if named else problem


def _read_fields(
    questionnaire: Questionnaire, page: Page, posted: Posted
) -> tuple[dict[str, object], list[FieldError]]:
    read: dict[str, object] = {}
    errors: list[FieldError] = []
    for field in page.fields:
        try:
            value = _read_field(field, [text for text in posted.get(field.name, ()) if text != ""])
        except _Refused as refused:
            errors.append(_error(questionnaire, field, str(refused)))
        else:
            if value is not None:
                read[field.name] = value
    if page.none_id and any(posted.get(page.none_id, ())):
        if any(is_listed_tick(page, field.question) and field.name in read for field in page.fields):
            errors.append(FieldError(page.none_id, "none_alone", {"question": page.title, "none": page.none_text}))
        elif set(posted[page.none_id]) <= {TICKED, ""}:
            read[page.none_id] = TICKED
        else:
            errors.append(FieldError(page.none_id, "choose_listed", {"question": page.title, "none": page.none_text}))
    return read, errors


def _read_field(field: Field, texts: Sequence[str]) -> object:
    """None when nothing was said."""
    question, said = field.question, set(texts)
    if not said:
        return None
    if field.asks_side:
        return _one_of(said, (*SIDES, BOTH))
    if question.kind == "tick":
        return _one_of(said, (TICKED,))
    if question.kind in ("integer", "scale"):
        return _number(question, said)
    listed = tuple(option.value for option in question.options)
    if question.kind in ("multi", "multi_with_none"):
        if not said <= set(listed):
            raise _Refused("choose_listed")
        if NONE in said and len(said) > 1:
            raise _Refused("none_alone")
        return tuple(value for value in listed if value in said)
    return _one_of(said, listed)


def _one_of(said: set[str], listed: Sequence[str]) -> str:
    if not said <= set(listed):
        raise _Refused("choose_listed")
    if len(said) > 1:
        raise _Refused("choose_one")
    return said.pop()


def _number(question: Question, said: set[str]) -> int:
    text = said.pop().strip()
    if said or not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise _Refused(_MISSING[question.kind])
    number = int(text)
    if not (question.low or 0) <= number <= (question.high or 0):
        raise _Refused(_MISSING[question.kind])
    return number


def _unknown(questionnaire: Questionnaire, page: Page, posted: Posted) -> list[FieldError]:
    """Fields that speak of a question which is not on this page, or of a side or item that it does not have."""
    return [
        FieldError(name, "unknown_field", {"field": name[:_LONGEST_ECHO]})
        for name in posted
        if ("." in name or name in questionnaire.questions) and name not in page.field_names
    ]


def _still_standing(
    questionnaire: Questionnaire, page: Page, candidate: Answers, posted: Posted, answers: Answers, kind: Kind
) -> dict[str, object]:
    """Answers that hold the plan back on rows which this post would close without answering them anew."""
    shown = {question.id for question in Shown(questionnaire, candidate, kind).questions(page)}
    blocking = Shown(questionnaire, answers, kind).blocking
    listed = {field.name for field in page.fields if is_listed_tick(page, field.question)}
    list_answered = page.none_id in posted or bool(listed & posted.keys())
    return {
        field.name: answers[field.name]
        for field in page.fields
        if field.name in blocking
        and field.name not in candidate
        and field.question.id not in shown
        and not (field.name in listed and list_answered)
    }


def _without_hidden(questionnaire: Questionnaire, answers: Answers, kind: Kind) -> dict[str, object]:
    """Without the answers of this kind's pages that nothing shows any more; one closed row may close the next."""
    after = dict(answers)
    asked = frozenset[str]().union(*(page.field_names for page in questionnaire.flows[kind].pages))
    while hidden := (after.keys() & asked) - Shown(questionnaire, after, kind).names():
        for name in hidden:
            del after[name]
    return after


def _missing(questionnaire: Questionnaire, page: Page, shown: Shown, refused: set[str]) -> list[FieldError]:
    fields = {field.name: field for field in page.fields}
    return [
        _error(questionnaire, fields[name], _MISSING.get(fields[name].question.kind, "choose"))
        if name in fields
        else FieldError(name, "choose_any", {"question": page.title, "none": page.none_text})
        for name in shown.open_fields(page)
        if name not in refused
    ]


def _error(questionnaire: Questionnaire, field: Field, code: str) -> FieldError:
    question = field.question
    parts = (question.text, field.item and field.item.text, field.side and questionnaire.words.sides[field.side])
    return FieldError(
        field.name,
        code,
        {
            "question": " · ".join(part for part in parts if part),
            "none": question.option_text(NONE),
            "low": "" if question.low is None else str(question.low),
            "high": "" if question.high is None else str(question.high),
        },
    )

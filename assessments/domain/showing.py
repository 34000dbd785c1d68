"""The form fields of questions, and which of them a set of answers shows."""

from dataclasses import dataclass
from typing import Final

from assessments.domain.conditions import SIDES, Answers, Condition
from assessments.domain.definitions import NONE, Item, Kind, Page, Question, Questionnaire
from assessments.domain.reasons import blocking_fields

_SIDE_SUFFIX: Final = ".side"


@dataclass(frozen=True, slots=True)
class Field:
    """One form field of a question: of a side, of an item, or (`asks_side`) its question about the side."""

    name: str
    question: Question
    side: str | None = None
    item: Item | None = None
    asks_side: bool = False

    @property
    def required(self) -> bool:
        if self.asks_side:
            return False
        return self.item.required if self.item else self.question.required


def fields_of(question: Question) -> tuple[Field, ...]:
    """Every field a question can have, shown or not."""
    sides: tuple[str | None, ...] = SIDES if question.per_side else (None,)
    items: tuple[Item | None, ...] = question.items or (None,)
    found = [
        Field(".".join(part for part in (question.id, item and item.id, side) if part), question, side, item)
        for side in sides
        for item in items
    ]
    if question.asks_side:
        found.append(Field(question.id + _SIDE_SUFFIX, question, asks_side=True))
    return tuple(found)


def fields_of_page(page: Page) -> frozenset[str]:
    """Every field name that a page may store."""
    names = {field.name for question in page.questions for field in fields_of(question)}
    return frozenset(names | {page.skipped_field} | ({page.none_id} if page.none_id else set()))


def is_listed_tick(page: Page, question: Question) -> bool:
    """A tick of a list that ends in "None of these", where one or none is enough."""
    return question.kind == "tick" and page.none_id is not None


class Shown:
    """What one set of answers shows and leaves open.

    A question is shown when its page and its own condition say so, and while its answer holds the plan back: closing
    the question must not take back what was said.
    """

    def __init__(self, questionnaire: Questionnaire, answers: Answers, kind: Kind) -> None:
        self._flow = questionnaire.flows[kind]
        self._answers = answers
        self.blocking = blocking_fields(questionnaire, answers)

    def pages(self) -> tuple[Page, ...]:
        return tuple(page for page in self._flow.pages if self.questions(page))

    def questions(self, page: Page) -> tuple[Question, ...]:
        shown = page.id in self._flow.always or self._holds(page.show_if)
        return tuple(
            question
            for question in page.questions
            if (shown and self._holds(question.show_if)) or any(f.name in self.blocking for f in fields_of(question))
        )

    def fields(self, page: Page) -> tuple[Field, ...]:
        return tuple(
            field
            for question in self.questions(page)
            for field in fields_of(question)
            if not field.asks_side or self._answers.get(question.id) not in (None, "no", NONE)
        )

    def open_fields(self, page: Page) -> tuple[str, ...]:
        fields = self.fields(page)
        missing = [field.name for field in fields if field.required and self._answers.get(field.name) is None]
        listed = [field.name for field in fields if is_listed_tick(page, field.question)]
        if listed and page.none_id:
            ticked = any(self._answers.get(name) is not None for name in listed)
            if ticked == (self._answers.get(page.none_id) is not None):
                missing.append(page.none_id)
        return tuple(missing)

    def names(self) -> set[str]:
        """Every field that may keep a value."""
        names: set[str] = set()
        for page in self.pages():
            shown = {field.name for field in self.fields(page)}
            names |= shown
            if page.none_id:
                names.add(page.none_id)
            if not shown & self._answers.keys():
                names.add(page.skipped_field)
        return names

    def complete(self, page: Page) -> bool:
        fields = self.fields(page)
        if any(field.required or is_listed_tick(page, field.question) for field in fields):
            return not self.open_fields(page)
        return page.skipped_field in self._answers or any(field.name in self._answers for field in fields)

    def _holds(self, condition: Condition | None) -> bool:
        return condition is None or condition.holds(self._answers)

"""Which questions and form fields a set of answers shows."""

from assessments.domain.conditions import Answers, Condition
from assessments.domain.definitions import NONE, Field, Kind, Page, Question, Questionnaire
from assessments.domain.reasons import blocking_fields


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
        self._known: dict[str, tuple[Question, ...]] = {}

    def pages(self) -> tuple[Page, ...]:
        return tuple(page for page in self._flow.pages if self.questions(page))

    def questions(self, page: Page) -> tuple[Question, ...]:
        if page.id not in self._known:
            self._known[page.id] = self._questions(page)
        return self._known[page.id]

    def _questions(self, page: Page) -> tuple[Question, ...]:
        shown = page.id in self._flow.always or self._holds(page.show_if)
        return tuple(
            question
            for question in page.questions
            if (shown and self._holds(question.show_if)) or any(f.name in self.blocking for f in question.fields)
        )

    def fields(self, page: Page) -> tuple[Field, ...]:
        return tuple(
            field
            for question in self.questions(page)
            for field in question.fields
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

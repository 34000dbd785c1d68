"""The flow: which pages, questions and fields are shown, what is still open, and how far the person has come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from assessments.domain.conditions import SIDES, Answers, Condition
from assessments.domain.definitions import (
    NONE,
    Item,
    Kind,
    Page,
    Question,
    Questionnaire,
    Stage,
)
from assessments.domain.reasons import blocking_fields

_SIDE_SUFFIX = ".side"


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


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a page stands: `step` of about `of` within its stage."""

    stage: Stage
    stages: tuple[Stage, ...]
    step: int
    of: int
    minutes_total: int


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


class _Shown:
    """What one set of answers shows and leaves open; works out once which answers hold the plan back."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, kind: Kind) -> None:
        self._flow = questionnaire.flows[kind]
        self._answers = answers
        self._blocking = blocking_fields(questionnaire, answers)

    def pages(self) -> tuple[Page, ...]:
        return tuple(page for page in self._flow.pages if self.questions(page))

    def questions(self, page: Page) -> tuple[Question, ...]:
        shown = page.id in self._flow.always or self._holds(page.show_if)
        return tuple(
            question
            for question in page.questions
            if (shown and self._holds(question.show_if)) or any(f.name in self._blocking for f in fields_of(question))
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

    def complete(self, page: Page) -> bool:
        fields = self.fields(page)
        if any(field.required or is_listed_tick(page, field.question) for field in fields):
            return not self.open_fields(page)
        return page.skipped_field in self._answers or any(field.name in self._answers for field in fields)

    def _holds(self, condition: Condition | None) -> bool:
        return condition is None or condition.holds(self._answers)


def visible_pages(questionnaire: Questionnaire, answers: Answers, kind: Kind = "full") -> tuple[Page, ...]:
    return _Shown(questionnaire, answers, kind).pages()


def visible_questions(
    questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full"
) -> tuple[Question, ...]:
    """A question is shown when its page and its own condition say so, and while its answer holds the plan back:
    closing the question must not take back what was said."""
    return _Shown(questionnaire, answers, kind).questions(page)


def visible_fields(
    questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full"
) -> tuple[Field, ...]:
    """The fields of the shown questions. A question about the side is shown after an answer other than no or none."""
    return _Shown(questionnaire, answers, kind).fields(page)


def open_fields(questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full") -> tuple[str, ...]:
    """The names of the fields that still need an answer; `none_id` stands for a list of ticks that is
    untouched, or has both a tick and "None of these"."""
    return _Shown(questionnaire, answers, kind).open_fields(page)


def page_complete(questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full") -> bool:
    """A page that needs no answer is complete once it was answered or passed (`Page.skipped_field`)."""
    return _Shown(questionnaire, answers, kind).complete(page)


def is_listed_tick(page: Page, question: Question) -> bool:
    """A tick of a list that ends in "None of these", where one or none is enough."""
    return question.kind == "tick" and page.none_id is not None


def open_pages(questionnaire: Questionnaire, answers: Answers, kind: Kind = "full") -> tuple[Page, ...]:
    """The shown pages that still need something."""
    shown = _Shown(questionnaire, answers, kind)
    return tuple(page for page in shown.pages() if not shown.complete(page))


def next_page(questionnaire: Questionnaire, answers: Answers, kind: Kind = "full") -> Page | None:
    """The first page that still needs something; None when every page is complete."""
    return next(iter(open_pages(questionnaire, answers, kind)), None)


def previous_page(
    questionnaire: Questionnaire, page: Page | None, answers: Answers, kind: Kind = "full"
) -> Page | None:
    """The shown page before this one; from the review (None) the last page."""
    before: Page | None = None
    for shown in visible_pages(questionnaire, answers, kind):
        if page is not None and shown.id == page.id:
            break
        before = shown
    return before


def carried_over(questionnaire: Questionnaire, answers: Answers) -> dict[str, object]:
    """What a new screening keeps of the assessment before: nothing that it asks again."""
    asked = {page.id for page in questionnaire.flows["rescreen"].pages}
    kept = {name for page in questionnaire.flows["full"].pages if page.id not in asked for name in fields_of_page(page)}
    return {name: value for name, value in answers.items() if name in kept}


def fields_of_page(page: Page) -> frozenset[str]:
    """Every field name that a page may store."""
    names = {field.name for question in page.questions for field in fields_of(question)}
    return frozenset(names | {page.skipped_field} | ({page.none_id} if page.none_id else set()))


def progress(questionnaire: Questionnaire, page: Page | None, answers: Answers, kind: Kind = "full") -> Progress:
    """Of a page that is shown, or of the review (None). Pages of a branch count once they are shown."""
    flow = questionnaire.flows[kind]
    pages = visible_pages(questionnaire, answers, kind)
    stage_ids = {shown.stage for shown in pages}
    stages = tuple(stage for stage in questionnaire.stages if stage.id in stage_ids)
    current = page.stage if page else flow.review_stage
    in_stage = [shown.id for shown in pages if shown.stage == current]
    of = len(in_stage) + (current == flow.review_stage)
    return Progress(
        stage=next(stage for stage in stages if stage.id == current),
        stages=stages,
        step=in_stage.index(page.id) + 1 if page else of,
        of=of,
        minutes_total=minutes(questionnaire, kind),
    )


def minutes(questionnaire: Questionnaire, kind: Kind = "full") -> int:
    """Whole minutes for every page of a kind, each word read and each question answered."""
    pages = questionnaire.flows[kind].pages
    return ceil(sum(seconds(questionnaire, page, page.questions) for page in pages) / 60)


def seconds(questionnaire: Questionnaire, page: Page, questions: Iterable[Question]) -> float:
    """For some of a page's questions. A list of ticks is one answer; the shared yes and no rows cost no words."""
    speed = questionnaire.reading_speed
    words, answers, listed = 0, 0, False
    for question in questions:
        words += len(" ".join(_texts(question)).split())
        if is_listed_tick(page, question):
            listed = True
        else:
            answers += sum(not field.asks_side for field in fields_of(question))
    return words * 60 / speed.words_a_minute + (answers + listed) * speed.seconds_an_answer


def _texts(question: Question) -> Iterator[str]:
    yield from (question.text, question.help, question.how)
    yield from (item.text for item in question.items)
    if question.kind not in ("yes_no_unsure", "yes_old"):
        yield from (option.text for option in question.options)

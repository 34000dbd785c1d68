"""The flow: which pages, questions and fields are shown, what is still open, and how far the person has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from assessments.domain.conditions import Answers
from assessments.domain.definitions import Field, Kind, Page, Question, Questionnaire, Stage
from assessments.domain.showing import Shown, is_listed_tick

__all__ = [
    "Field",
    "Progress",
    "carried_over",
    "minutes",
    "next_page",
    "open_fields",
    "open_pages",
    "page_complete",
    "previous_page",
    "progress",
    "seconds",
    "visible_fields",
    "visible_pages",
    "visible_questions",
]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a page stands: `step` of about `of` within its stage."""

    stage: Stage
    stages: tuple[Stage, ...]
    step: int
    of: int
    minutes_total: int


def visible_pages(questionnaire: Questionnaire, answers: Answers, kind: Kind = "full") -> tuple[Page, ...]:
    return Shown(questionnaire, answers, kind).pages()


def visible_questions(
    questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full"
) -> tuple[Question, ...]:
    return Shown(questionnaire, answers, kind).questions(page)


def visible_fields(
    questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full"
) -> tuple[Field, ...]:
    """The fields of the shown questions. A question about the side is shown after an answer other than no or none."""
    return Shown(questionnaire, answers, kind).fields(page)


def open_fields(questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full") -> tuple[str, ...]:
    """The names of the fields that still need an answer; `none_id` stands for a list of ticks that is
    untouched, or has both a tick and "None of these"."""
    return Shown(questionnaire, answers, kind).open_fields(page)


def page_complete(questionnaire: Questionnaire, page: Page, answers: Answers, kind: Kind = "full") -> bool:
    """A page that needs no answer is complete once it was answered or passed (`Page.skipped_field`)."""
    return Shown(questionnaire, answers, kind).complete(page)


def open_pages(questionnaire: Questionnaire, answers: Answers, kind: Kind = "full") -> tuple[Page, ...]:
    """The shown pages that still need something."""
    shown = Shown(questionnaire, answers, kind)
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
    kept = {name for page in questionnaire.flows["full"].pages if page.id not in asked for name in page.field_names}
    return {name: value for name, value in answers.items() if name in kept}


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
        words += question.words
        if is_listed_tick(page, question):
            listed = True
        else:
            answers += sum(not field.asks_side for field in question.fields)
    return words * 60 / speed.words_a_minute + (answers + listed) * speed.seconds_an_answer

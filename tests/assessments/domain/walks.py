"""Fills in pages as a person would, for tests."""

from collections.abc import Mapping, Sequence

from assessments.catalogue import shipped
from assessments.domain.definitions import Kind, Page
from assessments.domain.questionnaire import Field, next_page, visible_fields
from assessments.domain.reading import PageResult, read_page

SHIPPED = shipped()

Answers = dict[str, object]
QUIET = ("no", "none", "even", "straight", "easy", "not", "both")


def quiet(field: Field, page: Page) -> list[str]:
    """The answer that raises nothing; for a list of ticks none."""
    question = field.question
    if question.kind == "tick":
        return [] if page.none_id else ["ticked"]
    if question.kind == "integer":
        return ["44"]
    if question.kind == "scale":
        return ["0"]
    values = [option.value for option in question.options]
    if question.levels and question.kind != "multi":
        levels = question.levels
        return [min(values, key=lambda value: SHIPPED.levels[levels[value]].rank)]
    return [next((value for value in QUIET if value in values), values[0])]


def fill(
    page: Page, answers: Answers, said: Mapping[str, str | Sequence[str]], kind: Kind = "full"
) -> dict[str, list[str]]:
    """What a browser posts for a page when the person says `said` and is quiet otherwise; opened rows included."""
    posted: dict[str, list[str]] = {}
    for _ in range(3):  # rows may open rows
        given: Answers = answers | {name: tuple(values) for name, values in posted.items()}
        for field in visible_fields(SHIPPED, page, given, kind):
            value = said.get(field.name, [] if field.asks_side else quiet(field, page))
            values = [value] if isinstance(value, str) else list(value)
            if values:
                posted[field.name] = values
    ticks = [
        field.name for question in page.questions if question.kind == "tick" for field in [Field(question.id, question)]
    ]
    if page.none_id and not any(name in posted for name in ticks):
        posted[page.none_id] = ["ticked"]
    return posted


def keep(answers: Answers, result: PageResult) -> Answers:
    """The answers after storing a result."""
    return {name: value for name, value in {**answers, **result.values}.items() if value is not None}


def walk(
    said: Mapping[str, str | Sequence[str]] | None = None, answers: Answers | None = None, kind: Kind = "full"
) -> tuple[Answers, list[str]]:
    """Every page in turn until none is open; the answers and the ids of the pages."""
    given, seen = dict(answers or {}), []
    while page := next_page(SHIPPED, given, kind):
        assert page.id not in seen, f"{page.id} was asked twice"
        result = read_page(SHIPPED, page, fill(page, given, said or {}, kind), given, kind)
        assert not result.errors, result.errors
        given = keep(given, result)
        seen.append(page.id)
    return given, seen

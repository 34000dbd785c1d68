"""Safety questions of newer content that a person's answers, given to older content, leave open."""

from assessments.domain.conditions import Answers
from assessments.domain.definitions import Question, Questionnaire
from assessments.domain.questionnaire import open_fields, visible_fields, visible_pages
from assessments.domain.showing import is_listed_tick


def unasked(newest: Questionnaire, older: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """The fields of a new screening that may raise the level and that nobody has answered or seen.

    A tick of a list needs no answer: it counts when the older content did not have it.
    """
    asked_again = {page.id for page in newest.flows["rescreen"].pages}
    return tuple(
        field.name
        for page in visible_pages(newest, answers)
        if page.id in asked_again
        for field in visible_fields(newest, page, answers)
        if may_raise_level(newest, field.question)
        and (
            field.name in open_fields(newest, page, answers)
            or (is_listed_tick(page, field.question) and field.question.id not in older.questions)
        )
    )


def may_raise_level(questionnaire: Questionnaire, question: Question) -> bool:
    """By itself, or as a part of a combination rule."""
    if any(questionnaire.levels[level].rank > 0 for level in (question.levels or {}).values()):
        return True
    return any(question.id in condition.fields for rule in questionnaire.rules for condition in rule.conditions)

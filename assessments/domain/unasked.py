"""Safety questions of newer content that a person's answers, given to older content, leave open."""

from assessments.domain.conditions import Answers
from assessments.domain.definitions import Field, Question, Questionnaire
from assessments.domain.questionnaire import open_fields, page_complete, visible_fields, visible_pages
from assessments.domain.showing import is_listed_tick


def unasked(newest: Questionnaire, older: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """The fields of a new screening that may raise the level and that nobody has answered or seen."""
    missing = (
        field.name
        for page in visible_pages(newest, answers)
        if page.id in asked_again(newest)
        for field in visible_fields(newest, page, answers)
        if may_raise_level(newest, field.question) and field.name in open_fields(newest, page, answers)
    )
    return (*missing, *unseen_ticks(newest, older, answers))


def unseen_ticks(newest: Questionnaire, older: Questionnaire, answers: Answers) -> tuple[str, ...]:
    """New entries of lists that were answered before they were there: a list that is answered is not asked again."""
    return tuple(
        field.name
        for page in visible_pages(newest, answers)
        if page.id in asked_again(newest) and page_complete(newest, page, answers)
        for field in visible_fields(newest, page, answers)
        if may_raise_level(newest, field.question) and is_listed_tick(page, field.question) and is_new(field, older)
    )


def asked_again(questionnaire: Questionnaire) -> frozenset[str]:
    """Ids of the pages of a new screening."""
    return frozenset(page.id for page in questionnaire.flows["rescreen"].pages)


def is_new(field: Field, older: Questionnaire) -> bool:
    return field.question.id not in older.questions


def may_raise_level(questionnaire: Questionnaire, question: Question) -> bool:
    """By itself, or as a part of a combination rule."""
    if any(questionnaire.levels[level].rank > 0 for level in (question.levels or {}).values()):
        return True
    return any(question.id in condition.fields for rule in questionnaire.rules for condition in rule.conditions)

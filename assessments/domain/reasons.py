"""Which answers and combination rules reach which action level."""

from dataclasses import dataclass
from typing import Literal

from assessments.domain.conditions import Answers, answered, choices, frozen
from assessments.domain.definitions import ANY, Question, Questionnaire, Rule


@dataclass(frozen=True, slots=True)
class Because:
    """What led to something: a question, a combination rule or a measured value, with the person's own answers."""

    source: Literal["question", "rule", "measurement"]
    id: str
    answers: tuple[tuple[str, object], ...]
    level: str | None = None


def reasons(questionnaire: Questionnaire, answers: Answers) -> tuple[Because, ...]:
    """Every answer and rule above the lowest level, the most serious first.

    Counts every answer that stands, also one whose question is no longer shown: only another answer takes it back.
    """
    found = [because for question in questionnaire.questions.values() for because in of_question(question, answers)]
    found += [because for rule in questionnaire.rules if (because := _of_rule(rule, answers))]
    ranks = {level.id: level.rank for level in questionnaire.levels.values()}
    raised = [because for because in found if because.level and ranks[because.level] > 0]
    return tuple(sorted(raised, key=lambda because: -ranks[because.level or ""]))


def blocking_fields(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The answered fields that hold a plan back."""
    return frozenset(
        field
        for because in reasons(questionnaire, answers)
        if because.level and questionnaire.levels[because.level].blocks_plan
        for field, _ in because.answers
    )


def of_question(question: Question, answers: Answers) -> tuple[Because, ...]:
    """One reason per chosen answer that has a level, the lowest included."""
    levels = question.levels
    if not levels:
        return ()
    return tuple(
        Because("question", question.id, ((field, value),), level)
        for field, value in answered(question.id, answers)
        for level in dict.fromkeys(levels.get(str(choice)) or levels.get(ANY) for choice in choices(value))
        if level
    )


def _of_rule(rule: Rule, answers: Answers) -> Because | None:
    holding = [names for condition in rule.conditions if (names := condition.witness(answers))]
    bound = rule.only_if.witness(answers) if rule.only_if else ()
    if len(holding) < rule.at_least or (rule.only_if and not bound):
        return None
    fields = dict.fromkeys(field for names in (*holding, bound) for field in names)
    return Because("rule", rule.id, tuple((field, frozen(answers[field])) for field in fields), rule.level)

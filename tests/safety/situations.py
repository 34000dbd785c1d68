"""Every answer, and every combination, that holds a plan back, with what has to be said for it to be asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assessments import catalogue
from assessments.domain.conditions import Chosen, Condition, leaves
from assessments.domain.definitions import Question

SHIPPED = catalogue.shipped()
AGE = 71  # old enough for the rules that speak of age; says nothing by itself


@dataclass(frozen=True)
class Situation:
    """`level` is the least that the answers come to: another rule may raise it."""

    name: str
    level: str
    answers: dict[str, Any]


def openers(question: Question) -> dict[str, Any]:
    """What has to be said before this question is asked."""
    page = SHIPPED.pages[question.page or ""]
    found: dict[str, Any] = {}
    for condition in (question.show_if, page.show_if):
        if condition is not None:
            leaf = chosen_leaf(condition)
            found |= {leaf.field: leaf.values[0]} | openers(SHIPPED.questions[leaf.field])
    return found


def chosen_leaf(condition: Condition) -> Chosen:
    return next(leaf for leaf in leaves(condition) if isinstance(leaf, Chosen))


def of_options() -> list[Situation]:
    return [
        Situation(f"{question.id}={value}", level, {**openers(question), question.id: value})
        for question in SHIPPED.questions.values()
        for value, level in (question.levels or {}).items()
        if SHIPPED.levels[level].blocks_plan
    ]


def of_rules() -> list[Situation]:
    """A rule about age alone is the polite stop before the first answer; it is tested where it stands."""
    found = []
    for rule in SHIPPED.rules:
        conditions = [*rule.conditions, *([rule.only_if] if rule.only_if else [])]
        asked = [leaf for one in conditions if (leaf := next(iter(leaves(one)))) and isinstance(leaf, Chosen)]
        if asked:
            answers: dict[str, Any] = {}
            for leaf in asked:
                answers |= openers(SHIPPED.questions[leaf.field])
            answers |= {leaf.field: leaf.values[0] for leaf in asked}
            found.append(Situation(rule.id, rule.level, answers))
    return found


SITUATIONS = [*of_options(), *of_rules()]


@contextmanager
def undone() -> Iterator[None]:
    """What a situation does is taken back, so that the next one begins at the same place."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)

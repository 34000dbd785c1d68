"""What newer safety questions leave open in answers that were given to older ones."""

from dataclasses import replace
from typing import Any

import pytest

from assessments.domain.conditions import parse
from assessments.domain.definitions import Option, Question, Questionnaire
from assessments.domain.unasked import unasked
from tests.assessments.domain.walks import SHIPPED, walk

NEW = Question("rf.leg.new", "p_legs", "yes_no_unsure", "New", (Option("yes", "Yes"), Option("no", "No")))
SERIOUS = {"yes": "same_day", "no": "clear"}


def with_question(page_id: str, question: Question) -> Questionnaire:
    """The shipped questions with one more on a page, in both kinds of assessment."""
    older = SHIPPED.pages[page_id]
    page = replace(older, questions=(*older.questions, question))
    flows: dict[Any, Any] = {
        kind: replace(flow, pages=tuple(page if one.id == page_id else one for one in flow.pages))
        for kind, flow in SHIPPED.flows.items()
    }
    return replace(
        SHIPPED,
        questions={**SHIPPED.questions, question.id: question},
        pages={**SHIPPED.pages, page_id: page},
        flows=flows,
        checksum="newer",
    )


@pytest.fixture(scope="module")
def answers() -> dict[str, object]:
    said, _pages = walk({"main.region": "feet"})
    return dict(said)


def test_nothing_is_open_in_the_same_questions(answers: dict[str, object]) -> None:
    assert unasked(SHIPPED, SHIPPED, answers) == ()


@pytest.mark.parametrize(
    ("levels", "required", "open_"),
    [
        (SERIOUS, True, ("rf.leg.new",)),
        ({"yes": "caution", "no": "clear"}, True, ("rf.leg.new",)),
        ({"yes": "clear", "no": "clear"}, True, ()),
        (None, True, ()),
        (SERIOUS, False, ()),
    ],
)
def test_a_new_question_counts_when_it_is_required_and_may_raise_the_level(
    answers: dict[str, object], levels: dict[str, str] | None, required: bool, open_: tuple[str, ...]
) -> None:
    newest = with_question("p_legs", replace(NEW, levels=levels, required=required))
    assert unasked(newest, SHIPPED, answers) == open_
    assert unasked(newest, newest, answers | {"rf.leg.new": "no"}) == ()


def test_a_new_question_of_a_page_that_is_not_shown_does_not_count(answers: dict[str, object]) -> None:
    newest = with_question("p_ces", replace(NEW, levels=SERIOUS))
    assert unasked(newest, SHIPPED, answers) == ()


def test_a_new_question_outside_the_safety_part_does_not_count(answers: dict[str, object]) -> None:
    assert unasked(with_question("p_day", replace(NEW, levels=SERIOUS)), SHIPPED, answers) == ()


def test_a_new_tick_of_a_list_counts_although_none_needs_to_be_ticked(answers: dict[str, object]) -> None:
    tick = replace(NEW, id="hx.new", page="p_health1", kind="tick", options=(), required=False)
    newest = with_question("p_health1", replace(tick, levels={"ticked": "same_day"}))
    assert unasked(newest, SHIPPED, answers) == ("hx.new",)
    assert unasked(newest, newest, answers) == ()
    assert unasked(with_question("p_health1", replace(tick, levels={"ticked": "clear"})), SHIPPED, answers) == ()


def test_a_question_that_a_combination_rule_reads_counts(answers: dict[str, object]) -> None:
    newest = with_question("p_legs", NEW)
    rule = newest.rules[0]
    ruled = replace(newest, rules=(*newest.rules, replace(rule, id="new", conditions=(parse("rf.leg.new == yes"),))))
    assert unasked(newest, SHIPPED, answers) == ()
    assert unasked(ruled, SHIPPED, answers) == ("rf.leg.new",)

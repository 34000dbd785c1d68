"""What the screening says it came from, and which side it speaks of."""

from dataclasses import replace

import pytest

from assessments.domain.conditions import AnyOf, Chosen, Compared
from assessments.domain.reasons import Because
from assessments.domain.safety import screen
from tests.assessments.domain.walks import SHIPPED, walk


def test_an_exclusion_names_the_answer_that_set_it() -> None:
    (question, value), tags = next(
        ((question, value), tags)
        for question in SHIPPED.questions.values()
        for value, tags in (question.excludes or {}).items()
        if question.levels and tags
    )
    screening = screen(SHIPPED, {question.id: value})
    assert [exclusion.tag for exclusion in screening.excluded_tags] == list(tags)
    level = (question.levels or {})[value]
    expected = Because("question", question.id, ((question.id, value),), level)
    assert {exclusion.because for exclusion in screening.excluded_tags} == {expected}


@pytest.mark.parametrize(
    ("injury", "skin", "gates"),
    [
        ("left", "left", ("never", "open")),
        ("right", "right", ("open", "never")),
        ("left", "right", ("never", "never")),
        ("left", None, ("never", "never")),  # a side that was not said counts as both
    ],
)
def test_a_gate_with_answers_of_two_sides_closes_both(injury: str, skin: str | None, gates: tuple[str, str]) -> None:
    sided = next(rule for rule in SHIPPED.gate_rules if rule.that_side)
    either = AnyOf((Chosen("rf.foot.injury", ("yes",)), Chosen("hx.skin", ("ticked",))))
    content = replace(SHIPPED, gate_rules=(replace(sided, condition=either, gate="never"),))
    answers = {"rf.foot.injury": "yes", "rf.foot.injury.side": injury, "hx.skin": "ticked"}
    answers |= {"hx.skin.side": skin} if skin else {}
    gate = screen(content, answers).massage_gate
    assert (gate.left, gate.right) == gates


def test_a_new_screening_needs_what_a_rule_is_bound_to_and_it_does_not_ask() -> None:
    answers, _ = walk(kind="rescreen")
    bound = replace(SHIPPED.rules[0], only_if=Compared("age", ">=", 70))
    content = replace(SHIPPED, rules=(bound,))
    assert not screen(content, answers, "rescreen").complete
    assert screen(content, {**answers, "age": 44}, "rescreen").complete

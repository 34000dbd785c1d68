from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.conditions import Chosen, leaves
from assessments.domain.definitions import Question
from assessments.domain.questionnaire import next_page
from assessments.domain.reading import read_page
from assessments.domain.safety import person_tags, screen
from tests.assessments.domain import reference
from tests.assessments.domain.walks import SHIPPED, fill, walk

VECTORS = yaml.safe_load((Path(__file__).parent / "screening_vectors.yaml").read_text())
SCREENED = [question for question in SHIPPED.questions.values() if question.levels]
OPTIONS = [
    (question.id, value)
    for question in SCREENED
    for value in (["ticked"] if question.kind == "tick" else [option.value for option in question.options])
]


def test_the_brief_has_45_vectors() -> None:
    assert len(VECTORS) == 45


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["expect"] != "refuse_page"], ids=lambda v: v["name"])
def test_screen_gives_the_level_of_the_vector(vector: dict[str, Any]) -> None:
    screening = screen(SHIPPED, vector["given"])
    assert screening.level == vector["expect"]
    assert set(vector.get("excludes", ())) <= person_tags(screening)
    assert screening.safety_card is (vector.get("also") == "safety_card")


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["expect"] != "refuse_page"], ids=lambda v: v["name"])
def test_screen_gives_the_same_level_when_every_page_is_walked(vector: dict[str, Any]) -> None:
    said = {name: str(value) for name, value in vector["given"].items()}
    answers, _ = walk(said)
    screening = screen(SHIPPED, answers)
    assert screening.level == vector["expect"]
    assert screening.complete


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["expect"] == "refuse_page"], ids=lambda v: v["name"])
def test_read_page_refuses_the_page_of_the_vector(vector: dict[str, Any]) -> None:
    (open_row,) = (name for name, value in vector["given"].items() if value is None)
    page = SHIPPED.pages[SHIPPED.questions[open_row].page or ""]
    answers = {name: value for name, value in vector["given"].items() if value is not None}
    posted = {name: values for name, values in fill(page, answers, {}).items() if name != open_row}
    result = read_page(SHIPPED, page, posted, answers)
    assert [error.field for error in result.errors] == [open_row]


@pytest.mark.parametrize(("id_", "value"), OPTIONS)
def test_screen_every_answer_alone_has_its_level(id_: str, value: str) -> None:
    raw = reference.QUESTIONS[id_]["levels"]
    expected = raw.get(value) or raw["any"]
    answer = (value,) if SHIPPED.questions[id_].kind == "multi" else value
    screening = screen(SHIPPED, {id_: answer})
    assert screening.level == expected
    assert screening.rank == reference.RANK[expected]
    assert [(one.id, one.answers, one.level) for one in screening.because] == (
        [] if expected == "clear" else [(id_, ((id_, answer),), expected)]
    )
    assert screening.blocks_plan is screening.blocks_tests is (reference.RANK[expected] >= 2)
    assert screening.releasable is (expected == "clinician_first")
    assert screening.blocking_fields == (((id_, answer),) if screening.blocks_plan else ())
    assert [message.id for message in screening.messages] == ([] if expected == "clear" else [expected])


def _values(question: Question) -> list[object]:
    if question.kind == "integer":
        return [17, 18, 44, 69, 70, 75]
    return ["ticked"] if question.kind == "tick" else [option.value for option in question.options]


def _pairs() -> list[tuple[str, str]]:
    pairs = set()
    for rule in SHIPPED.rules:
        conditions = [*rule.conditions, *([rule.only_if] if rule.only_if else [])]
        fields = sorted({field for condition in conditions for field in condition.fields})
        pairs |= set(combinations(fields, 2))
    return sorted(pairs)


@pytest.mark.parametrize(("first", "second"), _pairs())
def test_screen_every_pair_that_a_rule_names(first: str, second: str) -> None:
    for one in _values(SHIPPED.questions[first]):
        for other in _values(SHIPPED.questions[second]):
            answers = {first: one, second: other}
            screening = screen(SHIPPED, answers)
            assert screening.level == reference.level(answers), answers
            assert {b.id for b in screening.because if b.source == "rule"} == set(reference.fired(answers)) - {""}


@pytest.mark.parametrize("rule", SHIPPED.rules, ids=lambda rule: rule.id)
def test_every_rule_fires_and_names_the_answers_behind_it(rule: Any) -> None:
    answers: dict[str, object] = {}
    for condition in [*rule.conditions, *([rule.only_if] if rule.only_if else [])]:
        leaf = leaves(condition)[0]
        high = not isinstance(leaf, Chosen) and ">" in leaf.sign
        answers[leaf.field] = leaf.values[0] if isinstance(leaf, Chosen) else leaf.number + (1 if high else -1)
    because = next(b for b in screen(SHIPPED, answers).because if b.id == rule.id)
    assert because.source == "rule"
    assert because.level == rule.level
    assert dict(because.answers) == answers


ANY_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.one_of(st.sampled_from([17, 18, 69, 70]), st.integers(0, 120)),
        "main.region": st.sampled_from(["back", "feet", "both", "none"]),
        **{
            question.id: st.just("ticked")
            if question.kind == "tick"
            else st.lists(st.sampled_from(_values(question)), min_size=1, unique=True).map(tuple)
            if question.kind == "multi"
            else st.sampled_from(_values(question))
            for question in SCREENED
        },
        **{f"{q.id}.side": st.sampled_from(["left", "right", "both"]) for q in SCREENED if q.asks_side},
    },
)


@settings(max_examples=150, deadline=None)
@given(ANY_ANSWERS)
def test_screen_agrees_with_the_second_implementation(answers: dict[str, object]) -> None:
    agree(answers)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(ANY_ANSWERS)
def test_screen_agrees_with_the_second_implementation_on_many(answers: dict[str, object]) -> None:
    agree(answers)


def agree(answers: dict[str, object]) -> None:
    screening = screen(SHIPPED, answers)
    assert screening.level == reference.level(answers)
    assert {b.id for b in screening.because if b.source == "rule"} == set(reference.fired(answers)) - {""}
    by_side = reference.tags(answers)
    for side in ("left", "right"):
        found = {one.tag for one in screening.excluded_tags if one.side in (side, "both")}
        assert found == by_side[side]
    gates = reference.gate(answers)
    assert (screening.massage_gate.left, screening.massage_gate.right) == (gates["left"], gates["right"])


# A plain answer set is drawn more often than a full one, so the quieter levels are met too.
@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(OPTIONS), st.none(), min_size=0, max_size=3), st.integers(0, 120))
def test_screen_agrees_on_few_answers(picked: dict[tuple[str, str], None], age: int) -> None:
    answers: dict[str, object] = {"age": age, "main.region": "back"}
    answers |= {id_: (v,) if SHIPPED.questions[id_].kind == "multi" else v for id_, v in picked}
    assert screen(SHIPPED, answers).level == reference.level(answers)


@settings(max_examples=50, deadline=None)
@given(ANY_ANSWERS, st.sampled_from(OPTIONS))
def test_screen_one_more_answer_never_lowers_the_level(answers: dict[str, object], more: tuple[str, str]) -> None:
    id_, value = more
    if id_ not in answers and SHIPPED.questions[id_].kind != "multi":
        assert screen(SHIPPED, {**answers, id_: value}).rank >= screen(SHIPPED, answers).rank


def test_screen_not_sure_is_never_no() -> None:
    for question in SCREENED:
        if question.levels and {"no", "not_sure"} <= set(question.levels) and question.levels["no"] == "clear":
            assert screen(SHIPPED, {question.id: "not_sure"}).rank > 0, question.id


def test_screen_a_missing_answer_counts_for_nothing() -> None:
    screening = screen(SHIPPED, {question.id: None for question in SCREENED})
    assert screening.level == "clear"
    assert not screening.complete


def test_screen_puts_the_most_serious_reason_first() -> None:
    screening = screen(SHIPPED, {"hx.thinners": "ticked", "hx.heart": "ticked", "rf.ces.bowel": "yes"})
    assert [one.id for one in screening.because] == ["rf.ces.bowel", "hx.heart", "hx.thinners"]
    assert screening.blocking_fields == (("rf.ces.bowel", "yes"), ("hx.heart", "ticked"))


@pytest.mark.parametrize(
    ("answers", "messages", "releasable"),
    [
        ({"age": 17}, ["under_18"], False),
        ({"age": 17, "hx.heart": "ticked"}, ["clinician_first", "under_18"], False),
        ({"age": 17, "rf.ces.bowel": "yes"}, ["emergency"], False),
        ({"age": 18, "hx.heart": "ticked"}, ["clinician_first"], True),
        ({"age": 18, "hx.thinners": "ticked"}, ["caution"], False),
    ],
)
def test_screen_messages(answers: dict[str, object], messages: list[str], releasable: bool) -> None:
    screening = screen(SHIPPED, answers)
    assert sorted(message.id for message in screening.messages) == messages
    assert screening.releasable is releasable


GATE_ROWS = [(rule.text, rule.gate) for rule in SHIPPED.gate_rules]


@pytest.mark.parametrize(("text", "gate"), GATE_ROWS)
def test_massage_gate_every_row(text: str, gate: str) -> None:
    rule = next(rule for rule in SHIPPED.gate_rules if rule.text == text)
    (leaf,) = leaves(rule.condition)
    assert isinstance(leaf, Chosen)
    for value in leaf.values:
        found = screen(SHIPPED, {leaf.field: value}).massage_gate
        assert (found.left, found.right) == (gate, gate)
        reason = next(one for one in found.because if one.rule == text)
        assert reason.answers == ((leaf.field, value),)
        assert found.tags == {"massage_any" if gate == "never" else "massage_deep"}


@pytest.mark.parametrize(
    ("side", "left", "right"),
    [(None, "never", "never"), ("both", "never", "never"), ("left", "never", "open"), ("right", "open", "never")],
)
@pytest.mark.parametrize(
    ("id_", "value"), [("rf.foot.injury", "yes"), ("rf.foot.skin", "minor"), ("hx.skin", "ticked")]
)
def test_massage_gate_that_side(id_: str, value: str, side: str | None, left: str, right: str) -> None:
    answers: dict[str, object] = {id_: value}
    if side:
        answers[f"{id_}.side"] = side
    screening = screen(SHIPPED, answers)
    assert (screening.massage_gate.left, screening.massage_gate.right) == (left, right)
    assert {one.side for one in screening.excluded_tags} == {side or "both"}
    assert "massage_any" in person_tags(screening)


def test_massage_gate_a_whole_body_reason_closes_both_sides() -> None:
    gate = screen(SHIPPED, {"rf.foot.skin": "sore", "rf.foot.skin.side": "left"}).massage_gate
    assert (gate.left, gate.right) == ("never", "never")


def test_massage_gate_two_sides_of_two_reasons() -> None:
    gate = screen(
        SHIPPED,
        {"rf.foot.injury": "yes", "rf.foot.injury.side": "left", "hx.thinners": "ticked"},
    ).massage_gate
    assert (gate.left, gate.right) == ("never", "light")
    assert gate.tags == {"massage_any", "massage_deep"}


def test_person_tags_one_side_counts_for_both() -> None:
    screening = screen(SHIPPED, {"hx.toe_joint": "ticked", "hx.toe_joint.side": "right"})
    assert person_tags(screening) == {"toe_extension_end", "test_toe"}
    assert person_tags(screen(SHIPPED, {})) == frozenset()


def test_complete_needs_every_shown_row() -> None:
    answers, seen = walk({"main.region": "both", "rf.foot.injury": "yes", "hx.diabetes": "ticked"})
    assert screen(SHIPPED, answers).complete
    rows = [
        field
        for page in SHIPPED.flows["full"].pages
        if page.screening and page.id in seen
        for field in answers
        if field in {question.id for question in page.questions} | {page.none_id}
    ]
    assert len(rows) > 25
    for row in rows:
        left = {name: value for name, value in answers.items() if name != row}
        assert not screen(SHIPPED, left).complete, row


def test_complete_does_not_wait_for_the_posture_pages() -> None:
    answers, _ = walk()
    kept = {name: value for name, value in answers.items() if not name.startswith(("fp.", "om.", "hb."))}
    assert next_page(SHIPPED, kept) is not None
    assert screen(SHIPPED, kept).complete


def test_complete_of_a_new_screening_needs_the_age_that_was_carried_over() -> None:
    answers, _ = walk(kind="rescreen", answers={"age": 71})
    assert screen(SHIPPED, answers, "rescreen").complete
    del answers["age"]
    assert not screen(SHIPPED, answers, "rescreen").complete


def test_screen_takes_stored_lists_as_well() -> None:
    stored = screen(SHIPPED, {"dt.allergy_text": ["nuts", "latex"]})
    assert stored == screen(SHIPPED, {"dt.allergy_text": ("nuts", "latex")})
    assert stored.level == "caution"


def test_a_side_that_a_question_does_not_ask_for_says_nothing() -> None:
    for question in SHIPPED.questions.values():
        for value in question.excludes or {}:
            if not question.asks_side:
                screening = screen(SHIPPED, {question.id: value, f"{question.id}.side": "left"})
                assert {exclusion.side for exclusion in screening.excluded_tags} <= {"both"}, question.id

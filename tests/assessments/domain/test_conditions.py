import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.conditions import Condition, leaves, parse, parse_sided
from assessments.domain.errors import ContentError


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("a in [yes, not_sure]", {"a": "yes"}, True),
        ("a in [yes, not_sure]", {"a": "not_sure"}, True),
        ("a in [yes, not_sure]", {"a": "no"}, False),
        ("a in [yes]", {}, False),
        ("a in [yes]", {"a": None}, False),
        ("a == not_sure", {"a": "not_sure"}, True),
        ("a == not_sure", {"a": "yes"}, False),
        ("rf.leg.calf == not_sure", {"rf.leg.calf": "not_sure"}, True),
        ("hx.bones ticked", {"hx.bones": "ticked"}, True),
        ("hx.bones ticked", {"hx.bones": "no"}, False),
        ("hx.bones", {"hx.bones": "ticked"}, True),
        ("hx.bones", {}, False),
        ("age >= 70", {"age": 70}, True),
        ("age >= 70", {"age": 69}, False),
        ("age > 70", {"age": 70}, False),
        ("age > 70", {"age": 71}, True),
        ("age <= 18", {"age": 18}, True),
        ("age <= 18", {"age": 19}, False),
        ("age < 18", {"age": 17}, True),
        ("age < 18", {"age": 18}, False),
        ("age < 18", {}, False),
        ("age < 18", {"age": "17"}, False),
        ("age < 18", {"age": True}, False),
        ("any of [a, b] ticked", {"b": "ticked"}, True),
        ("any of [a, b] ticked", {"c": "ticked"}, False),
        ("a == x or b == y", {"b": "y"}, True),
        ("a == x and b == y", {"b": "y"}, False),
        ("a == x and b == y", {"a": "x", "b": "y"}, True),
        ("a == x or b == y and c == z", {"a": "x"}, True),
        ("a == x or b == y and c == z", {"b": "y"}, False),
        ("a in [x]", {"a.left": "x"}, True),
        ("a in [x]", {"a.right": "x", "a.left": "y"}, True),
        ("a in [left]", {"a.side": "left"}, False),
        ("a in [x]", {"a": ("w", "x")}, True),
        ("a in [x]", {"a": ["w", "x"]}, True),
        ("a in [x]", {"a": ()}, False),
    ],
)
def test_parse_every_form(text: str, answers: dict[str, object], holds: bool) -> None:
    assert parse(text).holds(answers) is holds


def test_fields_names_every_question() -> None:
    condition = parse("a in [x] or any of [b, c] ticked and age >= 70")
    assert condition.fields == {"a", "b", "c", "age"}
    assert [leaf.field for leaf in leaves(condition)] == ["a", "b", "c", "age"]


def test_witness_names_the_answers_that_hold() -> None:
    condition = parse("a in [x] or b ticked or c ticked")
    assert condition.witness({"a.left": "x", "a.right": "x", "c": "ticked"}) == ("a.left", "a.right", "c")
    assert parse("a in [x] and a in [x, y]").witness({"a": "x"}) == ("a",)


@pytest.mark.parametrize(
    ("text", "sided"), [("rf.foot.skin in [minor], that side", True), ("hx.skin, that side", True), ("hx.skin", False)]
)
def test_parse_sided(text: str, sided: bool) -> None:
    condition, that_side = parse_sided(text)
    assert that_side is sided
    assert condition.fields == {text.split()[0].rstrip(",")}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("a in", 4),
        ("a in yes", 5),
        ("a in [yes", 9),
        ("a in []", 6),
        ("a in [yes,]", 10),
        ("a ==", 4),
        ("a == 3", 5),
        ("age >= old", 7),
        ("age >=", 6),
        ("any [a] ticked", 4),
        ("any of [a]", 10),
        ("a or", 4),
        ("a b", 2),
        ("a ? b", 1),
        ("or a", 0),
        ("ticked", 0),
        ("a in [x], this side", 8),
    ],
)
def test_parse_names_text_and_position_of_what_it_cannot_read(text: str, position: int) -> None:
    with pytest.raises(ContentError) as error:
        parse(text)
    assert f"condition '{text}'" in str(error.value)
    assert f"position {position}" in str(error.value)


@given(st.text(max_size=40))
def test_parse_reads_or_refuses_any_text(text: str) -> None:
    try:
        condition: Condition = parse(text)
    except ContentError:
        return
    assert condition.fields
    assert not condition.holds({})

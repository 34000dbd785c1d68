import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.household import HOUSEHOLD
from footcare.drawing.props import PROPS
from footcare.drawing.shapes import Layer, Model


def test_it_is_among_the_props() -> None:
    assert all(PROPS[model.name] is model for model in HOUSEHOLD)


@pytest.mark.parametrize("model", HOUSEHOLD, ids=lambda model: model.name)
def test_it_looks_like_a_prop(model: Model) -> None:
    assert {shape.role for shape in model.pose({}).shapes} <= {"prop", "prop-line"}


@given(length=st.floats(20, 200))
def test_a_ruler_measures_its_length(length: float) -> None:
    drawn = PROPS["ruler"].pose({"length": length})
    assert drawn.landmarks["end"] == (length, 0)
    assert max(x for shape in drawn.shapes for x, _ in shape.points) == length


def test_a_bag_hangs_before_the_body_that_carries_it() -> None:
    assert {shape.layer for shape in PROPS["bag"].pose({}).shapes} == {Layer.HAND}


def test_empty_shoes_stand_on_the_floor() -> None:
    assert min(y for shape in PROPS["shoes"].pose({}).shapes for _, y in shape.points) == 0

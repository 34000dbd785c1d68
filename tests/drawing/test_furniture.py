import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.furniture import FURNITURE
from footcare.drawing.geometry import Box
from footcare.drawing.props import PROPS


def test_furniture_is_among_the_props() -> None:
    assert dict(PROPS).items() >= dict(FURNITURE).items()


@pytest.mark.parametrize("name", FURNITURE)
@given(share=st.floats(0, 1))
def test_any_size_has_the_same_shapes(name: str, share: float) -> None:
    model = FURNITURE[name]
    pose = {key: limits.low + (limits.high - limits.low) * share for key, limits in model.parameters.items()}
    kinds = [[(shape.role, shape.layer, len(shape.points)) for shape in model.pose(one).shapes] for one in ({}, pose)]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize(
    ("name", "landmark"), [("chair", "seat"), ("chair_front", "seat"), ("step", "edge"), ("table", "edge")]
)
def test_what_carries_is_as_high_as_asked(name: str, landmark: str) -> None:
    drawn = FURNITURE[name].pose({"height": 60})
    assert drawn.landmarks[landmark][1] == 60
    assert any(y == 60 for shape in drawn.shapes for _, y in shape.points)


@pytest.mark.parametrize("name", ["mat", "bed"])
def test_what_one_lies_on_ends_at_the_floor_of_the_figure(name: str) -> None:
    middle = [point for shape in FURNITURE[name].pose({}).shapes for point in shape.points if abs(point[0]) < 100]
    assert Box.around(middle or [(0, -1.5)]).high[1] <= 0

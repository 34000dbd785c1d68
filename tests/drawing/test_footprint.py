import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.footprint import VIEW
from footcare.drawing.geometry import Point


def width(points: tuple[Point, ...], low: float, high: float) -> float:
    xs = [x for x, y in points if low <= y <= high]
    return max(xs) - min(xs)


@pytest.mark.parametrize(("bridge", "low", "high"), [(0.14, 0, 0.3), (0.5, 0.35, 0.6), (0.95, 0.6, 1)])
def test_the_bridge_is_a_share_of_the_ball(bridge: float, low: float, high: float) -> None:
    sole = VIEW.pose({"bridge": bridge}).shapes[0].points
    assert low <= width(sole, 70, 90) / width(sole, 118, 140) <= high


@given(bridge=st.floats(0, 1))
def test_thirds_are_equal_and_the_middle_one_is_between_them(bridge: float) -> None:
    drawn = VIEW.pose({"bridge": bridge})
    heights = [shape.points[0][1] for shape in drawn.parts["thirds"]]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1]) == pytest.approx(heights[3] - heights[2])
    assert all(heights[1] <= y <= heights[2] for shape in drawn.parts["middle_third"] for _, y in shape.points)

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.shapes import Drawn
from footcare.drawing.views.figure_side_lying import VIEW


def kinds(drawn: Drawn) -> list[tuple[str, int, int, bool]]:
    return [(shape.role, shape.layer, len(shape.points), shape.closed) for shape in drawn.shapes]


@given(st.floats(0, 60), st.floats(0, 1))
def test_any_pose_has_the_same_shapes(opened: float, build: float) -> None:
    assert kinds(VIEW.pose({"open": opened, "build": build})) == kinds(VIEW.pose({}))


@pytest.mark.parametrize("build", [0, 1])
def test_the_knee_on_top_rises_alone(build: float) -> None:
    places = [VIEW.pose({"open": opened, "build": build}).landmarks for opened in (0, 20, 40, 60)]
    assert all(before["knee"][1] + 5 < after["knee"][1] for before, after in pairwise(places))
    for still in ("hip", "foot", "lower_knee"):
        assert len({place[still] for place in places}) == 1


def test_at_rest_one_knee_lies_on_the_other() -> None:
    places = VIEW.pose({"open": 0}).landmarks
    assert places["knee"][0] == places["lower_knee"][0]
    assert 15 < places["knee"][1] - places["lower_knee"][1] < 25

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.shapes import Drawn
from footcare.drawing.views.figure_supine import VIEW


def kinds(drawn: Drawn) -> list[tuple[str, int, int, bool]]:
    return [(shape.role, shape.layer, len(shape.points), shape.closed) for shape in drawn.shapes]


@given(st.floats(-70, 70), st.floats(14, 50), st.floats(0, 1))
def test_feet_and_hips_stay_while_the_knees_fall(fall: float, feet: float, build: float) -> None:
    still, fallen = (VIEW.pose({"fall": angle, "feet": feet, "build": build}) for angle in (0, fall))
    assert kinds(still) == kinds(fallen)
    for name in ("left_foot", "right_foot", "pelvis"):
        assert still.landmarks[name] == fallen.landmarks[name]


def test_both_knees_fall_to_the_persons_left_at_the_right_of_the_page() -> None:
    still, fallen = (VIEW.pose({"fall": angle}).landmarks for angle in (0, 60))
    for knee in ("left_knee", "right_knee"):
        assert fallen[knee][0] - still[knee][0] > 35
        assert fallen[knee][1] < still[knee][1]  # nearer to the floor, so lower on the page


@given(st.floats(0, 70))
def test_falling_to_one_side_mirrors_falling_to_the_other(fall: float) -> None:
    one, other = VIEW.pose({"fall": fall}).landmarks, VIEW.pose({"fall": -fall}).landmarks
    assert one["left_knee"] == (pytest.approx(-other["right_knee"][0]), pytest.approx(other["right_knee"][1]))

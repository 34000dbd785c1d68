from hypothesis import assume, given, settings
from hypothesis import strategies as st

from footcare.drawing.kinematics import OutOfReach
from footcare.drawing.shapes import Drawn
from footcare.drawing.views.figure_chair import VIEW


def kinds(drawn: Drawn) -> list[tuple[str, int, int, bool]]:
    return [(shape.role, shape.layer, len(shape.points), shape.closed) for shape in drawn.shapes]


@settings(max_examples=40)
@given(st.data())
def test_any_pose_has_the_same_shapes(data: st.DataObject) -> None:
    pose = {name: data.draw(st.floats(limits.low, limits.high), name) for name, limits in VIEW.parameters.items()}
    try:
        drawn = VIEW.pose(pose)
    except OutOfReach:
        assume(False)
    assert kinds(drawn) == kinds(VIEW.pose({"covering": pose["covering"]}))


@given(st.floats(0, 1), st.floats(-20, 40))
def test_both_soles_touch_the_floor_and_a_lifted_foot_need_not(build: float, out: float) -> None:
    drawn = VIEW.pose({"build": build, "left_foot_x": out})
    assert len(drawn.contacts) == 2
    assert all(abs(contact.gap) <= 0.5 for contact in drawn.contacts)
    assert len(VIEW.pose({"right_foot_y": 20}).contacts) == 1


def test_a_crossed_knee_is_on_the_other_side_and_in_front() -> None:
    crossed = VIEW.pose({"right_knee_x": -16, "right_knee_y": 102, "right_foot_x": -40, "right_foot_y": 26})
    assert crossed.landmarks["right_knee"] == (16, 102)
    *_, last = (shape for shape in crossed.shapes if shape.role == "skin")
    assert last.points == crossed.parts["right_lower_leg"][0].points

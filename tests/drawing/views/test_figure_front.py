import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from footcare.drawing.kinematics import OutOfReach
from footcare.drawing.shapes import Drawn, Layer
from footcare.drawing.views import figure_seated
from footcare.drawing.views.figure_front import VIEW


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
    same = {name: pose[name] for name in ("covering", "left_across", "right_across")}  # within a scene
    assert kinds(drawn) == kinds(VIEW.pose(same))


def test_an_arm_across_is_in_front_of_the_shirt() -> None:
    hanging, across = (kinds(VIEW.pose({"right_across": flag})) for flag in (0, 1))
    assert sum(layer == Layer.HAND for _, layer, *_ in hanging) == 0
    assert sum(layer == Layer.HAND for _, layer, *_ in across) == 3


@given(st.floats(0, 1), st.floats(-18, 18), st.floats(-12, 30))
def test_standing_feet_touch_the_floor_on_both_sides(build: float, pelvis: float, out: float) -> None:
    drawn = VIEW.pose({"build": build, "pelvis_x": pelvis, "left_out": out, "right_out": out})
    assert len(drawn.contacts) == 2
    assert all(abs(contact.gap) <= 0.7 for contact in drawn.contacts)
    assert drawn.landmarks["right_foot"][0] < 0 < drawn.landmarks["left_foot"][0]


def test_the_body_is_symmetrical() -> None:
    marks = VIEW.pose({}).landmarks
    for name, (x, y) in marks.items():
        if name.startswith("left_"):
            assert marks[name.replace("left", "right")] == (pytest.approx(-x), pytest.approx(y))


def test_a_lifted_foot_touches_nothing() -> None:
    drawn = VIEW.pose({"left_foot_y": 30, "left_hang": 1})
    assert len(drawn.contacts) == 1
    assert drawn.landmarks["left_foot"][1] == pytest.approx(30, abs=1.5)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([0.0, 1.0]))
def test_the_hand_stays_on_the_sole_of_the_foot_that_lies_on_the_thigh(
    stroke: float, build: float, covering: float
) -> None:
    drawn = figure_seated.VIEW.pose({"stroke": stroke, "build": build, "covering": covering})
    assert kinds(drawn) == kinds(figure_seated.VIEW.pose({"covering": covering}))
    heel, ball, hand = (drawn.landmarks[name] for name in ("heel", "ball", "hand"))
    across = (ball[0] - heel[0]) * (hand[1] - heel[1]) - (ball[1] - heel[1]) * (hand[0] - heel[0])
    assert across == pytest.approx(0, abs=1e-6)
    assert heel[0] < hand[0] < ball[0]
    assert all(abs(contact.gap) <= 0.5 for contact in drawn.contacts)

from math import radians, sin

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from footcare.drawing.geometry import distance
from footcare.drawing.kinematics import OutOfReach
from footcare.drawing.shapes import Drawn
from footcare.drawing.views.figure_side import VIEW

SITTING = {"hip_x": -46, "hip_y": 0, "rests": 1, "surface": 72, "near_foot_x": 38, "far_foot_x": 46}
builds = pytest.mark.parametrize("build", [0.0, 1.0])


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
    rest = VIEW.pose({"covering": pose["covering"]})  # the same within a scene
    assert kinds(drawn) == kinds(rest)
    assert {name: kinds(Drawn(part, {})) for name, part in drawn.parts.items()} == {
        name: kinds(Drawn(part, {})) for name, part in rest.parts.items()
    }
    assert drawn.landmarks.keys() == rest.landmarks.keys()
    assert min(y for shape in drawn.shapes for _, y in shape.points) >= 0


@builds
@given(pitch=st.floats(0, 40), knee=st.floats(0, 12))
def test_standing_feet_touch_the_floor(build: float, pitch: float, knee: float) -> None:
    pose = {"hip_on_foot": 1, "hip_x": -2, "hip_y": 144 - knee, "near_pitch": pitch, "far_pitch": pitch, "build": build}
    contacts = VIEW.pose(pose).contacts
    assert len(contacts) == 2
    assert all(abs(contact.gap) <= 0.5 for contact in contacts)


@builds
@given(lean=st.floats(-10, 40))
def test_sitting_on_a_seat(build: float, lean: float) -> None:
    drawn = VIEW.pose({**SITTING, "lean": lean, "build": build})
    shorts = [shape for shape in drawn.shapes if shape.role in ("cloth", "far-cloth")]
    near_the_hip = [y for shape in shorts for x, y in shape.points if x < -20]
    assert min(near_the_hip) == pytest.approx(72)
    assert drawn.landmarks["seat"][1] == pytest.approx(72)


@builds
@given(st.floats(0, 60))
def test_kneeling_on_the_floor(build: float, sit_back: float) -> None:
    pose = {"kneels": 1, "sit_back": sit_back, "near_foot_x": -60, "far_foot_x": -54, "build": build}
    drawn = VIEW.pose({**pose, "near_pitch": 78, "far_pitch": 78})
    assert len(drawn.contacts) == 3
    assert all(abs(contact.gap) <= 0.5 for contact in drawn.contacts)


@given(st.floats(40, 90), st.floats(150, 240), st.floats(0, 1), st.floats(-90, 90))
def test_hands_touch_where_they_are_told(x: float, y: float, grip: float, turn: float) -> None:
    pose = {"near_hand_set": 1, "near_hand_x": x, "near_hand_y": y, "near_hand_turn": turn, "near_grip": grip}
    try:
        drawn = VIEW.pose(pose)
    except OutOfReach:
        assume(False)
    assert distance(drawn.landmarks["near_hand"], (x, y)) < 0.01


@given(st.floats(0, 130), st.floats(0, 140))
def test_a_free_leg_is_given_by_its_joints(thigh: float, knee: float) -> None:
    marks = VIEW.pose({"near_foot_set": 0, "near_thigh": thigh, "near_knee": knee}).landmarks
    assert distance(marks["hip"], marks["near_knee"]) == pytest.approx(74)
    assert distance(marks["near_knee"], marks["near_ankle"]) == pytest.approx(72)


def test_out_of_reach_names_the_limb() -> None:
    with pytest.raises(OutOfReach, match="the far leg reaches 2 to 146"):
        VIEW.pose({"far_foot_x": 120})
    with pytest.raises(OutOfReach, match="the near arm reaches"):
        VIEW.pose({"near_hand_set": 1, "near_hand_x": 200, "near_hand_y": 200})


@given(st.floats(-120, -90))
def test_a_bridge_lifts_the_hips_and_leaves_the_neck(lean: float) -> None:
    pose = {"from_neck": 1, "rests": 1, "hip_x": -78, "hip_y": 0, "near_foot_x": 62, "far_foot_x": 68}
    flat, lifted = (VIEW.pose({**pose, "lean": angle}).landmarks for angle in (-90.0, lean))
    assert flat["hip"][1] <= lifted["hip"][1] + 0.01
    assert distance(flat["shoulder"], lifted["shoulder"]) < 13


@builds
@given(st.floats(-14, 28))
def test_on_hands_and_knees_everything_that_carries_touches(build: float, bulge: float) -> None:
    pose = {"kneels": 1, "near_foot_x": -46, "far_foot_x": -44, "near_pitch": 150, "far_pitch": 150, "lean": 76}
    drawn = VIEW.pose({**pose, "near_pivot": 0, "far_pivot": 0, "round": bulge, "build": build})
    assert len(drawn.contacts) == 3
    assert all(abs(contact.gap) <= 0.5 for contact in drawn.contacts)


@given(st.floats(170, 216), st.floats(100, 132))
def test_a_hand_on_the_knee_goes_with_it(thigh: float, knee: float) -> None:
    pose = {"rests": 1, "hip_y": 0, "lean": -90, "near_foot_set": 0, "near_thigh": thigh, "near_knee": knee}
    try:
        drawn = VIEW.pose({**pose, "near_hand_set": 1, "near_hand_on_knee": 1, "near_hand_x": -8, "near_hand_y": 8})
    except OutOfReach:
        assume(False)
    hand, joint = drawn.landmarks["near_hand"], drawn.landmarks["near_knee"]
    assert (hand[0] - joint[0], hand[1] - joint[1]) == (pytest.approx(-8), pytest.approx(8))


def test_an_opened_leg_keeps_hip_and_foot() -> None:
    closed, opened = (
        VIEW.pose({"near_foot_set": 0, "near_knee": 90, "near_open": share}).landmarks for share in (0, 1)
    )
    assert (closed["hip"], closed["near_ankle"]) == (opened["hip"], opened["near_ankle"])
    reach = distance(opened["hip"], opened["near_ankle"])
    assert distance(opened["hip"], opened["near_knee"]) + distance(
        opened["near_knee"], opened["near_ankle"]
    ) == pytest.approx(reach)


@builds
@given(leg_lean=st.floats(0, 30), pitch=st.floats(0, 30))
def test_a_straight_leg_has_hip_knee_and_ankle_on_one_line(build: float, leg_lean: float, pitch: float) -> None:
    pose = {"straight": 1, "leg_lean": leg_lean, "near_pitch": pitch, "far_foot_set": 0, "build": build}
    marks = VIEW.pose(pose).landmarks
    hip, knee, ankle = (marks[name] for name in ("hip", "near_knee", "near_ankle"))
    assert distance(hip, ankle) == pytest.approx(distance(hip, knee) + distance(knee, ankle), abs=0.2)
    assert hip[0] - ankle[0] == pytest.approx(distance(hip, ankle) * sin(radians(leg_lean)))

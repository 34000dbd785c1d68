"""Foot views over their whole range of parameters."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footcare.drawing.geometry import distance
from footcare.drawing.shapes import Drawn, View
from footcare.drawing.views import foot_flat, foot_front, foot_rear, foot_side

FEET = [foot_side.VIEW, foot_front.VIEW, foot_rear.VIEW, foot_flat.SOLE, foot_flat.TOP]


def poses(view: View) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({name: st.floats(p.low, p.high) for name, p in view.parameters.items()})


def form(drawn: Drawn) -> object:
    shapes = [(shape.role, shape.layer, len(shape.points), shape.closed) for shape in drawn.shapes]
    parts = {name: [len(shape.points) for shape in slices] for name, slices in drawn.parts.items()}
    return shapes, parts, set(drawn.landmarks)


@pytest.mark.parametrize("view", FEET, ids=lambda view: view.name)
@settings(max_examples=40)
@given(data=st.data())
def test_every_pose_has_the_same_shapes_points_parts_and_landmarks(view: View, data: st.DataObject) -> None:
    assert form(view.pose(data.draw(poses(view)))) == form(view.pose({}))


@pytest.mark.parametrize("view", FEET, ids=lambda view: view.name)
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_sinks_into_the_floor_and_contacts_hold(view: View, data: st.DataObject) -> None:
    pose = data.draw(poses(view))
    if view is foot_side.VIEW:
        pose |= {"lift": 0.0, "point": 0.0, "ball_radius": 0.0, "back": 0.0}
        pose |= data.draw(st.sampled_from([{"heel_up": 0.0}, {"toes_up": 0.0, "arch": 0.0}]))
    drawn = view.pose(pose)
    assert all(abs(contact.gap) <= 0.5 for contact in drawn.contacts)
    if view in (foot_side.VIEW, foot_front.VIEW, foot_rear.VIEW):
        assert drawn.contacts
        assert all(y >= 0 for shape in drawn.shapes[:2] for _, y in shape.points)


def side(**pose: float) -> Mapping[str, tuple[float, float]]:
    return foot_side.VIEW.pose(pose).landmarks


def test_the_heel_rises_around_the_ball_while_the_toes_stay() -> None:
    flat, raised = side(), side(heel_up=35)
    assert raised["heel"][1] > flat["heel"][1] + 60
    assert distance(raised["big_toe_joint"], flat["big_toe_joint"]) < 2.5
    assert distance(raised["toe_tip"], flat["toe_tip"]) < 2.5


@pytest.mark.parametrize("angle", [6, 15, 24])
def test_the_toes_rise_while_the_heel_and_the_shin_stay(angle: float) -> None:
    flat, raised = side(), side(toes_up=angle)
    assert raised["toe_tip"][1] > flat["toe_tip"][1] + angle * 2
    assert distance(raised["ankle"], flat["ankle"]) < 3
    assert distance(raised["shin"], flat["shin"]) < 3


def test_pointing_keeps_shin_and_ankle_still() -> None:
    flat, pointed = side(lift=50), side(lift=50, point=40)
    for name in ("ankle", "knee"):
        assert pointed[name] == pytest.approx(flat[name])
    assert pointed["toe_tip"][1] < flat["toe_tip"][1] - 60
    assert side(lift=50, point=-20)["toe_tip"][1] > flat["toe_tip"][1] + 30


def test_doming_shortens_the_foot_and_keeps_both_ends_down() -> None:
    flat, domed = foot_side.VIEW.pose({}), foot_side.VIEW.pose({"arch": 12})
    assert domed.landmarks["ball"][0] < flat.landmarks["ball"][0] - 2
    assert domed.landmarks["arch"][1] > flat.landmarks["arch"][1] + 6
    assert len(domed.contacts) == 3


@given(st.floats(8, 25), st.floats(30, 145))
def test_the_sole_lies_on_the_ball_wherever_it_is(radius: float, x: float) -> None:
    drawn = foot_side.VIEW.pose({"ball_radius": radius, "ball_x": x})
    (contact,) = drawn.contacts
    assert (contact.on, contact.gap) == ("ball", pytest.approx(0, abs=0.5))


@pytest.mark.parametrize(
    ("pose", "touching"),
    [
        ({}, 3),
        ({"heel_up": 20}, 2),
        ({"toes_up": 15}, 1),
        ({"toe": 30}, 2),
        ({"heel_up": 20, "toe": 30}, 1),
        ({"lift": 9}, 0),
    ],
)
def test_what_touches_the_floor(pose: dict[str, float], touching: int) -> None:
    assert len(foot_side.VIEW.pose(pose).contacts) == touching


def test_the_inner_side_is_seen_at_the_right_from_above_and_at_the_left_from_below() -> None:
    """Of a left foot with its toes up."""
    assert foot_flat.TOP.pose({}).landmarks["toe_1"][0] > 0 > foot_flat.TOP.pose({}).landmarks["toe_5"][0]
    assert foot_flat.SOLE.pose({}).landmarks["toe_1"][0] < 0 < foot_flat.SOLE.pose({}).landmarks["toe_5"][0]


def test_toes_outwards_turn_away_from_the_inner_side() -> None:
    assert foot_flat.TOP.pose({"out": 25}).landmarks["toe_2"][0] < foot_flat.TOP.pose({}).landmarks["toe_2"][0] - 60


def test_a_pointed_sole_is_shorter_and_its_toes_are_nearer() -> None:
    flat, pointed = (foot_flat.SOLE.pose({"point": angle}).landmarks for angle in (0, 35))
    assert pointed["toe_2"][1] - pointed["heel_end"][1] < (flat["toe_2"][1] - flat["heel_end"][1]) * 0.9
    wide = [abs(marks["toe_1"][0] - marks["toe_5"][0]) for marks in (flat, pointed)]
    assert wide[1] > wide[0]


def test_only_the_named_toes_lift() -> None:
    big, others = (foot_front.VIEW.pose(pose).landmarks for pose in ({"big_toe": 1}, {"toes": 1}))
    rest = foot_front.VIEW.pose({}).landmarks
    assert [big[f"toe_{i}"][1] > rest[f"toe_{i}"][1] for i in range(1, 6)] == [True, False, False, False, False]
    assert [others[f"toe_{i}"][1] > rest[f"toe_{i}"][1] for i in range(1, 6)] == [False, True, True, True, True]


def test_a_heel_that_tips_inwards_shows_more_toes_outside() -> None:
    forefeet = [foot_rear.VIEW.pose({"tip": tip}).shapes[0].points for tip in (0, 12)]
    assert min(x for x, _ in forefeet[1]) < min(x for x, _ in forefeet[0]) - 4
    assert foot_rear.VIEW.pose({"tip": 12}).landmarks["ankle"][0] > 5


@given(st.floats(20, 90), st.floats(-20, 40))
def test_a_leg_turned_back_rests_on_its_heel_which_stays(back: float, point: float) -> None:
    drawn = foot_side.VIEW.pose({"back": back, "point": point})
    (contact,) = drawn.contacts
    assert contact.gap == pytest.approx(0, abs=0.01)
    assert drawn.landmarks["ankle"] == (pytest.approx(0, abs=0.01), pytest.approx(52, abs=4.5))
    assert min(y for shape in drawn.shapes for _, y in shape.points) >= -0.01

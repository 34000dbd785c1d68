from dataclasses import replace

import pytest

from footcare.drawing.frames import Moment, frame, moments, parts
from footcare.drawing.reading import read
from footcare.drawing.scene import Scene


def scene(**panel: object) -> Scene:
    motion = panel.pop("motion", "stroke")
    data = {"description": "A foot.", "motion": motion, "panels": [{"view": "foot_side", **panel}]}
    return read("items.yaml", "item", data)


@pytest.mark.parametrize(
    ("turn", "count"),
    [([0, 10], 3), ([0, 45], 3), ([-20, 44], 4), ([-20, 44, -20], 7)],
)
def test_a_sample_for_each_30_degrees_and_at_least_the_middle(turn: list[int], count: int) -> None:
    found = moments(scene(pose={"point": turn, "lift": 40}))
    assert len(found) == count
    assert (found[0], found[-1]) == (Moment(0, 0), Moment(len(turn) - 1, 1))


def test_a_picture_that_does_not_move_has_one_moment() -> None:
    assert moments(scene()) == (Moment(0, 0),)


def test_a_cycle_ends_where_it_began() -> None:
    found = moments(scene(pose={"point": [0, 10, 20, 10], "lift": 40}, motion="cycle"))
    assert [moment.pose for moment in found] == [0, 1, 2, 3, 0]
    assert [moment.share for moment in found] == [0, 0.25, 0.5, 0.75, 1]


def test_half_way_is_half_the_angle() -> None:
    half, told = (
        frame(scene(pose=pose).panels[0], moment).landmarks["heel"]
        for pose, moment in (({"heel_up": [0, 30]}, Moment(0.5, 0.5)), ({"heel_up": 15}, Moment(0, 0)))
    )
    assert half == pytest.approx(told)


def test_a_hand_stays_where_it_holds() -> None:
    panel = scene(
        pose={"toe": [0, 40]},
        hands=[{"pinch": {"at": "toe_tip", "along": ["big_toe_joint", "toe_tip"], "x": -10}}],
    ).panels[0]
    for moment in (Moment(0, 0), Moment(1, 1)):
        shown = frame(panel, moment)
        (hand,) = shown.hands
        tip, joint = shown.landmarks["toe_tip"], shown.landmarks["big_toe_joint"]
        away = ((tip[0] - hand.landmarks["touch"][0]), (tip[1] - hand.landmarks["touch"][1]))
        assert away[0] * (tip[1] - joint[1]) == pytest.approx(away[1] * (tip[0] - joint[0]))
        assert (away[0] ** 2 + away[1] ** 2) ** 0.5 == pytest.approx(10)


def test_what_has_a_length_spans_two_landmarks() -> None:
    panel = scene(
        pose={"point": [-10, 30], "lift": 40}, props=[{"sling": {"at": "ball", "along": ["ball", "shin"]}}]
    ).panels[0]
    for moment in (Moment(0, 0), Moment(0.5, 0.5), Moment(1, 1)):
        shown = frame(panel, moment)
        (sling,) = shown.props
        assert sling.landmarks["hands"] == pytest.approx(shown.landmarks["shin"])


def test_parts_of_all_subjects_or_of_one() -> None:
    panel = scene(view="foot_front", subjects={"left": {"x": 50}, "right": {"x": -50}}).panels[0]
    subjects = frame(panel, Moment(0, 0)).subjects
    assert len(parts(panel, subjects, ("toe_1",)).shapes) == 2 * len(parts(panel, subjects, ("left.toe_1",)).shapes)
    assert not parts(panel, subjects, ()).shapes
    assert not parts(replace(panel, subjects=()), (), ("toe_1",)).shapes

"""Arrows are where the movement is, and off what moves."""

from itertools import pairwise
from typing import Any

import pytest

from footcare.drawing.geometry import direction, distance
from footcare.drawing.picture import PanelPicture, picture
from footcare.drawing.reading import read
from footcare.drawing.scene import DrawingError


def panel(mark: dict[str, Any], motion: str = "stroke", **more: Any) -> PanelPicture:
    pose = more.pop("pose", {"heel_up": [0, 35]})
    data = {
        "description": "A foot.",
        "motion": motion,
        "panels": [{"view": "foot_side", "origin": [80, 212], "pose": pose, "marks": [mark], **more}],
    }
    (drawn,) = picture(read("items.yaml", "item", data)).panels
    return drawn


def arrows(shown: PanelPicture) -> list[tuple[tuple[float, float], ...]]:
    return [shape.points for shape in shown.marks if shape.role == "arrow"]


def test_a_trace_goes_the_way_of_its_landmark() -> None:
    shaft, head = arrows(panel({"trace": "heel"}))
    assert direction(shaft[0], shaft[-1]) == pytest.approx(-70, abs=25)  # up and forwards; y points down
    assert head[1] == shaft[-1]
    assert all(distance(end, shaft[-1]) < 15 for end in head)


def test_a_way_is_where_its_landmark_goes() -> None:
    shown = panel({"way": "heel"})
    (way,) = (shape for shape in shown.marks if shape.role == "path")
    assert distance(way.points[0], (80, 190)) < 1  # the heel is 22 above the floor
    assert way.points[-1][1] < way.points[0][1] - 60


def test_a_double_arrow_has_two_heads_and_every_line_its_halo() -> None:
    shown = panel({"trace": "heel", "double": True})
    assert len(arrows(shown)) == 3
    assert [shape.role for shape in shown.marks] == ["halo"] * 3 + ["arrow"] * 3


def test_a_short_way_gets_an_arrow_that_can_be_seen() -> None:
    shaft, _ = arrows(panel({"trace": "ball"}, pose={"arch": [0, 10]}))
    assert distance(shaft[0], shaft[-1]) == pytest.approx(34, abs=3)


def test_a_push_ends_before_its_landmark() -> None:
    shaft, _ = arrows(panel({"push": "heel", "angle": 0}))
    assert shaft[0][0] < shaft[-1][0] < 80
    assert shaft[0][1] == pytest.approx(shaft[-1][1])


def test_a_push_comes_from_the_other_side_on_a_mirrored_page() -> None:
    data = {
        "description": "The {side} foot.",
        "panels": [{"view": "foot_side", "origin": [80, 212], "marks": [{"push": "heel", "angle": 0}]}],
    }
    left, right = (picture(read("items.yaml", "item", data, side)).panels[0] for side in ("left", "right"))
    for (x, y), (other_x, other_y) in zip(arrows(left)[0], arrows(right)[0], strict=True):
        assert (other_x, other_y) == (pytest.approx(320 - x), pytest.approx(y))


def test_a_circle_is_open_and_round() -> None:
    shaft, _ = arrows(panel({"circle": "ankle_bone", "radius": 30}, pose={}))
    middle = (80 + 54, 212 - 62)
    assert all(distance(point, middle) == pytest.approx(30, abs=1) for point in shaft)
    assert distance(shaft[0], shaft[-1]) > 20


def test_a_line_and_a_path_are_where_the_author_put_them() -> None:
    shaft, _ = arrows(panel({"line": [[10, -12], [40, -12]]}))
    assert shaft == ((90, 224), (120, 224))
    (path,) = panel({"path": [[10, 10], [40, 20]]}).marks
    assert (path.role, path.points) == ("path", ((90, 202), (120, 192)))


def test_a_cycle_gets_a_round_arrow() -> None:
    ups, sides = [0, 10, 14, 10, 0, -10, -14, -10], [-14, -10, 0, 10, 14, 10, 0, -10]
    shaft, _ = arrows(
        panel(
            {"trace": "toe_2"},
            "cycle",
            view="foot_sole",
            origin=[160, 210],
            scale=0.8,
            pose={"point": ups, "swing": sides},
        )
    )
    turns = [direction(a, b) for a, b in pairwise(shaft)]
    assert abs((turns[-1] - turns[0] + 180) % 360 - 180) > 60


@pytest.mark.parametrize(
    ("mark", "more", "problem"),
    [
        ({"trace": "toe_tip"}, {"pose": {"shin": [0, 10]}}, "item: toe_tip does not move"),
        ({"trace": "heel"}, {"origin": [40, 150], "scale": 3}, "item: no room beside the way of heel"),
        ({"push": "big_toe_joint", "angle": 90}, {}, "item: no room for the push at big_toe_joint"),
    ],
)
def test_no_arrow_is_better_than_a_wrong_one(mark: dict[str, Any], more: dict[str, Any], problem: str) -> None:
    with pytest.raises(DrawingError, match=problem):
        panel(mark, **more)

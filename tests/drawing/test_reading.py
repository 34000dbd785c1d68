"""An author's mistake is named by file, entry and field, with what could stand there."""

import copy
from typing import Any

import pytest

from footcare.drawing.picture import page_of
from footcare.drawing.reading import read
from footcare.drawing.scene import DrawingError, Line, Trace

GOOD: dict[str, Any] = {
    "description": "The {side} foot; the {other} one rests.",
    "tempo": {"up": 2, "hold": 1},
    "panels": [
        {
            "view": "foot_side",
            "pose": {"heel_up": [0, 30], "shin": 2},
            "props": ["floor", {"towel_roll": {"x": 190}}],
            "hands": [{"pinch": {"at": "toe_tip", "along": ["big_toe_joint", "toe_tip"], "turn": [0, 10]}}],
            "accent": "heel",
            "ghost": ["outline"],
            "marks": [{"trace": "heel", "double": True}, {"line": [[0, 0], [10, 5]]}],
        }
    ],
}


def test_a_whole_scene() -> None:
    scene = read("items.yaml", "raise", GOOD, side="right")
    (panel,) = scene.panels
    assert scene.description == "The right foot; the left one rests."
    assert (scene.poses, scene.tempo.up, scene.tempo.hold, scene.tempo.down) == (2, 2, 1, 1.6)
    assert (panel.origin, panel.scale) == (panel.view.origin, panel.view.scale)
    (foot,) = panel.subjects
    assert foot.pose["heel_up"] == (0, 30)
    assert foot.pose["shin"] == (2,)
    assert foot.pose["toe"] == (0,)
    assert panel.props[1].x == (190,)
    assert (panel.hands[0].at, panel.hands[0].along) == ("toe_tip", ("big_toe_joint", "toe_tip"))
    assert panel.accent == ("heel",)
    assert panel.marks == (Trace("heel", double=True), Line(((0, 0), (10, 5))))


@pytest.mark.parametrize(("shows", "mirrored"), [({}, True), ({"shows": "left"}, False), ({"shows": "right"}, True)])
def test_a_panel_may_show_the_far_limb_of_a_figure_instead_of_the_near_one(
    shows: dict[str, str], mirrored: bool
) -> None:
    data = {"description": "The {side} leg.", "panels": [{"view": "figure_side", **shows}]}
    scene = read("items.yaml", "item", data)
    assert (page_of(scene, scene.panels[0]).a < 0) is mirrored


def test_subjects_have_names() -> None:
    data = {
        "description": "Two feet.",
        "panels": [
            {
                "view": "foot_front",
                "subjects": {"left": {"x": 50, "mirrored": True, "lean": [0, 5]}, "right": {"x": -50}},
                "accent": "left.toe_1",
                "ghost": "outline",
                "marks": [{"trace": "left.shin"}],
            }
        ],
    }
    (panel,) = read("items.yaml", "shift", data).panels
    assert [(actor.name, actor.mirrored) for actor in panel.subjects] == [("left", True), ("right", False)]


WRONG = [
    ("description", None, "description: say in a sentence"),
    ("description", "  ", "description: say in a sentence"),
    ("panels", [], "panels: one panel, or two"),
    ("panels", None, "panels: one panel, or two"),
    ("strand", "touching", "strand: 'touching'; choose from move, touch"),
    ("motion", "jump", "motion: 'jump'; choose from cycle, stroke"),
    ("tempo", {"speed": 3}, "tempo.speed: unknown; choose from down, hold, up"),
    ("tempo", {"up": "slow"}, "tempo.up: 'slow' is no number"),
    ("mood", "good", "mood: unknown; choose from description, motion, panels, strand, tempo"),
    ("panel.view", "foot_inside", "panels.1.view: unknown 'foot_inside'; choose from"),
    ("panel.view", None, "panels.1.view: unknown None; choose from"),
    ("panel.arrows", [], "panels.1.arrows: unknown; choose from accent"),
    ("panel.pose", {"heel_up": 80}, "panels.1.pose.heel_up: 80 is outside 0 to 50"),
    ("panel.pose", {"heel_up": [0, 30, 80]}, "panels.1.pose.heel_up: 80 is outside 0 to 50"),
    ("panel.pose", {"heel_up": []}, "panels.1.pose.heel_up: a number, or one for each pose"),
    ("panel.pose", {"heel_up": "high"}, "panels.1.pose.heel_up: 'high' is no number"),
    ("panel.pose", {"heel_up": True}, "panels.1.pose.heel_up: True is no number"),
    ("panel.pose", {"knee": 3}, "panels.1.pose.knee: unknown; choose from"),
    ("panel.pose", {"heel_up": [0, 10, 20]}, "panels: lists of [2, 3] values"),
    ("panel.pose", [3], "panels.1.pose: a mapping of names to values"),
    ("panel.origin", [3], "panels.1.origin: a point [x, y]"),
    ("panel.size", [0, 100], "panels.1.size: width and height above 0"),
    ("panel.props", ["carpet"], "panels.1.props.1: unknown 'carpet'; choose from"),
    ("panel.props", [{"floor": {}, "wall": {}}], "panels.1.props.1: a name, or one name with its values"),
    ("panel.props", [{"towel_roll": {"radius": 99}}], "panels.1.props.1.towel_roll.radius: 99 is outside 6 to 20"),
    ("panel.props", [{"floor": {"at": "elbow"}}], "panels.1.props.1.floor: unknown landmark 'elbow'; choose from"),
    ("panel.hands", [{"claw": {}}], "panels.1.hands.1: unknown 'claw'; choose from"),
    ("panel.hands", [{"pinch": {"along": ["heel"]}}], "panels.1.hands.1.pinch.along: two landmarks"),
    ("panel.accent", "nose", "panels.1.accent: unknown part 'nose'; choose from"),
    ("panel.ghost", ["nose"], "panels.1.ghost: unknown part 'nose'; choose from"),
    ("panel.marks", [{"trace": "nose"}], "panels.1.marks.1.trace: unknown landmark 'nose'; choose from"),
    ("panel.marks", [{"line": [[0, 0]]}], "panels.1.marks.1.line: two or more points"),
    ("panel.marks", [{"arrow": "heel"}], "panels.1.marks.1: unknown mark; choose from circle, line, path, push, trace"),
    ("panel.marks", [{"trace": "heel", "radius": 3}], "panels.1.marks.1.radius: unknown; choose from double, trace"),
]


@pytest.mark.parametrize(("field", "value", "problem"), WRONG)
def test_mistakes_are_named(field: str, value: object, problem: str) -> None:
    data = copy.deepcopy(GOOD)
    if field.startswith("panel."):
        data["panels"][0][field.removeprefix("panel.")] = value
    else:
        data[field] = value
    with pytest.raises(DrawingError) as caught:
        read("items.yaml", "raise", data)
    assert str(caught.value).startswith(f"items.yaml: raise: {problem}")

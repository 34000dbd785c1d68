"""The checks see what they are there for."""

from dataclasses import replace

from footcare.drawing.checks import faults
from footcare.drawing.geometry import Affine
from footcare.drawing.picture import PanelPicture, Picture, picture
from footcare.drawing.reading import read
from footcare.drawing.shapes import Contact

SCENE = {
    "description": "A foot.",
    "panels": [
        {"view": "foot_side", "origin": [80, 212], "pose": {"heel_up": [0, 35]}, "marks": [{"trace": "heel"}]},
    ],
}


def drawn() -> Picture:
    return picture(read("items.yaml", "item", SCENE))


def found(panel: PanelPicture) -> list[str]:
    return faults(replace(drawn(), panels=(panel,)))


def test_a_good_picture_has_no_faults() -> None:
    assert faults(drawn()) == []


def test_a_point_too_few() -> None:
    (panel,) = drawn().panels
    first, *rest = panel.frames[1]
    fewer = (replace(first, points=first.points[:-1]), *rest)
    assert found(replace(panel, frames=(panel.frames[0], fewer, panel.frames[2]))) == [
        "item, panel 1: frame 1 has other shapes or points than the first"
    ]


def test_a_heel_in_the_air() -> None:
    (panel,) = drawn().panels
    frame = panel.rig_frames[0]
    subject = replace(frame.subjects[0], contacts=(Contact((3.0, 0.8), "floor", 0.8),))
    assert found(replace(panel, rig_frames=(replace(frame, subjects=(subject,)),))) == [
        "item, panel 1: frame 0: 0.8 units from floor at (3.0, 0.8)"
    ]


def test_a_foot_that_leaves_the_page_on_its_way() -> None:
    (panel,) = drawn().panels
    away = tuple(shape.moved(Affine.translation((150, 0))) for shape in panel.frames[2])
    assert "item, panel 1: thin leaves the page in frames [2]" in found(
        replace(panel, frames=(*panel.frames[:2], away))
    )


def test_a_foot_below_the_floor() -> None:
    panel = {"view": "foot_side", "pose": {"point": [0, 20]}, "props": ["floor"]}
    (first, *_) = faults(picture(read("items.yaml", "item", {**SCENE, "panels": [panel]})))
    assert first.startswith("item, panel 1: frame 1: something is ")


def test_an_arrow_on_the_foot_or_off_the_page() -> None:
    (panel,) = drawn().panels
    assert any("of what moves" in fault for fault in found(_shifted(panel, 60)))
    assert "item, panel 1: a mark leaves the page" in found(_shifted(panel, -90))


def _shifted(panel: PanelPicture, by: float) -> PanelPicture:
    return replace(panel, marks=tuple(shape.moved(Affine.translation((by, 0))) for shape in panel.marks))

"""A foot in a shoe with a raised heel and in a boot, from its inner side: the foot of foot_side, and what it wears.

The shoe is bound to the bones of the foot, so it goes with every pose. The floor is y = 0, under the sole of the shoe.
"""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Affine, Point
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Shape, View
from footcare.drawing.skinning import Bones, Row, Skin
from footcare.drawing.views import foot_side

_SHOE_SOLE: Final = 5.0  # thickness under the ball
_BOOT_SOLE: Final = 13.0

# From the throat round the toe, back along the sole, round the heel, forward along the opening.
_SHOE: Final[tuple[Row, ...]] = (
    (150, 31.5, "F6T4"), (162, 27, "T"), (175, 25.5, "T5D5"), (189, 23.5, "D"), (202, 15.5, "D"), (208, 7, "D"),
    (205, -1, "D"), (196, -4.6, "D"), (180, -5, "T3D7"), (162, -5, "T7F3"), (148, -5, "T5F5"), (134, -4.6, "F"),
    (120, -2, "F"), (104, 3.4, "H3F7"), (88, 5, "H7F3"), (70, 2, "H"), (56, -2, "H"), (44, -4.6, "H"), (24, -5, "H"),
    (8, -4, "H"), (-3.6, 3, "H"), (-6, 18, "H"), (-4.6, 34, "H"), (1, 50, "H9S1"), (12, 47, "H"), (30, 35, "H"),
    (56, 25, "H"), (86, 22, "H7F3"), (112, 24, "F"), (134, 29, "F"),
)  # fmt: skip
_SHOE_SKIN: Final = Skin.of(_SHOE)
_UNDER_BALL: Final = slice(8, 11)
_HEEL_SEAT: Final = Skin.of(((-1, -2, "H"), (46, -4.6, "H")))
_HEEL_TIP: Final = (5.0, 24.0)  # behind and before, from below the back of the seat

# From the front of the cuff round the toe cap to the welt, along it, and up the back.
_BOOT: Final[tuple[Row, ...]] = (
    (91, 152, "S"), (88, 128, "S"), (90, 106, "S9H1"), (96, 90, "S6H4"), (110, 76, "H"), (127, 62, "H5F5"),
    (144, 50, "F"), (164, 44, "F"), (186, 40, "F"), (203, 30, "F"), (210, 15, "F"), (209, 0, "F"), (150, -1, "F"),
    (100, 0, "H5F5"), (50, -1, "H"), (-7, 0, "H"), (-9, 16, "H"), (-8, 34, "H"), (-3, 54, "H9S1"), (6, 70, "H5S5"),
    (13, 88, "H3S7"), (16, 108, "H1S9"), (15, 128, "S"), (12, 152, "S"),
)  # fmt: skip
_BOOT_SKIN: Final = Skin.of(_BOOT)
_TREAD: Final[tuple[Point, ...]] = (
    (-10, 0), (213, 0), (211, -8), (204, -13), (86, -13), (80, -6), (74, -6), (70, -13), (-8, -13),
)  # fmt: skip
_CUFF: Final = Skin.of(((8, 150, "S"), (95, 150, "S"), (96, 161, "S"), (6, 161, "S")))
_SEAMS: Final = (
    Skin.of(((70, 148, "S"), (69, 122, "S"), (74, 102, "S9H1"), (84, 84, "S5H5"), (101, 66, "H"), (120, 54, "F"))),
    Skin.of(((166, 43.5, "F"), (158, 24, "F"), (160, 1, "F"))),
)
_LACES: Final = tuple(
    Skin.of((start, end))
    for start, end in (
        ((89, 142, "S"), (70, 138, "S")), ((88, 123, "S"), (69, 118, "S")), ((92, 103, "S9H1"), (75, 98, "S9H1")),
        ((101, 86, "S3H7"), (87, 79, "S3H7")), ((116, 72, "H"), (103, 63, "H")),
    )
)  # fmt: skip

_SHIN: Final = foot_side.PARAMETERS["shin"]


def _draw_heel(pose: Mapping[str, float]) -> Drawn:
    worn, bones = _worn(pose)
    floor = -_SHOE_SOLE
    shoe = _SHOE_SKIN.posed(bones, floor)
    back, front = _HEEL_SEAT.posed(bones)
    heel = (back, front, (back[0] + _HEEL_TIP[1], floor), (back[0] + _HEEL_TIP[0], floor))
    return _standing(
        worn,
        (
            Shape("prop", Layer.BEHIND, heel, smooth=False),
            Shape("prop", Layer.HAND, shoe),
        ),
        min(shoe[_UNDER_BALL], key=lambda point: point[1]),
        _SHOE_SOLE,
    )


def _draw_boot(pose: Mapping[str, float]) -> Drawn:
    worn, bones = _worn(pose)
    boot = (
        Shape("prop", Layer.HAND, _TREAD, smooth=False),
        Shape("prop", Layer.HAND, _BOOT_SKIN.posed(bones)),
        Shape("prop", Layer.HAND, _CUFF.posed(bones), smooth=False),
        *(Shape("prop-line", Layer.HAND, line.posed(bones), closed=False) for line in (*_SEAMS, *_LACES)),
    )
    return _standing(worn, boot, _TREAD[3], _BOOT_SOLE)


def _worn(pose: Mapping[str, float]) -> tuple[Drawn, Bones]:
    whole = {name: parameter.default for name, parameter in foot_side.PARAMETERS.items()} | dict(pose)
    return foot_side.draw(whole), foot_side.bones(whole)


def _standing(foot: Drawn, worn: tuple[Shape, ...], lowest: Point, sole: float) -> Drawn:
    """Foot and shoe, set up on the shoe's sole."""
    drawn = Drawn((*foot.shapes, *worn), foot.landmarks, foot.parts, (Contact(lowest, "floor", lowest[1] + sole),))
    return drawn.moved(Affine.translation((0, sole)))


HEELED: Final = View(
    "foot_in_heel",
    {"heel_up": Parameter(10, 32, 22), "shin": _SHIN},
    _draw_heel,
    size=(320, 240),
    origin=(62, 212),
)
BOOTED: Final = View("foot_in_boot", {"shin": _SHIN}, _draw_boot, size=(320, 240), origin=(62, 212))

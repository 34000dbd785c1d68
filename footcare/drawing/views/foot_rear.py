"""One lower leg and heel from behind; the inner side to +x, the heel at x = 0, floor at y = 0.

The forefoot shows beside the heel: the further the heel tips inwards, the more of it (the "too many toes" sign).
"""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Affine, Point, minus, offset
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Shape, View
from footcare.drawing.skinning import Bones, Row, Skin

_ANKLE: Final[Point] = (0, 58)
_SLIDE: Final = 0.45  # units that the forefoot moves outwards for each degree

# L leg, C heel bone. From the outer side of the leg round the heel to the inner side.
_OUTLINE: Final[tuple[Row, ...]] = (
    (-30, 330, "L"), (-28, 270, "L"), (-31, 240, "L"), (-34, 205, "L"), (-30, 170, "L"), (-21, 135, "L"),
    (-15, 105, "L"), (-13.5, 86, "L8C2"), (-17.5, 68, "L6C4"), (-15, 52, "L2C8"), (-17.5, 36, "C"), (-20.5, 20, "C"),
    (-19, 7, "C"), (-11, 0.5, "C"), (0, 0, "C"), (11, 0.5, "C"), (19, 7, "C"), (20, 20, "C"), (17, 36, "C"),
    (15.5, 54, "L2C8"), (19, 74, "L6C4"), (14, 90, "L8C2"), (15, 106, "L"), (20, 132, "L"), (31, 165, "L"),
    (35, 200, "L"), (31, 238, "L"), (26, 270, "L"), (28, 330, "L"),
)  # fmt: skip
_SKIN: Final = Skin.of(_OUTLINE)
_SHADED: Final = 14
_SHADE_RIM: Final = Skin.of((
    (-12, 20, "C"), (-10, 36, "C"), (-8, 54, "L2C8"), (-8.5, 70, "L6C4"), (-7, 90, "L"), (-9, 110, "L"),
    (-14, 138, "L"), (-21, 170, "L"), (-23, 205, "L"), (-20, 240, "L"), (-18, 270, "L"), (-20, 330, "L"),
))  # fmt: skip
_INSIDE_INK: Final = 1.4
_FOREFOOT: Final[tuple[Point, ...]] = (
    (-16, 30), (-28, 24), (-38, 13), (-41, 4), (-36, 0), (0, 0), (22, 0), (28, 4), (27, 14), (20, 26), (14, 34),
)  # fmt: skip
_TENDON: Final = (
    Skin.of(((-6, 112, "L"), (-5.5, 88, "L8C2"), (-8, 60, "C"))),
    Skin.of(((7, 112, "L"), (6, 88, "L8C2"), (8, 60, "C"))),
)
_CALF: Final = Skin.of(((0, 235, "L"), (1, 200, "L"), (-2, 160, "L")))
_AXIS: Final = Skin.of(((0, 165, "L"), (0, 105, "L"), (0, 62, "L5C5"), (0, 12, "C")))
_HEEL_RIM: Final = Skin.of(((10, 62, "L4C6"), (-10, 62, "L4C6")))
_HEEL: Final = slice(9, 20)

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "tip": Parameter(-14, 16),  # of the heel, + its upper end inwards, onto the inner edge
    "lean": Parameter(-10, 10),  # of the leg, + its top towards the other leg
}


def _bones(pose: Mapping[str, float]) -> Bones:
    heel = Affine.rotation(-pose["tip"])
    ankle = heel.apply(_ANKLE)
    leg = Affine.translation(minus(ankle, _ANKLE)).then(Affine.rotation(-pose["lean"], ankle))
    return {"L": leg, "C": heel}


def _draw(pose: Mapping[str, float]) -> Drawn:
    bones = _bones(pose)
    outline = _SKIN.posed(bones, floor=0)
    forefoot = Affine.translation((-pose["tip"] * _SLIDE, 0)).apply_all(_FOREFOOT)
    axis = _AXIS.posed(bones)
    shapes = (
        Shape("far", Layer.FAR, forefoot, closed=False),
        Shape("skin", Layer.NEAR, outline, closed=False),
        Shape("shade", Layer.SHADE, offset(outline, _INSIDE_INK)[:_SHADED] + _SHADE_RIM.posed(bones, floor=0)),
        *(Shape("thin", Layer.DETAIL, line.posed(bones), closed=False) for line in _TENDON),
        Shape("detail", Layer.DETAIL, _CALF.posed(bones), closed=False),
    )
    landmarks = {
        "heel": bones["C"].apply((0, 20)), "ankle": bones["C"].apply(_ANKLE), "under": (0, 0),
        "calf": bones["L"].apply((0, 200)), "outer_edge": outline[12], "inner_edge": outline[16],
    }  # fmt: skip
    heel = outline[_HEEL]
    parts = {
        "heel": (
            Shape("accent", Layer.ACCENT, heel + _HEEL_RIM.posed(bones)),
            Shape("accent-line", Layer.ACCENT, heel, closed=False),
        ),
        "axis": (Shape("accent-line", Layer.DETAIL, axis, closed=False),),
        "outline": (Shape("ghost", Layer.GHOST, outline, closed=False),),
    }
    lowest = min(outline[13:16], key=lambda point: point[1])
    return Drawn(shapes, landmarks, parts, (Contact(lowest, "floor", lowest[1]),))


VIEW: Final = View("foot_rear", PARAMETERS, _draw, size=(320, 240), origin=(160, 206))

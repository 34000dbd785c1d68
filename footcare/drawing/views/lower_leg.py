"""The left foot and its leg to below the knee, from the inner side, standing: where in them something is felt.

The foot of foot_side, with nine areas as parts that do not overlap. Each is a little larger than what it is named
after, so that a finger can hit it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from footcare.drawing.geometry import Point
from footcare.drawing.shapes import Drawn, Layer, Shape, View
from footcare.drawing.views import foot_side

_AREAS: Final[Mapping[str, tuple[Point, ...]]] = {
    "under_heel": (
        (13, -3), (30, -4.5), (48, -4), (62, 1), (72, 9), (66, 19), (50, 20), (32, 19), (20, 15), (12, 7),
    ),
    "back_of_heel": (
        (6, 6), (-4, 15), (-4, 31), (1, 45), (9, 57), (19, 58), (25, 50), (21, 37), (17, 26), (14, 14),
    ),
    "achilles": (
        (14, 66), (18, 80), (21.5, 95), (22.5, 110), (21, 130), (16.5, 152), (26, 157), (36, 152), (39, 130), (39, 108),
        (36, 88), (30, 71), (22, 64),
    ),
    "calf": (
        (14, 166), (5, 195), (-3, 220), (-6, 245), (-4, 272), (2, 290), (20, 293), (36, 286), (42, 262), (42, 225),
        (38, 192), (33, 166), (23, 163),
    ),
    "shin": (
        (86, 128), (86, 160), (91, 205), (97, 250), (100, 288), (88, 293), (74, 288), (70, 250), (66, 205), (65, 160),
        (66, 128), (76, 123),
    ),
    "ankle": (
        (42, 72), (46, 86), (56, 93), (68, 90), (76, 79), (76, 64), (68, 54), (56, 50), (46, 55), (42, 62),
    ),
    "arch": (
        (78, 8), (92, 11), (106, 9), (118, 4), (126, 10), (124, 22), (112, 33), (98, 36), (85, 31), (77, 20),
    ),
    "ball": (
        (128, -1), (140, -5), (154, -5), (166, -2), (170, 5), (164, 12), (150, 13), (136, 13), (129, 8),
    ),
    "big_toe_joint": (
        (133, 23), (133, 35), (142, 42), (154, 36), (165, 29), (168, 21), (160, 17), (147, 17), (138, 18),
    ),
}  # fmt: skip


def _draw(pose: Mapping[str, float]) -> Drawn:
    leg = foot_side.VIEW.pose({})
    areas = {name: (Shape("accent", Layer.ACCENT, points),) for name, points in _AREAS.items()}
    return replace(leg, parts={**leg.parts, **areas})


VIEW: Final = View("lower_leg", {}, _draw, size=(300, 420), origin=(22, 398), scale=1.32)

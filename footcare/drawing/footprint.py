"""A wet print of the left foot from above, heel at y = 0, toes up, its inner side to +x.

It is a prop, which lies on the floor under feet, and a view of its own. `bridge` is how wide the print is between heel
and ball: 0 is none, 1 the whole sole.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from footcare.drawing.geometry import Point, ellipse
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter, Role, Shape, View
from footcare.drawing.spline import flattened

_NARROW, _WIDE = -27.0, 17.0  # where the inner rim of the bridge is
_HEEL: Final[tuple[Point, ...]] = ((-12, 5), (0, 2), (12, 5), (20, 16), (21, 31), (16, 45))
_BRIDGE: Final = ((3.0, 58.0), (0.0, 72.0), (0.0, 88.0), (3.0, 103.0))  # from the rim, height
_BALL_AND_RIM: Final[tuple[Point, ...]] = (
    (22, 117), (33, 130), (36, 146), (29, 160), (12, 162), (-6, 158), (-22, 149), (-33, 138), (-37, 122), (-34.5, 100),
    (-31, 80), (-28, 60), (-25, 40), (-21, 18),
)  # fmt: skip
_TOES: Final = (
    ((25, 186), 10.0, 11.5),
    ((6.5, 189), 6.4, 7.8),
    ((-10, 182), 6.2, 7.2),
    ((-24.5, 171.5), 5.8, 6.6),
    ((-36, 159.5), 5.6, 6.2),
)
_LENGTH: Final = (2.0, 162.0)  # without the toes; its thirds are compared
_ACROSS: Final = 52.0
_STEPS: Final = 6  # of the sides of a third
_MARKED: Final[tuple[Role, ...]] = ("accent", "accent-line")
_PAPER: Final[tuple[Point, ...]] = ((-68, -12), (68, -12), (68, 204), (-68, 204))

PARAMETERS: Final[Mapping[str, Parameter]] = {"bridge": Parameter(0, 1, 0.5)}


def _draw(pose: Mapping[str, float]) -> Drawn:
    rim = _NARROW + (_WIDE - _NARROW) * pose["bridge"]
    inner = tuple((rim + away, y) for away, y in _BRIDGE)
    sole = (*_HEEL, *inner, *_BALL_AND_RIM)
    pieces = [sole, *(ellipse(at, across, along) for at, across, along in _TOES)]
    thirds = [_LENGTH[0] + (_LENGTH[1] - _LENGTH[0]) * share for share in (0, 1 / 3, 2 / 3, 1)]
    middle = _band(flattened(sole, closed=True), thirds[1], thirds[2])
    shapes = [Shape(role, Layer.FLOOR, piece) for role in _MARKED for piece in pieces]
    return Drawn(
        tuple(shapes),
        {"heel": (0, 20), "ball": (0, 135), "middle": ((rim - 30) / 2, 80)},
        {
            "middle_third": tuple(Shape(role, Layer.ACCENT, middle, smooth=False) for role in _MARKED),
            "thirds": tuple(
                Shape("ghost", Layer.GHOST, ((-_ACROSS, y), (_ACROSS, y)), closed=False, smooth=False) for y in thirds
            ),
        },
    )


def _band(outline: Sequence[Point], low: float, high: float) -> tuple[Point, ...]:
    """The part of a shape between two heights: up its right side, down its left one."""
    heights = [low + (high - low) * i / _STEPS for i in range(_STEPS + 1)]
    crossed = [
        [a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) for a, b in pairwise(outline) if (a[1] > y) != (b[1] > y)]
        for y in heights
    ]
    right = tuple((max(xs), y) for xs, y in zip(crossed, heights, strict=True))
    return right + tuple((min(xs), y) for xs, y in zip(crossed, heights, strict=True))[::-1]


def _paper(pose: Mapping[str, float]) -> Drawn:
    return Drawn((Shape("prop", Layer.BEHIND, _PAPER, smooth=False),), {})


MODELS: Final = (Model("footprint", PARAMETERS, _draw), Model("paper", {}, _paper))
VIEW: Final = View("footprint", PARAMETERS, _draw, size=(320, 240), origin=(160, 222))

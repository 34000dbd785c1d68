"""A towel round the ball of a foot, seen from the side: both ends go to the hands, one behind the other.

It is drawn along +x, with the sole to -x: (0, 0) is where it presses on the sole, `length` the way to the hands.
"""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Point
from footcare.drawing.shapes import Drawn, Layer, Parameter, Shape

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "length": Parameter(20, 400, 120),
    "width": Parameter(4, 40, 26),
}
_AT_HANDS: Final = 0.5  # of the width, gathered


def draw(pose: Mapping[str, float]) -> Drawn:
    length, half = pose["length"], pose["width"] / 2
    narrow = half * _AT_HANDS
    band: tuple[Point, ...] = (
        (0, half), (-half * 0.34, half * 0.8), (-half * 0.46, 0), (-half * 0.34, -half * 0.8), (0, -half),
        (length * 0.5, -(half + narrow) / 2), (length, -narrow), (length, narrow), (length * 0.5, (half + narrow) / 2),
    )  # fmt: skip
    folds = (((half * 0.5, half * share), (length, narrow * share)) for share in (0.4, -0.35))
    return Drawn(
        (
            Shape("prop", Layer.HAND, band, smooth=False),
            *(Shape("prop-line", Layer.HAND, fold, closed=False, smooth=False) for fold in folds),
        ),
        {"hands": (length, 0)},
    )

"""A towel as a hand holds it against the skin: (0, 0) is its middle, hem stripes and fringe are at its end to -y."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Point
from footcare.drawing.shapes import Drawn, Layer, Shape

_EDGE: Final[tuple[Point, ...]] = (
    (-38, -46), (-43, -20), (-39, 4), (-44, 26), (-34, 42), (-16, 39), (2, 45), (20, 40), (36, 43), (45, 24),
    (40, 2), (44, -22), (39, -46), (20, -48), (0, -46), (-20, -48),
)  # fmt: skip
_STRIPES: Final = (
    ((-41, -31), (-20, -33), (0, -31), (20, -33), (41, -31)),
    ((-41.5, -24), (-20, -26), (0, -24), (20, -26), (41.5, -24)),
)
_FOLDS: Final = (((-27, 38), (-22, 24), (-27, 8)), ((11, 40), (7, 28), (10, 16)), ((33, 36), (28, 18), (31, 0)))
_FRINGE: Final = range(-36, 37, 8)


def draw(pose: Mapping[str, float]) -> Drawn:
    cloth = Shape("prop", Layer.DETAIL, _EDGE)
    lines = [Shape("prop-line", Layer.DETAIL, line, closed=False) for line in (*_STRIPES, *_FOLDS)]
    fringe = [Shape("prop-line", Layer.DETAIL, ((x, -48), (x + 1, -56)), closed=False, smooth=False) for x in _FRINGE]
    return Drawn((cloth, *lines, *fringe), {})

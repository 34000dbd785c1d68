"""A towel on the floor beneath a foot seen from the side: a cloth seen a little from above, so that it reads as cloth.

Its folds gather under the toes as `gather` goes from 0 to 1; hem stripes and fringe come nearer with its end.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from footcare.drawing.geometry import Point, lerp, plus
from footcare.drawing.shapes import Drawn, Layer, Parameter, Shape

PARAMETERS: Final[Mapping[str, Parameter]] = {"gather": Parameter(0, 1)}

_LEFT: Final = 70.0  # under the middle of the foot, where the cloth begins
_NEAR, _FAR = -20.0, 9.0  # heights of its edge before and behind the foot
_SKEW: Final = 16.0  # the edge behind is further right

# Folds: x of the crest, height and half width, each flat and gathered.
_FOLDS: Final = (
    (128, 130, 0.5, 7, 12, 8),
    (168, 156, 0.8, 14, 12, 8.5),
    (206, 184, 1, 19, 12, 9),
    (244, 212, 0.8, 22, 12, 9),
)
_END: Final = (296.0, 244.0)  # flat, gathered
_STRIPES: Final = (9.0, 15.0)  # before the end
_FRINGE: Final = (0.08, 0.29, 0.5, 0.71, 0.92)  # shares along the end
_TASSEL: Final[Point] = (7, -1.5)


def draw(pose: Mapping[str, float]) -> Drawn:
    folds = [tuple(_between(row[i : i + 2], pose["gather"]) for i in (0, 2, 4)) for row in _FOLDS]
    end = _between(_END, pose["gather"])
    near = _edge([(x, high * 0.7, half) for x, high, half in folds], end, _NEAR, 0)
    far = _edge([(x, high, half) for x, high, half in folds], end, _FAR, _SKEW)
    ridges = [_line(near[i], far[i]) for first in range(len(folds)) for i in (4 * first + 4, 4 * first + 5)]
    hem = [_line((end - before, _NEAR), (end - before + _SKEW, _FAR)) for before in _STRIPES]
    knots = (lerp((end, _NEAR), (end + _SKEW, _FAR), share) for share in _FRINGE)
    cloth = Shape("prop", Layer.FLOOR, (*near, *reversed(far)))
    return Drawn((cloth, *ridges, *hem, *(_line(knot, plus(knot, _TASSEL)) for knot in knots)), {"end": (end, _NEAR)})


def _between(values: Sequence[float], share: float) -> float:
    return values[0] + (values[1] - values[0]) * share


def _line(start: Point, end: Point) -> Shape:
    return Shape("prop-line", Layer.FLOOR, (start, end), closed=False, smooth=False)


def _edge(folds: Sequence[Sequence[float]], end: float, height: float, skew: float) -> tuple[Point, ...]:
    """From left to right: two points at the corner, each fold as valley, rise, crest and fall, then flat to the end."""
    line: list[Point] = [(_LEFT, height), (_LEFT + 0.2, height)]
    for x, high, half in folds:
        line += [
            (x - half * 1.6, height - high * 0.08),
            (x - half * 0.9, height + high * 0.62),
            (x, height + high),
            (x + half * 0.9, height + high * 0.62),
        ]
    last, _, half = folds[-1]
    line += [(last + half * 1.7, height), (end - 0.2, height), (end, height)]
    return tuple((x + skew, y) for x, y in line)

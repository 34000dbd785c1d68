"""The outline for a list's small picture: only what is read at 64 pixels, with as few points as keep its form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from footcare.drawing.geometry import Point, distance, lerp
from footcare.drawing.shapes import Shape

_LEFT_OUT: Final = frozenset({"shade", "detail", "thin", "nail", "halo", "ghost", "prop-line", "path"})
_TOLERANCE: Final = 2.4  # units of a page 320 wide: half a pixel where it is shown
_LEAST: Final = 4  # points of a closed outline


def simplified(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    return tuple(
        replace(shape, points=_fewer(shape.points, closed=shape.closed) if shape.smooth else shape.points)
        for shape in shapes
        if shape.role not in _LEFT_OUT
    )


def _fewer(points: tuple[Point, ...], *, closed: bool) -> tuple[Point, ...]:
    """Ramer-Douglas-Peucker; a closed outline is cut into two halves first."""
    if not closed:
        return tuple(_between(points))
    half = max(range(len(points)), key=lambda i: distance(points[0], points[i]))
    ring = (*_between(points[: half + 1]), *_between((*points[half:], points[0]))[1:-1])
    return ring if len(ring) >= _LEAST else points


def _between(points: Sequence[Point]) -> list[Point]:
    first, last = points[0], points[-1]
    if len(points) < 3:
        return list(points)
    far, at = max((_off(point, first, last), i) for i, point in enumerate(points[1:-1], start=1))
    if far < _TOLERANCE:
        return [first, last]
    return _between(points[: at + 1])[:-1] + _between(points[at:])


def _off(point: Point, a: Point, b: Point) -> float:
    square = distance(a, b) ** 2
    if not square:
        return distance(point, a)
    share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / square
    return distance(point, lerp(a, b, max(0.0, min(1.0, share))))

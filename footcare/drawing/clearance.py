"""How near a line comes to shapes: what keeps arrows off moving feet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from footcare.drawing.geometry import Box, Point, distance, lerp
from footcare.drawing.shapes import Shape
from footcare.drawing.spline import flattened

_STEPS = 2  # pieces per segment of a spline


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A filled outline as a polygon; an open outline is closed by the straight line between its ends."""

    corners: tuple[Point, ...]
    box: Box

    @staticmethod
    def of(shape: Shape) -> "Obstacle":
        line = flattened(shape.points, closed=shape.closed, steps=_STEPS) if shape.smooth else list(shape.points)
        return Obstacle((*line, line[0]), Box.around(line))

    def distance_to(self, point: Point, enough: float) -> float:
        """0 inside; distances beyond `enough` are not measured further than the box."""
        (left, low), (right, high) = self.box.low, self.box.high
        x, y = point
        away = max(left - x, x - right, low - y, y - high)
        if away > enough:
            return away
        if _inside(point, self.corners):
            return 0.0
        return min(_from_piece(point, a, b) for a, b in pairwise(self.corners))


def clearance(points: Iterable[Point], obstacles: Sequence[Obstacle], enough: float) -> float:
    """The least distance of any point from any obstacle, at most `enough`."""
    return min((obstacle.distance_to(point, enough) for point in points for obstacle in obstacles), default=enough)


def _inside(point: Point, corners: Sequence[Point]) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(corners):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def _from_piece(point: Point, a: Point, b: Point) -> float:
    along = (b[0] - a[0], b[1] - a[1])
    square = along[0] ** 2 + along[1] ** 2
    if not square:
        return distance(point, a)
    share = ((point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1]) / square
    return distance(point, lerp(a, b, max(0.0, min(1.0, share))))

"""Centripetal Catmull-Rom splines, and SVG path data with whole numbers.

Whole numbers on a viewBox that is `FINE` times larger cost a quarter less than one decimal. Every path is written
with relative commands from rounded points, so errors never add up, and paths of equally many points can be morphed.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from footcare.drawing.geometry import Point, distance, minus, times

FINE = 4
_SHORTEST = 0.05  # of a step, so that two equal points do not divide by zero

Cubic = tuple[Point, Point, Point]
"""Both control points and the end of one segment; it starts where the one before ends."""


def cubics(points: Sequence[Point], *, closed: bool) -> list[Cubic]:
    """The segments of the spline through all points: one less than points, or as many when closed."""
    count = len(points)
    segments = []
    for i in range(count if closed else count - 1):
        start, end = points[i], points[(i + 1) % count]
        before = points[i - 1] if closed or i else _beyond(start, end)
        after = points[(i + 2) % count] if closed or i + 2 < count else _beyond(end, start)
        first, second, third = (
            max(distance(a, b), _SHORTEST) ** 0.5 for a, b in ((before, start), (start, end), (end, after))
        )
        segments.append((_control(before, start, end, first, second), _control(after, end, start, third, second), end))
    return segments


def _beyond(near: Point, far: Point) -> Point:
    return minus(times(near, 2), far)


def _control(outer: Point, near: Point, far: Point, outside: float, inside: float) -> Point:
    """The control point beside `near` on the way to `far`; steps are square roots of the distances."""
    weight = 2 * outside**2 + 3 * outside * inside + inside**2
    scale = 3 * outside * (outside + inside)
    x, y = ((outside**2 * far[k] - inside**2 * outer[k] + weight * near[k]) / scale for k in (0, 1))
    return (x, y)


def flattened(points: Sequence[Point], *, closed: bool, steps: int = 4) -> list[Point]:
    """The spline as a polyline with `steps` pieces per segment, for measuring."""
    line = [points[0]]
    for one, two, end in cubics(points, closed=closed):
        start = line[-1]
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            corners = (start, one, two, end)
            line.append(
                (
                    sum(w * p[0] for w, p in zip(weights, corners, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, corners, strict=True)),
                )
            )
    return line


def path_data(points: Sequence[Point], *, closed: bool, smooth: bool, fine: int = FINE) -> str:
    """The `d` of a path. `points` are already in page units (y down); they are written times `fine`."""
    points = [times(point, fine) for point in points]
    places = [_whole(point) for point in points]
    start = _numbers(places[0])
    if not smooth:
        steps = [_step(a, b) for a, b in pairwise(places)]
        return f"M{start}l{_numbers(chain.from_iterable(steps))}" + ("z" if closed else "")
    numbers: list[int] = []
    here = places[0]
    for one, two, end in cubics(points, closed=closed):
        for point in (one, two, end):
            numbers += _step(here, _whole(point))
        here = _whole(end)
    return f"M{start}c{_numbers(numbers)}" + ("z" if closed else "")


def _whole(point: Point) -> tuple[int, int]:
    return (round(point[0]), round(point[1]))


def _step(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return (b[0] - a[0], b[1] - a[1])


def _numbers(values: Iterable[int]) -> str:
    """Separated by a blank only where no minus sign does it."""
    return "".join(str(value) if value < 0 else f" {value}" for value in values).removeprefix(" ")

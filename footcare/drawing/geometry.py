"""Points and transformations of the plane: y up, angles in degrees, counter-clockwise positive."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


def plus(a: Point, b: Point) -> Point:
    return (a[0] + b[0], a[1] + b[1])


def minus(a: Point, b: Point) -> Point:
    return (a[0] - b[0], a[1] - b[1])


def times(a: Point, factor: float) -> Point:
    return (a[0] * factor, a[1] * factor)


def polar(angle: float, length: float = 1.0) -> Point:
    return (length * math.cos(math.radians(angle)), length * math.sin(math.radians(angle)))


def lerp(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def distance(a: Point, b: Point) -> float:
    return math.hypot(b[0] - a[0], b[1] - a[1])


def direction(a: Point, b: Point) -> float:
    """The angle of the way from `a` to `b`."""
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def foot_of(point: Point, a: Point, b: Point) -> Point:
    """Of the perpendicular from `point` to the line through `a` and `b`."""
    along = minus(b, a)
    square = along[0] ** 2 + along[1] ** 2
    share = ((point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1]) / square if square else 0.0
    return lerp(a, b, share)


def unit(a: Point) -> Point:
    """Length 1, same direction; the zero vector stays."""
    length = math.hypot(*a)
    return times(a, 1 / length) if length else a


def centre(points: Sequence[Point]) -> Point:
    return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def length_of(line: Sequence[Point]) -> float:
    return sum(distance(a, b) for a, b in pairwise(line))


def point_at(line: Sequence[Point], share: float) -> Point:
    """The point after `share` (0 to 1) of a polyline's length."""
    left = length_of(line) * share
    for a, b in pairwise(line):
        step = distance(a, b)
        if left <= step:
            return lerp(a, b, left / step) if step else a
        left -= step
    return line[-1]


def arc(about: Point, radius: float, start: float, end: float, count: int) -> tuple[Point, ...]:
    """`count` points along a circle from angle `start` to `end`, both included."""
    return tuple(plus(about, polar(start + (end - start) * i / (count - 1), radius)) for i in range(count))


def offset(line: Sequence[Point], away: float) -> tuple[Point, ...]:
    """An open line moved sideways, + to the left of its way."""
    ends = zip((line[0], *line[:-1]), line, (*line[1:], line[-1]), strict=True)
    ways = ((point, unit(minus(after, before))) for before, point, after in ends)
    return tuple((x - way[1] * away, y + way[0] * away) for (x, y), way in ways)


def ellipse(about: Point, across: float, along: float, count: int = 8) -> tuple[Point, ...]:
    """`count` points of a closed ellipse with the half axes `across` (x) and `along` (y)."""
    turns = (360 * i / count for i in range(count))
    return tuple((about[0] + across * polar(turn)[0], about[1] + along * polar(turn)[1]) for turn in turns)


@dataclass(frozen=True, slots=True)
class Box:
    low: Point
    high: Point

    @staticmethod
    def around(points: Iterable[Point]) -> "Box":
        seen = list(points)
        return Box(
            (min(x for x, _ in seen), min(y for _, y in seen)), (max(x for x, _ in seen), max(y for _, y in seen))
        )


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a x + c y + e, y' = b x + d y + f; the columns (a, b) and (c, d) are the images of the axes."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, point: Point) -> Point:
        x, y = point
        return (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def apply_all(self, points: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(self.apply(point) for point in points)

    def then(self, other: "Affine") -> "Affine":
        """First this, then the other."""
        return Affine(
            other.a * self.a + other.c * self.b,
            other.b * self.a + other.d * self.b,
            other.a * self.c + other.c * self.d,
            other.b * self.c + other.d * self.d,
            other.a * self.e + other.c * self.f + other.e,
            other.b * self.e + other.d * self.f + other.f,
        )

    def inverse(self) -> "Affine":
        det = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    @property
    def turn(self) -> float:
        """How far it turns the x axis, in degrees."""
        return math.degrees(math.atan2(self.b, self.a))

    @staticmethod
    def rotation(angle: float, about: Point = (0.0, 0.0)) -> "Affine":
        cos, sin = polar(angle)
        x, y = about
        return Affine(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)

    @staticmethod
    def translation(by: Point) -> "Affine":
        return Affine(e=by[0], f=by[1])

    @staticmethod
    def scale(x: float, y: float | None = None) -> "Affine":
        return Affine(a=x, d=x if y is None else y)

    @staticmethod
    def mirrored(x: float = 0.0) -> "Affine":
        """Left becomes right across the upright line at `x`."""
        return Affine(a=-1.0, e=2 * x)

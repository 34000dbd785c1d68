"""Legs bent at hip and knee, from the front: the thigh comes towards the viewer, the shin is seen whole."""

from dataclasses import dataclass

from footcare.drawing.figure.build import Build
from footcare.drawing.geometry import Point, arc, direction, distance, lerp
from footcare.drawing.loft import loft

_HEM = 0.84  # of the thigh
_WIDE, _NARROW = 17.5, 13.0  # radii of the shorts at hip and hem


@dataclass(frozen=True, slots=True)
class BentLeg:
    hip: Point
    knee: Point
    ankle: Point
    foot: tuple[Point, ...]  # from its side at the right of the page round the toes to the left one

    def lower(self, build: Build) -> tuple[Point, ...]:
        """Closed: round the knee, down one side, round the foot, up the other."""
        profile = [(place - 1, left, right) for place, left, right in build.leg_front if place >= 1]
        sides = loft([self.knee, self.ankle], profile, rounding=1, samples=5)
        radius, down = profile[1][1], direction(self.knee, self.ankle)
        cap = arc(self.knee, radius, down + 270, down + 90, 5)
        return cap[1:-1] + sides.left[:-1] + self.foot + sides.right[:-1][::-1]

    def kneecap(self) -> tuple[Point, ...]:
        x, y = self.knee
        return ((x - 5, y - 1), (x, y - 5.5), (x + 5, y - 1))

    def shorts(self) -> tuple[Point, ...]:
        """Closed, round at both ends."""
        hem, way = lerp(self.hip, self.knee, _HEM), direction(self.hip, self.knee)
        front = max(_NARROW, _WIDE - distance(self.hip, hem))  # a hem right before the hip is hidden by it
        return arc(self.hip, _WIDE, way + 90, way + 270, 5) + arc(hem, front, way - 90, way + 90, 5)

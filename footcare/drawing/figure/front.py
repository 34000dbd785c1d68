"""Shirt, neck and legs of full figures from the front. The leg is the one at the right; the other is its mirror image.

Legs that come towards the viewer are drawn shorter: what the thigh lacks between hip and knee points out of the page.
"""

from dataclasses import dataclass

from footcare.drawing.figure.build import SHIN, Build
from footcare.drawing.geometry import Affine, Point, distance, lerp, plus
from footcare.drawing.loft import Loft, loft
from footcare.drawing.skinning import Skin

ANKLE_HEIGHT = 13.4
SAMPLES = 6
_LEAST_THIGH = 0.67  # the shin's share of a leg that is lifted high

# From the outer ankle round the toes to the inner ankle, about the ankle joint; outer side +x. A ankle, T toes.
_FLAT = Skin.of([
    (7, 1.5, "A"), (8.6, -4.5, "A"), (11.5, -8.6, "A4T6"), (12.4, -11.6, "T"), (9, -13.4, "T"), (1, -13.4, "T"),
    (-6, -13.4, "T"), (-9.6, -12, "T"), (-9.4, -8.4, "A3T7"), (-7.6, -4, "A"), (-6.8, 1.5, "A"),
])  # fmt: skip
# The same points when the foot hangs down and its back is seen.
_HANGING = Skin.of([
    (7, 1.5, "A"), (8.4, -6, "A"), (10.8, -15, "A4T6"), (11, -22, "T"), (8, -27, "T"), (1.5, -29.4, "T"),
    (-5, -30.4, "T"), (-9.6, -27, "T"), (-9.4, -17, "A3T7"), (-7.8, -7, "A"), (-6.8, 1.5, "A"),
])  # fmt: skip
_TOES = ((-4.8, -13.2), (-0.4, -13.2), (3.6, -13), (7.2, -12.4))  # gaps between the toes of a flat foot

# The right half of the shirt, from the middle of the hem to the middle of the neck, above the middle of the pelvis.
_SLIM_SHIRT = [(0, 8), (15, 9), (25.5, 11), (24, 30), (25, 50), (28.5, 66), (33, 80), (25, 88), (12, 93), (0, 90)]
_BROAD_SHIRT = [(0, 6), (20, 7), (34.5, 10), (35, 30), (34, 50), (34, 66), (37.5, 80), (28, 88.5), (13, 93), (0, 90)]
NECK = [(-8.4, 87), (-7.6, 94), (-7.6, 102), (7.6, 102), (7.6, 94), (8.4, 87)]


def shirt(build: float) -> tuple[Point, ...]:
    """Closed; `build` 0 slim to 1 broad."""
    half = [lerp(a, b, build) for a, b in zip(_SLIM_SHIRT, _BROAD_SHIRT, strict=True)]
    return (*half, *((-x, y) for x, y in half[-2:0:-1]))


@dataclass(frozen=True, slots=True)
class FrontLeg:
    """Outer side +x. `hang` 0 flat foot, 1 toes hang down; `out` turns the toes outwards, in degrees."""

    hip: Point
    ankle: Point
    knee_out: float
    hang: float
    out: float

    @property
    def knee(self) -> Point:
        """The shin keeps its length as far as the thigh allows."""
        whole = distance(self.hip, self.ankle)
        knee = lerp(self.ankle, self.hip, min(SHIN / whole, _LEAST_THIGH)) if whole else self.hip
        return plus(knee, (self.knee_out, 0))

    def sides(self, build: Build) -> Loft:
        """`left` is the outer side, on the way down."""
        return loft([self.hip, self.knee, self.ankle], build.leg_front, rounding=9, samples=SAMPLES)

    def foot(self) -> tuple[Point, ...]:
        shift = Affine.translation((self.out * 0.28, -abs(self.out) * 0.02))
        at = Affine.translation(self.ankle)
        bones = {"A": at, "T": shift.then(at)}
        flat, hanging = _FLAT.posed(bones), _HANGING.posed(bones)
        return tuple(lerp(a, b, self.hang) for a, b in zip(flat, hanging, strict=True))

    def outline(self, build: Build) -> tuple[Point, ...]:
        """Closed: from the thigh, below the shorts, down the outer side, round the foot, up the inner side."""
        sides = self.sides(build)
        return sides.left[1:-1] + self.foot() + sides.right[1:-1][::-1]

    def toe_lines(self) -> list[tuple[Point, Point]]:
        """Short strokes between the toes."""
        low = [plus(self.ankle, plus(gap, (self.out * 0.28, -15.5 * self.hang))) for gap in _TOES]
        return [(point, plus(point, (0, 3.4))) for point in low]

    def kneecap(self) -> tuple[Point, ...]:
        return tuple(plus(self.knee, at) for at in ((-4.6, 1.5), (0, -2.4), (4.6, 1.5)))

    def hem(self, build: Build, share: float) -> tuple[Point, Point]:
        """Outer and inner end of the shorts, a little wider than the leg."""
        sides = self.sides(build)
        place = round(share * SAMPLES)
        outer, inner = sides.left[place], sides.right[place]
        return lerp(inner, outer, 1.07), lerp(outer, inner, 1.07)

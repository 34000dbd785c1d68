"""A person lying on their right side, seen from the front and a little from above, head to -x.

Hips and feet stay where they are, so the knee on top opens about the line between them. In space, x goes to the feet,
y up from the mat and z to the viewer; what is nearer is lower on the page, so knees that come forward read as bent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from footcare.drawing.figure.arm import Arm, Hand
from footcare.drawing.figure.build import BROAD, SHIN, SLIM, THIGH, Build
from footcare.drawing.figure.front import NECK, shirt
from footcare.drawing.figure.head import Head
from footcare.drawing.figure.marked import marked
from footcare.drawing.geometry import Affine, Point, direction, lerp, plus, polar
from footcare.drawing.loft import loft
from footcare.drawing.shapes import Drawn, Layer, Parameter, Role, Shape, View

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "open": Parameter(0, 60),  # of the knee on top, in degrees from lying on the other one
    "build": Parameter(0, 1),  # 0 slim, 1 broad
    "covering": Parameter(0, 1),  # 0 short hair, 1 a headscarf
}

_REACH: Final = 112.0  # from hip to ankle
_NEARER: Final = 0.56  # lower on the page, for each unit nearer to the viewer
_HEM: Final = 0.72  # of the thigh
_UNDER_SHIRT: Final = 12.0  # begin the shorts, before the hip
_SHOULDERS, _SKULL = 79.0, 119.0  # from the hips
# From above the ankle round the toes, which look to the viewer and to the feet, to below it; about the ankle.
_FOOT: Final = (
    (8, 8.2), (17, 9.4), (26, 9.4), (32, 6.4), (33.5, 0), (31, -6.4), (24, -8.8), (15, -8.2), (6, -7.4),
)  # fmt: skip
_TOES: Final = (((27, 4.4), (32.6, 4)), ((27.6, 0.4), (33, 0)), ((27, -3.6), (32, -4)))


@dataclass(frozen=True, slots=True)
class _Leg:
    hip: Point
    knee: Point
    ankle: Point
    to_top: float  # where the kneecap looks: 0 to the viewer, 1 up

    @staticmethod
    def at(hip: float, ankle: float, opened: float) -> "_Leg":
        """By the heights of both ends."""
        along = (THIGH**2 - SHIN**2 + _REACH**2) / (2 * _REACH)
        bow = sqrt(THIGH**2 - along**2)
        up, forward = polar(90 - opened, bow)
        start, end = (0.0, hip), (_REACH, ankle)
        return _Leg(start, plus(lerp(start, end, along / _REACH), (0, up - forward * _NEARER)), end, up / bow)

    def lower(self, build: Build) -> tuple[Point, ...]:
        """Closed: from hip to toes above, and back below."""
        sides = loft([self.hip, self.knee, self.ankle], build.leg_front, rounding=12, samples=6)
        return sides.left[:-1] + self._placed(_FOOT) + sides.right[:-1][::-1]

    def shorts(self, build: Build) -> tuple[Point, ...]:
        """Closed: from the hip round the hem."""
        (_, *at_hip), (_, *at_hem) = build.leg_front[0], build.leg_front[2]
        widths = [(0, at_hip[0] + 1, at_hip[1] + 1), (1, at_hem[0] + 3, at_hem[1] + 3)]
        start = lerp(self.hip, self.knee, -_UNDER_SHIRT / THIGH)
        return loft([start, lerp(self.hip, self.knee, _HEM)], widths, rounding=1, samples=4).outline

    def kneecap(self) -> tuple[Point, ...]:
        x, y = plus(self.knee, (0, 4 * self.to_top))
        return ((x - 4, y + 4), (x + 3, y + 4.4), (x + 5, y), (x + 3, y - 4.4))

    def toes(self) -> list[tuple[Point, ...]]:
        return [self._placed(line) for line in _TOES]

    def _placed(self, line: Sequence[Point]) -> tuple[Point, ...]:
        turn = direction(self.knee, self.ankle) * 0.3 - 8
        return Affine.rotation(turn).then(Affine.translation(self.ankle)).apply_all(line)


def draw(pose: Mapping[str, float]) -> Drawn:
    build = SLIM.towards(BROAD, pose["build"])
    middle = build.shoulders + 1  # height of the spine
    trunk = Affine.rotation(90).then(Affine.translation((0, middle)))
    under, over = _Leg.at(middle - 12, 9, 0), _Leg.at(middle + 9, 25.5, pose["open"])
    shapes = (
        *_leg_shapes("far", "far-cloth", under, build),
        Shape("skin", Layer.NEAR, trunk.apply_all(NECK), closed=False),
        Shape("cloth", Layer.NEAR, _flat(trunk.apply_all(_pelvis(build)))),
        *_leg_shapes("skin", "cloth", over, build),
        Shape("cloth", Layer.NEAR, _flat(trunk.apply_all(shirt(pose["build"])))),
        *Head(trunk.apply((0, _SKULL)), 90, pose["covering"] >= 0.5).from_front(),
        *_arm_shapes(_resting(), build),
        *_arm_shapes(_propping(trunk.apply((build.shoulders - 4, _SHOULDERS))), build),
    )
    parts = {
        "thigh": marked(over.shorts(build)),
        "leg": tuple(Shape("ghost", Layer.GHOST, line) for line in (over.shorts(build), over.lower(build))),
    }
    landmarks = {"hip": over.hip, "knee": over.knee, "foot": over.ankle, "lower_knee": under.knee}
    return Drawn(shapes, landmarks, parts)


def _leg_shapes(skin: Role, cloth: Role, leg: _Leg, build: Build) -> list[Shape]:
    layer = Layer.FAR if skin == "far" else Layer.NEAR
    return [
        Shape(skin, layer, leg.lower(build)),
        Shape(cloth, layer, leg.shorts(build)),
        Shape("detail", layer, leg.kneecap(), closed=False),
        *(Shape("detail", layer, line, closed=False) for line in leg.toes()),
    ]


def _pelvis(build: Build) -> tuple[Point, ...]:
    """Below the shirt of somebody upright."""
    half = build.hips + 10.5
    right = [(half - 2, 20), (half, 8), (half + 1.5, -2), (half - 5, -10), (12, -11)]
    return (*right, *((-x, y) for x, y in right[::-1]))


def _propping(shoulder: Point) -> Arm:
    """The arm on top: its hand on the mat before the belly."""
    return Arm.reaching(shoulder, (shoulder[0] + 44, -9), Hand(-20, 0, 1), 1, "upper arm")


def _resting() -> Arm:
    """The arm below comes to the viewer, its forearm lies on the mat along the head."""
    return Arm((-78, 4), (-86, -3), (-122, -6), Hand(176, 0.1, -1))


def _arm_shapes(arm: Arm, build: Build) -> list[Shape]:
    return [
        Shape("skin", Layer.HAND, arm.outline(build)),
        Shape("thin", Layer.HAND, arm.hand.thumb(arm.wrist), closed=False),
        Shape("cloth", Layer.HAND, arm.sleeve(build)),
    ]


def _flat(points: Sequence[Point]) -> tuple[Point, ...]:
    """Flesh and cloth lie flat on the mat."""
    return tuple((x, max(y, 0.0)) for x, y in points)


VIEW: Final = View("figure_side_lying", PARAMETERS, draw, size=(330, 190), origin=(172, 140), shows="left")

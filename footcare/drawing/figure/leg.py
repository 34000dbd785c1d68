"""Legs of full figures from the side: skin from hip to toes in one outline, shorts over it."""

from dataclasses import dataclass, replace

from footcare.drawing.figure.build import SHIN, THIGH, Build
from footcare.drawing.figure.foot import Foot
from footcare.drawing.geometry import Point, direction, foot_of, lerp, minus, plus, polar
from footcare.drawing.kinematics import joint_between
from footcare.drawing.loft import Loft, loft

SAMPLES = 6  # of the leg, per bone


@dataclass(frozen=True, slots=True)
class Leg:
    hip: Point
    knee: Point
    ankle: Point
    foot: Foot

    @staticmethod
    def standing(hip: Point, foot: Foot, name: str) -> "Leg":
        """The foot stays where it is put, the knee follows."""
        return Leg(hip, joint_between(hip, foot.ankle, THIGH, SHIN, 1, name), foot.ankle, foot)

    @staticmethod
    def free(hip: Point, thigh: float, knee: float, pitch: float, toe: float) -> "Leg":
        """`thigh` forward from straight down, `knee` bent, both in degrees."""
        joint = plus(hip, polar(thigh - 90, THIGH))
        ankle = plus(joint, polar(thigh - knee - 90, SHIN))
        ground = Foot((0.0, 0.0), 0.0, pitch, toe)
        return Leg(hip, joint, ankle, Foot(minus(ankle, ground.ankle), 0.0, pitch, toe))

    def opened(self, share: float) -> "Leg":
        """Turned about the line from hip to ankle, out of the picture; 1 brings the knee on to that line."""
        return replace(self, knee=lerp(self.knee, foot_of(self.knee, self.hip, self.ankle), share))

    @property
    def shin(self) -> float:
        """How far it leans forward from upright."""
        return 90 - direction(self.ankle, self.knee)

    def sides(self, build: Build) -> Loft:
        """`left` is the front."""
        return loft([self.hip, self.knee, self.ankle], build.leg, rounding=9, samples=SAMPLES)

    def outline(self, build: Build) -> tuple[Point, ...]:
        """Closed: down the front, round the foot, up the back."""
        sides = self.sides(build)
        return sides.left[:-2] + self.foot.outline(self.shin) + sides.right[:-2][::-1]

    def shorts(self, build: Build, up: float) -> tuple[Point, ...]:
        """Closed, from the hem above the knee to the waist; the trunk leaves the hip in direction `up`."""
        joints = [lerp(self.hip, self.knee, 0.72), self.hip, plus(self.hip, polar(up, 26))]
        return loft(joints, build.shorts, rounding=19, samples=5).outline

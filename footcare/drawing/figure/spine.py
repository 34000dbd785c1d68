"""The trunk from the side: a low and a high back that keep their lengths however they bend."""

from dataclasses import dataclass
from math import sqrt

from footcare.drawing.figure.build import TORSO
from footcare.drawing.geometry import Point, direction, plus, polar

_LOW, _HIGH = TORSO * 0.55, TORSO * 0.45


@dataclass(frozen=True, slots=True)
class Spine:
    hip: Point
    middle: Point
    neck: Point

    @staticmethod
    def bent(hip: Point, up: float, bulge: float) -> "Spine":
        """From `hip` in direction `up`; its middle is `bulge` to the left of the straight way, the back's side."""
        low, high = (sqrt(length**2 - bulge**2) for length in (_LOW, _HIGH))
        middle = plus(plus(hip, polar(up, low)), polar(up + 90, bulge))
        return Spine(hip, middle, plus(hip, polar(up, low + high)))

    @staticmethod
    def hip_below(neck: Point, up: float, bulge: float) -> Point:
        straight = Spine.bent((0.0, 0.0), up, bulge).neck
        return (neck[0] - straight[0], neck[1] - straight[1])

    @property
    def pelvis(self) -> float:
        """Where the pelvis points up: it follows the low back."""
        return direction(self.hip, self.middle)

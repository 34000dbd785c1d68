"""Arms of full figures with mitten hands: a flat hand that closes to a fist, placed by what it touches."""

from dataclasses import dataclass

from footcare.drawing.figure.build import FOREARM, UPPER_ARM, Build
from footcare.drawing.geometry import Affine, Point, direction, lerp, minus, plus, polar
from footcare.drawing.kinematics import joint_between
from footcare.drawing.loft import loft

# Seen from the thumb's side: wrist at the origin, fingers to +x, palm to -y. From the back of the wrist round to its
# palm side.
_FLAT = [
    (3, 4.8), (10, 5.6), (18, 4.8), (25, 3), (30.5, 0.6), (32, -2), (29.5, -4.2), (22, -4.4), (14, -4.6), (8, -5.4),
    (3, -4.4),
]  # fmt: skip
_FIST = [
    (3, 4.8), (10, 6.2), (17, 4.6), (21, -0.5), (21.5, -6.5), (18.5, -11.5), (13.5, -12.8), (9.5, -11), (8, -8.2),
    (6, -5.6), (3, -4.4),
]  # fmt: skip
_FLAT_THUMB = [(6, 2.4), (13, 1.6), (18.5, -0.6), (20.6, -3), (18.4, -4.6), (12.5, -3.4), (7, -2.6)]
_FIST_THUMB = [(6, 2.4), (12, 1), (16.4, -3), (17.4, -8), (14.4, -8.6), (11, -4.4), (6.4, -2.6)]
_PALM, _HOLD = (17.0, -4.5), (13.5, -5.0)  # what touches: the middle of the palm, or of what the fist holds


@dataclass(frozen=True, slots=True)
class Hand:
    """`turn`: where the fingers point. `grip`: 0 flat to 1 fist. `palm` 1: on the right of the fingers, -1: left."""

    turn: float
    grip: float
    palm: float

    @property
    def _turned(self) -> Affine:
        return Affine.scale(1, 1 if self.palm >= 0 else -1).then(Affine.rotation(self.turn))

    @property
    def _touch(self) -> Point:
        return lerp(_PALM, _HOLD, self.grip)

    def wrist_for(self, touching: Point) -> Point:
        return minus(touching, self._turned.apply(self._touch))

    def touching(self, wrist: Point) -> Point:
        return plus(wrist, self._turned.apply(self._touch))

    def outline(self, wrist: Point) -> tuple[Point, ...]:
        return self._lines(wrist, _FLAT, _FIST)

    def thumb(self, wrist: Point) -> tuple[Point, ...]:
        return self._lines(wrist, _FLAT_THUMB, _FIST_THUMB)

    def _lines(self, wrist: Point, flat: list[Point], fist: list[Point]) -> tuple[Point, ...]:
        place = self._turned.then(Affine.translation(wrist))
        return place.apply_all(lerp(a, b, self.grip) for a, b in zip(flat, fist, strict=True))


@dataclass(frozen=True, slots=True)
class Arm:
    shoulder: Point
    elbow: Point
    wrist: Point
    hand: Hand

    @staticmethod
    def reaching(shoulder: Point, touching: Point, hand: Hand, bend: int, name: str) -> "Arm":
        wrist = hand.wrist_for(touching)
        return Arm(shoulder, joint_between(shoulder, wrist, UPPER_ARM, FOREARM, bend, name), wrist, hand)

    @staticmethod
    def hanging(shoulder: Point, upper: float, elbow: float, hand: Hand) -> "Arm":
        """`upper` is the absolute direction of the upper arm, `elbow` how far the forearm turns from it."""
        joint = plus(shoulder, polar(upper, UPPER_ARM))
        return Arm(shoulder, joint, plus(joint, polar(upper + elbow, FOREARM)), hand)

    def outline(self, build: Build) -> tuple[Point, ...]:
        """Closed: down the left side, round the hand, up the right side, round the shoulder."""
        sides = loft([self.shoulder, self.elbow, self.wrist], build.arm, rounding=8, samples=4)
        hand = self.hand.outline(self.wrist)
        if self.hand.palm < 0:
            hand = hand[::-1]
        return sides.left[:-1] + hand + sides.right[:-1][::-1]

    def sleeve(self, build: Build) -> tuple[Point, ...]:
        """Closed: round the shoulder, and to the middle of the upper arm, a little wider than the arm."""
        down = direction(self.shoulder, self.elbow)
        radius = build.arm[0][1] + 1.2
        cap = [plus(self.shoulder, polar(down + turn, radius)) for turn in (90, 135, 180, 225, 270)]
        hem = lerp(self.shoulder, self.elbow, 0.5)
        wide = radius + 0.6
        return (plus(hem, polar(down + 90, wide)), *cap, plus(hem, polar(down - 90, wide)))

"""The foot of a full figure: the side view at a small scale, with fewer points."""

from collections.abc import Sequence
from dataclasses import dataclass

from footcare.drawing.figure.build import FOOT
from footcare.drawing.geometry import Affine, Point, lerp, minus, times
from footcare.drawing.skinning import Skin

_ANKLE, _TOE_JOINT, _HEEL = (54.0, 58.0), (148.0, 13.0), (29.0, 29.0)
# From the instep over the toe, along the sole, round the heel to the Achilles tendon. S shin, H foot, T toe.
_OUTLINE = Skin.of([
    (84, 87, "S6H4"), (93, 75, "S2H8"), (107, 64, "H"), (125, 50, "H"), (143, 36, "H9T1"), (154, 28, "H5T5"),
    (168, 23, "T"), (184, 23, "T"), (196, 16.5, "T"), (200, 8, "T"), (195, 1, "T"), (182, 0, "T"), (166, 1, "T8H2"),
    (152, 0, "T3H7"), (138, 0, "H"), (122, 6, "H"), (102, 14, "H"), (82, 12, "H"), (62, 3, "H"), (44, 0, "H"),
    (24, 0, "H"), (6, 6, "H"), (0, 20, "H"), (4, 42, "H9S1"), (13, 59, "H7S3"), (20, 73, "H5S5"), (24, 88, "H3S7"),
])  # fmt: skip
_OVERTURNED = 125.0  # a pitch beyond it lays the foot on its back
_BACK = slice(0, 12)
TOES, BALL, HEEL = slice(5, 12), slice(10, 16), slice(17, 25)
"""Slices of the outline."""


@dataclass(frozen=True, slots=True)
class Foot:
    """Where a foot stands, before its shin is known; all in units of the figure.

    The place of the sole that stays put is at `at`: under the heel for `pivot` 0, under the ball for 1. `pitch` lifts
    the heel, `toe` the toes, in degrees; a toe on the ground stays flat while the heel rises around the ball.
    """

    at: Point
    pivot: float
    pitch: float
    toe: float

    @property
    def ankle(self) -> Point:
        return self._place.apply(self._bones["H"].apply(_ANKLE))

    @property
    def toe_tip(self) -> Point:
        return self._place.apply(self._bones["T"].apply((200.0, 8.0)))

    def outline(self, shin: float) -> tuple[Point, ...]:
        """Open, from the instep over the toes and the heel to the Achilles tendon; the shin leans `shin` forward."""
        return self._place.apply_all(self._posed(shin))

    def _posed(self, shin: float) -> Sequence[Point]:
        bones = self._bones
        ankle = bones["H"].apply(_ANKLE)
        leg = Affine.translation(minus(ankle, _ANKLE)).then(Affine.rotation(-shin, ankle))
        return _OUTLINE.posed({**bones, "S": leg})

    @property
    def _bones(self) -> dict[str, Affine]:
        foot = Affine.rotation(-self.pitch, lerp(_HEEL, _TOE_JOINT, self.pivot))
        return {"H": foot, "T": Affine.rotation(self.toe + self.pitch * self.pivot, _TOE_JOINT).then(foot)}

    @property
    def _place(self) -> Affine:
        """Scaled, and set down so that the lowest point of heel or ball touches, or of a foot on its back."""
        if self.pitch > _OVERTURNED:
            lowest = min(y for _, y in self._posed(90)[_BACK])  # the shin lies behind the knee
        else:  # as if the shin stood square on the foot
            lowest = min(y for _, y in self._posed(self.pitch)[BALL if self.pivot > 0.5 else HEEL])
        middle = lerp(_HEEL, _TOE_JOINT, self.pivot)[0]
        return Affine.scale(FOOT).then(Affine.translation(minus(self.at, times((middle, lowest), FOOT))))

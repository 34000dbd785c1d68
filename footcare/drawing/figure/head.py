"""Heads without faces, about the middle of the skull. Side: facing +x. Two outlines: short hair and a headscarf."""

from collections.abc import Sequence
from dataclasses import dataclass

from footcare.drawing.geometry import Affine, Point
from footcare.drawing.shapes import Layer, Role, Shape

Line = Sequence[Point]

SIDE: Line = [
    (-8, -16), (-15.5, -9), (-19.5, 3), (-18, 15), (-10.5, 24.5), (0.5, 27.5), (11, 24.5), (16.5, 16.5), (17, 7.5),
    (17.8, 3), (20.4, -2), (17.6, -5), (17.4, -10), (14.8, -16.2), (8, -17.5), (1, -14),
]  # fmt: skip
SIDE_HAIR: Line = [
    (-8, -13.5), (-16.2, -9), (-20.8, 3), (-19.2, 15.8), (-11, 26), (0.5, 29.2), (11.8, 26.4), (17.8, 18.5), (12, 17.5),
    (6, 14), (3.4, 9), (2.6, 3.5), (-0.5, 5.5), (-4.5, 4.5), (-6, -1), (-5.5, -7),
]  # fmt: skip
SIDE_SCARF: Line = [
    (-15, -34), (-18, -20), (-21.6, -1), (-20, 15), (-11.6, 26.6), (0.5, 29.8), (12.4, 26.8), (18.4, 17), (17, 6),
    (14, -4), (15.6, -12), (16.4, -18), (13, -24), (11, -30), (4, -37), (-5, -38),
]  # fmt: skip
SIDE_FRAMED: Line = [
    (10.4, 17), (13.6, 18), (16.6, 16.5), (17.2, 12), (17, 7.5), (17.8, 3), (20.4, -2), (17.6, -5), (17.6, -7.5),
    (17.4, -10), (16.4, -13.4), (14.4, -16), (10, -14.4), (6.6, -7), (6, 2), (7.6, 11),
]  # fmt: skip
EAR: Line = [(-1.2, 3.4), (-4.4, 3.2), (-5, -0.8), (-2.6, -3.6), (-1, -1.4)]

FRONT: Line = [
    (0, -20), (-9, -16.5), (-14.6, -7), (-16.4, 5), (-13.5, 18), (-7, 24), (0, 25), (7, 24), (13.5, 18), (16.4, 5),
    (14.6, -7), (9, -16.5),
]  # fmt: skip
FRONT_HAIR: Line = [
    (-16.8, 1), (-17.8, 11), (-13, 22.6), (0, 27.8), (13, 22.6), (17.8, 11), (16.8, 1), (14.4, 8), (9.5, 14),
    (0, 14.5), (-9.5, 14), (-14.4, 8),
]  # fmt: skip
FRONT_HAIR_BOWED: Line = [
    (-16.8, -3), (-17.8, 9), (-13, 21.6), (0, 26.8), (13, 21.6), (17.8, 9), (16.8, -3), (14.4, -1), (9.5, 5),
    (0, 8), (-9.5, 5), (-14.4, -1),
]  # fmt: skip
FRONT_SCARF: Line = [
    (0, -37), (-15, -31), (-19, -14), (-19.6, 6), (-15.4, 20), (-8, 27), (0, 29), (8, 27), (15.4, 20), (19.6, 6),
    (19, -14), (15, -31),
]  # fmt: skip
FRONT_FRAMED_BOWED: Line = [
    (0, -18.5), (-7.4, -16), (-11.2, -9), (-12.2, -2), (-10.4, 4), (-6, 7), (0, 7.8), (6, 7), (10.4, 4),
    (12.2, -2), (11.2, -9), (7.4, -16),
]  # fmt: skip
FRONT_FRAMED: Line = [
    (0, -17.5), (-7.6, -14.5), (-11.6, -6), (-12.8, 4), (-10.6, 13), (-6, 17.6), (0, 18.6), (6, 17.6), (10.6, 13),
    (12.8, 4), (11.6, -6), (7.6, -14.5),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """Middle of the skull, and how far the head is turned counter-clockwise."""

    middle: Point
    turn: float
    covered: bool

    def place(self, line: Line) -> tuple[Point, ...]:
        return Affine.rotation(self.turn).then(Affine.translation(self.middle)).apply_all(line)

    def from_side(self) -> list[Shape]:
        if self.covered:
            return [self._shape("cloth", SIDE_SCARF), self._shape("skin", SIDE_FRAMED)]
        ear = Shape("thin", Layer.NEAR, self.place(EAR), closed=False)
        return [self._shape("skin", SIDE), self._shape("hair", SIDE_HAIR), ear]

    def from_front(self, *, bowed: bool = False) -> list[Shape]:
        """`bowed`: looks down, so that more of its top is seen."""
        if self.covered:
            face = FRONT_FRAMED_BOWED if bowed else FRONT_FRAMED
            return [self._shape("cloth", FRONT_SCARF), self._shape("skin", face)]
        return [self._shape("skin", FRONT), self._shape("hair", FRONT_HAIR_BOWED if bowed else FRONT_HAIR)]

    def _shape(self, role: Role, line: Line) -> Shape:
        return Shape(role, Layer.NEAR, self.place(line))

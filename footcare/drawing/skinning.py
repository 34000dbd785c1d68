"""Outlines bound to bones. A point follows its bones by weight: S6H4 is 0.6 of bone S and 0.4 of bone H.

Bones are rigid, and blending keeps them so (planar dual quaternions): half way between two bones a point turns half the
angle around their joint. A plain average of positions would pull skin inwards at a bent joint.
"""

import cmath
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from footcare.drawing.geometry import Affine, Point

Bones = Mapping[str, Affine]
"""Where each bone went from its rest place: rotations and translations only."""

Row = tuple[float, float, str]
"""x, y at rest, and the weights: one letter, or letters each with tenths (`S6H4`)."""


@dataclass(frozen=True, slots=True)
class Skin:
    """Points at rest with their weights."""

    rest: tuple[Point, ...]
    weights: tuple[tuple[tuple[str, float], ...], ...]

    @staticmethod
    def of(rows: Iterable[Row]) -> "Skin":
        rows = tuple(rows)
        return Skin(tuple((x, y) for x, y, _ in rows), tuple(_weights(code) for *_, code in rows))

    def posed(self, bones: Bones, floor: float | None = None) -> tuple[Point, ...]:
        """The points after the bones have moved; with `floor`, flesh below that height is pressed flat onto it."""
        placed = (_blend(weights, bones).apply(point) for point, weights in zip(self.rest, self.weights, strict=True))
        return tuple(placed if floor is None else ((x, max(y, floor)) for x, y in placed))


def _weights(code: str) -> tuple[tuple[str, float], ...]:
    if len(code) == 1:
        return ((code, 1.0),)
    return tuple((bone, int(tenths) / 10) for bone, tenths in re.findall(r"([A-Z])(\d)", code))


def _blend(weights: tuple[tuple[str, float], ...], bones: Bones) -> Affine:
    if len(weights) == 1:
        return bones[weights[0][0]]
    turn = shift = 0j
    for bone, weight in weights:
        move = bones[bone]
        half = cmath.exp(0.5j * math.radians(move.turn))
        if (half * turn.conjugate()).real < 0:
            half = -half  # the shorter way round
        turn += weight * half
        shift += weight * complex(move.e, move.f) * half.conjugate() / 2
    size = abs(turn)
    rotation, offset = (turn / size) ** 2, 2 * shift * turn / size**2
    return Affine(rotation.real, rotation.imag, -rotation.imag, rotation.real, offset.real, offset.imag)

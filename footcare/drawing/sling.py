"""A towel round the ball of a foot, seen from the side: a loop with one end before the foot and one behind it.

It is drawn along +x, with the sole to -x: (0, 0) is where it presses on the sole, `length` the way to the hands.
"""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Point, lerp, plus
from footcare.drawing.shapes import Drawn, Layer, Parameter, Shape

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "length": Parameter(20, 400, 120),
    "width": Parameter(4, 60, 26),  # on the sole
    "spread": Parameter(0, 100),  # of the end behind the foot from the one before it, at the hands
    "tail": Parameter(0, 60),  # of each end beyond the hands
}
_AT_HANDS: Final = 0.34  # of the width, gathered
_FOLDS: Final = (0.34, -0.3)  # of half the width, in the end before the foot
_WAVE: Final = (0.1, -0.06, 0.04)  # of half the width: edges of cloth are not straight


def draw(pose: Mapping[str, float]) -> Drawn:
    length, half, spread = pose["length"], pose["width"] / 2, pose["spread"]
    return Drawn(
        (
            _end(length, half, spread / 2, pose["tail"], Layer.BEHIND),
            _end(length, half, -spread / 2, pose["tail"] * 0.8, Layer.HAND),
            *(_fold(length, half * share, -spread / 2) for share in _FOLDS),
        ),
        {"hands": (length, 0)},
    )


def _end(length: float, half: float, away: float, tail: float, layer: Layer) -> Shape:
    """From round the sole, narrower towards the hand, and hanging beyond it."""
    hand, tip = (length, away), (length + tail * 0.5, away - tail)
    narrow = half * _AT_HANDS
    upper, lower = (
        [(0.0, sign * half), *_edge(hand, sign * half, sign * narrow), plus(hand, (0, sign * narrow))]
        for sign in (1, -1)
    )
    hem = [plus(tip, (narrow * 1.4, 0)), plus(tip, (-narrow * 1.4, 0))]
    bend = [(-half * 0.3, -half * 0.8), (-half * 0.42, 0.0), (-half * 0.3, half * 0.8)]
    return Shape("prop", layer, (*upper, *hem, *lower[::-1], *bend), smooth=False)


def _fold(length: float, at: float, away: float) -> Shape:
    line = ((abs(at), at), lerp((0.0, at), (length, away + at * _AT_HANDS), 0.8))
    return Shape("prop-line", Layer.HAND, line, closed=False, smooth=False)


def _edge(hand: Point, wide: float, narrow: float) -> list[Point]:
    """Between its two ends."""
    line = []
    for number, wave in enumerate(_WAVE, start=1):
        share = number / (len(_WAVE) + 1)
        x, y = lerp((0.0, 0.0), hand, share)
        line.append((x, y + wide + (narrow - wide) * share**0.6 + wave * abs(wide)))
    return line

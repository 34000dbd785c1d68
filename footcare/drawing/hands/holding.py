"""Hands that hold the front of a foot: around it, between its toes, or its toes drawn back."""

from collections.abc import Mapping, Sequence
from typing import Final

from footcare.drawing.geometry import Affine, Point, direction, lerp
from footcare.drawing.hands.sprite import BEND, Piece, Sprite, nail
from footcare.drawing.loft import tube
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter

# Fingers together over the foot, seen from the back of the hand; the thumb on +y goes round behind the foot.
_WRAP: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-98, 12), (-88, 30), (-72, 42), (-52, 50), (-28, 53), (-2, 52), (14, 48), (18, 41), (8, 36),
                (-18, 36), (-38, 30), (-50, 20), (-60, 6),
            ),
            layer=Layer.BEHIND,
        ),
        Piece(
            "hand",
            (
                (-330, 20), (-215, 19), (-150, 20), (-116, 22), (-96, 27), (-76, 32), (-52, 34), (-30, 33.5),
                (-8, 32.5), (12, 31.5), (25, 29.5), (31, 24), (28, 18.5), (18, 16.6), (33, 15.6), (40, 8.5), (34, 1.6),
                (20, 0), (31, -1.8), (36, -8), (30, -14.4), (12, -15.8), (14, -17.6), (19, -23), (14, -28.6),
                (0, -30.8), (-30, -32), (-60, -31), (-90, -26), (-116, -21), (-150, -19), (-215, -19), (-330, -20),
            ),
        ),
        Piece("thin", ((18, 16.6), (-6, 16.2), (-32, 15)), closed=False),
        Piece("thin", ((20, 0), (-6, -0.4), (-32, -0.8)), closed=False),
        Piece("thin", ((12, -15.8), (-8, -16.2), (-32, -15.6)), closed=False),
        nail((19, 24.2), 8, 4.2),
        nail((27, 8.4), 9, 4.4),
        nail((23, -8), 9, 4.3),
        nail((7, -23), 8, 3.8),
        Piece("detail", ((-46, 27), (-43, 23), (-46, 19)), closed=False),
        Piece("detail", ((-44, 11), (-41, 7), (-44, 3)), closed=False),
        Piece("detail", ((-45, -5), (-42, -8.5), (-45, -12)), closed=False),
        Piece("detail", ((-49, -19), (-46, -22.5), (-49, -26)), closed=False),
    ),
    wrist=(-122, 0),
)  # fmt: skip

# All toes within the hand: its fingers reach round them, the thumb lies on top (-y). The origin is within the big toe,
# near its tip.
_PULL: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-320, 27), (-220, 28), (-170, 30), (-138, 36), (-108, 43), (-80, 48), (-56, 51), (-32, 50), (-8, 45),
                (16, 37), (30, 31), (34, 24), (27, 19), (37, 16.4), (41, 9.6), (33, 4), (39, 1), (41.4, -6),
                (33, -11.4), (22, -13), (31, -18), (29, -26), (16, -31.6), (-4, -33),
                (-26, -34), (-52, -34), (-84, -31), (-116, -27), (-150, -25), (-220, -25), (-320, -26),
            ),
        ),
        Piece("thin", ((27, 19), (2, 21), (-22, 22)), closed=False),
        Piece("thin", ((33, 4), (6, 5.4), (-24, 7)), closed=False),
        Piece("thin", ((22, -13), (2, -11.4), (-22, -11), (-46, -16)), closed=False),
        Piece("nail", ((26.6, -27.4), (19, -26), (12, -28), (7, -32)), closed=False),
        Piece("detail", ((-8, -27), (-5, -24), (-7, -20)), closed=False),
        Piece("detail", ((8, 33), (5, 30), (6, 25)), closed=False),
    ),
    wrist=(-150, 2),
)  # fmt: skip

# The palm before and under the toes, from the back of the foot: a finger runs through each gap between them, its tip
# lies on the foot. Each finger from the index finger on: where it leaves the palm; between the tips of two toes, at
# `open` 0 and 1; between their bases, at 0 and 1; its tip. The thumb on +y.
_BETWEEN: Final[Sequence[tuple[Point, Point, Point, Point, Point, Point]]] = (
    ((-72, 28), (-26, 21), (-26, 27), (-4, 21), (-4, 23.6), (30, 13)),
    ((-76, 9), (-24, 2), (-24, 3), (-3, 2.8), (-3, 3.4), (38, 3)),
    ((-72, -9), (-16, -16), (-16, -18.5), (4, -12), (4, -13.6), (38, -9)),
    ((-64, -25), (-2, -33), (-2, -38), (12, -25.6), (12, -27.6), (38, -20)),
)
_FINGER: Final = ((0.0, 7.5, 7.5), (1.0, 4.2, 4.2), (2.0, 4.4, 4.4), (2.5, 5.4, 5.4), (3.0, 5.4, 5.4))
_BEHIND_TOES: Final = Piece(
    "hand",
    (
        (-340, 21), (-260, 20), (-190, 20), (-160, 22), (-142, 27), (-124, 40), (-102, 57), (-78, 70), (-52, 76),
        (-28, 74), (-19, 67), (-24, 60), (-46, 57), (-60, 49), (-54, 41), (-26, 36), (4, 30), (2, 0), (0, -22),
        (-20, -26), (-42, -33), (-62, -38), (-92, -36), (-120, -29), (-145, -23), (-170, -20), (-260, -20), (-340, -21),
    ),
    layer=Layer.BEHIND,
)  # fmt: skip


def _draw_between(pose: Mapping[str, float]) -> Drawn:
    pieces = [_BEHIND_TOES]
    for palm, ends_closed, ends_open, gap_closed, gap_open, tip in _BETWEEN:
        ends, gap = lerp(ends_closed, ends_open, pose["open"]), lerp(gap_closed, gap_open, pose["open"])
        at = Affine.rotation(direction(gap, tip)).then(Affine.translation(tip))
        pieces.append(Piece("hand", tube((palm, ends, gap, tip), _FINGER, samples=2), closed=False))
        pieces.append(Piece("nail", at.apply_all(nail((-2, 0), 7, 3.8).points), closed=False))
    return Sprite(tuple(pieces), wrist=(-160, 0)).draw(pose)


HOLDING: Final = (
    _WRAP.model("wrap"),
    _PULL.model("pull"),
    Model("between", {**BEND, "open": Parameter(0, 1)}, _draw_between),
)

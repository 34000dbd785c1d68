"""Hands that rub, stroke and squeeze, hand-placed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from footcare.drawing.hands.sprite import BEND, Line, Piece, Sprite, nail
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter

# One thumb strokes, the fingers hold the foot from behind and cross it to +y.
_THUMB: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-300, -112), (-215, -92), (-160, -78), (-118, -66), (-84, -54), (-60, -44), (-40, -46), (-20, -42),
                (0, -26), (14, -6), (24, 14), (33, 18), (38, 8), (30, -20), (14, -50), (-4, -74), (-24, -91),
                (-48, -100), (-82, -105), (-118, -112), (-160, -125), (-215, -143), (-300, -168),
            ),
            layer=Layer.BEHIND,
        ),
        Piece(
            "hand",
            (
                (-128, -69), (-112, -56), (-98, -38), (-76, -17), (-56, -1), (-42, 5), (-28, 7.4),
                (-12, 9.6), (1, 8.6), (8.4, 0), (1, -9), (-13, -10.6), (-28, -9.8), (-43, -14), (-56, -25), (-68, -42),
                (-82, -62),
            ),
            closed=False,
        ),
        Piece("detail", ((-31, 3.5), (-28.5, -1), (-30.5, -5.5)), closed=False),
        nail((-9, 0), 13, 5.6),
    ),
    wrist=(-140, -92),
)  # fmt: skip

# Thumb in front, index finger behind, both along +x: clasps a tendon or an edge.
_CLASP: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-320, -66), (-230, -52), (-180, -42), (-146, -22), (-116, 6), (-92, 24), (-70, 33), (-44, 33),
                (-14, 28), (14, 23), (30, 15), (31, 6), (18, 2), (-10, 6), (-34, 10), (-50, 4), (-62, -12), (-72, -30),
                (-84, -58), (-112, -80), (-146, -92), (-180, -98), (-230, -106), (-320, -122),
            ),
            layer=Layer.BEHIND,
        ),
        Piece(
            "hand",
            (
                (-122, -50), (-104, -40), (-84, -27), (-62, -12), (-44, -1), (-28, 6), (-12, 9.6),
                (1, 8.6), (8.4, 0), (1, -9), (-13, -11), (-28, -13), (-42, -20), (-56, -33), (-72, -52), (-92, -70),
                (-116, -82), (-140, -90),
            ),
            closed=False,
        ),
        Piece("detail", ((-31, 1.5), (-27.5, -3), (-28, -8)), closed=False),
        nail((-9, 0), 13, 5.6),
    ),
    wrist=(-165, -72),
)  # fmt: skip

# Finger and thumb from both sides, seen from the thumb's side; the origin is between them. `gap` opens them.
_PINCH_TIPS: Final = {10: 0.6, 11: 0.9, 12: 1.0, 13: 1.0, 14: 0.9, 15: 0.5, 24: -0.5, 25: -0.9, 26: -1.0, 27: -1.0,
                      28: -0.9, 29: -0.5}  # fmt: skip
_PINCH: Final[Line] = (
    (-300, 24), (-220, 22), (-176, 23), (-140, 31), (-110, 39), (-84, 47), (-62, 54), (-47, 55), (-33, 49), (-17, 37),
    (-3, 23), (5, 13), (5, 5), (-1, 2), (-9, 8), (-19, 18), (-32, 28), (-46, 32), (-60, 27), (-71, 15), (-76, 2),
    (-68, -8), (-52, -15), (-35, -16), (-19, -11), (-8, -4), (0, -1.6), (5, -5), (4, -13), (-8, -24), (-24, -33),
    (-42, -38), (-64, -40), (-92, -38), (-122, -33), (-170, -26), (-220, -25), (-300, -28),
)  # fmt: skip
_MIDDLE_FINGER: Final[Line] = (
    (-84, 34), (-54, 28), (-34, 14), (-27, 1), (-31, -8), (-39, -8), (-46, 0), (-56, 8), (-72, 12),
)  # fmt: skip


def _draw_pinch(pose: Mapping[str, float]) -> Drawn:
    half = pose["gap"] / 2
    outline = tuple((x, y + half * _PINCH_TIPS.get(i, 0.0)) for i, (x, y) in enumerate(_PINCH))
    nails = (
        Piece("nail", ((1.5, 8 + half), (-4, 13 + half), (-10, 22 + half * 0.6)), closed=False),
        Piece("nail", ((1.5, -7 - half), (-5, -13 - half), (-14, -20 - half * 0.6)), closed=False),
    )
    sprite = Sprite(
        (Piece("hand", _MIDDLE_FINGER), Piece("hand", outline), *nails,
         Piece("detail", ((-54, 49), (-48, 45), (-46, 40)), closed=False)),
        wrist=(-176, 0),
    )  # fmt: skip
    return sprite.draw(pose)


# The back of a flat hand, thumb on +y; the palm's middle touches.
_FLAT: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-330, 20), (-215, 19), (-150, 20), (-116, 22), (-100, 29), (-84, 42), (-68, 56), (-50, 67), (-33, 74),
                (-21, 74), (-18, 67), (-27, 60), (-42, 52), (-51, 43), (-52, 35), (-40, 31.5), (-10, 32), (12, 31.5),
                (25, 29.5), (31, 24), (28, 18.5), (18, 16.6), (33, 15.6), (40, 8.5), (34, 1.6), (20, 0), (31, -1.8),
                (36, -8), (30, -14.4), (12, -15.8), (14, -17.6), (19, -23), (14, -28.6), (0, -30.8), (-30, -32),
                (-60, -31), (-90, -26), (-116, -21), (-150, -19), (-215, -19), (-330, -20),
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

# Pads of index and middle finger touch; ring and little finger are curled, the thumb lies beside.
_TWO_FINGERS: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-380, 22), (-270, 21), (-205, 22), (-168, 26), (-148, 37), (-128, 47), (-106, 51), (-86, 48),
                (-71, 41), (-68, 34), (-62, 29), (-42, 24.5), (-22, 20.5), (-6, 17.5), (1.6, 13), (2.6, 7), (-2, 1.6),
                (-12, 0.2), (0, -1.6), (6.6, -8), (3, -14.6), (-10, -17.4), (-30, -17), (-46, -16.4), (-41, -20.5),
                (-41.6, -27), (-49, -32.4), (-58, -33), (-58, -38), (-63, -44), (-74, -46), (-92, -43), (-114, -37),
                (-140, -29), (-168, -23), (-205, -20.5), (-270, -20), (-380, -21),
            ),
        ),
        Piece("thin", ((-12, 0.2), (-40, 3.4), (-72, 8)), closed=False),
        Piece("thin", ((-46, -16.4), (-62, -13.6), (-78, -9)), closed=False),
        Piece("thin", ((-58, -33), (-70, -30), (-84, -24.6)), closed=False),
        Piece("thin", ((-68, 34), (-80, 33), (-96, 34.5)), closed=False),
        nail((-11, 9.4), 9.5, 4.4),
        nail((-7, -8.6), 9.5, 4.6),
        Piece("detail", ((-88, 23), (-84.5, 18.5), (-88, 13.5)), closed=False),
        Piece("detail", ((-90, 3), (-86.5, -1.5), (-90, -6)), closed=False),
        Piece("detail", ((-94, -14), (-91, -18), (-94, -22)), closed=False),
        Piece("detail", ((-42, 20), (-40, 14.5), (-42, 9)), closed=False),
        Piece("detail", ((-38, -1.5), (-36, -7), (-38, -12)), closed=False),
    ),
    wrist=(-172, 0),
)  # fmt: skip

# A fist from the side of the curled fingers, thumb across; the row of knuckles touches, upright at x = 0.
_FIST: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-320, 21), (-215, 20), (-160, 21), (-128, 25), (-104, 33), (-80, 39), (-56, 40), (-36, 37),
                (-16, 35), (-5, 31), (-1.6, 24), (-6, 17), (-1.4, 14.6), (0, 8), (-3.6, 0.8), (0, -1.6), (0, -9),
                (-5, -15.6), (-3, -18.4), (-4.4, -26), (-13, -32), (-32, -34), (-56, -33.6), (-84, -30), (-112, -24),
                (-160, -20), (-215, -20), (-320, -21),
            ),
        ),
        Piece("thin", ((-6, 17), (-20, 17), (-34, 16.6)), closed=False),
        Piece("thin", ((-3.6, 0.8), (-24, 0.8), (-40, 0.4), (-46, -3), (-47, -9), (-41, -15.6)), closed=False),
        Piece("thin", ((-5, -15.6), (-24, -15.8), (-41, -15.6), (-46, -19), (-46, -26), (-40, -33)), closed=False),
        Piece(
            "hand",
            (
                (-66, 40), (-50, 36), (-37, 26), (-28.6, 13), (-26, 2), (-30, -5.6), (-38, -6.4), (-43, 0),
                (-46, 9), (-54, 17), (-66, 21), (-80, 20),
            ),
            closed=False,
        ),
        Piece("nail", ((-31, 10), (-29, 2), (-32, -3), (-37, -2)), closed=False),
        Piece("detail", ((-43, 27), (-45, 21), (-50, 17)), closed=False),
    ),
    wrist=(-150, 0),
)  # fmt: skip

# A fist from its back, thumb on +y; the row of finger joints touches at the origin.
_KNUCKLES: Final = Sprite(
    (
        Piece(
            "hand",
            (
                (-320, 20), (-210, 19), (-150, 21), (-118, 25), (-98, 36), (-78, 47), (-56, 51), (-37, 48), (-24, 41),
                (-21, 34), (-10, 33.5), (-1, 29), (1, 22), (-4, 16.6), (3, 14), (6.4, 7), (2, 0.2), (4, -4),
                (5, -10.5), (-1, -16.2), (-1.4, -19), (-1, -26), (-8, -32), (-24, -35), (-46, -35), (-74, -31),
                (-100, -25), (-122, -21), (-150, -19), (-210, -19), (-320, -20),
            ),
        ),
        Piece("thin", ((-4, 16.6), (-16, 16.8), (-28, 16.4)), closed=False),
        Piece("thin", ((2, 0.2), (-12, 0.2), (-26, 0)), closed=False),
        Piece("thin", ((-1, -16.2), (-14, -16.4), (-27, -16)), closed=False),
        Piece("thin", ((-21, 34), (-36, 33.6), (-54, 36)), closed=False),
        Piece("detail", ((-38, 31), (-30, 28.5), (-28, 24.5), (-30, 20.5), (-38, 18.5)), closed=False),
        Piece("detail", ((-36, 14.5), (-28, 12.4), (-26, 8), (-28, 4), (-36, 2)), closed=False),
        Piece("detail", ((-37, -2), (-29, -4), (-27, -8), (-29, -12), (-37, -14)), closed=False),
        Piece("detail", ((-40, -18), (-32, -20), (-30, -24), (-32, -28), (-40, -30)), closed=False),
    ),
    wrist=(-135, 0),
)  # fmt: skip

# The palm under a foot that is seen from above, thumb on +y: what is seen of it are wrist, thumb and finger tips.
_UNDER: Final = Sprite(
    tuple(replace(piece, layer=Layer.BEHIND) for piece in _FLAT.pieces if piece.role in ("hand", "thin")), _FLAT.wrist
)


MASSAGING: Final = (
    _THUMB.model("thumb"),
    _CLASP.model("clasp"),
    Model("pinch", {**BEND, "gap": Parameter(0, 36)}, _draw_pinch),
    _FLAT.model("flat"),
    _UNDER.model("under"),
    _TWO_FINGERS.model("two_fingers"),
    _FIST.model("fist"),
    _KNUCKLES.model("knuckles"),
)

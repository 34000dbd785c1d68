"""One lower leg and foot from the front; the inner side to +x, the middle of the foot at x = 0, floor at y = 0.

Toes are seen end-on. A lifted toe shows its underside: it reaches from where it leaves the foot up to its tip.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from footcare.drawing.geometry import Affine, Point, ellipse, lerp, minus, offset, plus, polar
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Role, Shape, View
from footcare.drawing.skinning import Bones, Row, Skin

_ANKLE: Final[Point] = (0, 58)
_UNDER: Final[Point] = (-2, 0)  # the foot rolls about it

# L leg, F foot. From the outer side of the leg round the foot to the inner side.
_OUTLINE: Final[tuple[Row, ...]] = (
    (-25, 330, "L"), (-24, 262, "L"), (-23, 235, "L"), (-28, 205, "L"), (-31, 175, "L"), (-28, 145, "L"),
    (-21, 112, "L"), (-16, 88, "L"), (-15, 74, "L8F2"), (-19, 62, "L5F5"), (-17, 50, "L2F8"), (-22, 37, "F"),
    (-30, 25, "F"), (-37, 14, "F"), (-38, 5, "F"), (-33, 0, "F"), (-10, 0, "F"), (12, 0, "F"), (30, 0, "F"),
    (36, 6, "F"), (35, 16, "F"), (29, 29, "F"), (22, 43, "L1F9"), (18.5, 56, "L3F7"), (20.5, 67, "L6F4"),
    (16, 80, "L9F1"), (15, 94, "L"), (19, 118, "L"), (26, 150, "L"), (29, 178, "L"), (26, 208, "L"), (22, 235, "L"),
    (25, 262, "L"), (28, 330, "L"),
)  # fmt: skip
_SKIN: Final = Skin.of(_OUTLINE)
_SHADED: Final = 15  # outline points along the shade, from the first
_SHADE_RIM: Final = Skin.of((
    (-33, 8, "F"), (-24, 24, "F"), (-14, 36, "F"), (-9, 50, "L2F8"), (-9, 62, "L5F5"), (-7, 80, "L"),
    (-12, 112, "L"), (-18, 145, "L"), (-21, 175, "L"), (-18, 205, "L"), (-14, 235, "L"), (-14, 262, "L"),
    (-16, 330, "L"),
))  # fmt: skip
_INSIDE_INK: Final = 1.4  # so that the shade does not eat the ink line
_LINES: Final = (
    Skin.of(((-10, 252, "L"), (0, 245, "L"), (10, 252, "L"))),
    Skin.of(((4, 215, "L"), (6, 170, "L"), (4, 120, "L"))),
    Skin.of(((0, 66, "L5F5"), (5, 48, "F"), (13, 32, "F"))),
    Skin.of(((-8, 58, "F"), (-10, 44, "F"), (-14, 30, "F"))),
)


@dataclass(frozen=True, slots=True)
class _Toe:
    at: Point
    across: float  # half width
    high: float  # half height
    spread: float  # sideways way at full spread
    reach: float  # how high the tip comes when lifted

    def outline(self, lift: float) -> tuple[Point, ...]:
        """Around its base; the upper half goes up with the tip, the sides half way, drawn in to a waist."""
        ring = []
        for x, y in (polar(turn) for turn in range(0, 360, 30)):
            up = max(0.0, min(1.0, 0.5 + y))
            waist = 1 - 0.5 * lift * up * (1 - up)
            ring.append((self.across * x * waist, self.high * y + self.reach * lift * up))
        return tuple(ring)


_TOES: Final = (
    _Toe((22, 11.5), 12, 11, 6, 12),
    _Toe((4, 10), 7.6, 9.6, 2, 7.5),
    _Toe((-9, 9.2), 7, 9, -1, 7),
    _Toe((-20.5, 8.6), 6.5, 8.4, -3.5, 6.5),
    _Toe((-30.5, 8), 6, 7.8, -6, 6),
)

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "lean": Parameter(-14, 14),  # of the leg, + its top towards the other leg
    "roll": Parameter(-10, 10),  # + the arch sinks, the ankle comes towards the other leg
    "big_toe": Parameter(0, 1),  # lifted
    "toes": Parameter(0, 1),  # the other four lifted
    "spread": Parameter(0, 1.5),
}


def _bones(pose: Mapping[str, float]) -> Bones:
    foot = Affine.rotation(-pose["roll"] * 0.55, _UNDER)
    ankle = foot.apply(_ANKLE)
    leg = Affine.translation(minus(ankle, _ANKLE)).then(Affine.rotation(-pose["lean"], ankle))
    return {"L": leg, "F": foot}


@dataclass(frozen=True, slots=True)
class _Posed:
    shapes: tuple[Shape, ...]
    part: tuple[Shape, ...]
    tip: Point


def _toe(toe: _Toe, lift: float, spread: float, bone: Affine) -> _Posed:
    """From its base on the floor up to its tip; the nail is at the upper rim, the more the higher the toe."""
    base = (toe.at[0] + toe.spread * spread, toe.at[1])
    tip = plus(base, (0, toe.reach * lift))
    body = bone.apply_all(plus(base, point) for point in toe.outline(lift))
    pulp = ellipse(plus(tip, (0, -0.25 * toe.high * lift)), toe.across * 0.62, toe.high * (0.3 + 0.35 * lift))
    rim = plus(tip, (0, toe.high * (0.22 + 0.5 * lift)))
    nail = ellipse(rim, toe.across * 0.56, toe.high * 0.46 * (1 - 0.72 * lift))
    line: Role = "skin" if toe is _TOES[0] else "toe"
    return _Posed(
        (
            Shape(line, Layer.SHADE, body),
            Shape("shade", Layer.SHADE, bone.apply_all(lerp(tip, point, lift) for point in pulp)),
            Shape("nail", Layer.SHADE, bone.apply_all(nail)),
        ),
        (Shape("accent", Layer.ACCENT, body), Shape("accent-line", Layer.ACCENT, body)),
        bone.apply(plus(tip, (0, toe.high))),
    )


def _draw(pose: Mapping[str, float]) -> Drawn:
    bones = _bones(pose)
    outline = _SKIN.posed(bones, floor=0)
    shade = offset(outline, _INSIDE_INK)[:_SHADED] + _SHADE_RIM.posed(bones, floor=0)
    toes = [
        _toe(toe, pose["toes"] if number else pose["big_toe"], pose["spread"], bones["F"])
        for number, toe in enumerate(_TOES)
    ]
    shapes = (
        Shape("skin", Layer.NEAR, outline, closed=False),
        Shape("shade", Layer.SHADE, shade),
        *(Shape("detail", Layer.SHADE, line.posed(bones), closed=False) for line in _LINES),
        *(shape for toe in reversed(toes) for shape in toe.shapes),
    )
    landmarks = {f"toe_{i}": toe.tip for i, toe in enumerate(toes, start=1)}
    landmarks |= {
        "ankle": bones["L"].apply(_ANKLE), "shin": bones["L"].apply((0, 150)), "knee": bones["L"].apply((0, 250)),
        "under": (0, 0), "outer_edge": outline[14], "inner_edge": outline[19],
    }  # fmt: skip
    parts = {f"toe_{i}": toe.part for i, toe in enumerate(toes, start=1)}
    parts["little_toes"] = tuple(shape for toe in toes[1:] for shape in toe.part)
    parts["outline"] = (Shape("ghost", Layer.GHOST, outline, closed=False),)
    contact = min(outline[15:19], key=lambda point: point[1])
    return Drawn(shapes, landmarks, parts, (Contact(contact, "floor", contact[1]),))


VIEW: Final = View("foot_front", PARAMETERS, _draw, size=(320, 240), origin=(160, 196))

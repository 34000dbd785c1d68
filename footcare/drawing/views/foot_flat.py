"""The left foot from above and from below: one outline with five toes, toes up, heel at y = 0.

Its inner side is to +x from above and, as it must be, to -x from below. From below its
front can also tilt in space around the ankle, for ankle circles: seen in perspective, while the heel stays.
From above the lower leg, which comes towards the eye, covers the heel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from footcare.drawing.geometry import (
    Affine,
    Point,
    arc,
    centre,
    direction,
    ellipse,
    lerp,
    minus,
    plus,
    polar,
    times,
)
from footcare.drawing.loft import tube
from footcare.drawing.shapes import Drawn, Layer, Parameter, Shape, View

ANKLE: Final[Point] = (0, 54)
_HEEL: Final[Point] = (0, 20)  # the foot turns out about it
_DEPTH: Final = 58.0  # of the ankle behind the sole
_EYE: Final = 700.0  # distance of the eye from the sole
_TILTED: Final = (24.0, 175.0)  # from the heel: from where a tilt shows, to where it shows whole

_BODY: Final[tuple[Point, ...]] = (
    (0, 0), (14, 3), (22, 12), (25, 28), (24.5, 45), (22, 62), (21, 80), (23, 98), (28, 115), (34, 130), (38, 145),
    (38, 158), (36.5, 170), (26, 176), (15, 172), (10, 173), (2, 171), (-4, 169), (-12, 165), (-18, 161), (-25, 155),
    (-31, 149), (-37.5, 143), (-39.5, 130), (-37.5, 112), (-33, 95), (-30, 78), (-28, 60), (-27, 42), (-25, 25),
    (-21, 11), (-12, 2.5),
)  # fmt: skip
_FOLLOWS: Final = {10: (0, 0.5), 11: (0, 1.0), 12: (0, 1.0), 22: (4, 1.0), 23: (4, 0.5)}
"""Outline points beside the outer toes go along with them: point -> (toe, share)."""
_WEB: Final = slice(12, 22)  # where toes cover the outline


@dataclass(frozen=True, slots=True)
class _Toe:
    joints: tuple[Point, Point, Point]
    widths: tuple[float, float, float]
    spread: float  # degrees at full spread
    curl: float  # share of its length that full curling hides


_TOES: Final = (
    _Toe(((25, 150), (26, 172), (25, 188)), (12, 11.3, 12), -13, 0.22),
    _Toe(((7.5, 158), (7, 178), (6, 190.5)), (8.2, 7.4, 8.4), -5, 0.35),
    _Toe(((-6.5, 155), (-9, 172), (-10.5, 183)), (7.8, 7, 7.9), 1, 0.35),
    _Toe(((-18.5, 148), (-23, 163), (-25.5, 172.5)), (7.4, 6.6, 7.5), 8, 0.35),
    _Toe(((-30, 140), (-34.5, 152), (-37.5, 160)), (7.2, 6.6, 7.2), 16, 0.35),
)
_PADS: Final[Mapping[str, tuple[Point, ...]]] = {
    "ball": (
        (36, 140), (31, 156), (18, 158), (2, 156), (-14, 149), (-28, 138), (-35, 125), (-30, 116), (-16, 122), (0, 127),
        (14, 126), (25, 120), (33, 128),
    ),
    "heel": (
        (0, 4), (13, 6), (20, 16), (21, 32), (14, 45), (0, 50), (-14, 46), (-22, 33), (-20, 15), (-12, 6),
    ),
    "edge": ((-34, 115), (-28, 116), (-21, 95), (-18, 72), (-16, 52), (-22, 40), (-25, 60), (-28, 80), (-31, 97)),
    "inner_edge": (
        (14, 3), (22, 12), (25, 28), (24.5, 45), (22, 62), (21, 80), (23, 98), (28, 115), (34, 130), (38, 145),
        (38, 158), (34, 169), (26, 162), (25, 146), (20, 128), (13, 110), (9, 92), (8, 72), (10, 50), (11, 30), (6, 12),
    ),
    "outer_edge": (
        (-12, 2.5), (-21, 11), (-25, 25), (-27, 42), (-28, 60), (-30, 78), (-33, 95), (-37.5, 112), (-39.5, 130),
        (-37.5, 143), (-31, 150), (-26, 142), (-25, 120), (-19, 98), (-15, 76), (-13, 56), (-12, 36), (-9, 20), (-4, 9),
    ),
    "sole": (
        (0, 5), (12, 8), (19, 18), (20, 32), (19, 50), (17, 75), (19, 100), (27, 122), (32, 142), (32, 158), (24, 166),
        (10, 165), (-6, 161), (-20, 152), (-31, 140), (-34, 126), (-30, 105), (-26, 80), (-23, 55), (-21, 30),
        (-14, 10),
    ),
    "arch": ((20, 70), (20, 90), (24, 110), (8, 118), (-6, 100), (-8, 75), (2, 55), (16, 56)),
    "instep": (
        (32, 142), (20, 158), (0, 158), (-20, 150), (-34, 132), (-30, 105), (-22, 76), (-4, 64), (14, 68), (19, 92),
        (24, 116),
    ),
}  # fmt: skip
_TRIPOD: Final[Mapping[str, tuple[Point, float]]] = {
    "press_heel": ((0, 25), 15),
    "press_inner": ((22, 145), 13.5),
    "press_outer": ((-26, 130), 11.5),
}
"""The three points that carry a standing foot, with the radius of what touches there."""
_LEAST_PRESSED: Final = 0.3
_INSTEP: Final[Point] = (4, 62)  # where the tendons to the toes come from
_LEG: Final[tuple[Point, ...]] = (
    (-25, -40), (-24, 18), (-30, 44), (-18, 64), (19, 66), (29.5, 48), (23, 22), (25, -40),
)  # fmt: skip
"""From the outer side of the calf round the front of the ankle."""
_SIDES: Final = (slice(0, 4), slice(4, 8))
_TENDON: Final = (0.12, 0.5)  # shares of the way from a toe's base to there
_INSET: Final = 0.055
_SAMPLES: Final = 2  # points of each bone of a toe, along each side
_SUNK, _FREE = 1, 3  # points at each end of a toe's outline that are inside the foot, and that are behind the web
_BEYOND: Final = 196.0  # from the heel to just beyond the toes
_AHEAD: Final[tuple[Point, Point]] = ((0, 26), (0, 232))  # straight on, wherever the foot turns

_TURNS: Final[Mapping[str, Parameter]] = {
    "spread": Parameter(-0.6, 1.8),  # of the toes; 1 is a wide fan, more only by hand
    "curl": Parameter(0, 1),
    "big_toe": Parameter(-20, 30),  # + towards the other toes
    "out": Parameter(-15, 40),  # of the whole foot about its heel, + toes outwards
}
_TILTS: Final[Mapping[str, Parameter]] = {
    "point": Parameter(-25, 40),  # + toes towards the eye, the foot points down
    "roll": Parameter(-30, 30),  # + the sole turns to the other foot
    "swing": Parameter(-30, 30),  # in the plane, + toes outwards
}

_PRESSES: Final[Mapping[str, Parameter]] = {name: Parameter(0, 1, 1) for name in _TRIPOD}  # how hard each point presses

_Map = Callable[[Point], Point]


@dataclass(frozen=True, slots=True)
class _Flat:
    """Outline and toes before they are drawn from one side or the other."""

    body: tuple[Point, ...]
    toes: tuple[tuple[Point, ...], ...]
    joints: tuple[tuple[Point, Point, Point], ...]
    place: _Map

    @property
    def axis(self) -> tuple[Point, Point]:
        """From the heel to beyond the second toe, which stays where it is when toes spread."""
        return (self.place((0, 26)), self.place((6.5, 226)))


def _foot(pose: Mapping[str, float]) -> _Flat:
    place = _placing(pose)
    turns = [
        Affine.rotation(toe.spread * pose["spread"] + (pose["big_toe"] if number == 0 else 0), toe.joints[0])
        for number, toe in enumerate(_TOES)
    ]
    body = list(_BODY)
    for index, (number, share) in _FOLLOWS.items():
        body[index] = Affine.rotation(turns[number].turn * share, _TOES[number].joints[0]).apply(body[index])
    joints, toes = [], []
    for toe, turn in zip(_TOES, turns, strict=True):
        base, middle, tip = turn.apply_all(toe.joints)
        shown = 1 - toe.curl * pose["curl"]
        bones = (base, lerp(base, middle, shown), lerp(base, tip, shown))
        outline = tube(bones, [(i, width, width) for i, width in enumerate(toe.widths)], rounding=5, samples=_SAMPLES)
        toes.append(tuple(place(point) for point in outline))
        joints.append((place(bones[0]), place(bones[1]), place(bones[2])))
    return _Flat(tuple(place(point) for point in body), tuple(toes), tuple(joints), place)


def _placing(pose: Mapping[str, float]) -> _Map:
    turn = Affine.rotation(pose["out"] + pose.get("swing", 0), _HEEL)
    (cos_point, sin_point), (cos_roll, sin_roll) = polar(pose.get("point", 0)), polar(pose.get("roll", 0))

    def place(point: Point) -> Point:
        share = min(1.0, max(0.0, (point[1] - _TILTED[0]) / (_TILTED[1] - _TILTED[0])))
        still = x, y = turn.apply(point)
        y -= ANKLE[1]
        z = _DEPTH
        y, z = y * cos_point - z * sin_point, y * sin_point + z * cos_point
        x, z = x * cos_roll + z * sin_roll, z * cos_roll - x * sin_roll
        nearer = _EYE / (_EYE + _DEPTH - z)
        return lerp(still, (x * nearer, y * nearer + ANKLE[1]), share)

    flat = not pose.get("point", 0) and not pose.get("roll", 0)
    return turn.apply if flat else place


def _shapes(foot: _Flat) -> list[Shape]:
    """A thick rim around toes and body first; then toes from the little one, and the body's middle over their bases.

    So the rim is thick outside and toes part with a thin line.
    """
    middle = centre([foot.place(point) for point in (_HEEL, (0, 160))])
    inner = tuple(lerp(point, middle, _INSET) for point in foot.body[::2])
    toes = tuple(toe[_SUNK:-_SUNK] for toe in reversed(foot.toes))
    return [
        *(Shape("rim", Layer.NEAR, toe, closed=False) for toe in toes),
        Shape("rim", Layer.NEAR, foot.body),
        *(Shape("toe", Layer.NEAR, toe, closed=False) for toe in toes),
        Shape("cover", Layer.NEAR, inner),
    ]


def _drawn(foot: _Flat, surface: Sequence[Shape]) -> Drawn:
    landmarks = {f"toe_{i}": _tip(joints, _TOES[i - 1]) for i, joints in enumerate(foot.joints, start=1)}
    landmarks |= {name: centre([foot.place(point) for point in pad]) for name, pad in _PADS.items()}
    landmarks |= {
        "axis": foot.axis[1],
        "heel_end": foot.body[0],
        "ankle": foot.place(ANKLE),
    }
    parts: dict[str, tuple[Shape, ...]] = {f"toe_{i}": _toe_part(toe) for i, toe in enumerate(foot.toes, start=1)}
    for name, pad in _PADS.items():
        points = tuple(foot.place(point) for point in pad)
        parts[name] = (Shape("accent", Layer.ACCENT, points), Shape("accent-line", Layer.ACCENT, points))
    silhouette = Shape("ghost", Layer.GHOST, foot.body[_WEB.stop :] + foot.body[: _WEB.start], closed=False)
    toes = tuple(Shape("ghost", Layer.GHOST, toe[_FREE:-_FREE], closed=False) for toe in foot.toes)
    parts |= {"outline": (silhouette, *toes), "toes": toes}
    parts["axis"] = (Shape("accent-line", Layer.ACCENT, foot.axis, closed=False, smooth=False),)
    parts["wedge"] = _wedge(foot)
    parts["ahead"] = (Shape("ghost", Layer.GHOST, _AHEAD, closed=False, smooth=False),)
    return Drawn((*_shapes(foot), *surface), landmarks, parts)


def _wedge(foot: _Flat) -> tuple[Shape, ...]:
    """Between straight ahead and where the foot points: the sector below the foot, its arc, and the middle line."""
    end = foot.place(plus(_HEEL, (0, _BEYOND)))
    rim = arc(_HEEL, _BEYOND, 90, direction(_HEEL, end), 5)
    return (
        Shape("accent", Layer.GHOST, (_HEEL, *rim), smooth=False),
        Shape("accent-line", Layer.ACCENT, rim, closed=False),
        Shape("accent-line", Layer.ACCENT, (_HEEL, end), closed=False, smooth=False),
    )


def _tip(joints: tuple[Point, Point, Point], toe: _Toe) -> Point:
    return plus(joints[2], polar(direction(joints[1], joints[2]), toe.widths[2]))


def _toe_part(toe: tuple[Point, ...]) -> tuple[Shape, ...]:
    free = toe[_FREE:-_FREE]
    return (Shape("accent", Layer.ACCENT, free), Shape("accent-line", Layer.ACCENT, free, closed=False))


def _draw_sole(pose: Mapping[str, float]) -> Drawn:
    foot = _foot(pose)
    pads = [
        Shape("shade", Layer.SHADE, tuple(foot.place(point) for point in _PADS[name]))
        for name in ("ball", "heel", "edge")
    ]
    pulps = [
        Shape("shade", Layer.SHADE, ellipse(joints[2], toe.widths[2] * 0.68, toe.widths[2] * 0.68, 6))
        for joints, toe in zip(foot.joints, _TOES, strict=True)
    ]
    drawn = _drawn(foot, [*pads, *pulps])
    return replace(drawn, parts={**drawn.parts, "tripod": _tripod(foot, pose)}).moved(Affine.mirrored())


def _tripod(foot: _Flat, pose: Mapping[str, float]) -> tuple[Shape, ...]:
    spots = []
    for name, (at, radius) in _TRIPOD.items():
        size = radius * (_LEAST_PRESSED + (1 - _LEAST_PRESSED) * pose[name])
        ring = tuple(foot.place(point) for point in ellipse(at, size, size))
        spots += [Shape("accent", Layer.ACCENT, ring), Shape("accent-line", Layer.ACCENT, ring)]
    return tuple(spots)


def _draw_top(pose: Mapping[str, float]) -> Drawn:
    foot = _foot(pose)
    nails = [
        Shape("nail", Layer.DETAIL, _nail(joints, toe.widths[2]))
        for joints, toe in zip(foot.joints, _TOES, strict=True)
    ]
    tendons = [
        Shape(
            "detail",
            Layer.DETAIL,
            tuple(lerp(joints[0], foot.place(_INSTEP), share) for share in _TENDON),
            closed=False,
        )
        for joints in foot.joints[:3]
    ]
    ankle = minus(foot.place(ANKLE), ANKLE)  # a foot turns out about its heel, a leg still comes from straight behind
    leg = tuple(lerp(plus(point, ankle), foot.place(point), min(1.0, max(0.0, point[1] / 40))) for point in _LEG)
    shapes = [
        Shape("cover", Layer.SHADE, (leg[0], *leg[2:6], leg[7]), smooth=False),
        *(Shape("line", Layer.SHADE, leg[side], closed=False) for side in _SIDES),
    ]
    return _drawn(foot, [*tendons, *shapes, *nails])


def _nail(joints: tuple[Point, Point, Point], width: float) -> tuple[Point, ...]:
    """Square at the tip, round at its root."""
    way = direction(joints[1], joints[2])
    along, across = polar(way), polar(way + 90)
    middle = plus(joints[2], times(along, width * 0.25))
    half = width * 0.55
    corners = ((1.05, 0.85), (0, 0.95), (-0.95, 0.6), (-0.95, -0.6), (0, -0.95), (1.05, -0.85))
    return tuple(plus(middle, plus(times(along, half * x), times(across, half * y))) for x, y in corners)


SOLE: Final = View("foot_sole", {**_TURNS, **_TILTS, **_PRESSES}, _draw_sole, size=(320, 240), origin=(160, 222))
TOP: Final = View("foot_top", _TURNS, _draw_top, size=(320, 240), origin=(160, 226))

"""The left foot from its inner side, toes to +x, heel at x = 0, length 200, floor at y = 0.

The outline is hand-placed and bound to five bones: shin, hind-foot, forefoot, and both bones of the big toe. Angles
turn the foot around what stays put: `heel_up` around the base of the big toe, `toes_up` on the round heel, `point`
around the ankle.
"""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Affine, Point, direction, distance, lerp, minus, offset
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Shape, View
from footcare.drawing.skinning import Bones, Row, Skin
from footcare.drawing.spline import flattened

ANKLE: Final[Point] = (54, 58)
MIDFOOT: Final[Point] = (92, 38)
BIG_TOE: Final[Point] = (148, 13)
TOE_JOINT: Final[Point] = (176, 9)
HEEL_PIVOT: Final[Point] = (24, 0)

# S shin, H hind-foot, F forefoot, T near bone of the big toe, D far bone. From the shin's front round toe and heel.
_OUTLINE: Final[tuple[Row, ...]] = (
    (101, 372, "S"), (99, 330, "S"), (95, 285, "S"), (87, 205, "S"), (81, 128, "S"), (80, 104, "S9H1"),
    (84, 87, "S6H4"), (93, 75, "S2H8"), (106, 65, "H6F4"), (120, 54.5, "F"), (133, 44, "F"), (143, 36, "F9T1"),
    (152, 29.5, "F5T5"), (161, 25, "T"), (171, 23, "T8D2"), (181, 23.5, "D"), (190, 21, "D"), (197, 15.5, "D"),
    (200, 9, "D"), (196.5, 2.6, "D"), (187, 0, "D"), (177, 1, "T3D7"), (169, 3.6, "T"), (161, 2, "T6F4"),
    (151, 0, "T3F7"), (140, 0, "F"), (129, 3, "F"), (116, 10, "F"), (101, 15.5, "H4F6"), (85, 16, "H7F3"),
    (71, 10.5, "H"), (59, 3.5, "H"), (46, 0.4, "H"), (30, 0, "H"), (15, 0.8, "H"), (5, 6, "H"),
    (0, 16, "H"), (0, 29, "H"), (5, 43, "H9S1"), (12, 57, "H7S3"), (19, 71, "H5S5"), (24, 87, "H3S7"),
    (26.5, 106, "H1S9"), (25.5, 128, "S"), (20, 158, "S"), (9, 195, "S"), (-1, 235, "S"), (0, 290, "S"),
    (15, 372, "S"),
)  # fmt: skip
SKIN: Final = Skin.of(_OUTLINE)
_BALL: Final = Skin.of(_OUTLINE[22:28])
_SOLE: Final = slice(19, 37)
_HEEL: Final = slice(31, 42)
_ROUND: Final[Mapping[int, Point]] = {
    32: (47, 1.2), 33: (34.5, 3.2), 34: (22.5, 9), 35: (12, 18), 36: (4, 28.5), 37: (-0.6, 38), 38: (0, 48),
}  # fmt: skip
"""The heel off its flat pad: about the ankle as centre, so that it stays where it is while the foot turns on it."""
_ROUND_FROM: Final = 12.0  # degrees of `toes_up`
_PRESSED: Final = 56.0  # height of the ankle above what the heel of a leg turned back lies on, at most

_LINES: Final = {
    "ankle_bone": Skin.of(((44, 70, "S"), (43, 60, "S7H3"), (50, 53, "S6H4"), (60, 53.5, "S6H4"), (66, 61, "S8H2"))),
    "achilles": Skin.of(((38, 116, "S"), (36.5, 98, "S8H2"), (32, 82, "S5H5"), (26, 68, "H8S2"))),
    "nail": Skin.of(((183, 23.2, "D"), (184, 19, "D"), (190, 16.5, "D"), (197.5, 14.5, "D"))),
    "toe_side": Skin.of(((190, 8, "D"), (180, 8.5, "D"), (170, 8.5, "T"))),
    "arch": Skin.of(((124, 11, "F"), (112, 18, "F"), (99, 21.5, "H4F6"), (86, 22, "H7F3"), (75, 18, "H"))),
    "instep": Skin.of(((98, 46, "H5F5"), (106, 42, "F"), (113, 36, "F"))),
}
_THIN: Final = ("ankle_bone", "nail")

# The inner rim of the shade along sole, heel and calf: outline points 22 to 48, then these back to the ball.
_SHADED: Final = slice(22, 49)
_SHADE_RIM: Final = Skin.of((
    (36, 372, "S"), (22, 300, "S"), (20, 245, "S"), (24, 205, "S"), (31, 170, "S"), (36, 140, "S"),
    (38, 106, "S9H1"), (35, 82, "S5H5"), (26, 60, "H7S3"), (15, 43, "H"), (11, 28, "H"), (16, 15, "H"), (30, 9, "H"),
    (48, 9, "H"), (66, 17, "H"), (84, 26, "H7F3"), (102, 26, "H4F6"), (118, 20, "F"), (134, 10, "F"), (148, 8, "F"),
    (160, 9, "F5T5"),
))  # fmt: skip
_INSIDE_INK: Final = 1.4  # so that the shade does not eat the ink line

# Accent slices: points of the outline, then the rim inside the foot that closes the fill (none: a hollow, edge alone).
_SLICES: Final[Mapping[str, tuple[slice, tuple[Row, ...]]]] = {
    "toe": (slice(12, 25), ((146, 8, "F"), (144, 18, "F"), (146, 27, "F7T3"))),
    "forefoot": (slice(9, 28), ((107, 20, "F"), (104, 34, "F"), (110, 48, "F"))),
    "heel": (slice(30, 43), ((40, 92, "H3S7"), (46, 66, "H8S2"), (60, 40, "H"), (68, 24, "H"))),
    "ball": (slice(22, 28), ((120, 17, "F"), (134, 22, "F"), (150, 20, "F8T2"), (163, 14, "T"))),
    "arch": (slice(26, 33), ()),
    "achilles": (slice(38, 45), ((33, 140, "S"), (36, 108, "S9H1"), (31, 84, "S5H5"), (22, 62, "H8S2"))),
    "calf": (slice(43, 48), ((24, 290, "S"), (22, 240, "S"), (29, 195, "S"), (34, 150, "S"))),
    "ankle": (slice(4, 10), ()),
    "shin": (slice(0, 6), ((66, 110, "S"), (70, 205, "S"), (78, 285, "S"), (82, 372, "S"))),
}

_LANDMARKS: Final[Mapping[str, tuple[Point, str]]] = {
    "ankle": (ANKLE, "H"), "heel": ((0, 22), "H"), "under_heel": ((26, 0), "H"), "ball": ((149, 0), "T3F7"),
    "big_toe_joint": (BIG_TOE, "F"), "toe_tip": ((200, 8), "D"), "toe_top": ((186, 23), "D"),
    "arch": ((95, 16), "H5F5"),
    "instep": ((113, 60), "F"), "achilles": ((24, 88), "H3S7"), "ankle_bone": ((54, 62), "S6H4"),
    "calf": ((4, 215), "S"), "shin": ((89, 220), "S"), "knee": ((48, 330), "S"),
}  # fmt: skip

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "heel_up": Parameter(0, 50),  # pitch around the big toe's base; the toe stays flat
    "toes_up": Parameter(0, 30),  # pitch on the heel, which stays; so does the shin
    "point": Parameter(-22, 45),  # pitch around the ankle, + points the foot down
    "shin": Parameter(-25, 40),  # lean from upright, + over the toes
    "toe": Parameter(-30, 80),  # of the big toe against the floor (heel_up) or the forefoot, + up
    "toe_tip": Parameter(-65, 15),  # at the toe's own joint, - curls
    "arch": Parameter(-4, 14),  # doming; draw about twice what happens
    "lift": Parameter(0, 200),  # of the whole foot, for a foot in the air
    "ball_radius": Parameter(0, 40),  # of a ball on the floor under the sole; the foot lies on top of it
    "ball_x": Parameter(20, 150, 90),
    "back": Parameter(0, 90),  # leg and foot turned back, the heel on the floor; 90: the leg lies to -x
}


def bones(pose: Mapping[str, float]) -> Bones:
    """Where each bone is; `pose` has every parameter."""
    forefoot = Affine.rotation(-pose["arch"], MIDFOOT)
    toe = Affine.rotation(pose["toe"] + pose["heel_up"] + pose["arch"] * 0.55, BIG_TOE).then(forefoot)
    tip = Affine.rotation(pose["toe_tip"], TOE_JOINT).then(toe)
    dropped = Affine.rotation(-direction(HEEL_PIVOT, forefoot.apply((146, 0))), HEEL_PIVOT)  # the ball stays down
    root = (
        (dropped if pose["arch"] else Affine())
        .then(Affine.rotation(-pose["heel_up"], BIG_TOE))
        .then(Affine.rotation(pose["toes_up"], ANKLE))
        .then(Affine.rotation(-pose["point"], ANKLE))
        .then(Affine.translation((0, pose["lift"])))
    )
    shin = Affine.translation(minus(root.apply(ANKLE), ANKLE)).then(Affine.rotation(-pose["shin"], root.apply(ANKLE)))
    placed = {"S": shin, "H": root, "F": forefoot.then(root), "T": toe.then(root), "D": tip.then(root)}
    if pose["ball_radius"]:
        return _on_the_ball(placed, pose["ball_radius"], pose["ball_x"])
    if pose["back"]:
        return _on_the_heel(placed, pose["back"], _skin(pose))
    if pose["toes_up"]:
        return _lowered(placed, min(y for _, y in _skin(pose).posed(placed)[_HEEL]))
    return _lowered(placed, max(0.0, min(y for _, y in _BALL.posed(placed)))) if pose["heel_up"] else placed


def _skin(pose: Mapping[str, float]) -> Skin:
    """With the heel round where the foot stands on it, flat where it stands on its sole."""
    share = 1.0 if pose["back"] else min(1.0, pose["toes_up"] / _ROUND_FROM)
    rest = tuple(lerp(point, _ROUND.get(number, point), share) for number, point in enumerate(SKIN.rest))
    return Skin(rest, SKIN.weights)


def _lowered(placed: Bones, by: float) -> Bones:
    """Until what rolled is on the floor again; a little below it, flesh is pressed flat."""
    return {name: bone.then(Affine.translation((0, -by))) for name, bone in placed.items()}


def _on_the_heel(placed: Bones, back: float, skin: Skin) -> Bones:
    """Turned back about the ankle, which stays above x = 0 and as high as a heel pressed by the leg's weight."""
    turned = {name: bone.then(Affine.rotation(back)) for name, bone in placed.items()}
    ankle = turned["H"].apply(ANKLE)
    lowest = min(y for _, y in skin.posed(turned)[_HEEL])
    place = Affine.translation((-ankle[0], min(_PRESSED - ankle[1], -lowest)))
    return {name: bone.then(place) for name, bone in turned.items()}


def _in_the_air(pose: Mapping[str, float]) -> bool:
    return bool(pose["lift"] or pose["point"] or pose["ball_radius"])


def _on_the_ball(placed: Bones, radius: float, x: float) -> Bones:
    """Raised until the sole touches a ball that lies on the floor at `x`."""
    sole = flattened(SKIN.posed(placed)[_SOLE], closed=False)
    tops = (radius + max(0.0, radius**2 - (px - x) ** 2) ** 0.5 - py for px, py in sole if abs(px - x) < radius + 1)
    rise = Affine.translation((0, max(tops, default=0.0)))
    return {name: bone.then(rise) for name, bone in placed.items()}


def draw(pose: Mapping[str, float]) -> Drawn:
    skeleton = bones(pose)
    floor = None if _in_the_air(pose) and not pose["back"] else 0.0
    outline = _skin(pose).posed(skeleton, floor)
    lines = {name: skin.posed(skeleton, floor) for name, skin in _LINES.items()}
    shapes = (
        Shape("skin", Layer.NEAR, outline, closed=False),
        Shape("shade", Layer.SHADE, offset(outline, -_INSIDE_INK)[_SHADED] + _SHADE_RIM.posed(skeleton, floor)),
        *(
            Shape("thin" if name in _THIN else "detail", Layer.DETAIL, line, closed=False)
            for name, line in lines.items()
        ),
    )
    landmarks = {
        name: Skin.of(((*place, code),)).posed(skeleton, floor)[0] for name, (place, code) in _LANDMARKS.items()
    }
    parts = {
        name: _slice(outline, where, Skin.of(rim).posed(skeleton, floor)) for name, (where, rim) in _SLICES.items()
    }
    parts["outline"] = (Shape("ghost", Layer.GHOST, outline, closed=False),)
    parts["toes"] = (Shape("ghost", Layer.GHOST, outline[9:28], closed=False),)
    parts["gap"] = (_gap(outline),)
    return Drawn(shapes, landmarks, parts, _contacts(pose, outline))


def _slice(outline: tuple[Point, ...], where: slice, rim: tuple[Point, ...]) -> tuple[Shape, ...]:
    edge = Shape("accent-line", Layer.ACCENT, outline[where], closed=False)
    return (Shape("accent", Layer.ACCENT, outline[where] + rim), edge) if rim else (edge,)


def _gap(outline: tuple[Point, ...]) -> Shape:
    """The air under the arch: from ball to heel along the sole, back along the floor."""
    sole = outline[25:33]
    return Shape(
        "accent",
        Layer.ACCENT,
        (*sole, (sole[-1][0], 0.0), lerp((sole[-1][0], 0), (sole[0][0], 0), 0.5), (sole[0][0], 0.0)),
    )


def _contacts(pose: Mapping[str, float], outline: tuple[Point, ...]) -> tuple[Contact, ...]:
    """What presses on the floor in this pose."""
    if pose["ball_radius"]:
        centre = (pose["ball_x"], pose["ball_radius"])
        nearest = min(flattened(outline[_SOLE], closed=False), key=lambda point: distance(point, centre))
        return (Contact(nearest, "ball", distance(nearest, centre) - pose["ball_radius"]),)
    if pose["back"]:
        heel = min(outline[_HEEL], key=lambda point: point[1])
        return (Contact(heel, "floor", heel[1]),)
    if _in_the_air(pose):
        return ()
    touching = []
    if not pose["toes_up"]:
        touching.append(outline[22:28])
        if not pose["toe"] and not pose["toe_tip"]:
            touching.append(outline[19:22])
    if not pose["heel_up"]:
        touching.append(outline[_HEEL])
    lowest = (min(points, key=lambda point: point[1]) for points in touching)
    return tuple(Contact(point, "floor", point[1]) for point in lowest)


VIEW: Final = View("foot_side", PARAMETERS, draw, size=(320, 240), origin=(62, 212))

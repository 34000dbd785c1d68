"""A whole person from the front, upright: their left is at the right of the picture. The floor is y = 0.

Feet are given by where the middle of the sole stands; thighs that come forward are drawn shorter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from footcare.drawing.figure.arm import Arm, Hand
from footcare.drawing.figure.build import BROAD, SLIM, Build
from footcare.drawing.figure.front import ANKLE_HEIGHT, NECK, SAMPLES, FrontLeg, shirt
from footcare.drawing.figure.head import Head
from footcare.drawing.figure.marked import marked
from footcare.drawing.geometry import Affine, Point, lerp, plus
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Shape, View

Values = Mapping[str, float]

_FLAG = {"low": 0.0, "high": 1.0}
_LIMB = {
    "foot_x": Parameter(-20, 120, 17),  # outwards from the middle
    "foot_y": Parameter(0, 120),
    "hang": Parameter(**_FLAG),  # 1: the toes hang down
    "out": Parameter(-12, 30, 6),  # toes outwards
    "knee_out": Parameter(-20, 30),
    "upper_arm": Parameter(-5, 175, 9),  # outwards from hanging
    "elbow": Parameter(-60, 150, -4),  # bent, + outwards and up
    "hand_set": Parameter(**_FLAG),  # 1: the hand touches hand_x, hand_y
    "hand_x": Parameter(-140, 140, 40),
    "hand_y": Parameter(0, 310, 140),
    "hand_turn": Parameter(-190, 190, -80),  # where the fingers point, 0 outwards; absolute
    "grip": Parameter(**_FLAG, default=0.2),
    "across": Parameter(**_FLAG),  # 1: the arm is in front of the trunk
}
PARAMETERS: Mapping[str, Parameter] = {
    "pelvis_x": Parameter(-90, 90),
    "pelvis_y": Parameter(60, 170, 156),
    "drop": Parameter(-12, 12),  # of the pelvis on its left side, in degrees
    "lean": Parameter(-35, 35),  # of the trunk, to its left
    "tilt": Parameter(-25, 25),  # of the head against the trunk, to its left
    "build": Parameter(**_FLAG),  # 0 slim, 1 broad
    "covering": Parameter(**_FLAG),  # 0 short hair, 1 a headscarf
    **{f"{side}_{name}": parameter for side in ("left", "right") for name, parameter in _LIMB.items()},
}

_SHOULDER_HEIGHT, _HEAD_HEIGHT, _WAIST = 80.0, 118.0, 20.0
_HEM = 0.7  # of the thigh


@dataclass(frozen=True, slots=True)
class _Side:
    """One half of the body, as if it were the one at the right of the picture, and the way to its place."""

    leg: FrontLeg
    arm: Arm
    place: Affine

    def shape(self, shape: Shape) -> Shape:
        return shape.moved(self.place)


def draw(values: Values) -> Drawn:
    build = SLIM.towards(BROAD, values["build"])
    trunk = Affine.rotation(-values["lean"]).then(Affine.translation((values["pelvis_x"], values["pelvis_y"])))
    left, right = (_side(values, side, build, trunk) for side in ("left", "right"))
    shapes = (
        *_leg_shapes(right, build),
        *_leg_shapes(left, build),
        Shape("cloth", Layer.NEAR, _shorts(left, right, build, trunk)),
        *_arm_shapes(right, build, values["right_across"]),
        *_arm_shapes(left, build, values["left_across"]),
        *_trunk_shapes(values, trunk),
    )
    return Drawn(shapes, _landmarks(left, right, trunk), _parts(left, right, build), _contacts(left, right, values))


def _side(values: Values, side: str, build: Build, trunk: Affine) -> _Side:
    """The left half where it is; the right half mirrored, so that both are built alike."""
    own = {name: values[f"{side}_{name}"] for name in _LIMB}
    place = Affine() if side == "left" else Affine.mirrored()
    sign = 1 if side == "left" else -1
    pelvis = (values["pelvis_x"], values["pelvis_y"])
    hip = plus(pelvis, Affine.rotation(-values["drop"]).apply((sign * build.hips, 0)))
    shoulder = trunk.apply((sign * build.shoulders, _SHOULDER_HEIGHT))
    leg = FrontLeg(
        hip=place.apply(hip),
        ankle=(own["foot_x"], own["foot_y"] + ANKLE_HEIGHT + own["hang"] * 16),
        knee_out=own["knee_out"],
        hang=own["hang"],
        out=own["out"],
    )
    hand = Hand(own["hand_turn"], own["grip"], 1)
    start = place.apply(shoulder)
    if own["hand_set"] >= 0.5:
        arm = Arm.reaching(start, (own["hand_x"], own["hand_y"]), hand, 1, f"{side} arm")
    else:
        down = -90 - values["lean"] * sign
        arm = Arm.hanging(start, down + own["upper_arm"], own["elbow"], hand)
    return _Side(leg, arm, place)


def _leg_shapes(side: _Side, build: Build) -> list[Shape]:
    leg = side.leg
    sides = leg.sides(build)
    band = range(SAMPLES - 1, len(sides.left) - 1)
    shade = [lerp(sides.right[i], sides.left[i], 0.07) for i in band]
    shade += [lerp(sides.right[i], sides.left[i], 0.26) for i in reversed(band)]
    shapes = [
        Shape("skin", Layer.NEAR, leg.outline(build)),
        Shape("shade", Layer.NEAR, tuple(shade)),
        Shape("detail", Layer.NEAR, leg.kneecap(), closed=False),
        *(Shape("detail", Layer.NEAR, line, closed=False) for line in leg.toe_lines()),
    ]
    return [side.shape(shape) for shape in shapes]


def _shorts(left: _Side, right: _Side, build: Build, trunk: Affine) -> tuple[Point, ...]:
    """One closed outline: waist, left leg, crotch, right leg, waist."""
    belly = (build.hips + 9.5) * 1.02
    halves = []
    for side, sign in ((left, 1), (right, -1)):
        waist = trunk.apply((sign * belly, _WAIST))
        outer, inner = side.leg.hem(build, _HEM)
        hip = lerp(side.leg.hip, side.leg.sides(build).left[1], 1.06)
        halves.append((waist, side.place.apply(hip), side.place.apply(outer), side.place.apply(inner)))
    crotch = trunk.apply((0, -17))
    one, other = halves
    return (*one, crotch, *other[::-1], trunk.apply((0, _WAIST + 1)))


def _trunk_shapes(values: Values, trunk: Affine) -> list[Shape]:
    head = Head(
        trunk.apply(Affine.rotation(-values["tilt"], (0, 92)).apply((0, _HEAD_HEIGHT))),
        -values["lean"] - values["tilt"],
        values["covering"] >= 0.5,
    )
    return [
        Shape("skin", Layer.NEAR, trunk.apply_all(NECK), closed=False),
        Shape("cloth", Layer.NEAR, trunk.apply_all(shirt(values["build"]))),
        *head.from_front(),
    ]


def _arm_shapes(side: _Side, build: Build, across: float) -> list[Shape]:
    arm, layer = side.arm, Layer.HAND if across >= 0.5 else Layer.NEAR
    shapes = [
        Shape("skin", layer, arm.outline(build)),
        Shape("thin", layer, arm.hand.thumb(arm.wrist), closed=False),
        Shape("cloth", layer, arm.sleeve(build)),
    ]
    return [side.shape(shape) for shape in shapes]


def _landmarks(left: _Side, right: _Side, trunk: Affine) -> dict[str, Point]:
    marks = {"pelvis": trunk.apply((0, 0)), "chest": trunk.apply((0, 60)), "crown": trunk.apply((0, 146))}
    for name, side in (("left", left), ("right", right)):
        leg, arm = side.leg, side.arm
        sole = (leg.ankle[0] + 1, min(y for _, y in leg.foot()))
        own = {
            "hip": leg.hip, "knee": leg.knee, "ankle": leg.ankle, "foot": sole,
            "hand": arm.hand.touching(arm.wrist), "elbow": arm.elbow,
        }  # fmt: skip
        marks |= {f"{name}_{joint}": side.place.apply(at) for joint, at in own.items()}
    return marks


def _parts(left: _Side, right: _Side, build: Build) -> dict[str, tuple[Shape, ...]]:
    parts: dict[str, tuple[Shape, ...]] = {}
    for name, side in (("left", left), ("right", right)):
        leg = side.leg.outline(build)
        place = side.place.apply_all
        parts[f"{name}_foot"] = marked(place(side.leg.foot()))
        parts[f"{name}_lower_leg"] = marked(place(leg[SAMPLES:-SAMPLES]))
        parts[f"{name}_leg"] = (Shape("ghost", Layer.GHOST, place(leg)),)
    return parts


def _contacts(left: _Side, right: _Side, values: Values) -> tuple[Contact, ...]:
    found = []
    for name, side in (("left", left), ("right", right)):
        if values[f"{name}_foot_y"] == 0:
            low = min(side.leg.foot(), key=lambda point: point[1])
            found.append(Contact(side.place.apply(low), "floor", low[1]))
    return tuple(found)


VIEW = View("figure_front", PARAMETERS, draw, size=(320, 320), origin=(160, 306))

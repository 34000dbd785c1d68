"""A person on a chair from the front, legs side by side or crossed: their left is at the right. The floor is y = 0.

Knees and feet are given by where they are seen; the right leg is in front of the left one.
"""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.figure.arm import Arm, Hand
from footcare.drawing.figure.bent import BentLeg
from footcare.drawing.figure.build import BROAD, SLIM, Build
from footcare.drawing.figure.front import ANKLE_HEIGHT, NECK, FrontLeg, shirt
from footcare.drawing.figure.head import Head
from footcare.drawing.figure.marked import marked
from footcare.drawing.geometry import Affine, lerp, plus
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Shape, View

_FLAG: Final = {"low": 0.0, "high": 1.0}
_LIMB: Final = {
    "knee_x": Parameter(-50, 70, 23),  # outwards from the middle
    "knee_y": Parameter(60, 120, 82),
    "foot_x": Parameter(-70, 90, 23),
    "foot_y": Parameter(0, 80),
    "hang": Parameter(**_FLAG),  # 1: the toes hang down
    "out": Parameter(-30, 30, 4),  # toes outwards
}
PARAMETERS: Final[Mapping[str, Parameter]] = {
    "lean": Parameter(-20, 20),  # of the trunk, to its left
    "build": Parameter(**_FLAG),  # 0 slim, 1 broad
    "covering": Parameter(**_FLAG),  # 0 short hair, 1 a headscarf
    **{f"{side}_{name}": parameter for side in ("left", "right") for name, parameter in _LIMB.items()},
}

_HIP_HEIGHT, _SHOULDER_HEIGHT, _HEAD_HEIGHT = 90.0, 80.0, 118.0
_HAND: Final = (45.0, 77.0)  # on the seat, beside the thigh
_ELBOW, _OUT = 0.53, 5.0  # of the way from shoulder to wrist, and outwards from it


def draw(pose: Mapping[str, float]) -> Drawn:
    build = SLIM.towards(BROAD, pose["build"])
    trunk = Affine.rotation(-pose["lean"]).then(Affine.translation((0, _HIP_HEIGHT)))
    legs = {"left": _leg("left", pose, build), "right": _leg("right", pose, build)}
    shapes = (
        Shape("skin", Layer.NEAR, trunk.apply_all(NECK), closed=False),
        Shape("cloth", Layer.NEAR, trunk.apply_all(shirt(pose["build"]))),
        *Head(trunk.apply((0, _HEAD_HEIGHT)), -pose["lean"], pose["covering"] >= 0.5).from_front(),
        *_arm_shapes("left", build, trunk),
        *_arm_shapes("right", build, trunk),
        *(shape for leg in legs.values() for shape in _leg_shapes(leg, build)),
    )
    landmarks = {"crown": trunk.apply((0, 146))}
    parts = {}
    contacts = []
    for side, leg in legs.items():
        low = min(leg.foot, key=lambda point: point[1])
        landmarks |= {f"{side}_knee": leg.knee, f"{side}_ankle": leg.ankle, f"{side}_foot": low}
        parts[f"{side}_foot"] = marked(leg.foot)
        parts[f"{side}_lower_leg"] = marked(leg.lower(build))
        parts[f"{side}_leg"] = tuple(Shape("ghost", Layer.GHOST, line) for line in (leg.shorts(), leg.lower(build)))
        if pose[f"{side}_foot_y"] == 0:
            contacts.append(Contact(low, "floor", low[1]))
    return Drawn(shapes, landmarks, parts, tuple(contacts))


def _leg(side: str, pose: Mapping[str, float], build: Build) -> BentLeg:
    own = {name: pose[f"{side}_{name}"] for name in _LIMB}
    ankle = (own["foot_x"], own["foot_y"] + ANKLE_HEIGHT + own["hang"] * 16)
    foot = FrontLeg((0.0, _HIP_HEIGHT), ankle, 0, own["hang"], own["out"]).foot()
    hip, knee = (build.hips, _HIP_HEIGHT), (own["knee_x"], own["knee_y"])
    if side == "left":
        return BentLeg(hip, knee, ankle, foot)
    hip, knee, ankle = Affine.mirrored().apply_all((hip, knee, ankle))
    return BentLeg(hip, knee, ankle, Affine.mirrored().apply_all(foot[::-1]))


def _leg_shapes(leg: BentLeg, build: Build) -> list[Shape]:
    return [
        Shape("cloth", Layer.NEAR, leg.shorts()),
        Shape("skin", Layer.NEAR, leg.lower(build)),
        Shape("detail", Layer.NEAR, leg.kneecap(), closed=False),
    ]


def _arm_shapes(side: str, build: Build, trunk: Affine) -> list[Shape]:
    """Hands rest on the seat; elbows are a little behind, so both bones look shorter."""
    place = Affine() if side == "left" else Affine.mirrored()
    shoulder = trunk.apply((build.shoulders if side == "left" else -build.shoulders, _SHOULDER_HEIGHT))
    hand = Hand(-100, 0.1, 1)
    wrist = hand.wrist_for(plus(_HAND, (build.hips - SLIM.hips, 0)))
    elbow = plus(lerp(place.apply(shoulder), wrist, _ELBOW), (_OUT, 0))
    arm = Arm(place.apply(shoulder), elbow, wrist, hand)
    shapes = (
        Shape("skin", Layer.NEAR, arm.outline(build)),
        Shape("thin", Layer.NEAR, arm.hand.thumb(arm.wrist), closed=False),
        Shape("cloth", Layer.NEAR, arm.sleeve(build)),
    )
    return [shape.moved(place) for shape in shapes]


VIEW: Final = View("figure_chair", PARAMETERS, draw, size=(320, 320), origin=(160, 300))

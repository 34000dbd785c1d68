"""A person on the back with bent knees, seen from above and from beyond the feet: their left is at the right.

In space, x is the person's left, y goes to the head and z up, with (0, 0, 0) on the floor below the hips; the page
shows y and z shortened. Hips and ankles stay where they are, so a knee turns about the line between them.
"""

from collections.abc import Mapping
from math import hypot, sqrt
from typing import Final

from footcare.drawing.figure.arm import Arm, Hand
from footcare.drawing.figure.bent import BentLeg
from footcare.drawing.figure.build import BROAD, SHIN, SLIM, THIGH, Build
from footcare.drawing.figure.front import NECK, FrontLeg, shirt
from footcare.drawing.figure.head import Head
from footcare.drawing.figure.marked import marked
from footcare.drawing.geometry import Affine, Point, plus, polar
from footcare.drawing.shapes import Drawn, Layer, Parameter, Shape, View

Place = tuple[float, float, float]

PARAMETERS: Final[Mapping[str, Parameter]] = {
    "fall": Parameter(-70, 70),  # of both knees, to their left, in degrees from upright
    "feet": Parameter(14, 50, 34),  # of each foot from the middle
    "build": Parameter(0, 1),  # 0 slim, 1 broad
    "covering": Parameter(0, 1),  # 0 short hair, 1 a headscarf
}

_ALONG, _HEIGHT = 0.64, 0.77  # on the page: sine and cosine of the view's height, 40 degrees
_HIP_HEIGHT, _ANKLE_HEIGHT = 14.0, 9.0
_HEEL_TO_HIP = 96.0
_ARMS = -38.0  # from straight out towards the feet


def draw(pose: Mapping[str, float]) -> Drawn:
    build = SLIM.towards(BROAD, pose["build"])
    left, right = (_leg(sign, pose, build) for sign in (1, -1))
    place = Affine.scale(1, _ALONG).then(Affine.translation((0, _HIP_HEIGHT * _HEIGHT)))
    shapes = (
        *_arms(build, place),
        Shape("skin", Layer.NEAR, place.apply_all(NECK), closed=False),
        Shape("cloth", Layer.NEAR, place.apply_all(shirt(pose["build"]))),
        *Head(place.apply((0, 120)), 0, pose["covering"] >= 0.5).from_front(),
        Shape("cloth", Layer.NEAR, place.apply_all(_pelvis(build))),
        *_leg_shapes(left, build),
        *_leg_shapes(right, build),
    )
    parts = {}
    for name, leg in (("left", left), ("right", right)):
        parts[f"{name}_lower_leg"] = marked(leg.lower(build))
        parts[f"{name}_leg"] = tuple(Shape("ghost", Layer.GHOST, line) for line in (leg.shorts(), leg.lower(build)))
    landmarks = {
        "left_knee": left.knee, "right_knee": right.knee, "left_foot": left.ankle, "right_foot": right.ankle,
        "pelvis": place.apply((0, 0)),
    }  # fmt: skip
    return Drawn(shapes, landmarks, parts)


def _leg(sign: int, pose: Mapping[str, float], build: Build) -> BentLeg:
    hip, ankle = (sign * build.hips, 0.0, _HIP_HEIGHT), (sign * pose["feet"], -_HEEL_TO_HIP, _ANKLE_HEIGHT)
    hip_seen, ankle_seen = _seen(hip), _seen(ankle)
    foot = FrontLeg((0.0, 0.0), (0.0, 0.0), 0, 0.8, 8 + sign * pose["fall"] * 0.3).foot()
    if sign < 0:
        foot = Affine.mirrored().apply_all(foot[::-1])
    foot = tuple(plus(ankle_seen, at) for at in foot)
    return BentLeg(hip_seen, _seen(_knee(hip, ankle, pose["fall"])), ankle_seen, foot)


def _knee(hip: Place, ankle: Place, fall: float) -> Place:
    """On a circle about the line from hip to ankle, `fall` degrees from its top to +x."""
    x, y, z = (b - a for a, b in zip(hip, ankle, strict=True))
    reach = sqrt(x * x + y * y + z * z)
    along = (THIGH**2 - SHIN**2 + reach**2) / (2 * reach)
    radius = sqrt(THIGH**2 - along**2)
    flat = hypot(x, y)
    up = (-x * z / flat / reach, -y * z / flat / reach, flat / reach)
    side = (-y / flat, x / flat, 0.0)
    to_top, to_side = polar(fall, radius)
    return (
        hip[0] + x / reach * along + up[0] * to_top + side[0] * to_side,
        hip[1] + y / reach * along + up[1] * to_top + side[1] * to_side,
        hip[2] + z / reach * along + up[2] * to_top + side[2] * to_side,
    )


def _seen(place: Place) -> Point:
    x, y, z = place
    return (x, y * _ALONG + z * _HEIGHT)


def _pelvis(build: Build) -> tuple[Point, ...]:
    half = build.hips + 11
    right = [(0, 20), (half - 1, 18), (half + 1.5, 4), (half - 3, -10), (half - 14, -17)]
    return (*right, (0, -15), *((-x, y) for x, y in right[:0:-1]))


def _leg_shapes(leg: BentLeg, build: Build) -> list[Shape]:
    return [
        Shape("cloth", Layer.NEAR, leg.shorts()),
        Shape("skin", Layer.NEAR, leg.lower(build)),
        Shape("detail", Layer.NEAR, leg.kneecap(), closed=False),
    ]


def _arms(build: Build, place: Affine) -> list[Shape]:
    shapes = []
    shoulder = place.apply((build.shoulders - 2, 80))
    arm = Arm.hanging(shoulder, _ARMS, 6, Hand(_ARMS + 10, 0.15, 1))
    for side in (Affine(), Affine.mirrored()):
        outline = (
            Shape("skin", Layer.NEAR, arm.outline(build)),
            Shape("thin", Layer.NEAR, arm.hand.thumb(arm.wrist), closed=False),
            Shape("cloth", Layer.NEAR, arm.sleeve(build)),
        )
        shapes += [shape.moved(side) for shape in outline]
    return shapes


VIEW: Final = View("figure_supine", PARAMETERS, draw, size=(320, 320), origin=(160, 190))

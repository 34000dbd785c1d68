"""A person on a chair from the front, their right ankle on the left thigh: how to reach a sole with both hands.

Hand-placed. One hand holds the front of the foot, the other one strokes the sole from heel to ball. The floor is y = 0.
"""

from collections.abc import Mapping

from footcare.drawing.figure.arm import Arm, Hand
from footcare.drawing.figure.build import BROAD, SLIM, Build
from footcare.drawing.figure.foot import BALL, HEEL, Foot
from footcare.drawing.figure.front import NECK, FrontLeg, shirt
from footcare.drawing.figure.head import Head
from footcare.drawing.figure.marked import edge, marked
from footcare.drawing.geometry import Affine, Point, direction, lerp, minus, plus
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Shape, View

SEAT = 72.0
PARAMETERS: Mapping[str, Parameter] = {
    "stroke": Parameter(0, 1),  # where the hand is on the sole: 0 heel, 1 ball
    "breath": Parameter(0, 1),  # breathed in: ribs widen, shoulders and head rise a little
    "build": Parameter(0, 1),  # 0 slim, 1 broad
    "covering": Parameter(0, 1),  # 0 short hair, 1 a headscarf
}

_SHORTER, _PELVIS, _SHOULDER = 0.92, 84.0, 157.0  # the trunk leans to the viewer; heights
_HEAD = (2.0, 190.0)
_BREATH, _WIDER = 6.0, 0.016  # how far shoulders rise with a breath, and how much the ribs widen for each unit
_KNEE, _ANKLE = (-62.0, 91.0), (10.0, 107.0)  # of the leg across
# Back along its calf, which looks up, round the knee and along the shin.
_CALF_AND_KNEE = (
    (-6, 114.5), (-22, 114.5), (-38, 112.5), (-54, 107), (-66, 103), (-74, 97.5), (-77, 90), (-73, 83), (-64, 80),
    (-50, 83.5), (-34, 88.5), (-18, 93.5), (-6, 96.5),
)  # fmt: skip
_CROSSING_SHORTS = (
    (18, 100), (2, 104), (-20, 107), (-40, 107), (-57, 102), (-60, 94), (-56, 79), (-38, 73), (-12, 72), (8, 72.5),
    (18, 82),
)  # fmt: skip
_POINTED = 58.0  # the foot, downwards
_FOOT = 1.4  # nearer to the viewer than the rest
_STANDING_ANKLE = (30.0, 13.4)
_KNEE_AND_SHIN = (
    (41, 84), (41.5, 76), (39.4, 66), (41.6, 54), (41, 42), (38, 28), (36.8, 17),
    (23.4, 17), (22.4, 28), (19, 44), (18.4, 56), (20, 66), (18, 76), (18.6, 84), (23, 94), (30, 96), (37, 93),
)  # fmt: skip
_SHIN_POINTS = 7  # of these, down the outer side
_THIGH = (
    (2, 100), (14, 107), (30, 109), (42, 104), (48, 93), (48, 81), (44.5, 74), (40, 80), (30, 85), (20, 80),
    (14.5, 73), (6, 76),
)  # fmt: skip
_ELBOWS = ((-50.0, 126.0), (68.0, 122.0))  # right, left


def draw(pose: Mapping[str, float]) -> Drawn:
    build = SLIM.towards(BROAD, pose["build"])
    rise = _BREATH * pose["breath"]
    shoulder = _SHOULDER + rise
    longer = (shoulder - _PELVIS) / (_SHOULDER - _PELVIS)
    trunk = Affine.scale(1 + rise * _WIDER, _SHORTER * longer).then(Affine.translation((0, _PELVIS)))
    foot, sole = _foot()
    heel, ball = sole
    stroke = lerp(lerp(heel, ball, 0.12), lerp(heel, ball, 0.86), pose["stroke"])
    along = direction(heel, ball)
    stroking = Hand(along, 0.12, 1).wrist_for(stroke)
    holding = Hand(along + 176, 0.35, 1).wrist_for(foot[3])
    right = Arm((-build.shoulders, shoulder), _ELBOWS[0], stroking, Hand(along, 0.12, 1))
    left = Arm((build.shoulders, shoulder), _ELBOWS[1], holding, Hand(along + 176, 0.35, 1))
    standing = FrontLeg((30, 80), _STANDING_ANKLE, 0, 0, 4)
    shapes = (
        Shape("skin", Layer.NEAR, _KNEE_AND_SHIN[:_SHIN_POINTS] + standing.foot() + _KNEE_AND_SHIN[_SHIN_POINTS:]),
        *(Shape("detail", Layer.NEAR, line, closed=False) for line in standing.toe_lines()),
        Shape("skin", Layer.NEAR, trunk.apply_all(NECK), closed=False),
        Shape("cloth", Layer.NEAR, trunk.apply_all(shirt(pose["build"]))),
        Shape("cloth", Layer.NEAR, _THIGH),
        *Head(plus(_HEAD, (0, rise)), 0, pose["covering"] >= 0.5).from_front(bowed=True),
        *_limb(left, build, Layer.NEAR),
        Shape("cloth", Layer.NEAR, _CROSSING_SHORTS),
        Shape("skin", Layer.NEAR, foot + _CALF_AND_KNEE),
        *_limb(right, build, Layer.HAND),
    )
    return Drawn(
        shapes,
        {
            "heel": heel, "ball": ball, "hand": stroke, "toe": foot[9], "knee": _KNEE,
            "sole": plus(lerp(heel, ball, 0.5), (6, 10)),
        },
        {"sole": edge(foot[BALL.start : HEEL.stop - 2]), "foot": marked(foot)},
        (Contact((30, 0), "floor", min(y for _, y in standing.foot())),),
    )  # fmt: skip


def _foot() -> tuple[tuple[Point, ...], tuple[Point, Point]]:
    """The outline of the crossing foot, and heel and ball on its sole.

    The side view upside down: the shin comes from the knee at the left, the sole looks up and outwards.
    """
    rig = Foot((0.0, 0.0), 0.0, 0.0, 0.0)
    turn = direction(_ANKLE, _KNEE) + 90 + _POINTED
    place = (
        Affine.translation(minus((0, 0), rig.ankle))
        .then(Affine.scale(_FOOT, -_FOOT))
        .then(Affine.rotation(turn))
        .then(Affine.translation(_ANKLE))
    )
    outline = place.apply_all(rig.outline(-_POINTED))
    return outline, (outline[20], outline[13])


def _limb(arm: Arm, build: Build, layer: Layer) -> tuple[Shape, ...]:
    return (
        Shape("skin", layer, arm.outline(build)),
        Shape("thin", layer, arm.hand.thumb(arm.wrist), closed=False),
        Shape("cloth", layer, arm.sleeve(build)),
    )


VIEW = View("figure_seated", PARAMETERS, draw, size=(320, 320), origin=(160, 300), shows="right")

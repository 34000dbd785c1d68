"""A whole person from the side, facing +x: the near side is the person's right. The floor is y = 0.

Feet and hands are given by where they touch, or by joint angles (`foot_set`, `hand_set` 0); knees and elbows follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from footcare.drawing.figure import foot as feet
from footcare.drawing.figure.arm import Arm, Hand
from footcare.drawing.figure.build import BROAD, SHIN, SLIM, THIGH, Build
from footcare.drawing.figure.foot import Foot
from footcare.drawing.figure.head import Head
from footcare.drawing.figure.leg import SAMPLES, Leg
from footcare.drawing.figure.marked import edge, marked
from footcare.drawing.figure.spine import Spine
from footcare.drawing.geometry import Point, direction, lerp, plus, polar
from footcare.drawing.kinematics import OutOfReach
from footcare.drawing.loft import Loft, loft
from footcare.drawing.shapes import Contact, Drawn, Layer, Parameter, Role, Shape, View

Values = Mapping[str, float]

_FLAG = {"low": 0.0, "high": 1.0}
_LIMB = {
    "foot_set": Parameter(**_FLAG, default=1),  # 1: foot_x, foot_y; 0: thigh, knee
    "foot_x": Parameter(-220, 220, 18),
    "foot_y": Parameter(-20, 260),
    "pivot": Parameter(**_FLAG, default=1),  # what is at foot_x, foot_y: 0 the heel, 1 the ball
    "pitch": Parameter(-125, 180),  # heel up; absolute. 180: on the back of the foot, toes behind
    "toe": Parameter(-40, 60),  # toes up; around the ball from the floor, around the heel from the foot
    "thigh": Parameter(-40, 230),  # forward from straight down
    "knee": Parameter(0, 150, 5),  # bent
    "open": Parameter(**_FLAG),  # the leg turned out of the picture: 1 brings the knee between hip and ankle
    "hand_set": Parameter(**_FLAG, default=0),  # 1: hand_x, hand_y; 0: upper_arm, elbow
    "hand_on_knee": Parameter(**_FLAG),  # 1: hand_x, hand_y count from the knee
    "hand_x": Parameter(-200, 200),
    "hand_y": Parameter(-10, 310),
    "hand_turn": Parameter(-200, 200, -84),  # where the fingers point; absolute
    "grip": Parameter(**_FLAG, default=0.3),
    "palm": Parameter(-1, 1, -1),  # 1: on the right of the fingers, -1: on the left
    "upper_arm": Parameter(-60, 180, -4),  # forward from along the trunk
    "elbow": Parameter(0, 150, 14),  # bent
}
PARAMETERS: Mapping[str, Parameter] = {
    "hip_x": Parameter(-160, 160),
    "hip_y": Parameter(-10, 200, 158),
    "hip_on_foot": Parameter(**_FLAG),  # 1: hip_x, hip_y count from the near ankle
    "rests": Parameter(**_FLAG),  # 1: hip_y counts from sitting or lying on the surface
    "surface": Parameter(0, 110),  # its height; flesh is pressed flat on it
    "from_neck": Parameter(**_FLAG),  # 1: hip_x, hip_y say where the base of the neck is, and the hip follows
    "kneels": Parameter(**_FLAG),  # 1: the near knee on the floor, the hip follows from sit_back
    "sit_back": Parameter(-10, 60),
    "straight": Parameter(**_FLAG),  # 1: the near knee is straight, the hip follows from leg_lean
    "leg_lean": Parameter(-30, 40),  # of the near leg, forward from upright
    "lean": Parameter(-130, 100, 2),  # of the trunk, forward from upright
    "round": Parameter(-18, 32),  # of the back
    "nod": Parameter(-40, 60),  # of the head, from the trunk
    "build": Parameter(**_FLAG),  # 0 slim, 1 broad
    "covering": Parameter(**_FLAG),  # 0 short hair, 1 a headscarf
    **{f"{side}_{name}": parameter for side in ("near", "far") for name, parameter in _LIMB.items()},
}

_UNLOCKED = 0.1  # a straight knee is shorter than both bones by so much, which shows it as good as straight


@dataclass(frozen=True, slots=True)
class _Body:
    """One pose: joints in units, before flesh."""

    build: Build
    spine: Spine
    lean: float
    near: Leg
    far: Leg
    near_arm: Arm
    far_arm: Arm
    head: Head
    surface: float

    @property
    def up(self) -> float:
        return direction(self.spine.hip, self.spine.neck)


def draw(values: Values) -> Drawn:
    body = _posed(values)
    shapes = (*_far_side(body), *_trunk(body), *_near_side(body))
    return Drawn(
        tuple(_above(shape, 0.0) for shape in shapes),
        _landmarks(body),
        {name: tuple(_above(one, 0.0) for one in slices) for name, slices in _parts(body).items()},
        tuple(_contacts(body, values)),
    )


def _posed(values: Values) -> _Body:
    build = SLIM.towards(BROAD, values["build"])
    near_foot, far_foot = (_foot(values, side) for side in ("near", "far"))
    hip = _hip(values, build, near_foot)
    up = 90 - values["lean"]
    spine = Spine.bent(hip, up, values["round"])
    shoulder = plus(spine.neck, polar(up + 180, 13))
    turn = -values["lean"] - values["nod"]
    near, far = _leg(values, "near", hip, near_foot), _leg(values, "far", plus(hip, (1.5, 0)), far_foot)
    return _Body(
        build=build,
        spine=spine,
        lean=values["lean"],
        near=near,
        far=far,
        near_arm=_arm(values, "near", shoulder, up, near),
        far_arm=_arm(values, "far", plus(shoulder, polar(up - 90, 4)), up, far),
        head=Head(
            plus(plus(spine.neck, polar(up - values["nod"] * 0.5 - 14, 14)), polar(90 + turn, 19)),
            turn,
            values["covering"] >= 0.5,
        ),
        surface=values["surface"],
    )


def _hip(values: Values, build: Build, near: Foot) -> Point:
    if values["kneels"] >= 0.5:
        return _kneeling(build, near, values["sit_back"])
    if values["straight"] >= 0.5:
        return plus(near.ankle, polar(90 - values["leg_lean"], THIGH + SHIN - _UNLOCKED))
    hip = (values["hip_x"], values["hip_y"])
    if values["hip_on_foot"] >= 0.5:
        return plus(hip, near.ankle)
    if values["rests"] >= 0.5:
        hip = plus(hip, (0, values["surface"] + build.seat))
    return Spine.hip_below(hip, 90 - values["lean"], values["round"]) if values["from_neck"] >= 0.5 else hip


def _kneeling(build: Build, foot: Foot, sit_back: float) -> Point:
    """The hip above a knee whose front touches the floor."""
    height = 0.0
    for _ in range(3):
        down = foot.ankle[1] - height
        if abs(down) >= SHIN:
            raise OutOfReach(f"kneeling: the near ankle is {down:.0f} above the knee, the shin is {SHIN:.0f} long")
        reach = (SHIN**2 - down**2) ** 0.5
        hip = plus((foot.ankle[0] + reach, height), polar(90 + sit_back, THIGH))
        height -= min(y for _, y in Leg.standing(hip, foot, "near leg").sides(build).left)
    return hip


def _foot(values: Values, side: str) -> Foot:
    at = (values[f"{side}_foot_x"], values[f"{side}_foot_y"])
    return Foot(at, values[f"{side}_pivot"], values[f"{side}_pitch"], values[f"{side}_toe"])


def _leg(values: Values, side: str, hip: Point, foot: Foot) -> Leg:
    if values[f"{side}_foot_set"] >= 0.5:
        leg = Leg.standing(hip, foot, f"{side} leg")
    else:
        leg = Leg.free(hip, values[f"{side}_thigh"], values[f"{side}_knee"], foot.pitch, foot.toe)
    return leg.opened(values[f"{side}_open"])


def _arm(values: Values, side: str, shoulder: Point, up: float, leg: Leg) -> Arm:
    hand = Hand(values[f"{side}_hand_turn"], values[f"{side}_grip"], values[f"{side}_palm"])
    if values[f"{side}_hand_set"] >= 0.5:
        at = (values[f"{side}_hand_x"], values[f"{side}_hand_y"])
        at = plus(at, leg.knee) if values[f"{side}_hand_on_knee"] >= 0.5 else at
        return Arm.reaching(shoulder, at, hand, -1, f"{side} arm")
    upper = up + 180 + values[f"{side}_upper_arm"]
    return Arm.hanging(shoulder, upper, values[f"{side}_elbow"], hand)


def _far_side(body: _Body) -> tuple[Shape, ...]:
    arm, leg = body.far_arm, body.far
    return (
        _flesh("far", arm.outline(body.build)),
        Shape("thin", Layer.FAR, arm.hand.thumb(arm.wrist), closed=False),
        _flesh("far-cloth", arm.sleeve(body.build)),
        _flesh("far", leg.outline(body.build)),
        _flesh("far-cloth", _pressed(leg.shorts(body.build, body.spine.pelvis), body)),
    )


def _trunk(body: _Body) -> tuple[Shape, ...]:
    nape = plus(body.spine.neck, polar(body.up + 180, 4))
    skull = body.head.place([(-9, -4), (7, -10)])
    across = body.up + 90
    throat = (
        plus(nape, polar(across, 7.5)), lerp(plus(nape, polar(across, 6.5)), skull[0], 0.5), skull[0],
        skull[1], lerp(plus(nape, polar(across, -6)), skull[1], 0.5), plus(nape, polar(across, -8)),
    )  # fmt: skip
    shirt = _shirt(body)
    collar = (lerp(shirt.left[-1], shirt.right[-1], 0.5),)
    return (
        Shape("skin", Layer.NEAR, throat, closed=False),
        Shape("cloth", Layer.NEAR, shirt.left + collar + shirt.right[::-1]),
        *body.head.from_side(),
    )


def _shirt(body: _Body) -> Loft:
    """`left` is the back."""
    spine = body.spine
    waist = plus(spine.hip, polar(spine.pelvis, 14))
    return loft([waist, spine.middle, spine.neck], body.build.shirt, rounding=24, samples=5)


def _near_side(body: _Body) -> tuple[Shape, ...]:
    arm, leg = body.near_arm, body.near
    return (
        _near("skin", leg.outline(body.build)),
        _near("shade", _shade(leg, body.build)),
        _near("cloth", _pressed(leg.shorts(body.build, body.spine.pelvis), body)),
        # Above the accent of whatever they reach over.
        Shape("skin", Layer.HAND, arm.outline(body.build)),
        Shape("thin", Layer.HAND, arm.hand.thumb(arm.wrist), closed=False),
        Shape("cloth", Layer.HAND, arm.sleeve(body.build)),
    )


def _near(role: Role, points: tuple[Point, ...]) -> Shape:
    return Shape(role, Layer.NEAR, points)


def _flesh(role: Role, points: tuple[Point, ...]) -> Shape:
    return Shape(role, Layer.FAR, points)


def _shade(leg: Leg, build: Build) -> tuple[Point, ...]:
    """A band along the back of the leg, from the shorts to the Achilles tendon, inside the ink."""
    sides = leg.sides(build)
    band = range(SAMPLES - 2, len(sides.right) - 1)
    outer = [lerp(sides.right[i], sides.left[i], 0.06) for i in band]
    inner = [lerp(sides.right[i], sides.left[i], 0.3) for i in band]
    return (*outer, *inner[::-1])


def _pressed(points: tuple[Point, ...], body: _Body) -> tuple[Point, ...]:
    """Flesh and cloth lie flat on what carries the body."""
    return tuple((x, max(y, body.surface)) for x, y in points)


def _above(shape: Shape, floor: float) -> Shape:
    return Shape(
        shape.role, shape.layer, tuple((x, max(y, floor)) for x, y in shape.points), shape.closed, shape.smooth
    )


def _landmarks(body: _Body) -> dict[str, Point]:
    marks = {
        "hip": body.spine.hip,
        "shoulder": body.near_arm.shoulder,
        "head": body.head.middle,
        "crown": body.head.place([(0, 28)])[0],
        "back": plus(body.spine.middle, polar(body.up + 90, 19)),
        "seat": (body.spine.hip[0], max(body.spine.hip[1] - body.build.seat, body.surface)),
    }
    for side, leg, arm in (("near", body.near, body.near_arm), ("far", body.far, body.far_arm)):
        outline = leg.foot.outline(leg.shin)
        marks |= {
            f"{side}_knee": leg.knee,
            f"{side}_kneecap": plus(leg.knee, polar(direction(leg.ankle, leg.hip) - 90, 11)),
            f"{side}_ankle": leg.ankle,
            f"{side}_heel": min(outline[feet.HEEL], key=lambda point: point[1]),
            f"{side}_ball": min(outline[feet.BALL], key=lambda point: point[1]),
            f"{side}_toe": leg.foot.toe_tip,
            f"{side}_hand": arm.hand.touching(arm.wrist),
            f"{side}_elbow": arm.elbow,
        }
    return marks


def _parts(body: _Body) -> dict[str, tuple[Shape, ...]]:
    leg, shirt = body.near, _shirt(body)
    shorts = _pressed(leg.shorts(body.build, body.spine.pelvis), body)
    return {
        **_leg_parts(leg, body.build),
        **{f"far_{name}": slices for name, slices in _leg_parts(body.far, body.build).items()},
        "thigh": marked(shorts[-8:] + shorts[:5]),
        "seat": _band(shorts[1:10], shorts[12:21][::-1]),
        "back": edge(shirt.left),
        "arm": edge(body.near_arm.outline(body.build), Layer.HAND),
        "outline": tuple(_ghost(line) for line in (leg.outline(body.build), shorts, shirt.outline)),
    }


def _leg_parts(leg: Leg, build: Build) -> dict[str, tuple[Shape, ...]]:
    sides, foot = leg.sides(build), leg.foot.outline(leg.shin)
    below = slice(SAMPLES + 1, -2)
    behind = sides.right[below]
    return {
        "foot": marked(foot),
        "heel": marked(foot[feet.HEEL]),
        "toes": marked(foot[feet.TOES]),
        "lower_leg": marked(sides.left[below] + foot + behind[::-1]),
        "calf": _band(behind, sides.left[below]),
        "shin": edge(sides.left[below]),
        "knee": edge(sides.left[SAMPLES - 1 : SAMPLES + 3]),
        "leg": (_ghost(leg.outline(build)),),
    }


def _band(line: tuple[Point, ...], other: tuple[Point, ...]) -> tuple[Shape, ...]:
    """One side of a limb, filled half way to the other."""
    inside = tuple(lerp(near, far, 0.5) for near, far in zip(line, other, strict=True))
    return (Shape("accent", Layer.ACCENT, line + inside[::-1]), *edge(line))


def _ghost(points: tuple[Point, ...]) -> Shape:
    return Shape("ghost", Layer.GHOST, points)


def _contacts(body: _Body, values: Values) -> list[Contact]:
    contacts = []
    for side, leg in (("near", body.near), ("far", body.far)):
        if values[f"{side}_foot_set"] >= 0.5 and values[f"{side}_foot_y"] == 0:
            at = min(leg.foot.outline(leg.shin), key=lambda point: point[1])
            contacts.append(Contact(at, "floor", at[1]))
    if values["kneels"] >= 0.5:
        front = min(body.near.sides(body.build).left, key=lambda point: point[1])
        contacts.append(Contact(front, "floor", front[1]))
    return contacts


VIEW = View("figure_side", PARAMETERS, draw, size=(320, 320), origin=(150, 308), shows="right")

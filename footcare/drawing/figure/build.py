"""Bodies as numbers. Bone lengths are shared, so a pose fits every build; flesh is what differs."""

from dataclasses import dataclass

from footcare.drawing.loft import Profile

THIGH, SHIN = 74.0, 72.0
UPPER_ARM, FOREARM = 53.0, 46.0
TORSO = 85.0  # hip to the base of the neck
FOOT = 0.23  # of the foot in the foot views, which is 200 long


@dataclass(frozen=True, slots=True)
class Build:
    """Half widths. Side profiles are (position, back, front) upwards and (position, front, back) down the limbs."""

    leg: Profile  # 0 hip, 1 knee, 2 ankle
    shorts: Profile  # 0 hem, 1 hip, 2 waist
    shirt: Profile  # 0 hem, 1 mid-back, 2 base of the neck
    arm: Profile  # 0 shoulder, 1 elbow, 2 wrist
    leg_front: Profile  # (position, left, right) of the leg on the right of the picture, hip to ankle
    seat: float  # from the hip down to what is sat on
    shoulders: float  # half the width between the shoulder joints, from the front
    hips: float  # half the width between the hip joints, from the front

    def towards(self, other: "Build", share: float) -> "Build":
        return Build(
            _between(self.leg, other.leg, share),
            _between(self.shorts, other.shorts, share),
            _between(self.shirt, other.shirt, share),
            _between(self.arm, other.arm, share),
            _between(self.leg_front, other.leg_front, share),
            self.seat + (other.seat - self.seat) * share,
            self.shoulders + (other.shoulders - self.shoulders) * share,
            self.hips + (other.hips - self.hips) * share,
        )


def _between(one: Profile, other: Profile, share: float) -> Profile:
    return [
        (place, left + (to_left - left) * share, right + (to_right - right) * share)
        for (place, left, right), (_, to_left, to_right) in zip(one, other, strict=True)
    ]


SLIM = Build(
    leg=[
        (0, 17, 17), (0.3, 17, 16), (0.62, 14.5, 13), (0.86, 11.8, 10.6), (1, 11.8, 9.8), (1.13, 10, 10.6),
        (1.32, 8.6, 14), (1.52, 7.8, 12.4), (1.74, 6.6, 8), (1.9, 6.2, 6.4), (2, 6, 6.2),
    ],
    shorts=[(0, 14.8, 14.6), (0.5, 17.6, 16.4), (0.85, 21, 16.4), (1, 21.5, 16), (1.45, 19.5, 16), (2, 15, 16.4)],
    shirt=[
        (0, 15.5, 17), (0.35, 14.5, 16.5), (0.7, 16, 17.5), (1.1, 19.5, 20), (1.5, 21, 20), (1.8, 18, 15),
        (2, 9.5, 8),
    ],
    arm=[(0, 8.6, 9), (0.3, 8.6, 9), (0.7, 7.2, 7.6), (1, 6.6, 6.6), (1.25, 7.2, 7), (1.6, 5.6, 5.6), (2, 4.4, 4.4)],
    leg_front=[
        (0, 16, 17), (0.3, 15, 16.5), (0.85, 11, 11), (1, 10.6, 10.6), (1.12, 9.6, 10), (1.35, 12, 12),
        (1.7, 7.8, 8), (1.92, 6, 6.2), (2, 6.4, 6.6),
    ],
    seat=17,
    shoulders=29,
    hips=15,
)  # fmt: skip

BROAD = Build(
    leg=[
        (0, 21, 21), (0.3, 21, 20), (0.62, 17.5, 16), (0.86, 14, 12.6), (1, 13.6, 11.6), (1.13, 11.6, 12.6),
        (1.32, 10, 16.4), (1.52, 9, 14.4), (1.74, 7.6, 9.4), (1.9, 7, 7.4), (2, 6.6, 7),
    ],
    shorts=[(0, 20, 20.5), (0.5, 22.5, 21.5), (0.85, 25.5, 21.5), (1, 26.5, 22), (1.45, 25, 25), (2, 21, 27)],
    shirt=[
        (0, 21, 27), (0.35, 20, 27.5), (0.7, 20.5, 26), (1.1, 22.5, 24), (1.5, 23, 23), (1.8, 18.5, 17),
        (2, 10, 9.5),
    ],
    arm=[
        (0, 11, 11.4), (0.3, 11, 11.2), (0.7, 9.2, 9.6), (1, 8, 8), (1.25, 8.6, 8.2), (1.6, 6.6, 6.6), (2, 5, 5),
    ],
    leg_front=[
        (0, 19, 21), (0.3, 18.5, 20), (0.85, 13, 13.4), (1, 12.4, 12.6), (1.12, 11.4, 11.8), (1.35, 14, 14.2),
        (1.7, 9.2, 9.4), (1.92, 7, 7.2), (2, 7.2, 7.4),
    ],
    seat=20,
    shoulders=33,
    hips=17,
)  # fmt: skip

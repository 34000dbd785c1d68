"""Limbs, toes and fingers: two sides at half widths along a centre line that is rounded at its joints."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from footcare.drawing.geometry import Point, direction, distance, lerp, minus, plus, polar, times, unit

Profile = Sequence[tuple[float, float, float]]
"""(position, left, right): half widths at a position along the chain of joints; 1.5 is half way from joint 1 to 2."""


@dataclass(frozen=True, slots=True)
class Loft:
    """Both sides from start to end, equally many points. `left` is to the left of the way along."""

    left: tuple[Point, ...]
    right: tuple[Point, ...]
    middle: tuple[Point, ...]

    @property
    def outline(self) -> tuple[Point, ...]:
        """Down the left side, up the right one."""
        return self.left + self.right[::-1]


def loft(joints: Sequence[Point], profile: Profile, rounding: float, samples: int) -> Loft:
    """`samples` points per bone; `rounding` is how far from a joint the centre line begins to turn, in units."""
    line = _centre_line(joints, rounding, samples)
    middle = [point for point, _ in line]
    widths = [_widths(profile, position) for _, position in line]
    left, right = [], []
    for i, (point, (to_left, to_right)) in enumerate(zip(middle, widths, strict=True)):
        along = unit(minus(middle[min(i + 1, len(middle) - 1)], middle[max(i - 1, 0)]))
        across = (-along[1], along[0])
        left.append(plus(point, times(across, to_left)))
        right.append(minus(point, times(across, to_right)))
    return Loft(
        _without_folds(left, middle, [one for one, _ in widths]),
        _without_folds(right, middle, [two for _, two in widths]),
        tuple(middle),
    )


def tube(joints: Sequence[Point], profile: Profile, rounding: float = 6.0, samples: int = 4) -> tuple[Point, ...]:
    """A toe or finger with an open base: up the left side, round the tip, down the right side."""
    sides = loft(joints, profile, rounding, samples)
    end, heading = joints[-1], direction(joints[-2], joints[-1])
    radius = (profile[-1][1] + profile[-1][2]) / 2
    tip = tuple(plus(end, polar(heading + turn, radius * reach)) for turn, reach in ((46, 1), (0, 1.02), (-46, 1)))
    return sides.left + tip + sides.right[::-1]


def _centre_line(joints: Sequence[Point], rounding: float, samples: int) -> list[tuple[Point, float]]:
    """Points with their positions; near an inner joint they follow a parabola instead of the corner."""
    line = []
    for bone, (start, end) in enumerate(pairwise(joints)):
        length = distance(start, end)
        last = bone == len(joints) - 2
        for i in range(samples + (1 if last else 0)):
            share = i / samples
            point = lerp(start, end, share)
            for joint, away in ((bone, share * length), (bone + 1, (1 - share) * length)):
                if 0 < joint < len(joints) - 1 and away < rounding:
                    place = 0.5 + (away if joint == bone else -away) / rounding / 2
                    point = _corner(joints, joint, rounding, place)
            line.append((point, bone + share))
    return line


def _corner(joints: Sequence[Point], joint: int, rounding: float, place: float) -> Point:
    before, here, after = joints[joint - 1 : joint + 2]
    start = lerp(here, before, rounding / distance(here, before))
    end = lerp(here, after, rounding / distance(here, after))
    return lerp(lerp(start, here, place), lerp(here, end, place), place)


def _widths(profile: Profile, position: float) -> tuple[float, float]:
    """Between two rows half linear and half smooth, which rounds calves without flat spots."""
    if position <= profile[0][0]:
        return profile[0][1:]
    for (start, *low), (end, *high) in pairwise(profile):
        if position <= end:
            t = (position - start) / (end - start)
            share = (t * t * (3 - 2 * t) + t) / 2
            return (low[0] + (high[0] - low[0]) * share, low[1] + (high[1] - low[1]) * share)
    return profile[-1][1:]


def _without_folds(side: list[Point], middle: list[Point], widths: list[float]) -> tuple[Point, ...]:
    """On the closing side of a bent joint, points that came too near to another part are spread between neighbours."""
    last = len(side) - 1
    good = [
        i in (0, last)
        or all(distance(point, middle[j]) >= min(widths[i], widths[j]) * 0.93 for j in range(len(side)) if j != i)
        for i, point in enumerate(side)
    ]
    smooth = list(side)
    i = 0
    while i <= last:
        if good[i]:
            i += 1
            continue
        end = next(j for j in range(i, last + 1) if good[j])
        for step in range(i, end):
            smooth[step] = lerp(side[i - 1], side[end], (step - i + 1) / (end - i + 1))
        i = end
    return tuple(smooth)

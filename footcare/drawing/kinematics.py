"""Two bones that reach a target: knees and elbows follow from where feet and hands are."""

import math

from footcare.drawing.geometry import Point, direction, distance, plus, polar


class OutOfReach(ValueError):
    """The target is further away than both bones together, or nearer than their difference."""


def joint_between(root: Point, target: Point, upper: float, lower: float, bend: int, limb: str = "limb") -> Point:
    """Knee or elbow of a limb from `root` to `target`; `limb` names it in the error.

    `bend` 1 puts it to the left of the way from root to target (a knee that points to +x when the leg hangs down),
    -1 to the right.
    """
    reach = distance(root, target)
    if not abs(upper - lower) <= reach <= upper + lower:
        raise OutOfReach(
            f"the {limb} reaches {abs(upper - lower):.0f} to {upper + lower:.0f}; "
            f"from {_text(root)} to {_text(target)} is {reach:.1f}"
        )
    cosine = (upper**2 + reach**2 - lower**2) / (2 * upper * reach) if reach else 0.0
    turn = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    return plus(root, polar(direction(root, target) + bend * turn, upper))


def _text(point: Point) -> str:
    return f"({point[0]:.0f}, {point[1]:.0f})"

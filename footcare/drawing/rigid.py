"""Shapes that move as one piece: a hand, a ball, a whole foot that turns. They need no new outline for each frame,
and turn as true as they are: a morph would shrink them on the way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from footcare.drawing.geometry import Affine, Point, centre, distance
from footcare.drawing.shapes import Shape

_EXACT: Final = 0.3  # units by which a point may miss


@dataclass(frozen=True, slots=True)
class Motion:
    """From the first frame to each: turned about the page's corner, then shifted."""

    places: tuple[Affine, ...]

    def turns(self) -> tuple[float, ...]:
        """Degrees, without a jump of a whole turn from frame to frame."""
        turns = [place.turn for place in self.places]
        whole = [0]
        for before, after in pairwise(turns):
            whole.append(whole[-1] - round((after - before) / 360))
        return tuple(turn + 360 * count for turn, count in zip(turns, whole, strict=True))

    def shifts(self, about: Point) -> tuple[Point, ...]:
        """Where `about`, the point that everything turns around, goes."""
        moved = (place.apply(about) for place in self.places)
        return tuple((x - about[0], y - about[1]) for x, y in moved)

    def carries(self, frames: Sequence[Shape]) -> bool:
        """Whether it brings the first of a shape's frames to all the others."""
        return all(
            distance(place.apply(a), b) <= _EXACT
            for place, frame in zip(self.places, frames, strict=True)
            for a, b in zip(frames[0].points, frame.points, strict=True)
        )


def motion(frames: Sequence[Shape]) -> Motion | None:
    """How a shape moves as one piece through all frames; None when it bends."""
    fitted = Motion(tuple(_fitted(frames[0].points, frame.points) for frame in frames))
    return fitted if fitted.carries(frames) else None


def _fitted(rest: Sequence[Point], moved: Sequence[Point]) -> Affine:
    """The rotation and shift that bring the points of `rest` nearest to those of `moved`."""
    middle, there = centre(rest), centre(moved)
    dot = cross = 0.0
    for a, b in zip(rest, moved, strict=True):
        ax, ay, bx, by = a[0] - middle[0], a[1] - middle[1], b[0] - there[0], b[1] - there[1]
        dot += ax * bx + ay * by
        cross += ax * by - ay * bx
    turn = Affine.rotation(math.degrees(math.atan2(cross, dot)))
    turned = turn.apply(middle)
    return turn.then(Affine.translation((there[0] - turned[0], there[1] - turned[1])))

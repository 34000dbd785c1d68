"""Arrows from the movement itself, so that arrow and movement cannot disagree. All in page units, y down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from footcare.drawing.clearance import Obstacle, clearance
from footcare.drawing.geometry import (
    Affine,
    Box,
    Point,
    arc,
    centre,
    direction,
    ellipse,
    length_of,
    lerp,
    minus,
    offset,
    plus,
    point_at,
    polar,
    times,
    unit,
)
from footcare.drawing.scene import Circle, DrawingError, Line, Mark, Path, Push, Trace, Way
from footcare.drawing.shapes import Layer, Shape
from footcare.drawing.spline import flattened

CLEAR: Final = 6.0  # between an arrow's line and what moves: half the arrow, half the ink, and air
_NEAREST, _STEP, _STEPS = 11.0, 2.5, 24  # how far a trace is moved off its landmark: from, by, tries
_SHORTEST, _LONGEST = 34.0, 96.0  # of an arrow beside a movement; direction matters, not the way's own length
_LEAST_KEPT = 0.35  # of a trace, where the rest has no room
_LEAST_ROUND = 0.25  # of a ring: a round arrow has its gap where the foot is
_SAMPLES = 13
_AROUND = 36
_EVERY: Final = 3
_HEAD, _SPREAD = 13.0, 34.0  # length and half angle of the open head
_MARGIN = 7.0
_ROUND = 300.0  # degrees of a circle's arrow


@dataclass(frozen=True, slots=True)
class Stage:
    """What a mark must know: the landmarks and the moving shapes of every frame, and the page."""

    where: str  # for errors: the scene's key
    landmarks: Sequence[Mapping[str, Point]]
    obstacles: Sequence[Obstacle]
    size: tuple[int, int]
    rig: Affine
    closed: bool  # a cycle

    def trace(self, landmark: str) -> list[Point]:
        return [frame[landmark] for frame in self.landmarks]

    def fits(self, points: Sequence[Point]) -> bool:
        width, height = self.size
        return all(_MARGIN <= x <= width - _MARGIN and _MARGIN <= y <= height - _MARGIN for x, y in points)

    def free(self, points: Sequence[Point]) -> bool:
        return self.fits(points) and clearance(points, self.obstacles, CLEAR) >= CLEAR


def drawn(mark: Mark, stage: Stage) -> tuple[Shape, ...]:
    match mark:
        case Trace(landmark, double):
            trace = flattened(stage.trace(landmark), closed=False)
            if stage.closed:
                return _arrow(_outside(trace, stage, landmark), double=double)
            return _arrow(_beside(_resampled(trace), stage, landmark), double=double)
        case Push(landmark, angle):
            way = unit(minus(stage.rig.apply(polar(angle)), stage.rig.apply((0.0, 0.0))))
            tips = stage.trace(landmark)
            tip = max(tips, key=lambda point: -(point[0] * way[0] + point[1] * way[1]))
            for gap in (CLEAR + 1 + 2 * step for step in range(20)):
                shaft = [minus(tip, times(way, gap + _SHORTEST)), minus(tip, times(way, gap))]
                if stage.free(_outline(shaft, double=False)):
                    return _arrow(shaft, double=False)
            raise DrawingError(f"{stage.where}: no room for the push at {landmark}; choose another angle")
        case Circle(landmark, radius):
            return _arrow(_around(centre(stage.trace(landmark)), radius, stage), double=False)
        case Line(points, double):
            return _arrow(stage.rig.apply_all(points), double=double)
        case Path(points):
            return (Shape("path", Layer.ACCENT, stage.rig.apply_all(points), closed=False),)
        case Way(landmark):
            return (Shape("path", Layer.MARK, tuple(stage.trace(landmark)), closed=False),)


def _arrow(shaft: Sequence[Point], *, double: bool) -> tuple[Shape, ...]:
    """Halo, shaft and open head or heads."""
    lines = (_thinned(shaft), *_heads(shaft, double=double))
    return tuple(
        Shape(role, Layer.MARK, line, closed=False, smooth=not at)
        for role in ("halo", "arrow")
        for at, line in enumerate(lines)
    )


def _thinned(shaft: Sequence[Point]) -> tuple[Point, ...]:
    """Every third point of the samples and the last: as a spline the same line."""
    return (*shaft[:-1:_EVERY], shaft[-1]) if len(shaft) > 2 * _EVERY else tuple(shaft)


def _heads(shaft: Sequence[Point], *, double: bool) -> list[tuple[Point, ...]]:
    ends = [(shaft[-1], direction(shaft[-2], shaft[-1]))]
    if double:
        ends.append((shaft[0], direction(shaft[1], shaft[0])))
    return [
        (plus(tip, polar(way + 180 - _SPREAD, _HEAD)), tip, plus(tip, polar(way + 180 + _SPREAD, _HEAD)))
        for tip, way in ends
    ]


def _outline(shaft: Sequence[Point], *, double: bool) -> list[Point]:
    """Everything of an arrow that needs room."""
    dense = [point_at(shaft, i / (_SAMPLES - 1)) for i in range(_SAMPLES)]
    return dense + [point for head in _heads(shaft, double=double) for point in head]


def _resampled(trace: list[Point]) -> list[Point]:
    """Evenly spaced points; short ways are stretched about their middle, long ones keep their middle."""
    length = length_of(trace)
    if not length:
        return trace
    cut = max(0.0, (1 - _LONGEST / length) / 2)
    line = [point_at(trace, cut + (1 - 2 * cut) * i / (_SAMPLES - 1)) for i in range(_SAMPLES)]
    middle = centre([line[0], line[-1]])
    factor = max(1.0, _SHORTEST / length)
    return [plus(middle, times(minus(point, middle), factor)) for point in line]


def _beside(trace: list[Point], stage: Stage, landmark: str) -> list[Point]:
    """The trace moved sideways, as little as keeps it clear of everything in every frame."""
    if len(set(trace)) < 2:
        raise DrawingError(f"{stage.where}: {landmark} does not move; trace another landmark")
    best: list[Point] = []
    for step in range(_STEPS):
        for sign in (1, -1):
            run = _longest_free(offset(trace, sign * (_NEAREST + step * _STEP)), stage)
            if len(run) == _SAMPLES:
                return run
            best = max(best, run, key=len)
    if len(best) < _LEAST_KEPT * _SAMPLES or length_of(best) < _SHORTEST * 0.8:
        raise DrawingError(f"{stage.where}: no room beside the way of {landmark}; move the origin or trace another")
    return best


def _outside(trace: list[Point], stage: Stage, landmark: str) -> list[Point]:
    """The longest free part of a ring about a round way."""
    box = Box.around(trace)
    middle = lerp(box.low, box.high, 0.5)
    turns = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([minus(point, middle) for point in trace]))
    best: list[Point] = []
    for step in range(_STEPS):
        away = _NEAREST + step * _STEP
        ring = ellipse(middle, box.high[0] - middle[0] + away, box.high[1] - middle[1] + away, _AROUND)
        best = max(best, _longest_free([*(ring if turns > 0 else ring[::-1])] * 2, stage)[:_AROUND], key=length_of)
    if len(best) < _LEAST_ROUND * _AROUND:
        raise DrawingError(f"{stage.where}: no room around the way of {landmark}; move the origin or trace another")
    return best


def _longest_free(line: Sequence[Point], stage: Stage) -> list[Point]:
    """The longest run of points where an arrow, with its heads, has room."""
    runs: list[list[Point]] = [[]]
    for point in line:
        if stage.free([point]):
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    run = max(runs, key=len)
    while len(run) > 2 and not stage.free(_outline(run, double=True)):
        run = run[:-1]
    return run


def _around(about: Point, radius: float, stage: Stage) -> list[Point]:
    """A round arrow; it begins and ends where the page or a hand leaves least room."""
    start = min(range(0, 360, 15), key=lambda turn: _room(plus(about, polar(turn, radius)), stage))
    spare = (360 - _ROUND) / 2
    return list(arc(about, radius, start + spare, start + 360 - spare, _SAMPLES))


def _room(point: Point, stage: Stage) -> float:
    width, height = stage.size
    return min(point[0], width - point[0], point[1], height - point[1])

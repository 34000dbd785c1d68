"""Poses turned into frames: where everything is at the sampled moments of one repetition."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from footcare.drawing.geometry import Affine, Point, direction, distance
from footcare.drawing.scene import Actor, Panel, Scene, Track
from footcare.drawing.shapes import Contact, Drawn

_DEGREES_PER_SAMPLE = 30
_DEGREES_PER_PIECE = 120  # of a hand or prop, which turns as one piece; half a round could be either way
_LEAST_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """`pose` 1.5 is half way from the second pose to the third; `share` of the way there, 0 to 1."""

    pose: float
    share: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One panel at one moment, in rig units."""

    subjects: tuple[Drawn, ...]
    props: tuple[Drawn, ...]
    hands: tuple[Drawn, ...]
    landmarks: Mapping[str, Point]

    @property
    def contacts(self) -> tuple[Contact, ...]:
        return tuple(contact for drawn in (*self.subjects, *self.props, *self.hands) for contact in drawn.contacts)


def moments(scene: Scene) -> tuple[Moment, ...]:
    """The way there (a stroke) or once round (a cycle, closed: the last moment is the first pose again).

    Between two poses one sample for each 30 degrees of the largest turn, at least the middle: points move in straight
    lines from sample to sample, and with fewer a turning foot would shrink on its way.
    """
    if scene.poses == 1:
        return (Moment(0, 0),)
    if scene.motion == "cycle":
        return tuple(Moment(i % scene.poses, i / scene.poses) for i in range(scene.poses + 1))
    found = [Moment(0, 0)]
    for start in range(scene.poses - 1):
        bends = math.ceil(_largest(_bends(scene), start) / _DEGREES_PER_SAMPLE)
        turns = math.ceil(_largest(_turns(scene), start) / _DEGREES_PER_PIECE)
        count = max(_LEAST_SAMPLES, bends, turns)
        for step in range(1, count + 1):
            pose = start + step / count
            found.append(Moment(pose, pose / (scene.poses - 1)))
    return tuple(found)


def frame(panel: Panel, moment: Moment) -> Frame:
    subjects = tuple(_drawn(actor, moment, {}) for actor in panel.subjects)
    landmarks = {
        f"{actor.name}.{name}" if actor.name else name: point
        for actor, drawn in zip(panel.subjects, subjects, strict=True)
        for name, point in drawn.landmarks.items()
    }
    props = tuple(_drawn(actor, moment, landmarks) for actor in panel.props)
    hands = tuple(_drawn(actor, moment, landmarks) for actor in panel.hands)
    return Frame(subjects, props, hands, landmarks)


def parts(panel: Panel, subjects: tuple[Drawn, ...], names: tuple[str, ...]) -> Drawn:
    """The shapes of the named parts: `heel` of every subject, or `left.heel` of one."""
    shapes = tuple(
        shape
        for actor, drawn in zip(panel.subjects, subjects, strict=True)
        for part, slices in drawn.parts.items()
        if part in names or f"{actor.name}.{part}" in names
        for shape in slices
    )
    return Drawn(shapes, {})


def _drawn(actor: Actor, moment: Moment, landmarks: Mapping[str, Point]) -> Drawn:
    pose = {name: _value(track, moment) for name, track in actor.pose.items()}
    size = Affine.scale(-actor.scale if actor.mirrored else actor.scale, actor.scale)
    place = size.then(Affine.rotation(_value(actor.turn, moment))).then(
        Affine.translation((_value(actor.x, moment), _value(actor.y, moment)))
    )
    if actor.along:
        start, end = (landmarks[name] for name in actor.along)
        place = place.then(Affine.rotation(direction(start, end)))
        if "length" in pose:
            pose["length"] = distance(start, end)
    if actor.at:
        place = place.then(Affine.translation(landmarks[actor.at]))
    return actor.model.pose(pose).moved(place)


def _value(track: Track, moment: Moment) -> float:
    if len(track) == 1:
        return track[0]
    before = min(int(moment.pose), len(track) - 1)
    after = min(before + 1, len(track) - 1)
    return track[before] + (track[after] - track[before]) * (moment.pose - before)


def _bends(scene: Scene) -> Iterator[Track]:
    """Lengths count as if they were degrees."""
    return (track for panel in scene.panels for actor in panel.subjects for track in actor.pose.values())


def _turns(scene: Scene) -> Iterator[Track]:
    return (actor.turn for panel in scene.panels for actor in (*panel.props, *panel.hands))


def _largest(tracks: Iterable[Track], start: int) -> float:
    """The largest step of any track from pose `start` to the next."""
    return max((abs(b - a) for track in tracks for a, b in list(pairwise(track))[start : start + 1]), default=0.0)

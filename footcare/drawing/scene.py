"""What an author writes about one drawing, read and resolved (reading.py makes it from plain data)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from footcare.drawing.geometry import Point
from footcare.drawing.shapes import Model, View

Track = tuple[float, ...]
"""One value for each pose of the scene."""


class DrawingError(ValueError):
    """Something about a drawing that its author has to change; names file, entry and field."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A foot, a figure, a hand or a prop, with its parameters and its place through all poses.

    Placed at `at`, a landmark of a subject, or else at the rig's origin; then moved by x and y and turned. With
    `along`, two landmarks, x and y count along and across the way between them, and the actor turns with it; one that
    has a `length` spans that way.
    """

    model: Model
    name: str  # prefix of its landmarks and parts where a panel has several subjects, else empty
    pose: Mapping[str, Track]
    x: Track
    y: Track
    turn: Track
    scale: float = 1.0
    mirrored: bool = False
    at: str | None = None
    along: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """An arrow beside the way of a landmark through all frames, as near as stays clear of what moves."""

    landmark: str
    double: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """A short arrow that ends at a landmark, coming in at `angle`: -90 presses down."""

    landmark: str
    angle: float


@dataclass(frozen=True, slots=True)
class Circle:
    """A round arrow about a landmark, with its gap where there is least room."""

    landmark: str
    radius: float


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow through given points, in rig units: for what no landmark shows."""

    points: tuple[Point, ...]
    double: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """The dashed way of a hand or ball over skin, in rig units."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The dashed way of a landmark itself through all frames."""

    landmark: str


Mark = Trace | Push | Circle | Line | Path | Way


@dataclass(frozen=True, slots=True)
class Panel:
    view: View
    shows: Literal["left", "right"]  # whose limb moves when the page is not mirrored: the view's, or the far one
    size: tuple[int, int]  # of the page, in units
    origin: Point  # of the rig on the page, y down
    scale: float
    subjects: tuple[Actor, ...]
    props: tuple[Actor, ...] = ()
    hands: tuple[Actor, ...] = ()
    accent: tuple[str, ...] = ()  # parts
    ghost: tuple[str, ...] = ()  # parts, drawn dotted as they are at the start, or half way round
    marks: tuple[Mark, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)  # to choose from: a page's name for it -> part


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds of one repetition. A cycle takes `up + down` without holding."""

    up: float = 1.6
    hold: float = 0.8
    down: float = 1.6

    @property
    def whole(self) -> float:
        return self.up + self.hold + self.down


@dataclass(frozen=True, slots=True)
class Scene:
    key: str
    description: str
    panels: tuple[Panel, ...]  # one, or a small one for the position and a close-up
    strand: Literal["move", "touch"] = "move"  # you move it, or a hand or ball does: the accent's colour
    motion: Literal["stroke", "cycle"] = "stroke"  # there and back, or round and round
    poses: int = 1
    tempo: Tempo = field(default_factory=Tempo)
    side: Literal["left", "right"] | None = None  # None: of both sides, or of none

"""What views return: shapes in rig units (y up), landmarks, accent slices and contacts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal

from footcare.drawing.geometry import Affine, Point

Role = Literal[
    "skin", "far", "cover", "line", "shade", "accent", "accent-line", "detail", "thin", "toe", "rim", "nail",
    "cloth", "far-cloth", "hair", "prop", "prop-line", "floor", "hand", "ghost", "arrow", "halo", "weight", "path",
    "area",
]  # fmt: skip
"""The CSS class of a shape: fill and line are decided there.

skin: paper fill and ink line. cover: paper fill alone, hides what is below. line: ink line alone. far: of the far side.
thin: ink, half as wide. rim: paper fill over a thick line.
toe: paper fill with a thin line. detail: ink, hair-thin. accent: the fill of a marked part;
accent-line: its edge, alone where the edge is hollow and a fill would cross air. area: one of several to choose from.
"""


class Layer(IntEnum):
    """Back to front. Shapes of one layer keep their order."""

    BEHIND = 0
    FLOOR = 1
    GHOST = 2
    FAR = 3
    NEAR = 4
    SHADE = 5
    ACCENT = 6
    DETAIL = 7
    HAND = 8
    MARK = 9


@dataclass(frozen=True, slots=True)
class Shape:
    """One path. `role` is its CSS class; `layer` its place, back to front."""

    role: Role
    layer: Layer
    points: tuple[Point, ...]
    closed: bool = True
    smooth: bool = True  # a spline through the points; False: straight lines

    def moved(self, by: Affine) -> "Shape":
        return replace(self, points=by.apply_all(self.points))


@dataclass(frozen=True, slots=True)
class Contact:
    """Must hold in every frame: `at` is `gap` units away from the surface `on`; 0 is touching, below 0 is inside it."""

    at: Point
    on: str
    gap: float

    def moved(self, by: Affine) -> "Contact":
        return replace(self, at=by.apply(self.at))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view in one pose; every pose gives the same shapes with equally many points."""

    shapes: tuple[Shape, ...]
    landmarks: Mapping[str, Point]  # what marks, hands and props refer to
    parts: Mapping[str, tuple[Shape, ...]] = field(default_factory=dict)  # accent slices by name
    contacts: tuple[Contact, ...] = ()

    def moved(self, by: Affine) -> "Drawn":
        return Drawn(
            shapes=tuple(shape.moved(by) for shape in self.shapes),
            landmarks={name: by.apply(point) for name, point in self.landmarks.items()},
            parts={name: tuple(shape.moved(by) for shape in slices) for name, slices in self.parts.items()},
            contacts=tuple(contact.moved(by) for contact in self.contacts),
        )


@dataclass(frozen=True, slots=True)
class Parameter:
    """Degrees or units; a pose outside is an error of the author."""

    low: float
    high: float
    default: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """Something that can be posed by numbers: a view of a body, a hand, a prop."""

    name: str
    parameters: Mapping[str, Parameter]
    draw: Callable[[Mapping[str, float]], Drawn]  # one value for each parameter

    def pose(self, values: Mapping[str, float]) -> Drawn:
        """Drawn with the given values, defaults for the rest."""
        rest = {name: parameter.default for name, parameter in self.parameters.items()}
        return self.draw({**rest, **values})


@dataclass(frozen=True, slots=True)
class View(Model):
    """A model with a page of its own."""

    size: tuple[int, int]  # of the page in units: 320 x 240 close-up, 320 x 320 figure
    origin: Point  # where the rig's (0, 0) is on the page unless the scene says otherwise, y down
    scale: float = 1.0
    shows: Literal["left", "right"] = "left"  # the body side that is near, or whose foot it is

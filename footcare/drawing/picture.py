"""A scene as shapes on the page: for every frame the same list, in layers back to front."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from footcare.drawing.clearance import Obstacle
from footcare.drawing.frames import Frame, Moment, frame, moments, parts
from footcare.drawing.geometry import Affine
from footcare.drawing.kinematics import OutOfReach
from footcare.drawing.marks import Stage, drawn
from footcare.drawing.scene import DrawingError, Panel, Scene
from footcare.drawing.shapes import Drawn, Layer, Shape
from footcare.drawing.spline import FINE

Shapes = tuple[Shape, ...]

SMALL_WIDTH = 160  # of the position beside a close-up, in units of the close-up

_SOLID = frozenset({"skin", "cover", "toe", "far", "hand", "cloth", "far-cloth"})  # what an arrow must not touch
_TOO_FINE = frozenset({"detail", "shade"})  # for the small panel


@dataclass(frozen=True, slots=True)
class PanelPicture:
    """Page units, y down. `frames` hold bodies, props and accents; the rest is the same at all times."""

    size: tuple[int, int]
    ground: float  # height of the rig's y = 0 on the page
    frames: tuple[Shapes, ...]
    rig_frames: tuple[Frame, ...]
    ghost: Shapes
    marks: Shapes
    obstacles: tuple[Obstacle, ...]
    areas: Mapping[str, Shape]
    whole: bool  # a whole figure, with thinner lines
    fine: int  # whole numbers per unit when it is written

    def still(self, at: int) -> Shapes:
        return layered(self.frames[at] + self.marks)


@dataclass(frozen=True, slots=True)
class Picture:
    scene: Scene
    moments: tuple[Moment, ...]
    panels: tuple[PanelPicture, ...]

    @property
    def last(self) -> int:
        """The frame that a still shows: the end of a stroke, or the beginning of a cycle."""
        return 0 if self.scene.motion == "cycle" else len(self.moments) - 1


def picture(scene: Scene) -> Picture:
    times = moments(scene)
    return Picture(scene, times, tuple(_panel(scene, panel, times) for panel in scene.panels))


def layered(shapes: Shapes) -> Shapes:
    return tuple(sorted(shapes, key=lambda shape: shape.layer))


def page_of(scene: Scene, panel: Panel) -> Affine:
    """From the rig to the page; the body side that the view does not show is the mirrored page."""
    place = Affine.scale(panel.scale, -panel.scale).then(Affine.translation(panel.origin))
    mirrored = scene.side is not None and scene.side != panel.shows
    return place.then(Affine.mirrored(panel.size[0] / 2)) if mirrored else place


def _panel(scene: Scene, panel: Panel, times: Sequence[Moment]) -> PanelPicture:
    page = page_of(scene, panel)
    try:
        rigs = tuple(frame(panel, moment) for moment in times)
    except OutOfReach as error:
        raise DrawingError(f"{scene.key}: {panel.view.name}: {error}") from error
    small = panel is not scene.panels[-1]
    frames = tuple(_shapes(panel, rig, page, small=small) for rig in rigs)
    obstacles = tuple(
        Obstacle.of(shape) for shapes in dict.fromkeys(frames) for shape in shapes if shape.role in _SOLID
    )
    stage = Stage(
        where=scene.key,
        landmarks=[{name: page.apply(point) for name, point in rig.landmarks.items()} for rig in rigs],
        obstacles=obstacles,
        size=panel.size,
        rig=page,
        closed=scene.motion == "cycle",
    )
    opposite = len(times) // 2 if scene.motion == "cycle" else 0
    ghost = parts(panel, rigs[opposite].subjects, panel.ghost).moved(page).shapes
    return PanelPicture(
        size=panel.size,
        ground=page.apply((0, 0))[1],
        frames=frames,
        rig_frames=rigs,
        ghost=tuple(Shape("ghost", Layer.GHOST, one.points, one.closed, one.smooth) for one in ghost),
        marks=tuple(shape for mark in panel.marks for shape in drawn(mark, stage)),
        obstacles=obstacles,
        areas={name: _area(panel, rigs[0], part).moved(page) for name, part in panel.areas.items()},
        whole=panel.view.size[0] == panel.view.size[1],
        fine=round(FINE * SMALL_WIDTH / panel.size[0]) if small else FINE,
    )


def _area(panel: Panel, rig: Frame, part: str) -> Shape:
    outline = next(shape for shape in parts(panel, rig.subjects, (part,)).shapes if shape.closed)
    return Shape("area", Layer.MARK, outline.points, smooth=outline.smooth)


def _shapes(panel: Panel, rig: Frame, page: Affine, *, small: bool) -> Shapes:
    accents = parts(panel, rig.subjects, panel.accent)
    everything: tuple[Drawn, ...] = (*rig.props, *rig.subjects, accents, *rig.hands)
    shapes = (shape for drawn in everything for shape in drawn.moved(page).shapes)
    return layered(tuple(shape for shape in shapes if not small or shape.role not in _TOO_FINE))

"""What must hold for every picture; a list of what does not, in words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from footcare.drawing.clearance import clearance
from footcare.drawing.marks import CLEAR
from footcare.drawing.picture import PanelPicture, Picture
from footcare.drawing.shapes import Layer, Shape
from footcare.drawing.spline import flattened

_TOUCHES: Final = 0.5  # units
_BLEEDS: Final = frozenset({Layer.FLOOR, Layer.GHOST, Layer.SHADE, Layer.ACCENT})  # go with an outline that may
_SLACK: Final = 0.5  # of a spline beyond its points


def faults(picture: Picture) -> list[str]:
    return [
        f"{picture.scene.key}, panel {number}: {fault}"
        for number, panel in enumerate(picture.panels, start=1)
        for check in (_same_shapes, _contacts, _above_floor, _inside, _clear)
        for fault in check(panel)
    ]


def _same_shapes(panel: PanelPicture) -> Iterator[str]:
    """Else nothing could be morphed."""
    first = [_kind(shape) for shape in panel.frames[0]]
    for number, shapes in enumerate(panel.frames):
        if [_kind(shape) for shape in shapes] != first:
            yield f"frame {number} has other shapes or points than the first"


def _kind(shape: Shape) -> tuple[str, Layer, int, bool, bool]:
    return (shape.role, shape.layer, len(shape.points), shape.closed, shape.smooth)


def _contacts(panel: PanelPicture) -> Iterator[str]:
    for number, frame in enumerate(panel.rig_frames):
        for contact in frame.contacts:
            if abs(contact.gap) > _TOUCHES:
                yield f"frame {number}: {contact.gap:.1f} units from {contact.on} at {contact.at}"


def _above_floor(panel: PanelPicture) -> Iterator[str]:
    """Where a floor is drawn, no body sinks below it."""
    for number, frame in enumerate(panel.rig_frames):
        if not any(shape.role == "floor" for prop in frame.props for shape in prop.shapes):
            continue
        lowest = min(y for body in (*frame.subjects, *frame.hands) for shape in body.shapes for _, y in shape.points)
        if lowest < -_TOUCHES:
            yield f"frame {number}: something is {-lowest:.1f} units below the floor"


def _inside(panel: PanelPicture) -> Iterator[str]:
    """Outlines stay on the page. A leg or an arm may be cut by its edge, once, and then in every frame."""
    for shapes in zip(*panel.frames, strict=True):
        role, layer = shapes[0].role, shapes[0].layer
        if layer in _BLEEDS:
            continue
        cuts = [_cuts(shape, panel.size) for shape in shapes]
        if max(cuts) > 1 or len(set(cuts)) > 1:
            yield f"{role} leaves the page in frames {[number for number, count in enumerate(cuts) if count]}"
    if any(_cuts(shape, panel.size) for shape in panel.marks):
        yield "a mark leaves the page"
    yield from (f"area {name} leaves the page" for name, area in panel.areas.items() if _cuts(area, panel.size))


def _cuts(shape: Shape, size: tuple[int, int]) -> int:
    """How many times an outline goes off the page; an open one that begins and ends outside was cut once."""
    width, height = size
    line = flattened(shape.points, closed=shape.closed) if shape.smooth else list(shape.points)
    on = [-_SLACK <= x <= width + _SLACK and -_SLACK <= y <= height + _SLACK for x, y in line]
    return sum(a and not b for a, b in pairwise([*on, on[0]])) if any(on) else 2


def _clear(panel: PanelPicture) -> Iterator[str]:
    for shape in panel.marks:
        if shape.role != "arrow":
            continue
        line = flattened(shape.points, closed=False) if shape.smooth else list(shape.points)
        room = clearance(line, panel.obstacles, CLEAR)
        if room < CLEAR - 0.5:
            yield f"an arrow comes within {room:.1f} units of what moves"

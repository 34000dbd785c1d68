"""One panel of a moving picture as SMIL: outlines morph, pieces that keep their form are turned and shifted."""

from collections.abc import Sequence

from footcare.drawing.geometry import Point, centre
from footcare.drawing.picture import PanelPicture, Picture
from footcare.drawing.rigid import Motion, motion
from footcare.drawing.shapes import Shape
from footcare.drawing.spline import path_data
from footcare.drawing.timing import KeyTimes, key_times

Frames = tuple[Shape, ...]
"""One shape in every frame."""


def animated(picture: Picture, panel: PanelPicture) -> str:
    times, fine = key_times(picture), panel.fine
    written = []
    pieces: list[Frames] = []
    moving: Motion | None = None
    for frames in zip(*panel.frames, strict=True):
        if moving and moving.carries(frames):
            pieces.append(frames)
            continue
        written.append(_piece(pieces, moving, times, fine))
        pieces, moving = [], None
        if len({_data(shape, fine) for shape in frames}) == 1:
            written.append(_path(frames[0], fine))
        elif found := motion(frames):
            pieces, moving = [frames], found
        else:
            values = ";".join(_data(frames[number], fine) for number in times.frames)
            written.append(_path(frames[0], fine, f'<animate attributeName="d" values="{values}"{times.attributes}/>'))
    written.append(_piece(pieces, moving, times, fine))
    return "".join(written)


def _data(shape: Shape, fine: int) -> str:
    return path_data(shape.points, closed=shape.closed, smooth=shape.smooth, fine=fine)


def _path(shape: Shape, fine: int, inner: str = "") -> str:
    path = f'<path class="{shape.role}" d="{_data(shape, fine)}"'
    return f"{path}>{inner}</path>" if inner else f"{path}/>"


def _piece(pieces: Sequence[Frames], moving: Motion | None, times: KeyTimes, fine: int) -> str:
    """Neighbours that move as one: shifted, and turned about the middle of the first, as a seam with its ball."""
    if not moving:
        return ""
    middle = centre(pieces[0][0].points)
    inner = "".join(_path(frames[0], fine) for frames in pieces)
    shifts = [_whole(shift, fine) for shift in moving.shifts(middle)]
    about = _whole(middle, fine)
    turns = [f"{turn:.1f} {about}" for turn in moving.turns()]
    for kind, values in (("rotate", turns), ("translate", shifts)):  # turned first, then carried along
        if len(set(values)) > 1:
            text = ";".join(values[number] for number in times.frames)
            inner = (
                f'<g>{inner}<animateTransform attributeName="transform" type="{kind}" values="{text}"'
                f"{times.attributes}/></g>"
            )
    return inner


def _whole(point: Point, fine: int) -> str:
    return f"{round(point[0] * fine)} {round(point[1] * fine)}"

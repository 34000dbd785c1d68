"""Pictures as SVG: still, pair, moving, thumbnail. Classes only; colours and widths are in static/css/src/art.css."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from footcare.drawing.picture import PanelPicture, Picture, Shapes, layered
from footcare.drawing.shapes import Shape
from footcare.drawing.spline import FINE, path_data
from footcare.drawing.timing import key_times, splines

_SMALL: Final = 160  # width of the position beside a close-up, in units
_MERGED: Final = frozenset({"line", "thin", "detail", "ghost", "halo", "arrow", "prop-line", "accent-line"})
"""Roles without a fill: neighbours of one role can be one path."""


def still(picture: Picture, prefix: str, title: str) -> str:
    """The end pose over the dotted start, with arrows."""
    inner = [_static(layered(panel.ghost + panel.still(picture.last))) for panel in picture.panels]
    return _document(picture, inner, prefix, title)


def pair(picture: Picture, prefix: str, title: str) -> str:
    """Start and end as two pictures side by side, for reduced motion and print; a cycle shows its half."""
    end = len(picture.moments) // 2 if picture.scene.motion == "cycle" else picture.last
    first = [_static(layered(panel.frames[0])) for panel in picture.panels]
    second = [_static(panel.still(end)) for panel in picture.panels]
    return _document(picture, first, prefix, title) + _document(picture, second, f"{prefix}-end", title, hidden=True)


def moving(picture: Picture, prefix: str, title: str) -> str:
    inner = [_animated(picture, panel) for panel in picture.panels]
    return _document(picture, inner, prefix, title)


def _document(picture: Picture, inner: Sequence[str], prefix: str, title: str, *, hidden: bool = False) -> str:
    width, height, body = _layout(picture.panels, inner)
    classes = "art art--touch" if picture.scene.strand == "touch" else "art"
    name = (
        ' aria-hidden="true">'
        if hidden
        else f' role="img" aria-labelledby="{prefix}-t {prefix}-d"><title id="{prefix}-t">{escape(title)}</title>'
        f'<desc id="{prefix}-d">{escape(picture.scene.description)}</desc>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" viewBox="0 0 {width * FINE} {height * FINE}"'
        f"{name}{body}</svg>"
    )


def _layout(panels: Sequence[PanelPicture], inner: Sequence[str]) -> tuple[int, int, str]:
    """One panel fills the page; two share it, the position small at the left, on one ground line."""
    *small, main = panels
    width, height = main.size
    if not small:
        return width, height, inner[0]
    (position,) = small
    share = _SMALL / position.size[0]
    top = main.ground - position.ground * share
    return (
        width + _SMALL,
        height,
        _nested(inner[0], 0, top, _SMALL, position.size[1] * share, position.size, "art__small")
        + _nested(inner[1], _SMALL, 0, width, height, main.size, ""),
    )


def _nested(inner: str, x: float, y: float, width: float, height: float, size: tuple[int, int], css: str) -> str:
    left, top, across, down = (round(value * FINE) for value in (x, y, width, height))
    classes = f' class="{css}"' if css else ""
    return (
        f'<svg{classes} x="{left}" y="{top}" width="{across}" height="{down}" '
        f'viewBox="0 0 {size[0] * FINE} {size[1] * FINE}">{inner}</svg>'
    )


def _static(shapes: Shapes) -> str:
    return "".join(_paths(shapes))


def _paths(shapes: Shapes) -> list[str]:
    written = []
    for role, group in groupby(shapes, key=lambda shape: shape.role):
        data = [_data(shape) for shape in group]
        for one in ["".join(data)] if role in _MERGED else data:
            written.append(f'<path class="{role}" d="{one}"/>')
    return written


def _data(shape: Shape) -> str:
    return path_data(shape.points, closed=shape.closed, smooth=shape.smooth)


def _animated(picture: Picture, panel: PanelPicture) -> str:
    times = key_times(picture)
    written = []
    for shapes in zip(*panel.frames, strict=True):
        paths = [_data(shape) for shape in shapes]
        role = shapes[0].role
        if len(set(paths)) == 1:
            written.append(f'<path class="{role}" d="{paths[0]}"/>')
            continue
        values = ";".join(paths[number] for number in times.frames)
        written.append(
            f'<path class="{role}" d="{paths[0]}"><animate attributeName="d" dur="{times.seconds:g}s" '
            f'repeatCount="indefinite" keyTimes="{times.text}" calcMode="spline" keySplines="{splines(times)}" '
            f'values="{values}"/></path>'
        )
    return "".join(written) + _static(layered(panel.marks))

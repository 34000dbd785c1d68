"""Pictures as SVG: still, start, moving, thumbnail, areas. Classes only; colours and widths are in css/src/art.css."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from footcare.drawing.animation import animated
from footcare.drawing.geometry import Point
from footcare.drawing.picture import SMALL_WIDTH, PanelPicture, Picture, Shapes, layered
from footcare.drawing.simplified import simplified
from footcare.drawing.spline import FINE, path_data

_MERGED: Final = frozenset({"line", "thin", "detail", "ghost", "halo", "arrow", "prop-line", "accent-line"})
"""Roles without a fill: neighbours of one role can be one path."""


def still(picture: Picture, prefix: str, title: str) -> str:
    """The end pose over the dotted start, with arrows; a cycle as it begins."""
    inner = [
        _static(panel, layered(panel.ghost + panel.still(picture.last))) + "".join(_areas(panel).values())
        for panel in picture.panels
    ]
    return _document(picture, inner, prefix, title)


def areas(picture: Picture) -> dict[str, str]:
    """Each area alone on a page like the still's: to lie over it inside the label of a checkbox, which names it. None
    in most pictures.
    """
    panel = picture.panels[-1]
    return {
        name: f'<svg xmlns="http://www.w3.org/2000/svg" class="art" viewBox="{_box(panel.size)}" aria-hidden="true">'
        f"{path}</svg>"
        for name, path in _areas(panel).items()
    }


def frame(picture: Picture, number: int, prefix: str, title: str) -> str:
    """One sampled moment, with arrows: for contact sheets."""
    inner = [_static(panel, panel.still(number)) for panel in picture.panels]
    return _document(picture, inner, prefix, title)


def start(picture: Picture) -> str:
    """To stand before the still where nothing may move and on paper: where a stroke begins, or the half of a cycle.
    Without words, as the still has them; empty where all is one pose.
    """
    number = len(picture.moments) // 2 if picture.scene.motion == "cycle" else 0
    if all(panel.frames[number] == panel.frames[picture.last] for panel in picture.panels):
        return ""
    return _document(picture, [_static(panel, panel.frames[number]) for panel in picture.panels], "", "")


def moving(picture: Picture, prefix: str, title: str) -> str:
    """One repetition after another; nothing moves without SMIL, where it stays the start pose."""
    inner = [animated(picture, panel) + _static(panel, panel.marks) for panel in picture.panels]
    return _document(picture, inner, prefix, title)


def thumbnail(picture: Picture) -> str:
    """The last panel's end pose for a list, beside words that say it: small, plain and hidden from readers."""
    panel = picture.panels[-1]
    width, height = panel.size
    strand = " art--touch" if picture.scene.strand == "touch" else ""
    paths = _paths(simplified(panel.still(picture.last)), fine=1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="art art--thumb{strand}" viewBox="0 0 {width} {height}" '
        f'aria-hidden="true">{"".join(paths)}</svg>'
    )


def _document(picture: Picture, inner: Sequence[str], prefix: str, title: str) -> str:
    """Without a prefix for the names in it, a picture beside another that has the words."""
    width, height, body = _layout(picture.panels, inner)
    classes = "art art--touch" if picture.scene.strand == "touch" else "art"
    if not prefix:
        classes += " art--start"
    if picture.panels[-1].whole:
        classes += " art--figure"
    name = (
        f' role="img" aria-labelledby="{prefix}-t {prefix}-d"><title id="{prefix}-t">{escape(title)}</title>'
        f'<desc id="{prefix}-d">{escape(picture.scene.description)}</desc>'
        if prefix
        else ' aria-hidden="true">'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" viewBox="{_box((width, height))}"{name}{body}</svg>'
    )


def _layout(panels: Sequence[PanelPicture], inner: Sequence[str]) -> tuple[int, int, str]:
    """One panel fills the page; two share it, the position small at the left: on the close-up's floor if it has one and
    there is room, else at the foot of the page."""
    *small, main = panels
    width, height = main.size
    if not small:
        return width, height, inner[0]
    (position,) = small
    share = SMALL_WIDTH / position.size[0]
    lowest = height - position.size[1] * share
    floor = any(shape.role == "floor" for shape in main.frames[0])
    top = max(0.0, min(main.ground - position.ground * share, lowest)) if floor else lowest
    return (
        width + SMALL_WIDTH,
        height,
        _nested(position, inner[0], (0, top), (SMALL_WIDTH, position.size[1] * share), ' class="art__small"')
        + _nested(main, inner[1], (SMALL_WIDTH, 0), main.size, ""),
    )


def _nested(panel: PanelPicture, inner: str, at: Point, size: tuple[float, float], css: str) -> str:
    left, top, width, height = (round(value * FINE) for value in (*at, *size))
    return (
        f'<svg{css} x="{left}" y="{top}" width="{width}" height="{height}" '
        f'viewBox="0 0 {panel.size[0] * panel.fine} {panel.size[1] * panel.fine}">{inner}</svg>'
    )


def _box(size: tuple[int, int]) -> str:
    return f"0 0 {size[0] * FINE} {size[1] * FINE}"


def _areas(panel: PanelPicture) -> dict[str, str]:
    return {
        name: _paths((shape,), panel.fine)[0].replace(" ", f' data-area="{name}" ', 1)
        for name, shape in panel.areas.items()
    }


def _static(panel: PanelPicture, shapes: Shapes) -> str:
    return "".join(_paths(shapes, panel.fine))


def _paths(shapes: Shapes, fine: int) -> list[str]:
    written = []
    for role, group in groupby(shapes, key=lambda shape: shape.role):
        data = [path_data(shape.points, closed=shape.closed, smooth=shape.smooth, fine=fine) for shape in group]
        for one in ["".join(data)] if role in _MERGED else data:
            written.append(f'<path class="{role}" d="{one}"/>')
    return written

"""Accent slices: a filled part with its edge, or the edge alone."""

from footcare.drawing.geometry import Point
from footcare.drawing.shapes import Layer, Shape


def marked(line: tuple[Point, ...]) -> tuple[Shape, ...]:
    """`line` is the open outline of the part; the fill closes it straight."""
    return (Shape("accent", Layer.ACCENT, line, closed=False), *edge(line))


def edge(line: tuple[Point, ...], layer: Layer = Layer.ACCENT) -> tuple[Shape, ...]:
    return (Shape("accent-line", layer, line, closed=False),)

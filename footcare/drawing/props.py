"""Things to stand on, lean on and roll on. Each has its own (0, 0); a scene places it."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing import cloth, footprint, sling, towel
from footcare.drawing.furniture import FURNITURE
from footcare.drawing.geometry import ellipse, polar
from footcare.drawing.household import HOUSEHOLD
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter, Shape

_FAR_OUT: Final = 600.0  # beyond every page
_UNDER_INK: Final = 1.6  # the floor's line is below the ink of what stands on it


def _floor(pose: Mapping[str, float]) -> Drawn:
    line = ((-_FAR_OUT, -_UNDER_INK), (_FAR_OUT, -_UNDER_INK))
    return Drawn((Shape("floor", Layer.FLOOR, line, closed=False, smooth=False),), {})


def _wall(pose: Mapping[str, float]) -> Drawn:
    """Its face is at x = 0, the room to the left."""
    edge = ((0, _FAR_OUT), (0, -_UNDER_INK), (_FAR_OUT, -_UNDER_INK))
    return Drawn((Shape("prop", Layer.BEHIND, edge, closed=False, smooth=False),), {})


def _towel_roll(pose: Mapping[str, float]) -> Drawn:
    """Seen from its end, lying on the floor: (0, 0) is below its middle."""
    radius = pose["radius"]
    spiral = tuple((x, y + radius) for x, y in (polar(i * 37, radius * (0.84 - i * 0.032)) for i in range(24)))
    return Drawn(
        (
            Shape("prop", Layer.BEHIND, ellipse((0, radius), radius, radius)),
            Shape("prop-line", Layer.BEHIND, spiral, closed=False),
        ),
        {},
    )


def _ball(pose: Mapping[str, float]) -> Drawn:
    """Centre at (0, 0); the seam shows how it rolls when the scene turns it."""
    radius = pose["radius"]
    seam = tuple((x * 0.8, y * 0.34) for x, y in (polar(turn, radius) for turn in range(0, 181, 45)))
    return Drawn(
        (
            Shape("prop", Layer.DETAIL, ellipse((0, 0), radius, radius)),
            Shape("prop-line", Layer.DETAIL, seam, closed=False),
        ),
        {"centre": (0, 0)},
    )


def _weight(pose: Mapping[str, float]) -> Drawn:
    """A bar below the floor, as deep as the share of the weight that a foot carries; (0, 0) is under the foot."""
    top = -_UNDER_INK - 4
    bottom = top - 30 * pose["share"]
    return Drawn(
        (Shape("weight", Layer.BEHIND, ((-28, top), (28, top), (28, bottom), (-28, bottom)), smooth=False),), {}
    )


PROPS: Final[Mapping[str, Model]] = {
    model.name: model
    for model in (
        Model("floor", {}, _floor),
        Model("wall", {}, _wall),
        Model("towel_roll", {"radius": Parameter(6, 20, 10.5)}, _towel_roll),
        Model("towel", towel.PARAMETERS, towel.draw),
        Model("cloth", {}, cloth.draw),
        Model("sling", sling.PARAMETERS, sling.draw),
        Model("weight", {"share": Parameter(0.05, 1, 0.5)}, _weight),
        Model("ball", {"radius": Parameter(6, 40, 15)}, _ball),
        *FURNITURE.values(),
        *HOUSEHOLD,
        *footprint.MODELS,
    )
}

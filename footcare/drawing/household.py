"""Small things of a home and of measuring: what lies beside feet, is carried, or is held against a leg."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Point, ellipse
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter, Shape


def _line(*points: Point, layer: Layer = Layer.BEHIND, smooth: bool = False) -> Shape:
    return Shape("prop-line", layer, points, closed=False, smooth=smooth)


def _ruler(pose: Mapping[str, float]) -> Drawn:
    """Lies on the floor from (0, 0) to the right; seen from the side and a little from above."""
    length = pose["length"]
    count = round(length / 10)
    marks = (_line((length * i / count, -4), (length * i / count, -9 if i % 5 else -12)) for i in range(1, count))
    strip = ((0.0, -4.0), (length, -4.0), (length, -17.0), (0.0, -17.0))
    return Drawn((Shape("prop", Layer.BEHIND, strip, smooth=False), *marks), {"end": (length, 0)})


def _phone(pose: Mapping[str, float]) -> Drawn:
    """Its long side lies against what it measures at x = 0, its middle at (0, 0); the circle is a level."""
    case = ((1, -34), (1, 34), (3, 37), (17, 37), (19, 34), (19, -34), (17, -37), (3, -37))
    return Drawn(
        (
            Shape("prop", Layer.DETAIL, case, smooth=False),
            Shape("prop-line", Layer.DETAIL, ellipse((10, 14), 5, 5)),
            _line((10, -4), (10, -24), layer=Layer.DETAIL),
        ),
        {"middle": (10, 0)},
    )


def _strap(pose: Mapping[str, float]) -> Drawn:
    """A loop of cloth under a toe, both ends pulled up; (0, 0) is the middle of the toe."""
    top = pose["length"]
    band = ((-10, -9), (-11, 4), (-4.5, top), (4.5, top), (11, 4), (10, -9), (0, -12.5))
    return Drawn(
        (
            Shape("prop", Layer.DETAIL, band, smooth=False),
            _line((-10, -4), (0, -7.5), (10, -4), layer=Layer.DETAIL, smooth=True),
            _line((0, 26), (0, top), layer=Layer.DETAIL),
        ),
        {"top": (0, top)},
    )


def _tape(pose: Mapping[str, float]) -> Drawn:
    """A strip stuck on the floor, seen from above; its middle is (0, 0)."""
    half = pose["width"] / 2
    return Drawn((Shape("prop", Layer.FLOOR, ((-half, -5), (half, -5), (half, 5), (-half, 5)), smooth=False),), {})


def _tiles(pose: Mapping[str, float]) -> Drawn:
    """A hard tiled floor, seen a little from above, feet on it at y = 0; (0, 0) is its middle."""
    half, tile = pose["width"] / 2, 34.0
    back, front, skew = 5.0, -17.0, 7.0
    count = int((half - skew) // tile)
    slab = ((-half + skew, back), (half - skew, back), (half, front), (-half, front))
    joints = (_line((x * (1 - skew / half), back), (x, front)) for x in (tile * i for i in range(-count, count + 1)))
    middle = (back + front) / 2 - 1
    return Drawn(
        (Shape("prop", Layer.BEHIND, slab, smooth=False), *joints, _line((-half + 4, middle), (half - 4, middle))), {}
    )


_SHOE: Final[tuple[Point, ...]] = (
    (0, 4), (-0.6, 12), (1.4, 19), (6, 18), (12, 15.4), (20, 15.8), (27, 14), (37, 11.4), (45, 9.4), (50, 6),
    (50.6, 3.4),
)  # fmt: skip
_SOLE: Final[tuple[Point, ...]] = ((-1, 0), (51, 0), (51.6, 3.6), (-1, 4))


def _shoes(pose: Mapping[str, float]) -> Drawn:
    """A pair of empty low shoes from the side, toes to +x; (0, 0) is below the heel of the nearer one."""
    shapes = []
    for x, y in ((9.0, 3.0), (0.0, 0.0)):
        shapes += [
            Shape("prop", Layer.BEHIND, tuple((x + px, y + py) for px, py in _SHOE)),
            Shape("prop", Layer.BEHIND, tuple((x + px, y + py) for px, py in _SOLE), smooth=False),
            _line((x + 25, y + 15), (x + 21, y + 10.6)),
            _line((x + 30, y + 13.6), (x + 26, y + 9.2)),
        ]
    return Drawn(tuple(shapes), {})


def _bag(pose: Mapping[str, float]) -> Drawn:
    """A full bag on one shoulder, from the front; (0, 0) is where its strap lies, the bag hangs `drop` below."""
    top = -pose["drop"]
    strap = (
        (-3.5, 1.5), (3.5, 1.5), (17, top - 2), (11, top - 2), (0, -7), (-10, top - 2), (-16, top - 2),
    )  # fmt: skip
    bag = (
        (-17, top), (17, top), (22, top - 14), (23, top - 34), (18, top - 44), (0, top - 46), (-18, top - 44),
        (-23, top - 34), (-22, top - 14),
    )  # fmt: skip
    return Drawn(
        (
            Shape("prop", Layer.HAND, strap, smooth=False),
            Shape("prop", Layer.HAND, bag),
            _line((-20, top - 11), (0, top - 15), (20, top - 11), layer=Layer.HAND, smooth=True),
        ),
        {},
    )


HOUSEHOLD: Final = (
    Model("ruler", {"length": Parameter(20, 200, 60)}, _ruler),
    Model("phone", {}, _phone),
    Model("strap", {"length": Parameter(40, 400, 200)}, _strap),
    Model("tape", {"width": Parameter(60, 320, 260)}, _tape),
    Model("tiles", {"width": Parameter(100, 340, 310)}, _tiles),
    Model("shoes", {}, _shoes),
    Model("bag", {"drop": Parameter(40, 130, 84)}, _bag),
)

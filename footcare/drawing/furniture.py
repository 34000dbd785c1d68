"""What figures sit on, lean on and lie on, in figure units: a person is about 300 high. Each has its own (0, 0)."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.geometry import Affine, Point, ellipse
from footcare.drawing.shapes import Drawn, Layer, Model, Parameter, Shape

Line = tuple[Point, ...]


def _board(*corners: Point) -> Shape:
    return Shape("prop", Layer.BEHIND, corners, smooth=False)


def _box(left: float, bottom: float, right: float, top: float) -> Shape:
    return _board((left, bottom), (right, bottom), (right, top), (left, top))


def _cushion(*points: Point) -> Shape:
    return Shape("prop", Layer.BEHIND, points)


def _chair(pose: Mapping[str, float]) -> Drawn:
    """From the side, its front to +x; (0, 0) is on the floor below the front edge of the seat."""
    top, back = pose["height"], -pose["depth"]
    return Drawn(
        (
            _board((-5, 0), (-1, 0), (-1, top - 4), (-6, top - 4)),
            _board((back - 1, 0), (back + 3, 0), (back + 7, top - 4), (back + 2, top - 4)),
            _board((back, top - 2), (back + 6, top - 2), (back - 3, top + 92), (back - 9, top + 92)),
            _box(back, top - 8, 1, top),
        ),
        {"seat": (0, top), "back": (back + 3, top + 40)},
    )


def _chair_front(pose: Mapping[str, float]) -> Drawn:
    """From the front; (0, 0) is on the floor below the middle."""
    top, half = pose["height"], 44
    return Drawn(
        (
            _box(-half, 0, -half + 5, top),
            _box(half - 5, 0, half, top),
            _box(-half + 3, top, half - 3, top + 96),
            _box(-half - 2, top - 8, half + 2, top),
        ),
        {"seat": (0, top)},
    )


def _table(pose: Mapping[str, float]) -> Drawn:
    """From the side; (0, 0) is on the floor below the edge, the table to +x."""
    top, width = pose["height"], pose["width"]
    return Drawn(
        (_box(8, 0, 13, top - 5), _box(width - 13, 0, width - 8, top - 5), _box(0, top - 6, width, top)),
        {"edge": (0, top)},
    )


def _screen(pose: Mapping[str, float]) -> Drawn:
    """A screen and keyboard from the side, the person to -x; (0, 0) is on the table below the keyboard's edge."""
    return Drawn(
        (
            _board((0, 0), (26, 0), (26, 3), (0, 2)),
            _box(46, 0, 66, 3),
            _box(55, 3, 59, 24),
            _board((48, 16), (53, 16), (56, 70), (51, 70)),
        ),
        {},
    )


def _step(pose: Mapping[str, float]) -> Drawn:
    """From the side; its edge is at x = 0, the step to +x."""
    return Drawn((_box(0, 0, pose["width"], pose["height"]),), {"edge": (0, pose["height"])})


def _rail(pose: Mapping[str, float]) -> Drawn:
    """A handrail seen from its end, on a post; (0, 0) is below the post, `hold` the middle of the rail."""
    height = pose["height"]
    return Drawn(
        (_box(-2, 0, 2, height), Shape("prop", Layer.BEHIND, ellipse((0, height), 5, 5))),
        {"hold": (0, height)},
    )


def _mat(pose: Mapping[str, float]) -> Drawn:
    """Lies on the floor, its upper side at y = 0; (0, 0) is its middle."""
    half = pose["width"] / 2
    return Drawn(
        (Shape("prop", Layer.FLOOR, ((-half, -7), (half, -7), (half, -1.5), (-half, -1.5)), smooth=False),), {}
    )


def _mat_above(pose: Mapping[str, float]) -> Drawn:
    """A mat seen from above; (0, 0) is its middle. `narrow`: how much its end at -x is further away."""
    half, side = pose["width"] / 2, pose["depth"] / 2
    left, first, last, right = (
        ((x, -high), (x, high))
        for x in (-half, -half + 9, half - 9, half)
        for high in (side * (1 - pose["narrow"] * (half - x) / (2 * half)),)
    )
    return Drawn(
        (
            _board(*left, *right[::-1]),
            *(Shape("prop-line", Layer.BEHIND, line, closed=False, smooth=False) for line in (first, last)),
        ),
        {},
    )


def _bed_end(pose: Mapping[str, float]) -> Drawn:
    """From its foot end, headboard and pillow behind; a person sits on its long side.

    The edge of the mattress is at x = 0, (0, 0) is on the floor below it.
    """
    top, back = pose["height"], -pose["width"]
    return Drawn(
        (
            _box(back + 3, top - 30, -3, top + 34),
            _cushion(
                (back + 24, top + 1), (back + 20, top + 10), (back + 27, top + 18), (back / 2, top + 20),
                (-27, top + 18), (-20, top + 10), (-24, top + 1), (back / 2, top),
            ),
            _box(back + 8, 0, back + 14, top - 26),
            _box(-14, 0, -8, top - 26),
            _box(back + 2, top - 38, -2, top - 24),
            _cushion(
                (back, top - 22), (back, top - 4), (back + 5, top), (back / 2, top), (-5, top), (0, top - 4),
                (0, top - 22), (-5, top - 24), (back / 2, top - 24), (back + 5, top - 24),
            ),
        ),
        {"edge": (0, top)},
    )  # fmt: skip


def _bed(pose: Mapping[str, float]) -> Drawn:
    """From the side, the mattress's upper side at y = 0; (0, 0) is its middle, the head end at -x."""
    half = pose["width"] / 2
    return Drawn(
        (
            _box(-half, -64, -half + 6, 30),
            _box(half - 6, -64, half, -26),
            _box(-half + 6, -38, half - 2, -24),
            _cushion(
                (-half + 8, -23), (-half + 8, -3), (-half + 14, -1.5), (0, -1.5), (half - 8, -1.5), (half - 2, -3),
                (half - 2, -23), (0, -24),
            ),
        ),
        {},
    )  # fmt: skip


def _pillow(pose: Mapping[str, float]) -> Drawn:
    """From the side; (0, 0) is below its middle."""
    height = pose["height"]
    return Drawn(
        (
            _cushion(
                (-32, 2), (-34, height * 0.5), (-26, height * 0.9), (0, height), (26, height * 0.85),
                (34, height * 0.4), (31, 1), (0, 0),
            ),
        ),
        {},
    )  # fmt: skip


def _bed_above(pose: Mapping[str, float]) -> Drawn:
    """A mattress with its pillow seen from above; (0, 0) is the middle, the head end at -x."""
    half, side = pose["width"] / 2, 75
    return Drawn(
        (
            _cushion(
                (-half, -side + 8), (-half, side - 8), (-half + 8, side), (0, side), (half - 8, side),
                (half, side - 8), (half, -side + 8), (half - 8, -side), (0, -side), (-half + 8, -side),
            ),
            _cushion(
                (-half + 8, -44), (-half + 10, 44), (-half + 30, 48), (-half + 52, 44), (-half + 55, 0),
                (-half + 52, -44), (-half + 30, -48),
            ),
        ),
        {},
    )  # fmt: skip


_WHEEL: Final = (37.0, 130.0)


def _car_seat(pose: Mapping[str, float]) -> Drawn:
    """A driver's seat, wheel and pedal from the side, driving to +x; (0, 0) is on the car's floor below the front edge
    of the seat, `hold` the wheel where the hands are."""
    top = pose["height"]
    return Drawn(
        (
            _cushion((2, top - 6), (-2, top + 3), (-62, top - 5), (-74, 6), (-20, 2)),
            _cushion(
                (-62, top - 8), (-84, top + 60), (-94, top + 97), (-105, top + 95), (-82, top - 16),
            ),
            _cushion((-97, top + 104), (-102, top + 128), (-111, top + 126), (-109, top + 102)),
            _board((76, 96), (84, 114), (148, 112), (148, 0), (142, 0), (136, 80)),  # the dashboard
            Shape("prop-line", Layer.BEHIND, ((36, 128), (54, 118), (76, 104)), closed=False),
            Shape("prop-line", Layer.BEHIND, Affine.rotation(26, _WHEEL).apply_all(ellipse(_WHEEL, 8, 30))),
            _board(*Affine.rotation(pose["pedal"], (83, 0)).apply_all([(83, -3), (127, -3), (127, 0), (83, 0)])),
        ),
        {"seat": (0, top), "hold": (33, 136), "pedal": (83, 0)},
    )  # fmt: skip


_HEIGHT: Final = Parameter(50, 110, 72)
_MAT_ABOVE: Final = {
    "width": Parameter(100, 320, 300), "depth": Parameter(60, 310, 130), "narrow": Parameter(0, 0.5),
}  # fmt: skip

FURNITURE: Final[Mapping[str, Model]] = {
    model.name: model
    for model in (
        Model("chair", {"height": _HEIGHT, "depth": Parameter(60, 100, 78)}, _chair),
        Model("chair_front", {"height": _HEIGHT}, _chair_front),
        Model("table", {"height": Parameter(60, 190, 124), "width": Parameter(60, 200, 120)}, _table),
        Model("screen", {}, _screen),
        Model("step", {"height": Parameter(15, 60, 32), "width": Parameter(40, 300, 120)}, _step),
        Model("rail", {"height": Parameter(100, 240, 170)}, _rail),
        Model("mat", {"width": Parameter(100, 340, 310)}, _mat),
        Model("mat_above", _MAT_ABOVE, _mat_above),
        Model("bed_end", {"height": _HEIGHT, "width": Parameter(80, 200, 130)}, _bed_end),
        Model("bed", {"width": Parameter(200, 340, 310)}, _bed),
        Model("pillow", {"height": Parameter(8, 30, 16)}, _pillow),
        Model("bed_above", {"width": Parameter(200, 320, 300)}, _bed_above),
        Model("car_seat", {"height": Parameter(24, 60, 36), "pedal": Parameter(0, 60, 34)}, _car_seat),
    )
}

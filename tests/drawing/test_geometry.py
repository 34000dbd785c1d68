import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import Affine, Box, Point, arc, centre, direction, ellipse, length_of, point_at, unit

numbers = st.floats(-500, 500)
points = st.tuples(numbers, numbers)


def near(point: Point, x: float, y: float) -> None:
    assert point == pytest.approx((x, y), abs=1e-6)


def test_a_quarter_turn_is_counter_clockwise() -> None:
    near(Affine.rotation(90).apply((1, 0)), 0, 1)
    near(Affine.rotation(90, about=(10, 0)).apply((11, 0)), 10, 1)


def test_then_applies_in_reading_order() -> None:
    near(Affine.translation((1, 0)).then(Affine.rotation(90)).apply((0, 0)), 0, 1)
    near(Affine.scale(2, 3).then(Affine.translation((1, 1))).apply((1, 1)), 3, 4)


def test_mirroring_keeps_the_line_it_mirrors_at() -> None:
    near(Affine.mirrored(5).apply((7, 2)), 3, 2)
    near(Affine.mirrored(5).apply((5, 2)), 5, 2)


@given(st.floats(-179, 179), points, points)
def test_inverse_undoes(angle: float, about: Point, point: Point) -> None:
    there = Affine.scale(0.5).then(Affine.rotation(angle, about))
    near(there.inverse().apply(there.apply(point)), *point)
    assert there.turn == pytest.approx(angle, abs=1e-6)


def test_measures_of_lines() -> None:
    line = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    assert length_of(line) == 20
    assert point_at(line, 0.75) == (10, 5)
    assert point_at(line, 1) == (10, 10)
    assert direction((0, 0), (0, 5)) == 90
    assert centre(line) == pytest.approx((20 / 3, 10 / 3))
    assert unit((0.0, 0.0)) == (0, 0)
    assert Box.around(line) == Box((0, 0), (10, 10))


def test_curves_have_the_points_asked_for() -> None:
    assert len(arc((0, 0), 5, 0, 90, 4)) == 4
    near(arc((0, 0), 5, 0, 90, 4)[-1], 0, 5)
    assert all(math.hypot(x / 4, y / 2) == pytest.approx(1) for x, y in ellipse((0, 0), 4, 2))

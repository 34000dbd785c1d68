import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import Point
from footcare.drawing.spline import cubics, flattened, path_data

lines = st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), min_size=3, max_size=12)
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


@given(lines, st.booleans())
def test_the_spline_goes_through_every_point(points: list[Point], closed: bool) -> None:
    segments = cubics(points, closed=closed)
    assert [end for *_, end in segments] == (points[1:] + points[:1] if closed else points[1:])


@given(lines, st.booleans(), st.booleans())
def test_equally_many_points_give_paths_that_can_be_morphed(points: list[Point], closed: bool, smooth: bool) -> None:
    moved = [(x + y / 3, y - 40) for x, y in points]
    first, second = (path_data(line, closed=closed, smooth=smooth) for line in (points, moved))
    assert re.sub(r"[-\d ]", "", first) == re.sub(r"[-\d ]", "", second)
    assert len(re.findall(r"-?\d+", first)) == len(re.findall(r"-?\d+", second))


def test_three_points_in_line_stay_straight() -> None:
    line = flattened([(0.0, 0.0), (10.0, 0.0), (30.0, 0.0)], closed=False)
    assert all(y == pytest.approx(0) for _, y in line)


@pytest.mark.parametrize(
    ("closed", "smooth", "expected"),
    [
        (True, False, "M0 0l40 0 0 40-40 0z"),
        (False, False, "M0 0l40 0 0 40-40 0"),
    ],
)
def test_straight_paths(closed: bool, smooth: bool, expected: str) -> None:
    assert path_data(SQUARE, closed=closed, smooth=smooth) == expected


@given(lines)
def test_rounding_does_not_add_up(points: list[Point]) -> None:
    """The ends of all steps together lead to the last point, rounded once."""
    data = path_data(points, closed=False, smooth=True)
    start, steps = data.removeprefix("M").split("c")
    x, y = (int(number) for number in re.findall(r"-?\d+", start))
    values = [int(number) for number in re.findall(r"-?\d+", steps)]
    end = (x + sum(values[4::6]), y + sum(values[5::6]))
    assert end == (round(points[-1][0] * 4), round(points[-1][1] * 4))

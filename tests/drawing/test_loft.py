import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import polar
from footcare.drawing.loft import loft, tube

PROFILE = [(0.0, 4.0, 6.0), (2.0, 4.0, 6.0)]


def test_half_widths_lie_left_and_right_of_the_way() -> None:
    sides = loft([(0, 0), (20, 0), (40, 0)], PROFILE, rounding=5, samples=4)
    assert all(y == pytest.approx(4) for _, y in sides.left)
    assert all(y == pytest.approx(-6) for _, y in sides.right)


@given(st.floats(-130, 130))
def test_every_bend_has_equally_many_points(angle: float) -> None:
    joints = [(0.0, 0.0), (30.0, 0.0), (30 + polar(angle, 30)[0], polar(angle, 30)[1])]
    sides = loft(joints, PROFILE, rounding=8, samples=5)
    assert len(sides.left) == len(sides.right) == len(sides.middle) == 11
    assert len(tube(joints, PROFILE)) == 9 + 3 + 9


def test_a_tube_ends_in_a_round_tip() -> None:
    outline = tube([(0, 0), (10, 0), (20, 0)], [(0, 5, 5), (2, 5, 5)])
    assert max(x for x, _ in outline) == pytest.approx(25.1)
    assert outline[0] == pytest.approx((0, 5))
    assert outline[-1] == pytest.approx((0, -5))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.figure.bent import BentLeg
from footcare.drawing.figure.build import SLIM
from footcare.drawing.geometry import distance

FOOT = ((30.0, 10.0), (28.0, 0.0), (16.0, 0.0), (15.0, 10.0))


@given(st.floats(-50, 70), st.floats(60, 120))
def test_a_thigh_that_points_at_the_viewer_is_still_round(x: float, y: float) -> None:
    leg = BentLeg((15.0, 90.0), (x, y), (23.0, 13.0), FOOT)
    shorts = leg.shorts()
    assert len(shorts) == 10
    assert all(distance(point, leg.hip) >= 13 for point in shorts)


def test_the_lower_leg_goes_round_the_foot() -> None:
    leg = BentLeg((15.0, 90.0), (23.0, 82.0), (23.0, 13.0), FOOT)
    lower = leg.lower(SLIM)
    start = lower.index(FOOT[0])
    assert lower[start : start + 4] == FOOT
    assert max(y for _, y in lower) == pytest.approx(82 + 10, abs=1.5)

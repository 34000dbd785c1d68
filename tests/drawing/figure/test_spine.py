import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.figure.build import TORSO
from footcare.drawing.figure.spine import Spine
from footcare.drawing.geometry import distance

ups, bulges = st.floats(-180, 180), st.floats(-18, 32)


@given(ups, bulges)
def test_it_keeps_its_length_however_it_bends(up: float, bulge: float) -> None:
    spine = Spine.bent((3.0, 4.0), up, bulge)
    assert distance(spine.hip, spine.middle) + distance(spine.middle, spine.neck) == pytest.approx(TORSO)


@given(ups, bulges)
def test_the_hip_below_a_neck_carries_that_neck(up: float, bulge: float) -> None:
    hip = Spine.hip_below((-80.0, 17.0), up, bulge)
    assert Spine.bent(hip, up, bulge).neck == (pytest.approx(-80), pytest.approx(17))


def test_a_round_back_tips_the_pelvis_back() -> None:
    assert Spine.bent((0.0, 0.0), 90, 0).pelvis == pytest.approx(90)
    assert Spine.bent((0.0, 0.0), 90, 20).pelvis > 110

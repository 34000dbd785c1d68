import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.figure.foot import BALL, HEEL, Foot
from footcare.drawing.geometry import distance

GROUND = 32.0


@given(st.floats(0, 80), st.floats(-30, 30))
def test_the_ball_stays_down_while_the_heel_rises(pitch: float, shin: float) -> None:
    foot = Foot((10.0, GROUND), 1, pitch, 0)
    outline = foot.outline(shin)
    assert min(y for _, y in outline[BALL]) == pytest.approx(GROUND)
    assert min(y for _, y in outline[HEEL]) >= GROUND - 0.01
    assert distance(foot.ankle, Foot((10.0, GROUND), 1, 0, 0).ankle) <= pitch  # a smooth way up


@given(st.floats(-125, 0))
def test_the_heel_stays_down_while_the_toes_rise(pitch: float) -> None:
    outline = Foot((0.0, GROUND), 0, pitch, 0).outline(pitch)
    assert min(y for _, y in outline[HEEL]) == pytest.approx(GROUND)


def test_a_toe_on_the_ground_stays_flat() -> None:
    flat, raised = (Foot((0.0, 0.0), 1, pitch, 0).toe_tip for pitch in (0, 40))
    assert raised[1] == pytest.approx(flat[1], abs=0.5)


@given(st.floats(-30, 30))
def test_the_shin_moves_the_ankle_side_of_the_outline_alone(shin: float) -> None:
    straight, leaning = (Foot((0.0, 0.0), 1, 0, 0).outline(lean) for lean in (0, shin))
    moved = [distance(a, b) for a, b in zip(straight, leaning, strict=True)]
    assert max(moved[2:23]) < 1e-6

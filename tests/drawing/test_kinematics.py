import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import distance, polar
from footcare.drawing.kinematics import OutOfReach, joint_between


@given(st.floats(5, 145), st.floats(-180, 180), st.sampled_from([1, -1]))
def test_both_bones_keep_their_length(reach: float, angle: float, bend: int) -> None:
    target = polar(angle, reach)
    joint = joint_between((0, 0), target, 74, 72, bend)
    assert distance((0, 0), joint) == pytest.approx(74)
    assert distance(joint, target) == pytest.approx(72, abs=1e-4)


def test_bend_decides_the_side() -> None:
    assert joint_between((0, 140), (0, 0), 74, 72, 1)[0] > 0
    assert joint_between((0, 140), (0, 0), 74, 72, -1)[0] < 0


@pytest.mark.parametrize("target", [(0.0, 147.0), (0.0, 1.0)])
def test_out_of_reach_says_how_far(target: tuple[float, float]) -> None:
    with pytest.raises(OutOfReach, match=r"the limb reaches 2 to 146; from \(0, 0\) to \(0, \d+\) is"):
        joint_between((0, 0), target, 74, 72, 1)

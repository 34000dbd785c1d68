import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import Affine, distance
from footcare.drawing.skinning import Skin

JOINT = (10.0, 0.0)


def test_whole_weights_follow_their_bone() -> None:
    skin = Skin.of([(0, 0, "A"), (20, 0, "B")])
    assert skin.posed({"A": Affine(), "B": Affine.rotation(90, JOINT)}) == (
        pytest.approx((0, 0)),
        pytest.approx((10, 10)),
    )


@given(st.floats(-170, 170), st.integers(1, 9))
def test_blended_points_keep_their_distance_from_the_joint(angle: float, tenths: int) -> None:
    """A plain average would pull them inwards."""
    skin = Skin.of([(10, 6, f"A{tenths}B{10 - tenths}")])
    (point,) = skin.posed({"A": Affine.rotation(-20), "B": Affine.rotation(angle, JOINT).then(Affine.rotation(-20))})
    assert distance(point, Affine.rotation(-20).apply(JOINT)) == pytest.approx(6)


def test_half_way_turns_half_the_angle() -> None:
    skin = Skin.of([(20, 0, "A5B5")])
    (point,) = skin.posed({"A": Affine(), "B": Affine.rotation(90, JOINT)})
    assert point == pytest.approx((10 + 10 * 0.5**0.5, 10 * 0.5**0.5))


def test_the_shorter_way_round_is_taken() -> None:
    skin = Skin.of([(20, 0, "A5B5")])
    (point,) = skin.posed({"A": Affine.rotation(170, JOINT), "B": Affine.rotation(-170, JOINT)})
    assert point == pytest.approx((0, 0))


def test_the_floor_presses_flesh_flat() -> None:
    assert Skin.of([(0, -3, "A"), (5, 4, "A")]).posed({"A": Affine()}, floor=0) == ((0, 0), (5, 4))

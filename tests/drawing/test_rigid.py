import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import Affine
from footcare.drawing.rigid import motion
from footcare.drawing.shapes import Layer, Shape

HAND = Shape("hand", Layer.HAND, ((0, 0), (40, 0), (50, 20), (0, 30)))


def moved(turn: float, shift: tuple[float, float]) -> Shape:
    return HAND.moved(Affine.rotation(turn, (20, 15)).then(Affine.translation(shift)))


@given(st.floats(-80, 80), st.tuples(st.floats(-50, 50), st.floats(-50, 50)))
def test_turn_and_shift_are_found(turn: float, shift: tuple[float, float]) -> None:
    found = motion([HAND, moved(turn, shift)])
    assert found is not None
    assert found.turns() == (pytest.approx(0), pytest.approx(turn))
    assert found.shifts((20, 15))[1] == (pytest.approx(shift[0]), pytest.approx(shift[1]))


def test_turns_go_on_beyond_half_a_round() -> None:
    """A ball that rolls must not spin back."""
    found = motion([moved(turn, (0, 0)) for turn in (0, 100, 200, 300, 400)])
    assert found is not None
    assert found.turns() == tuple(pytest.approx(turn, abs=1e-6) for turn in (0, 100, 200, 300, 400))


def test_what_bends_is_no_piece() -> None:
    bent = Shape("hand", Layer.HAND, ((0, 0), (40, 0), (50, 26), (0, 30)))
    assert motion([HAND, bent]) is None


def test_one_motion_carries_its_neighbours() -> None:
    nail = Shape("nail", Layer.HAND, ((45, 10), (50, 12), (46, 15)))
    found = motion([HAND, moved(30, (5, 0))])
    assert found is not None
    place = Affine.rotation(30, (20, 15)).then(Affine.translation((5, 0)))
    assert found.carries([nail, nail.moved(place)])
    assert not found.carries([nail, nail])

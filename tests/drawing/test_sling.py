from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.sling import PARAMETERS, draw


@given(st.floats(20, 400), st.floats(4, 40))
def test_it_goes_from_the_sole_to_the_hands(length: float, width: float) -> None:
    drawn = draw({"length": length, "width": width})
    band, *folds = drawn.shapes
    assert drawn.landmarks["hands"] == (length, 0)
    assert max(x for x, _ in band.points) == length
    assert -width / 2 <= min(x for x, _ in band.points) < 0  # round the edge of the foot
    assert all(abs(y) <= width / 2 for fold in folds for _, y in fold.points)
    assert set(PARAMETERS) == {"length", "width"}

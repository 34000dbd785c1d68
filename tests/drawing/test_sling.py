from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.shapes import Layer
from footcare.drawing.sling import PARAMETERS, draw


@given(st.floats(20, 400), st.floats(4, 60), st.floats(0, 100))
def test_it_goes_from_the_sole_to_the_hands(length: float, width: float, spread: float) -> None:
    drawn = draw({"length": length, "width": width, "spread": spread, "tail": 0})
    behind, before, *folds = drawn.shapes
    assert drawn.landmarks["hands"] == (length, 0)
    for end in (behind, before):
        assert -width / 2 <= min(x for x, _ in end.points) < 0  # round the edge of the foot
    assert max(x for fold in folds for x, _ in fold.points) <= length
    assert set(PARAMETERS) == {"length", "width", "spread", "tail"}


def test_one_end_is_before_the_foot_and_one_behind_it() -> None:
    behind, before, *_ = draw({"length": 200, "width": 40, "spread": 60, "tail": 20}).shapes
    assert behind.layer == Layer.BEHIND
    assert before.layer == Layer.HAND
    assert max(y for _, y in behind.points) > max(y for _, y in before.points) + 9

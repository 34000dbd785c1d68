import pytest
from hypothesis import given
from hypothesis import strategies as st

from footcare.drawing.geometry import Affine, distance
from footcare.drawing.hands import HANDS
from footcare.drawing.shapes import Layer

NEAR_THE_TOUCH = 17  # units: inside a pad, a knuckle or a palm


@pytest.mark.parametrize("name", HANDS)
def test_every_hand_touches_at_its_origin(name: str) -> None:
    drawn = HANDS[name].pose({})
    assert drawn.landmarks["touch"] == (0, 0)
    nearest = min(distance((0, 0), point) for shape in drawn.shapes for point in shape.points)
    assert nearest <= NEAR_THE_TOUCH


@pytest.mark.parametrize("name", HANDS)
@given(bend=st.floats(-50, 50))
def test_bending_turns_the_forearm_alone(name: str, bend: float) -> None:
    straight, bent = HANDS[name].pose({}), HANDS[name].pose({"bend": bend})
    turn = Affine.rotation(bend, straight.landmarks["wrist"])
    for before, after in zip(straight.shapes, bent.shapes, strict=True):
        assert (before.role, before.layer, len(before.points)) == (after.role, after.layer, len(after.points))
        for a, b in zip(before.points, after.points, strict=True):
            if a[0] > straight.landmarks["wrist"][0] + 22:
                assert b == pytest.approx(a)
            if a[0] < straight.landmarks["wrist"][0] - 22:
                assert b == pytest.approx(turn.apply(a))


@pytest.mark.parametrize("name", ["thumb", "clasp", "wrap"])
def test_what_holds_from_below_is_behind_the_foot_and_the_rest_in_front(name: str) -> None:
    hidden, shown, *_ = HANDS[name].pose({}).shapes
    assert (hidden.layer, shown.layer) == (Layer.BEHIND, Layer.HAND)


def test_fingers_between_toes_come_from_below_and_open_with_them() -> None:
    closed, opened = (HANDS["between"].pose({"open": share}) for share in (0, 1))
    fingers = [shape for shape in closed.shapes if shape.role == "hand"]
    assert [shape.layer for shape in fingers] == [Layer.BEHIND] * 5 + [Layer.HAND] * 4
    for before, after in zip(closed.shapes, opened.shapes, strict=True):
        if before.role == "hand" and before.layer is Layer.HAND:
            assert max(before.points) == pytest.approx(max(after.points), abs=3)  # the tip stays on the foot
    apart = [max(y for _, y in one.points) for one in (closed.shapes[1], opened.shapes[1])]
    assert apart[1] > apart[0]


def test_a_pinch_opens_by_its_gap() -> None:
    closed, open_ = (HANDS["pinch"].pose({"gap": gap}).shapes[1].points for gap in (0, 20))
    moved = [b[1] - a[1] for a, b in zip(closed, open_, strict=True)]
    assert max(moved) == 10
    assert min(moved) == -10
    assert moved[0] == moved[-1] == 0

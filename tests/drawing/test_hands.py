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


def test_fingers_between_toes_come_up_from_behind_and_open_with_them() -> None:
    closed, opened = (
        [shape for shape in HANDS["between"].pose({"open": share}).shapes if shape.role == "hand"] for share in (0, 1)
    )
    assert [shape.layer for shape in closed] == [Layer.BEHIND] + [Layer.HAND] * 4
    for before, after in zip(closed[1:], opened[1:], strict=True):
        assert max(before.points) == pytest.approx(max(after.points), abs=3)  # the tip stays on the foot
    index, little = 1, 4
    assert max(y for _, y in opened[index].points) > max(y for _, y in closed[index].points)
    assert min(y for _, y in opened[little].points) < min(y for _, y in closed[little].points)


def test_a_pinch_opens_by_its_gap() -> None:
    closed, open_ = (HANDS["pinch"].pose({"gap": gap}).shapes[1].points for gap in (0, 20))
    moved = [b[1] - a[1] for a, b in zip(closed, open_, strict=True)]
    assert max(moved) == 10
    assert min(moved) == -10
    assert moved[0] == moved[-1] == 0

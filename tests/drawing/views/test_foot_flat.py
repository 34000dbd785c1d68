import pytest

from footcare.drawing.geometry import Box, centre
from footcare.drawing.views.foot_flat import SOLE, TOP


def test_the_three_points_of_a_standing_foot_are_heel_and_both_ends_of_the_ball() -> None:
    heel, inner, outer = (centre(spot.points) for spot in SOLE.pose({}).parts["tripod"][::2])
    assert heel[1] < 50 < 120 < outer[1] < inner[1]
    assert inner[0] < heel[0] < outer[0]  # from below the left foot's inner side is at the left


@pytest.mark.parametrize(("name", "number"), [("press_heel", 0), ("press_inner", 1), ("press_outer", 2)])
def test_a_point_grows_as_it_presses(name: str, number: int) -> None:
    light, full = (Box.around(SOLE.pose({name: share}).parts["tripod"][2 * number].points) for share in (0, 1))
    assert light.high[0] - light.low[0] < (full.high[0] - full.low[0]) / 2
    assert light.low[0] < light.high[0]  # still to be seen


def test_hands_spread_toes_further_than_their_own_muscles() -> None:
    own, by_hand = (TOP.pose({"spread": spread}).landmarks for spread in (1.2, 1.8))
    assert by_hand["toe_1"][0] > own["toe_1"][0]
    assert by_hand["toe_5"][0] < own["toe_5"][0]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footcare.drawing.shapes import View
from footcare.drawing.views.foot_shod import BOOTED, HEELED


@pytest.mark.parametrize("view", [HEELED, BOOTED], ids=lambda view: view.name)
@settings(max_examples=40, deadline=None)
@given(share=st.floats(0, 1))
def test_a_shoe_stands_on_the_floor_in_every_pose(view: View, share: float) -> None:
    pose = {name: limits.low + (limits.high - limits.low) * share for name, limits in view.parameters.items()}
    drawn = view.pose(pose)
    assert min(y for shape in drawn.shapes for _, y in shape.points) == pytest.approx(0)
    assert all(abs(contact.gap) < 0.5 for contact in drawn.contacts)
    kinds = [[(shape.role, len(shape.points)) for shape in view.pose(one).shapes] for one in ({}, pose)]
    assert kinds[0] == kinds[1]


def test_a_higher_heel_lifts_the_heel_of_the_foot() -> None:
    low, high = (HEELED.pose({"heel_up": angle}).landmarks["heel"][1] for angle in (12, 28))
    assert high > low + 30


def test_a_shoe_is_in_front_of_the_foot_in_it() -> None:
    foot, shoe = ([shape for shape in HEELED.pose({}).shapes if shape.role == role] for role in ("skin", "prop"))
    assert max(shape.layer for shape in shoe) > max(shape.layer for shape in foot)

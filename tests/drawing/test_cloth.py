from footcare.drawing.geometry import Box
from footcare.drawing.props import PROPS
from footcare.drawing.shapes import Layer


def test_a_cloth_lies_on_the_foot_and_below_the_hand_that_holds_it() -> None:
    cloth = PROPS["cloth"].pose({})
    assert {shape.layer for shape in cloth.shapes} == {Layer.DETAIL}


def test_stripes_and_folds_stay_on_the_cloth_and_the_fringe_hangs_from_its_end() -> None:
    edge, *lines = PROPS["cloth"].pose({}).shapes
    box = Box.around(edge.points)
    for line in lines:
        for x, y in line.points:
            assert box.low[0] <= x <= box.high[0]
            assert y <= box.high[1]
    fringe = [line for line in lines if not line.smooth]
    assert all(line.points[0][1] == box.low[1] > line.points[1][1] for line in fringe)

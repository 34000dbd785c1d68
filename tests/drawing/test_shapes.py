from footcare.drawing.geometry import Affine
from footcare.drawing.shapes import Contact, Drawn, Layer, Model, Parameter, Shape


def test_moving_a_drawing_moves_all_of_it() -> None:
    line = Shape("line", Layer.NEAR, ((0, 0), (1, 0)), closed=False)
    drawn = Drawn((line,), {"tip": (1, 0)}, {"toe": (line,)}, (Contact((0, 0), "floor", 0),))
    moved = drawn.moved(Affine.translation((0, 5)))
    assert moved.shapes[0].points == ((0, 5), (1, 5)) == moved.parts["toe"][0].points
    assert moved.landmarks == {"tip": (1, 5)}
    assert moved.contacts == (Contact((0, 5), "floor", 0),)


def test_a_pose_takes_defaults_for_what_it_does_not_say() -> None:
    model = Model(
        "dot",
        {"x": Parameter(0, 9, 1), "y": Parameter(0, 9, 2)},
        lambda pose: Drawn((), {"dot": (pose["x"], pose["y"])}),
    )
    assert model.pose({"y": 5}).landmarks["dot"] == (1, 5)

from footcare.drawing.geometry import ellipse
from footcare.drawing.shapes import Layer, Shape
from footcare.drawing.simplified import simplified


def test_points_that_say_nothing_are_left_out() -> None:
    line = Shape("line", Layer.NEAR, tuple((float(x), 0.1 * (x % 2)) for x in range(20)), closed=False)
    (few,) = simplified([line])
    assert few.points == (line.points[0], line.points[-1])


def test_a_ring_stays_a_ring_and_a_small_one_is_kept_whole() -> None:
    big, small = (Shape("skin", Layer.NEAR, ellipse((0, 0), size, size, 24)) for size in (40, 1))
    few, whole = simplified([big, small])
    assert 6 <= len(few.points) < 24
    assert whole.points == small.points


def test_corners_stay_and_fine_lines_go() -> None:
    bar = Shape("prop", Layer.BEHIND, ((0, 0), (9, 0), (9, 1), (0, 1)), smooth=False)
    nail = Shape("nail", Layer.DETAIL, ellipse((0, 0), 4, 4))
    assert simplified([bar, nail]) == (bar,)

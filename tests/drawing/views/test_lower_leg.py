from itertools import combinations

import pytest

from footcare.drawing.clearance import Obstacle, clearance
from footcare.drawing.shapes import Shape
from footcare.drawing.spline import flattened
from footcare.drawing.views.lower_leg import VIEW

AREAS = ("under_heel", "back_of_heel", "achilles", "calf", "shin", "ankle", "arch", "ball", "big_toe_joint")
LEAST = 14  # units across and along, which is 18 of the page: what a finger can hit


def outline(name: str) -> Shape:
    (area,) = VIEW.pose({}).parts[name]
    return area


@pytest.mark.parametrize(("one", "other"), list(combinations(AREAS, 2)))
def test_areas_do_not_overlap(one: str, other: str) -> None:
    line = flattened(outline(one).points, closed=True)
    assert clearance(line, [Obstacle.of(outline(other))], 1) > 0


@pytest.mark.parametrize("name", AREAS)
def test_areas_can_be_hit_with_a_finger(name: str) -> None:
    xs, ys = zip(*outline(name).points, strict=True)
    assert min(max(xs) - min(xs), max(ys) - min(ys)) >= LEAST


@pytest.mark.parametrize("name", AREAS)
def test_areas_lie_on_the_leg(name: str) -> None:
    skin = Obstacle.of(VIEW.pose({}).shapes[0])
    inside = [point for point in outline(name).points if clearance([point], [skin], 1) == 0]
    assert len(inside) >= 4

"""A picture whose areas are chosen, instead of one that moves."""

import re
from typing import Any

import pytest

from footcare.drawing import svg
from footcare.drawing.checks import faults
from footcare.drawing.picture import Picture, picture
from footcare.drawing.reading import read
from footcare.drawing.scene import DrawingError


def shown(side: Any = "left", **panel: Any) -> Picture:
    data = {
        "description": "The {side} leg.",
        "panels": [{"view": "lower_leg", "areas": {"low": "ball", "high": "calf"}} | panel],
    }
    return picture(read("a.yaml", "leg", data, side))


def test_each_area_is_one_named_path_of_the_still() -> None:
    text = svg.still(shown(), "a", "Leg")
    assert re.findall(r'<path data-area="(\w+)" class="area" d="M[^"]+z"/>', text) == ["low", "high"]


def test_each_area_alone_has_the_page_of_the_still_and_no_words() -> None:
    whole = re.search(r'viewBox="[^"]+"', svg.still(shown(), "a", "Leg"))
    assert whole
    alone = svg.areas(shown())
    assert list(alone) == ["low", "high"]
    for name, text in alone.items():
        assert whole[0] in text
        assert re.findall(r'data-area="(\w+)"', text) == [name]
        assert 'aria-hidden="true"' in text
        assert "<title" not in text


def test_the_other_side_is_mirrored() -> None:
    (left,), (right,) = shown().panels, shown("right").panels
    for name, area in left.areas.items():
        assert right.areas[name].points == tuple((pytest.approx(left.size[0] - x), y) for x, y in area.points)


def test_a_small_picture_has_none() -> None:
    assert "area" not in svg.thumbnail(shown())


def test_an_area_off_the_page_is_a_fault() -> None:
    assert not faults(shown())
    assert any("area low leaves the page" in fault for fault in faults(shown(origin=[22, 440])))


@pytest.mark.parametrize(
    ("panel", "fault"),
    [
        ({"areas": {"low": "sole"}}, "areas.low: unknown part 'sole'"),
        ({"areas": {"lower end": "ball"}}, "areas: 'lower end': letters"),
        ({"areas": ["ball"]}, "areas: a mapping"),
        ({"x": 0, "props": [{"ball": {"x": [0, 9]}}]}, "unknown"),
        ({"props": [{"ball": {"x": [0, 9]}}]}, "areas: one panel and one pose"),
    ],
)
def test_an_author_is_told(panel: dict[str, Any], fault: str) -> None:
    with pytest.raises(DrawingError, match=f"a.yaml: leg: .*{re.escape(fault)}"):
        shown(**panel)

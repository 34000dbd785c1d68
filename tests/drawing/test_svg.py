import re
from typing import Any

import pytest

from footcare.drawing import svg
from footcare.drawing.picture import Picture, picture
from footcare.drawing.reading import read


def shown(**more: object) -> Picture:
    panel = {
        "view": "foot_side",
        "origin": [80, 212],
        "pose": {"heel_up": [0, 35]},
        "props": ["floor"],
        "accent": "heel",
        "ghost": "outline",
        "marks": [{"trace": "heel"}],
    }
    data = {"description": 'A <foot> & "more".', "panels": [panel], **more}
    return picture(read("items.yaml", "item", data))


def test_a_still_shows_the_start_as_a_ghost_and_says_what_it_is() -> None:
    text = svg.still(shown(), "item-1", "Heel raise")
    assert '<title id="item-1-t">Heel raise</title>' in text
    assert '<desc id="item-1-d">A &lt;foot&gt; &amp; &quot;more&quot;.</desc>' in text
    assert 'viewBox="0 0 1280 960"' in text
    roles = re.findall(r'class="([a-z-]+)"', text)
    assert roles[0] == "art"
    assert roles[1:4] == ["floor", "ghost", "skin"]
    assert roles[-1] == "arrow"


def test_moving_goes_there_rests_and_comes_back() -> None:
    text = svg.moving(shown(tempo={"up": 2, "hold": 1, "down": 1}), "item-1", "Heel raise")
    (times,) = set(re.findall(r'keyTimes="([^"]+)"', text))
    assert times == "0;0.25;0.5;0.75;0.875;1"
    assert set(re.findall(r'dur="([^"]+)"', text)) == {"4s"}
    for values in re.findall(r'attributeName="d" values="([^"]+)"', text):
        one = values.split(";")
        assert one == one[::-1]
    assert '<path class="floor"' in text
    assert "ghost" not in text


def test_a_piece_is_turned_and_not_morphed() -> None:
    panel = {
        "view": "foot_side",
        "props": [{"ball": {"x": [60, 140], "y": 15, "turn": [0, -300]}}],
    }
    text = svg.moving(shown(panels=[panel]), "item-1", "Roll")
    assert "<animate " not in text
    assert re.search(r'type="rotate" values="0.0 \d+ \d+;100.0 \d+ \d+;200.0 \d+ \d+;300.0', text)
    assert text.index('type="rotate"') < text.index('type="translate"')  # turned in its place, then carried along
    assert re.search(r'type="translate" values="0 0;107 0;213 0;320 0;320 0;213 0;107 0;0 0"', text)


def test_a_start_has_neither_words_nor_arrow() -> None:
    text = svg.start(shown())
    assert 'class="art art--start" ' in text
    assert 'aria-hidden="true"' in text
    assert "<title" not in text
    assert "arrow" not in text


def test_what_is_one_pose_has_no_start() -> None:
    assert svg.start(shown(panels=[{"view": "foot_side", "props": ["floor"]}])) == ""


def test_a_touch_has_its_own_colour() -> None:
    assert 'class="art art--touch"' in svg.still(shown(strand="touch"), "p", "Hand")
    assert 'class="art art--thumb art--touch"' in svg.thumbnail(shown(strand="touch"))


def test_two_panels_share_one_ground_line() -> None:
    small = {"view": "foot_side", "origin": [80, 200], "pose": {"heel_up": [0, 35]}, "props": ["floor"]}
    data = {"description": "Two.", "panels": [small, {**small, "origin": [80, 212]}]}
    text = svg.still(picture(read("items.yaml", "item", data)), "p", "Two")
    assert 'viewBox="0 0 1920 960"' in text
    assert '<svg class="art__small" x="0" y="448" width="640" height="480" viewBox="0 0 640 480">' in text
    assert '<svg x="640" y="0" width="1280" height="960" viewBox="0 0 1280 960">' in text


@pytest.mark.parametrize(
    ("close_up", "top"),
    [
        ({"props": ["floor"], "origin": [80, 190]}, 90),  # 190 - 200 / 2
        ({"props": ["floor"], "origin": [80, 236]}, 120),  # the page ends
        ({"origin": [80, 190]}, 120),  # nothing to stand on
    ],
)
def test_the_position_stands_on_the_floor_of_the_close_up_or_at_the_foot_of_the_page(
    close_up: dict[str, Any], top: int
) -> None:
    small = {"view": "foot_side", "origin": [80, 200], "props": ["floor"]}
    text = svg.still(shown(panels=[small, {"view": "foot_side", **close_up}]), "p", "Two")
    assert f'<svg class="art__small" x="0" y="{top * 4}" width="640" height="480"' in text


def test_a_thumbnail_keeps_what_is_read_at_64_pixels() -> None:
    text = svg.thumbnail(shown())
    roles = set(re.findall(r'<path class="([a-z-]+)"', text))
    assert roles == {"floor", "skin", "accent", "accent-line", "arrow"}
    assert 'viewBox="0 0 320 240"' in text

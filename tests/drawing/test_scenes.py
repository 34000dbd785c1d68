"""What holds for every scene that is written, in every frame."""

import gzip
import re
import xml.etree.ElementTree as ET

import pytest

from footcare.drawing import svg
from footcare.drawing.checks import faults
from tests.drawing.scenes import WRITTEN, drawn

pytestmark = pytest.mark.parametrize("key", WRITTEN)
BUDGET = {"still": 6000, "moving": 12000, "thumbnail": 1200}


def written(key: str) -> dict[str, str]:
    picture = drawn(key)
    return {
        "still": svg.start(picture) + svg.still(picture, "a", "A <title>"),
        "moving": svg.moving(picture, "b", "A <title>"),
        "thumbnail": svg.thumbnail(picture),
    }


def test_contacts_hold_marks_are_clear_and_all_is_on_the_page(key: str) -> None:
    assert not faults(drawn(key))


def test_the_other_side_is_its_mirror_image_and_what_has_no_side_stays(key: str) -> None:
    right = drawn(key, "right")
    assert not faults(right)
    left = drawn(key)
    for mine, other in zip(left.panels, right.panels, strict=True):
        across = mine.size[0]
        for a, b in zip(mine.frames[-1], other.frames[-1], strict=True):
            mirror = ((across - x, y) for x, y in a.points) if left.scene.side else a.points
            assert b.points == tuple((pytest.approx(x), pytest.approx(y)) for x, y in mirror)
    assert not {"{side}", "{other}"} & set(right.scene.description.split())


def test_bytes(key: str) -> None:
    sizes = {kind: len(gzip.compress(text.encode(), mtime=0)) for kind, text in written(key).items()}
    assert all(sizes[kind] <= BUDGET[kind] for kind in BUDGET), sizes


def test_svg_is_wellformed_and_needs_no_exception_from_the_content_security_policy(key: str) -> None:
    for text in (*written(key).values(), svg.start(drawn(key))):
        ET.fromstring(f"<page>{text}</page>")  # noqa: S314 - our own text
        assert not re.search(r"<style|<script|\sstyle=|\shref|\son\w+=|url\(", text)
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        named = {name for names in re.findall(r'aria-labelledby="([^"]+)"', text) for name in names.split()}
        assert named == set(ids)


def test_every_frame_morphs_into_the_next(key: str) -> None:
    """The same commands and equally many numbers in all values of an animated outline."""
    for values in re.findall(r'attributeName="d" values="([^"]+)"', written(key)["moving"]):
        shapes = {(re.sub(r"[-\d ]", "", one), len(re.findall(r"-?\d+", one))) for one in values.split(";")}
        assert len(shapes) == 1

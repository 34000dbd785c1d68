import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template

from footcare.common import picture_building, pictures
from footcare.common.picture_building import Source, build
from footcare.drawing.scene import DrawingError

DATA: dict[str, Any] = {
    "description": "The {side} foot seen from its inner side. The heel rises.",
    "panels": [
        {
            "view": "foot_side",
            "origin": [78, 212],
            "pose": {"heel_up": [0, 38]},
            "props": ["floor"],
            "accent": "heel",
            "ghost": "outline",
            "marks": [{"trace": "heel"}],
        }
    ],
}
pytestmark = pytest.mark.usefixtures("drawings_folder")
LEFT = Source("items/heel-raise.yaml", "heel-raise", "Heel raise", DATA)
RIGHT = Source("items/heel-raise.yaml", "heel-raise", "Heel raise", DATA, "right")


def shown(source: str) -> str:
    return Template("{% load ui %}" + source).render(Context())


def test_each_kind_is_a_file_and_is_found_by_key_and_side(drawings_folder: Path) -> None:
    assert build([LEFT, RIGHT]) == 2
    assert len(list(drawings_folder.rglob("heel-raise-*"))) == 2 * len(pictures.KINDS)
    for text in (pictures.still("heel-raise"), pictures.moving("heel-raise"), pictures.thumbnail("heel-raise")):
        assert str(text).startswith("<svg")
    assert "The left foot" in str(pictures.still("heel-raise", "left"))
    assert "The right foot" in str(pictures.still("heel-raise", "right"))
    assert pictures.moving_url("heel-raise", "right").endswith(f"drawings/{RIGHT.stem}.moving.svg")


def test_what_is_there_is_not_drawn_again_and_a_running_server_keeps_its_files(drawings_folder: Path) -> None:
    build([LEFT, RIGHT])
    before = {path.name: path.stat().st_mtime_ns for path in drawings_folder.rglob("heel-raise-*")}
    assert build([LEFT]) == 0
    assert {path.name: path.stat().st_mtime_ns for path in drawings_folder.rglob("heel-raise-*")} == before
    assert pictures.still("heel-raise", "right") is None
    build([LEFT])
    left = {path.name for path in drawings_folder.rglob("heel-raise-*")}
    assert left == {name for name in before if "-left-" in name}


def test_the_sides_of_one_drawing_share_no_name_on_a_page() -> None:
    build([LEFT, RIGHT])
    names = [set(re.findall(r' id="([^"]+)"', str(pictures.still("heel-raise", side)))) for side in pictures.SIDES]
    assert all(names)
    assert not names[0] & names[1]


def test_a_file_that_went_missing_is_no_broken_page(drawings_folder: Path) -> None:
    one = Source(LEFT.file, LEFT.key, "Never read before", DATA)
    build([one])
    for path in drawings_folder.rglob("heel-raise-*"):
        path.unlink()
    assert "#run" in shown('{% thumb "heel-raise" "move" "run" %}')
    assert shown('{% drawing "heel-raise" %}').strip() == ""
    build([one])
    assert "art--thumb" in shown('{% thumb "heel-raise" "move" "run" %}')


def test_a_folder_that_was_never_finished_shows_nothing(drawings_folder: Path) -> None:
    (drawings_folder / "a folder").mkdir()
    (drawings_folder / "foo.still.svg").write_text("<svg/>")
    assert pictures.still("foo") is None
    assert build([LEFT]) == 1


def test_building_twice_gives_the_same_bytes() -> None:
    assert picture_building.render(LEFT) == picture_building.render(LEFT)


@pytest.mark.parametrize(
    "changed",
    [
        Source(LEFT.file, LEFT.key, "Another title", DATA),
        Source(LEFT.file, LEFT.key, LEFT.title, DATA, "right"),
        Source(LEFT.file, LEFT.key, LEFT.title, {**DATA, "description": "Other words."}),
    ],
)
def test_a_name_says_all_that_decides_the_content(changed: Source) -> None:
    assert changed.stem != LEFT.stem


@pytest.mark.parametrize(
    "change",
    [
        {"view": "from-below"}, {"view": ["foot_side"]}, {"hands": 3}, {"scale": float("inf")}, {"subjects": [1]},
        {"pose": {"at": [1]}}, {"pose": {"mirrored": "maybe"}}, {"marks": [{"trace": ["heel"]}]},
        {"origin": [5000, 5000]},
    ],
)  # fmt: skip
def test_every_fault_of_an_author_names_file_and_entry(change: dict[str, object]) -> None:
    panel = DATA["panels"][0] | change
    with pytest.raises(DrawingError, match=r"^items/heel-raise\.yaml.*heel-raise"):
        build([Source(LEFT.file, LEFT.key, LEFT.title, {**DATA, "panels": [panel]})])


def test_a_drawing_without_content_is_a_fault() -> None:
    nothing: Any = None
    assert list(picture_building.faults([Source(LEFT.file, LEFT.key, LEFT.title, nothing)]))


def test_a_fault_of_the_author_names_file_entry_and_field() -> None:
    wrong = Source("items/heel-raise.yaml", "heel-raise", "Heel raise", {**DATA, "panels": [{"view": "from-below"}]})
    with pytest.raises(
        DrawingError, match=r"items/heel-raise\.yaml: heel-raise: panels\.1\.view: unknown 'from-below'"
    ):
        build([wrong])


def test_pages_show_an_icon_and_no_frame_while_nobody_has_drawn_it() -> None:
    assert "#run" in shown('{% thumb "nothing" "move" "run" %}')
    assert shown('{% drawing "nothing" %}').strip() == ""


def test_pages_show_the_still_and_how_to_play_it() -> None:
    build([LEFT])
    page = shown('{% drawing "heel-raise" %}')
    assert str(pictures.still("heel-raise")) in page
    assert pictures.moving_url("heel-raise") in page
    assert 'href="?play=1#drawing"' in page


def test_without_script_the_page_itself_can_show_the_movement() -> None:
    build([LEFT])
    page = shown('{% drawing "heel-raise" play="1" %}')
    assert str(pictures.moving("heel-raise")) in page
    assert "drawing--moves" in page
    assert 'href="?#drawing"' in page


def test_a_thumbnail_takes_the_place_of_the_icon() -> None:
    build([LEFT])
    small = shown('{% thumb "heel-raise" "move" "run" %}')
    assert "art--thumb" in small
    assert "#run" not in small


def test_an_answer_has_a_picture_once_it_is_drawn() -> None:
    assert shown('{% small_drawing "heel-raise" %}') == ""
    build([LEFT])
    assert "art--thumb" in shown('{% small_drawing "heel-raise" %}')


def test_areas_of_a_picture_are_labels_of_the_boxes_in_their_order() -> None:
    areas = {"calf": "calf", "shin": "shin"}
    panel = {"view": "lower_leg", "areas": areas}
    build([Source("drawings.yaml", "where", "Leg", {"description": "A {side} leg.", "panels": [panel]})])
    ticks = [{"value": "sole"}, {"value": "shin"}, {"value": "calf"}]
    page = Template('{% load ui %}{% area_map "where" "left" "where.left" ticks %}').render(Context({"ticks": ticks}))
    assert re.findall(r'for="([^"]+)"', page) == ["where.left-2", "where.left-3"]
    assert re.findall(r'<label[^>]*><svg.*?data-area="([a-z]+)"', page) == ["shin", "calf"]


def test_a_list_without_a_picture_has_no_map() -> None:
    build([LEFT])
    assert shown('{% area_map "heel-raise" "left" "where" nothing %}').strip() == ""

from html.parser import HTMLParser

import pytest
from django.test import Client

from footcare.common.picture_building import build
from tests.footcare.common.test_pictures import LEFT, RIGHT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drawings_folder")]


class Ids(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "id" and value]


def test_every_drawing_is_shown_in_each_look_with_names_of_its_own(staff: Client) -> None:
    build([LEFT, RIGHT])
    page = staff.get("/staff/drawings/").content.decode()
    ids = Ids(page).found
    assert len(ids) == len(set(ids))
    assert page.count("<title id=") == 2 * (4 + 3)
    for look in ("small", "light", "dark", "print", "frames"):
        assert page.count(f"sheet__look--{look}") == 2


def test_without_drawings_it_says_how_to_build_them(staff: Client) -> None:
    assert "build_drawings" in staff.get("/staff/drawings/").content.decode()

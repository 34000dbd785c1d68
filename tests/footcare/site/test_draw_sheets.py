"""Contact sheets as PNG, by a browser that is installed."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from footcare.common.picture_building import build
from footcare.site.management.commands import draw_sheets
from tests.footcare.common.test_pictures import LEFT, RIGHT

pytestmark = pytest.mark.usefixtures("drawings_folder")


def test_without_a_browser_it_says_which_one_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_sheets.shutil, "which", lambda _name: None)
    with pytest.raises(CommandError, match="chromium"):
        call_command("draw_sheets", tmp_path / "sheets")


def test_a_few_drawings_come_on_each_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([LEFT, RIGHT])
    photographed: list[tuple[str, Path]] = []
    monkeypatch.setattr(draw_sheets, "ROWS", 1)
    monkeypatch.setattr(draw_sheets.shutil, "which", lambda _name: "/bin/browser")
    monkeypatch.setattr(draw_sheets, "call_command", lambda *_said, **_more: None)
    monkeypatch.setattr(draw_sheets, "photograph", lambda _browser, page, picture: photographed.append((page, picture)))
    said = StringIO()
    call_command("draw_sheets", tmp_path, stdout=said)
    assert [picture.name for _page, picture in photographed] == ["sheet-01.png", "sheet-02.png"]
    assert "heel-raise, left" in photographed[0][0]
    assert "2 sheets" in said.getvalue()


@pytest.mark.browser
def test_a_sheet_becomes_a_picture(tmp_path: Path, settings: Any) -> None:
    build([LEFT])
    browser = next(filter(None, map(draw_sheets.shutil.which, draw_sheets.BROWSERS)), None)
    assert browser, "install chromium"
    picture = tmp_path / "sheet.png"
    draw_sheets.photograph(browser, draw_sheets.sheet_page([("heel-raise", "left")]), picture)
    assert picture.read_bytes().startswith(b"\x89PNG")

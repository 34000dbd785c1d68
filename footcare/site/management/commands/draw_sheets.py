from __future__ import annotations

import shutil
import subprocess
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from tqdm import tqdm

from footcare.clinic.presenters import sheet_rows
from footcare.common import pictures

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ROWS, WIDTH, ROW_HEIGHT = 3, 1480, 940  # of one picture; sizes in px


class Command(BaseCommand):
    help = "Contact sheets of all drawings as PNG, by a Chromium that is installed."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: object) -> None:
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        if browser is None:
            raise CommandError(f"No browser found. Install one of: {', '.join(BROWSERS)}.")
        call_command("build_drawings", verbosity=0)
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("sheet-*.png"):
            old.unlink()
        drawings = sorted(pictures.stems())
        sheets = [drawings[first : first + ROWS] for first in range(0, len(drawings), ROWS)]
        for number, on_sheet in enumerate(tqdm(sheets, "Sheets", unit="sheet", disable=None), start=1):
            picture = folder / f"sheet-{number:02}.png"
            photograph(browser, sheet_page(on_sheet), picture)
        self.stdout.write(f"{len(sheets)} sheets in {folder}")


def sheet_page(drawings: list[tuple[str, pictures.Side]]) -> str:
    stylesheet = (settings.BASE_DIR / "static" / "css" / "staff.css").as_uri()
    return render_to_string("clinic/_sheet_alone.html", {"rows": sheet_rows(drawings), "stylesheet": stylesheet})


def photograph(browser: str, page: str, picture: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        html = Path(place) / "sheet.html"
        html.write_text(page, encoding="utf-8")
        size = f"--window-size={WIDTH},{ROWS * ROW_HEIGHT}"
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size]
        command += ["--allow-file-access-from-files", f"--screenshot={picture.resolve()}", html.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own arguments)
        if not picture.exists():
            raise CommandError(f"{browser} made no picture: {done.stderr[-500:]}")

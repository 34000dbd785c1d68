"""Scenes as an author would write them: one file for feet, one for figures."""

from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from footcare.drawing.picture import Picture, picture
from footcare.drawing.reading import read

FILES: Final = sorted(Path(__file__).parent.glob("*.yaml"))
WRITTEN: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    f"{path.stem}/{key}": (path.name, data)
    for path in FILES
    for key, data in yaml.safe_load(path.read_text()).items()
    if not key.startswith(".")  # a shared piece
}


@cache
def drawn(key: str, side: Literal["left", "right"] = "left") -> Picture:
    file, data = WRITTEN[key]
    return picture(read(file, key.partition("/")[2], data, side))

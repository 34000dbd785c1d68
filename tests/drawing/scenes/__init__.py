"""Scenes as an author would write them: two files for tests alone, and all that the content ships."""

from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

import assessments.drawings
import programs.drawings
from footcare.drawing.picture import Picture, picture
from footcare.drawing.reading import read

SHIPPED: Final = {source.key: source for source in (*assessments.drawings.sources(), *programs.drawings.sources())}
FILES: Final = sorted(Path(__file__).parent.glob("*.yaml"))
WRITTEN: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    f"{path.stem}/{key}": (path.name, data)
    for path in FILES
    for key, data in yaml.safe_load(path.read_text()).items()
    if not key.startswith(".")  # a shared piece
} | {f"shipped/{key}": (source.file, dict(source.data)) for key, source in SHIPPED.items()}


@cache
def drawn(key: str, side: Literal["left", "right"] = "left") -> Picture:
    file, data = WRITTEN[key]
    return picture(read(file, key.partition("/")[2], data, side))

"""Drawings as files, made from what their authors wrote.

A file's name holds a hash of all that decides its content, so a drawing is built when something of it changed, and a
browser may keep it for ever.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tqdm import tqdm

from footcare import drawing
from footcare.common.pictures import ID, INDEX, Side, folder, paths, stems
from footcare.drawing import checks, svg
from footcare.drawing.picture import picture
from footcare.drawing.reading import read
from footcare.drawing.scene import DrawingError


@dataclass(frozen=True, slots=True)
class Source:
    """One drawing as its author wrote it. `file` and `key` name it in errors; `title` is what it shows, in words."""

    file: str
    key: str
    title: str
    data: Mapping[str, Any]
    side: Side = "left"

    @property
    def stem(self) -> str:
        """Name of its files without the kind."""
        said = json.dumps([self.data, self.title, self.side, _kernel()], sort_keys=True)
        return f"{self.key}-{self.side}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def build(sources: Iterable[Source]) -> int:
    """Draws what is not there yet; how many. A running server keeps the files that it knows until the next build.

    Raises DrawingError, which names file, entry and field; then pages go on showing what they showed.
    """
    wanted = {source.stem: source for source in sources}
    missing = [source for stem, source in wanted.items() if not all(path.exists() for path in paths(stem))]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        drawn = tqdm(pool.map(render, missing, chunksize=4), "Drawing", len(missing), unit="picture", disable=None)
        for source, texts in zip(missing, drawn, strict=True):
            for path, text in zip(paths(source.stem), texts, strict=True):
                _write(path, text)
    stems.cache_clear()
    _prune({*wanted, *stems().values()})
    _write(folder() / INDEX, json.dumps([[source.key, source.side, stem] for stem, source in wanted.items()]))
    stems.cache_clear()
    return len(missing)


def _write(path: Path, text: str) -> None:
    """Whole or not at all: somebody may be reading it, or building too."""
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as new:
        new.write(text)
    Path(new.name).chmod(0o644)
    Path(new.name).replace(path)


def _prune(kept: set[str]) -> None:
    """`kept`: the names of drawings without the kind of file."""
    for path in folder().rglob("*.*.*"):
        if path.name.rsplit(".", 2)[0] not in kept:
            path.unlink(missing_ok=True)


def faults(sources: Iterable[Source]) -> Iterator[str]:
    """What their authors have to change, for those that cannot be drawn."""
    for source in sources:
        try:
            with naming(source):
                read(source.file, source.key, source.data, source.side)
        except DrawingError as error:
            yield str(error)


@contextmanager
def naming(source: Source) -> Iterator[None]:
    """Every fault names file and entry, also one that only shows while drawing."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        said = str(error)
        if isinstance(error, DrawingError) and said.startswith(source.file):
            raise
        raise DrawingError(f"{source.file}: {source.key}: {said.removeprefix(f'{source.key}: ')}") from error


def render(source: Source) -> tuple[str, ...]:
    """The text of each kind."""
    with naming(source):
        drawn = picture(read(source.file, source.key, source.data, source.side))
        if wrong := checks.faults(drawn):
            raise DrawingError("; ".join(wrong))
    prefix, last = f"{ID}{source.key}-{source.side}", len(drawn.moments) - 1
    frames = (svg.frame(drawn, number, f"{prefix}-{number}", source.title) for number in (0, last // 2, last))
    return (
        svg.start(drawn) + svg.still(drawn, prefix, source.title),
        svg.moving(drawn, prefix, source.title),
        svg.thumbnail(drawn),
        "".join(frames),
        json.dumps(svg.areas(drawn)),
    )


@cache
def _kernel() -> str:
    """Of the code that draws."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _modules())).hexdigest()


def _modules() -> Iterator[Path]:
    yield from sorted(Path(drawing.__file__).parent.rglob("*.py"))

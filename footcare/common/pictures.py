"""Drawings that were built, found again by key and side. How they are made: picture_building.py."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

Side = Literal["left", "right"]
Kind = Literal["still", "moving", "thumb", "frames", "areas"]
# frames: start, middle and end, for contact sheets. areas: name -> drawing, of what can be chosen in the still.
KINDS: tuple[Kind, ...] = ("still", "moving", "thumb", "frames", "areas")
SIDES: tuple[Side, ...] = ("left", "right")
ID = "art-"  # what names inside a drawing begin with, before its key
INDEX = "index.json"  # of the drawings that are shown: [key, side, stem]
PREFIX = "drawings"  # in the addresses of static files


def folder() -> Path:
    return Path(settings.DRAWINGS)


def paths(stem: str) -> list[Path]:
    """The files of one drawing, in the order of KINDS."""
    return [_path(stem, kind) for kind in KINDS]


def still(key: str, side: Side = "left") -> SafeString | None:
    """None while nobody has drawn it."""
    return _text(key, side, "still")


def moving(key: str, side: Side = "left") -> SafeString | None:
    return _text(key, side, "moving")


def thumbnail(key: str) -> SafeString | None:
    return _text(key, "left", "thumb")


def areas(key: str, side: Side) -> dict[str, SafeString]:
    """By name; empty where there is nothing to choose."""
    text = _text(key, side, "areas")
    return {name: mark_safe(area) for name, area in json.loads(text or "{}").items()}


def sheet(key: str, side: Side, times: int) -> list[SafeString]:
    """The still `times` over, then start, middle and end; each with names of its own, as they share a page."""
    stills, frames = [_text(key, side, "still")] * times, _text(key, side, "frames")
    return [
        mark_safe(str(text).replace(f"{ID}{key}-", f"{ID}{side}{number}-{key}-"))
        for number, text in enumerate([*stills, frames])
        if text
    ]


def moving_url(key: str, side: Side = "left") -> str:
    """Empty while nobody has drawn it, and where static files were not collected since."""
    stem = stems().get((key, side))
    try:
        return static(f"{PREFIX}/{stem}.moving.svg") if stem else ""
    except ValueError:
        return ""


@cache
def stems() -> dict[tuple[str, Side], str]:
    """By key and side. A process looks once: who builds anew starts it anew, and finds its old files until then."""
    try:
        listed = json.loads((folder() / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {(key, side): stem for key, side, stem in listed}


def _text(key: str, side: Side, kind: Kind) -> SafeString | None:
    stem = stems().get((key, side))
    try:
        return _read(stem, kind) if stem else None
    except OSError:
        return None  # an icon, or nothing, is better than no page


@cache
def _read(stem: str, kind: Kind) -> SafeString:
    return mark_safe(_path(stem, kind).read_text(encoding="utf-8"))


def _path(stem: str, kind: Kind) -> Path:
    """Only what a browser fetches by itself is in the folder of static files: the rest need not be compressed."""
    place = folder() / "moving" if kind == "moving" else folder()
    return place / f"{stem}.{kind}.{'json' if kind == 'areas' else 'svg'}"

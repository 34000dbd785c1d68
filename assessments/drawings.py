"""Drawings of the questions and home tests, from content/drawings.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.catalogue import CONTENT
from assessments.content_file import read
from assessments.domain.errors import ContentError
from footcare.common.picture_building import Source
from footcare.common.pictures import SIDES

FILE = "drawings.yaml"


def sources() -> Iterator[Source]:
    drawings = read(FILE, CONTENT / FILE).get("drawings")
    if not isinstance(drawings, dict):
        raise ContentError(f"{FILE}: drawings: a mapping of keys to drawings")
    for key, said in drawings.items():
        title, sides = said.get("title"), said.get("sides", 1)
        if not title or sides not in (1, 2):
            raise ContentError(f"{FILE}: {key}: give a title; sides is 1 or 2")
        scene = {name: value for name, value in said.items() if name not in ("title", "sides")}
        for side in SIDES[:sides]:
            yield Source(FILE, key, title, scene, side)

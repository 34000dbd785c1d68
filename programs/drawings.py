"""Drawings of the library, as they stand in the items' files: no part of the clinical document, and of no version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footcare.common.picture_building import Source
from footcare.common.pictures import SIDES
from programs import catalogue

EACH = "each"  # an item that is done with one foot after the other is drawn for either


def sources() -> Iterator[Source]:
    for path, content in catalogue.item_files():
        drawing: dict[str, Any] | None = content.get("drawing")
        if drawing is None:
            continue
        for side in SIDES if content["facts"]["side"] == EACH else SIDES[:1]:
            yield Source(f"items/{path.name}", path.stem, content["words"]["name"], drawing, side)

"""Drawings of the library, as they stand in the items' files: no part of the clinical document, and of no version."""

from __future__ import annotations

from collections.abc import Iterator

from footcare.common.picture_building import Source
from footcare.common.pictures import SIDES
from programs import catalogue

EACH = "each"  # an item that is done with one foot after the other is drawn for either


def sources() -> Iterator[Source]:
    """Items whose file is broken elsewhere are left to the check that says so."""
    for path, content in catalogue.item_files():
        try:
            name, side = content["words"]["name"], content["facts"]["side"]
        except (KeyError, TypeError):
            continue
        if "drawing" in content:
            for body_side in SIDES if side == EACH else SIDES[:1]:
                yield Source(f"items/{path.name}", path.stem, name, content["drawing"], body_side)

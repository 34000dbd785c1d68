"""Ladders of items, from a version to the easier ones."""

from __future__ import annotations

from programs.domain.movements import Protocol


def easier_versions(protocol: Protocol, item: str) -> tuple[str, ...]:
    """From the next one down to the easiest. Content with a ladder that turns in a circle is refused."""
    found: list[str] = []
    lower = protocol.items[item].regresses_to
    while lower is not None:
        found.append(lower)
        lower = protocol.items[lower].regresses_to
    return tuple(found)

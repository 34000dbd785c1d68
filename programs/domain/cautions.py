"""The extra lines and the pressure limit that a person sees on an item."""

from __future__ import annotations

from collections.abc import Collection

from programs.domain.movements import Item, Protocol


def cautions(
    protocol: Protocol, item: Item, contraindications: Collection[str], excluded_tags: Collection[str] = ()
) -> tuple[str, ...]:
    """Group lines first, then the effect of every other active contraindication the item warns about, then tags."""
    composer = protocol.composer
    lines = [line for line in composer.caution_lines if line.key in contraindications and line.group.covers(item)]
    spoken_for = {line.key for line in lines}
    effects = [
        protocol.vocabulary.contraindications[id].effect
        for id in item.cautions
        if id in contraindications and id not in spoken_for
    ]
    tags = [line.line for line in composer.tag_lines if line.key in excluded_tags and line.group.covers(item)]
    return tuple(dict.fromkeys([*(line.line for line in lines), *effects, *tags]))


def pressure(protocol: Protocol, item: Item, pain_now: int) -> tuple[int, int] | None:
    """Lowest and highest pressure of a massage, 0 to 10, cut while pain is high; None for anything else."""
    if item.pressure_0_10 is None:
        return None
    low, high = item.pressure_0_10
    ceiling = min((most for pain_min, most in protocol.composer.massage_pressure if pain_now >= pain_min), default=high)
    return min(low, ceiling), min(high, ceiling)

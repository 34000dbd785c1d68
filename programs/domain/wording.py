"""Codes in words. What a health answer left out never says which answer would bring it back."""

from __future__ import annotations

from programs.domain.matching import Caps
from programs.domain.movements import LeftOutWords, Protocol

LEFT_OUT_KINDS = (
    "time",
    "max_items",
    "kind_cap",
    "up_chain_cap",
    "strength_day_only",
    "prerequisite",
    "exclusion_tag",
    "contraindication",
    "excluded",
    "equipment",
    "level",
    "level_by_health",
    "gate",
    "your_choice",
    "withdrawn",
)


def left_out_words(protocol: Protocol, code: str, caps: Caps | None = None) -> str:
    """Why an item is not in the plan, and what would change it or whom to ask.

    ``caps`` tell a level that experience alone sets from one that a health answer sets; without them a level
    counts as a health answer. Raises KeyError for a code that has no words.
    """
    kind, _, detail = code.partition(":")
    return _words(protocol, kind, detail, caps).text.format(
        kind=protocol.words.kinds.get(detail),
        item=protocol.items[detail].words.name if detail in protocol.items else None,
        equipment=protocol.vocabulary.equipment[detail].label if kind == "equipment" else None,
    )


def left_out_by_health(protocol: Protocol, code: str, caps: Caps | None = None) -> bool:
    """Whether a health answer left the item out: then no page may offer a way to bring it back."""
    kind, _, detail = code.partition(":")
    return _words(protocol, kind, detail, caps).safety


def _words(protocol: Protocol, kind: str, detail: str, caps: Caps | None) -> LeftOutWords:
    if kind == "level" and (caps is None or int(detail) < caps.experience_level):
        kind = "level_by_health"
    return protocol.words.left_out[kind]

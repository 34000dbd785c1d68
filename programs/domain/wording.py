"""Codes in words. What a health answer left out never says which answer would bring it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from programs.domain.matching import Caps, held_back_by_health
from programs.domain.movements import LeftOutWords, Protocol

LONGEST = "time_longest"
"""In place of `time` for who has the most minutes already."""
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
    LONGEST,
)
LEFT_OUT_SINCE = frozenset({LONGEST})
"""Kinds that stored versions may lack: they are older."""


def left_out_words(
    protocol: Protocol,
    code: str,
    *,
    item: str | None = None,
    caps: Caps | None = None,
    taken_away: Collection[str] = (),
    longest: bool = False,
) -> str:
    """Why an item is not in the plan, and what would change it or whom to ask.

    ``item`` (the one that was left out) and ``caps`` tell a level that experience sets from one that a health
    answer sets; without them a level counts as a health answer. ``taken_away`` is equipment that the person has and
    that a health answer rules out. Raises KeyError for a code that has no words.
    """
    kind, _, detail = code.partition(":")
    if longest and kind == "time" and LONGEST in protocol.words.left_out:
        return protocol.words.left_out[LONGEST].text
    return _words(protocol, code, item, caps, taken_away).text.format(
        kind=protocol.words.kinds.get(detail),
        item=protocol.items[detail].words.name if detail in protocol.items else None,
        equipment=protocol.vocabulary.equipment[detail].label if kind == "equipment" else None,
    )


def left_out_by_health(
    protocol: Protocol,
    code: str,
    *,
    item: str | None = None,
    caps: Caps | None = None,
    taken_away: Collection[str] = (),
) -> bool:
    """Whether a health answer left the item out: then no page may offer a way to bring it back."""
    return _words(protocol, code, item, caps, taken_away).safety


def signposts(protocol: Protocol, matched_rules: Iterable[str]) -> tuple[str, ...]:
    """What the matched rules advise beside any item: whom to talk to."""
    keys = (protocol.rules_by_id[id].signpost for id in matched_rules)
    return tuple(dict.fromkeys(protocol.words.signposts[key] for key in keys if key is not None))


def _words(
    protocol: Protocol, code: str, item: str | None, caps: Caps | None, taken_away: Collection[str]
) -> LeftOutWords:
    kind, _, detail = code.partition(":")
    if kind == "equipment" and detail in taken_away:
        kind = "contraindication"
    by_experience = item and caps and not held_back_by_health(protocol, protocol.items[item], caps)
    if kind == "level" and not by_experience:
        kind = "level_by_health"
    return protocol.words.left_out[kind]

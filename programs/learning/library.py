"""The library for anybody: which items fit what was asked for, and how many each further choice would leave."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Final

from programs import catalogue
from programs.domain.dosing import seconds
from programs.domain.movements import Item, Protocol

MINUTES: Final = (1, 2, 3, 5)
WORDS_MAX: Final = 80
ALIKE: Final = 0.65
"""How near a known word must be (difflib's ratio) to be offered for one that finds nothing."""
NOTHING: Final = "none"
CHOICES: Final = ("purpose", "position", "equipment", "minutes")


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means any. ``purpose`` is a kind; ``minutes`` the most that an item may take."""

    words: str = ""
    purpose: str = ""
    position: str = ""
    equipment: str = ""
    minutes: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """What is set, as the address says it."""
        said = {"words": self.words} | {name: self.choice(name) for name in CHOICES}
        return {name: value for name, value in said.items() if value}

    def choice(self, name: str) -> str:
        return str(getattr(self, name))

    def without(self, name: str) -> Filters:
        return replace(self, **{name: ""})


@dataclass(frozen=True, slots=True)
class Library:
    """``items`` stand by level and name; ``words`` describes each; ``options`` holds what can be chosen."""

    items: tuple[Item, ...]
    words: Mapping[str, frozenset[str]]
    options: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, protocol: Protocol) -> Library:
        items = tuple(sorted(protocol.items.values(), key=lambda item: (item.level, item.words.name, item.id)))
        return cls(items, {item.id: _described(protocol, item) for item in items}, _options(protocol, items))

    def filters(self, said: Mapping[str, str]) -> Filters:
        """Of an address that anybody may write: what is not known counts as not said."""
        chosen = {name: said.get(name, "") for name in CHOICES}
        words = " ".join(said.get("words", "").split())[:WORDS_MAX]
        return Filters(words, **{name: value for name, value in chosen.items() if value in self.options[name]})

    def find(self, filters: Filters) -> tuple[Item, ...]:
        """Every word that was asked for must begin a word that the item is described with."""
        asked = _words(filters.words)
        choices = [(name, value) for name, value in filters.chosen.items() if name in CHOICES]
        return tuple(
            item
            for item in self.items
            if all(_has(item, name, value) for name, value in choices) and _begin(asked, self.words[item.id])
        )

    def meant(self, filters: Filters) -> Filters | None:
        """The same with the nearest known words, when those find something: a slip of the keys, or half a name."""
        known = frozenset[str]().union(*self.words.values())
        words = " ".join(_nearest(word, known) for word in _words(filters.words))
        near = replace(filters, words=words)
        return near if words != " ".join(_words(filters.words)) and self.find(near) else None

    def counts(self, filters: Filters, name: str) -> dict[str, int]:
        """How many items each value would leave, beside everything else that is chosen."""
        rest = self.find(filters.without(name))
        return {value: sum(_has(item, name, value) for item in rest) for value in self.options[name]}


@cache
def shipped() -> Library:
    return Library.of(catalogue.shipped())


def about_minutes(item: Item) -> int:
    """Whole minutes as the pages round them, at least one."""
    return max(1, round(seconds(item, item.dose) / 60))


def matches(text: str, words: str) -> bool:
    """Whether a text has everything that was asked for."""
    return _begin(_words(words), frozenset(_words(text)))


def _options(protocol: Protocol, items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The values that some item has, in the order of the vocabulary."""
    vocabulary = protocol.vocabulary
    everything: Mapping[str, Iterable[str]] = {
        "purpose": vocabulary.kinds,
        "position": vocabulary.positions,
        "equipment": vocabulary.equipment,
        "minutes": map(str, MINUTES),
    }
    return {
        name: tuple(value for value in values if any(_has(item, name, value) for item in items))
        for name, values in everything.items()
    }


def _described(protocol: Protocol, item: Item) -> frozenset[str]:
    words = item.words
    things = (protocol.vocabulary.equipment[id].label for id in item.equipment)
    kind = protocol.words.kinds[item.kind]
    texts = (words.name, *words.also_known_as, words.purpose, item.kind, kind, item.position, item.region, *things)
    return frozenset(_words(" ".join(texts)))


def _begin(asked: Iterable[str], words: Collection[str]) -> bool:
    """Whether each asked word is the beginning of one of the words."""
    return all(any(word.startswith(one) for word in words) for one in asked)


def _nearest(word: str, known: Collection[str]) -> str:
    """A word that begins a known one stays as it is, and so does one that is near none."""
    if _begin([word], known):
        return word
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=ALIKE)), word)


def _has(item: Item, name: str, value: str) -> bool:
    if name == "minutes":
        return about_minutes(item) <= int(value)
    if name == "equipment":
        return value in (item.equipment or (NOTHING,))
    return value == (item.kind if name == "purpose" else item.position)


def _words(text: str) -> tuple[str, ...]:
    """In small letters without accents; an underscore of an id parts words too."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))

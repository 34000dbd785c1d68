"""The articles of the learn pages: read from files, every source, item and borrowed sentence checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from assessments import catalogue as assessment_catalogue
from assessments.content_file import read
from assessments.domain.definitions import Message, Words
from programs import catalogue
from programs.domain.movements import Protocol
from programs.entries import Entry

KEYS: Final = ("feet-and-back", "moving", "touch", "when-pain-weighs-on-you", "when-to-get-help")
LEVELS: Final = ("emergency", "same_day", "clinician_first")
STATEMENTS: Final = ("evidence_short", "evidence_long", "support_box", "safety_card")
LINKS: Final = ("self_check", "help", "support", "professional")
BLOCKS: Final = ("say", "points", "touch", "statement", "advice", "items", "link")


@dataclass(frozen=True, slots=True)
class Block:
    """``kind`` is one of BLOCKS; ``key`` the level, link or borrowed sentence that it names. The points of ``touch``
    are sentences of touch.yaml, with their own sources.
    """

    kind: str
    text: str = ""
    points: tuple[str, ...] = ()
    key: str = ""
    title: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    key: str
    title: str
    summary: str
    sections: tuple[Section, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    @property
    def sources(self) -> tuple[str, ...]:
        """Each once, in the order in which they are needed."""
        return tuple(dict.fromkeys(key for block in self.blocks for key in block.sources))

    @property
    def text(self) -> str:
        said = [text for block in self.blocks if block.kind != "items" for text in (block.text, *block.points)]
        return " ".join((self.title, self.summary, *(section.title for section in self.sections), *said))


@dataclass(frozen=True, slots=True)
class Known:
    """What an article may name. ``records`` are the assessment's own sources, field by field."""

    protocol: Protocol
    words: Words
    records: Mapping[str, dict[str, Any]] = field(repr=False)

    @property
    def sources(self) -> frozenset[str]:
        """Of both lists; where both have a key, the study list of the programmes counts."""
        return frozenset(self.protocol.citations) | frozenset(self.records)


@cache
def known() -> Known:
    records = assessment_catalogue.load()["sources"]["sources"]
    return Known(catalogue.shipped(), assessment_catalogue.shipped().words, records)


@cache
def shipped() -> dict[str, Article]:
    return {key: parse(key, read(_name(key), catalogue.CONTENT / _name(key)), known()) for key in KEYS}


def parse(key: str, data: object, known: Known) -> Article:
    """Raises ContentError naming file, entry, field and what to do."""
    entry = Entry(_name(key), data)
    for name in ("reviewed_on", "next_review"):
        entry.day(name)
    entry.flag("clinician_signed_off")
    if key in known.protocol.items:
        raise entry.error("is named as an item is: give the article another name")
    sections = tuple(_section(section, known) for section in entry.rows("sections"))
    article = Article(key, entry.said("title"), entry.said("summary"), sections)
    entry.finish()
    return article


def _name(key: str) -> str:
    return f"learn/{key}.yaml"


def _section(entry: Entry, known: Known) -> Section:
    section = Section(entry.said("title"), tuple(_block(block, known) for block in entry.rows("blocks")))
    entry.finish()
    return section


def _block(entry: Entry, known: Known) -> Block:
    kinds = [kind for kind in BLOCKS if entry.has(kind)]
    if len(kinds) != 1:
        raise entry.error(f"must have one of {', '.join(BLOCKS)}, not {len(kinds)} of them")
    (kind,) = kinds
    sources = entry.ids("sources", known.sources, "source") if entry.has("sources") else ()
    block = _touch(entry, known) if kind == "touch" else Block(kind, **_held(entry, kind, known))
    entry.finish()
    return replace(block, sources=(*block.sources, *sources))


def _touch(entry: Entry, known: Known) -> Block:
    words = known.protocol.touch.sentences if known.protocol.touch else {}
    said = [words[id] for id in entry.ids("touch", words, "sentence of touch.yaml", least=1)]
    sources = dict.fromkeys(source for sentence in said for source in sentence.citations)
    return Block("touch", points=tuple(sentence.text for sentence in said), sources=tuple(sources))


def _held(entry: Entry, kind: str, known: Known) -> dict[str, Any]:
    if kind == "say":
        return {"text": entry.said(kind)}
    if kind == "points":
        return {"points": entry.texts(kind, least=1)}
    if kind == "items":
        return {"points": entry.ids(kind, known.protocol.items, "item", least=1)}
    if kind == "link":
        return {"key": entry.one_of(kind, LINKS, "link")}
    key = entry.one_of(kind, LEVELS if kind == "advice" else STATEMENTS, kind)
    words = known.words.messages[key] if kind == "advice" else getattr(known.words, key)
    if isinstance(words, Message):
        return {"key": key, "title": words.title, "text": words.body}
    return {"key": key, "text": words}

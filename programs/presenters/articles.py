"""An article as its page shows it: numbers filled in, items as links, sources by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from assessments.presenters import stop_calls
from footcare.environment import Contact
from programs.learning.articles import Article, Block, Known
from programs.presenters.learn import Row, row
from programs.presenters.studies import Study, record, study
from programs.presenters.words import with_numbers

Links = Mapping[str, tuple[str, str, Any]]

OWN_PLAN = ("programs:today", "", gettext_lazy("Your own plan is on Today"))
LINKS: Links = {
    "self_check": ("assessments:consent", "", gettext_lazy("Start the self-assessment")),
    "help": ("site:get_help", "", gettext_lazy("All signs, and the numbers to call")),
    "support": ("site:get_help", "#support", gettext_lazy("Whom to call when it is too much")),
    "professional": ("site:get_help", "#professional", gettext_lazy("When to see a health professional")),
}


@dataclass(frozen=True, slots=True)
class BlockShown:
    """`notes` are the numbers of the sources in the list at the end."""

    kind: str
    key: str
    title: str
    text: str
    points: tuple[str, ...]
    rows: tuple[Row, ...]
    link: dict[str, str] | None
    calls: tuple[dict[str, Any], ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    title: str
    blocks: tuple[BlockShown, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    title: str
    summary: str
    sections: tuple[SectionShown, ...]
    studies: tuple[Study, ...]


def article_page(article: Article, known: Known, contact: Contact, *, has_plan: bool) -> ArticlePage:
    """Whoever has a plan is led to it, not to the questions."""
    links: Links = {**LINKS, "self_check": OWN_PLAN} if has_plan else LINKS
    numbered = {key: number for number, key in enumerate(article.sources, start=1)}
    sections = (
        SectionShown(section.title, tuple(_block(block, known, contact, numbered, links) for block in section.blocks))
        for section in article.sections
    )
    return ArticlePage(article.title, article.summary, tuple(sections), tuple(_study(key, known) for key in numbered))


def _block(block: Block, known: Known, contact: Contact, numbered: dict[str, int], links: Links) -> BlockShown:
    is_items = block.kind == "items"
    return BlockShown(
        kind=block.kind,
        key=block.key,
        title=block.title,
        text=with_numbers(block.text, contact) if block.key else block.text,
        points=() if is_items else block.points,
        rows=tuple(row(known.protocol.items[id]) for id in block.points) if is_items else (),
        link=_link(*links[block.key]) if block.kind == "link" else None,
        calls=tuple(stop_calls("emergency", contact)) if block.key == "safety_card" else (),
        notes=tuple(numbered[key] for key in block.sources),
    )


def _link(name: str, place: str, label: Any) -> dict[str, str]:
    return {"url": f"{reverse(name)}{place}", "label": str(label)}


def _study(key: str, known: Known) -> Study:
    citation = known.protocol.citations.get(key)
    return study(citation) if citation else record(key, known.records[key])

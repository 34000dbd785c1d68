"""Where a fact comes from, as a line of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from programs.domain.movements import Citation
from programs.presenters.words import sentence

NO_STUDY = {
    "product_choice": gettext_lazy("Our own choice for this site. It is not a limit that a study has set."),
    "not_found": gettext_lazy("We looked for a study of this and found none."),
    "unverified_general": gettext_lazy("General knowledge that we have not checked against a study."),
}
UNCHECKED = {
    "authors": gettext_lazy("authors not checked by us yet"),
    "author order": gettext_lazy("order of authors not checked by us yet"),
    "journal": gettext_lazy("journal not checked by us yet"),
}
MARK = re.compile(rf"\b({'|'.join(UNCHECKED)})(,? name)? (from memory|not seen( on page)?|not shown)\b", re.IGNORECASE)
"""How the lists of sources mark what nobody has looked up."""


@dataclass(frozen=True, slots=True)
class Study:
    """`doi` is empty when it was not seen; `seen` is false for a study that is known from others only."""

    words: str
    doi: str
    seen: bool


def study(citation: Citation) -> Study:
    parts = (citation.authors, citation.year, citation.title, citation.journal)
    return Study(_line(*parts), (citation.doi or "") if citation.doi_seen else "", citation.verified)


def record(key: str, source: Mapping[str, Any]) -> Study:
    """Of the assessment's own list of sources, where some keys stand for no study."""
    if source.get("kind") == "internal":
        return Study(str(NO_STUDY[key]), "", seen=True)
    parts = (source["authors"], source["year"], source["title"], source["journal"])
    return Study(_line(*parts), (source["doi"] or "") if source.get("doi_seen") else "", source["verified"])


def _line(*parts: object) -> str:
    said = ", ".join(str(part) for part in parts if part)
    return sentence(MARK.sub(lambda mark: str(UNCHECKED[mark[1].lower()]), said))

"""The content folder, loaded and checked once. Errors are ContentError and name file, entry and what to do."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from assessments.content_file import read
from assessments.content_parser import Parser
from assessments.domain.definitions import Questionnaire
from assessments.domain.errors import ContentError

CONTENT: Final = Path(__file__).parent / "content"

Document = dict[str, Any]

_FILES: Final = (
    "findings",
    "measures",
    "pages",
    "screening",
    "sources",
    "voice",
    "questions/answer_sets",
    "questions/consent",
    "questions/days",
    "questions/feet",
    "questions/later",
    "questions/pain",
    "questions/plan",
    "questions/safety",
)


def load(folder: Path = CONTENT) -> Document:
    """The files as plain data, by their path without suffix."""
    document: Document = {}
    for name in _FILES:
        path = folder / f"{name}.yaml"
        if not path.is_file():
            raise ContentError(f"{name}.yaml: not found in {folder}; restore the file")
        document[name] = read(f"{name}.yaml", path)
    return document


def checksum(document: Document) -> str:
    """Sha256 of the canonical JSON."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse(document: Document) -> Questionnaire:
    return Parser(document, checksum(document)).questionnaire()


@cache
def shipped() -> Questionnaire:
    return parse(load())

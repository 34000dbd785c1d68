"""What no text for a person says: promises of a cure, and verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.catalogue import CONTENT as ASSESSMENTS
from programs.catalogue import CONTENT, shipped
from tests.content.person_words import entries

VOICE = yaml.safe_load((ASSESSMENTS / "voice.yaml").read_text())
CLAIMS = [*VOICE["evidence"]["banned_claims"], "breaks adhesions", "detox", "releases toxins"]
CLAIM = re.compile(
    r"\btreats? (your )?back pain|\bcur(e|es|ed|ing)\b|your feet (cause|are causing) your back pain|clinically proven|"
    r"\bcorrect(s|ed|ing)? your posture|\brealign|\bbreaks? (up )?adhesions|\bdetox|\btoxins?\b",
    re.IGNORECASE,
)
VERDICT = re.compile(
    r"\b(missed|failed|streak|bad|wrong|abnormal|normal|cure|fix|safe|safest|invalid|collaps\w+|misalign\w*|cheat)\b"
    r"|all clear|no pain,? no gain|!",
    re.IGNORECASE,
)
ENTRIES = {name: [text for group in groups for text in group] for name, groups in entries(shipped())}
NOT_OUR_WORDS = ("evidence.yaml", "sources.yaml")
"""Titles and results of studies."""
FILES = [
    path
    for folder in (CONTENT, ASSESSMENTS)
    for path in sorted(folder.rglob("*.yaml"))
    if path.name not in NOT_OUR_WORDS
]


def words_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("banned_claims", "avoid"):
                yield from words_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from words_in(value)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_banned_claim_is_looked_for(claim: str) -> None:
    assert CLAIM.search(f"This {claim}.")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_no_content_makes_a_banned_claim(path: Path) -> None:
    said = list(words_in(yaml.safe_load(path.read_text())))
    assert said
    assert [text for text in said if CLAIM.search(text)] == []


def test_no_text_for_a_person_gives_a_verdict() -> None:
    """The questions and messages of the assessment are shown as clinicians saw them, and have a test of their own."""
    found = {name: text for name, texts in ENTRIES.items() for text in texts if VERDICT.search(text)}
    assert found == {}


def test_the_verdicts_are_looked_for() -> None:
    for word in ("You missed a day", "a safe place", "That is wrong.", "Well done!", "all clear"):
        assert VERDICT.search(word)
    assert not VERDICT.search("Park safely and fixate on nothing")


def test_no_name_is_latin() -> None:
    latin = re.compile(
        r"\b(plantar|hallux|fibularis|tibialis|gastroc\w*|soleus|talocrural|dorsiflexion|eversion|inversion|"
        r"metatarsal|fascia|sesamoid|malleol\w*|flexor|extensor|proprioception|petrissage|intrinsics?)\b",
        re.IGNORECASE,
    )
    assert {name: text for name, texts in ENTRIES.items() for text in texts if latin.search(text)} == {}

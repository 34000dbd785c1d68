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
PROMISE = re.compile(
    r"\b(calm|soften|ease|loosen|free|lengthen|restore|relieve|unlock|improve|prevent|protect|heal|boost|settle)(s|es|d|ed)\b"
    r"|\b(you|to|and|not) (soften|ease|loosen|free|lengthen|restore|relieve|heal|improve)\b"
    r"|\b(wake|build)s? (it )?up\b|\bbuilds\b|\bblood (flow|back|up)|\b(keep|pump|move)s? (the |your )?blood",
    re.IGNORECASE,
)
"""What a movement brings about, when all that is known is what it does."""
CAUSE = re.compile(
    r"\bmakes?\b(?! it harder)|\b(cause|causes|due to|lead to|leads to|shorten\w*|squeezes? the toes|so that)\b"
    r"|\bholds? (the|your) (toes|feet|foot) (in|out)\b|\bhelps\b"
    r"|^(a |an )?(stiff|tight|tired|narrow|crossed|lasting|long) (?!pain can)",
    re.IGNORECASE,
)
"""Why a foot is as it is: a reason says what the person told us, and what is done."""
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


PURPOSES = {item.id: item.words.purpose for item in shipped().items.values()}
REASONS = {rule.id: rule.reason for rule in shipped().rules}


@pytest.mark.parametrize("said", [PURPOSES, REASONS], ids=["purposes", "reasons"])
def test_what_something_is_for_promises_nothing_and_names_no_cause(said: dict[str, str]) -> None:
    assert len(said) > 80
    assert {id: text for id, text in said.items() if PROMISE.search(text) or CAUSE.search(text)} == {}


def test_no_step_promises_anything() -> None:
    steps = {item.id: step for item in shipped().items.values() for step in item.words.cues if PROMISE.search(step)}
    assert steps == {}


@pytest.mark.parametrize(
    "text",
    [
        "Calms a stiff low back",
        "Softens a tight calf",
        "Opens and closes the ankle hinge and pumps blood back up the calf",
        "Small heel bounces keep the blood flowing in your legs",
        "Eases tight outer hips that hold the toes out",
        "Builds calf strength on the flat floor",
        "Wakes up feeling in the soles",
        "Your arch is sore, so you loosen the middle of the foot",
    ],
)
def test_promises_are_looked_for(text: str) -> None:
    assert PROMISE.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stiff hips make feet turn, so you free the hips gently.",
        "Tight outer hips that hold the toes out",
        "Heels shorten the calf",
        "Narrow shoes squeeze the toes, so you give them width again.",
        "A stiff ankle often makes the foot turn out",
        "Trains the hip, which helps the knee and the arch stay in line",
        "Trains the front of your shin, so that your foot clears the floor",
    ],
)
def test_causes_are_looked_for(text: str) -> None:
    assert CAUSE.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Blood thinners mean light strokes only.",
        "Touch may ease pain and can feel calming.",
        "Lasting pain can wear anyone down, so each day ends with calm touch and slow breathing.",
        "Pain is 6 or more today, so only level 1 movement and touch are used.",
        "Ease off on sharp spots",
        "Loosen the bedding at your feet",
    ],
)
def test_plain_words_are_no_promise(text: str) -> None:
    assert not PROMISE.search(text)
    assert not CAUSE.search(text)

"""How hard a text is to read: the Flesch-Kincaid grade of groups of sentences, counted by textstat.

- A fragment ("Bouncing through heel pain") counts as a sentence of its own. Alone it says little about reading: it is
  graded only together with its neighbours, about three at a time.
- Sentences of one or two words are words without a sentence of their own for textstat: that makes a grade higher, never
  lower.
- Parts of a hyphenated word count as words ("big-toe" is two), and figures as words of one syllable.
- An allowed clinical word (programs/content/clinical_words.yaml) counts as a plain word of two syllables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

import textstat
import yaml

from programs.catalogue import CONTENT

MEDIAN_MOST = 6.0
MOST = 8.0
GROUP = 3
PLAIN = "ankle"
"""The two-syllable word that stands in for an allowed one."""


@cache
def allowed_words() -> dict[str, str]:
    """Word, and why it is allowed."""
    rows = yaml.safe_load((CONTENT / "clinical_words.yaml").read_text())["words"]
    return {row["word"]: row["why"] for row in rows}


@cache
def allowed_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, allowed_words())) or "(?!)"
    return re.compile(rf"\b({words})(s|es)?\b", re.IGNORECASE)


def grade(sentences: Sequence[str]) -> float:
    said = " ".join(sentence if sentence.endswith((".", "?", ":")) else f"{sentence}." for sentence in sentences)
    plain = allowed_pattern().sub(PLAIN, said).replace(":", ".").replace(";", ".").replace("-", " ").replace("/", " ")
    return float(textstat.flesch_kincaid_grade(plain))


def sentences_of(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?])\s+", text.strip()) if part]


def in_groups(sentences: Sequence[str]) -> list[list[str]]:
    """About three at a time, in order and as even as they can be: five are three and two."""
    count = -(-len(sentences) // GROUP)
    cuts = [round(len(sentences) * part / count) for part in range(count + 1)]
    return [list(sentences[start:end]) for start, end in pairwise(cuts)]


def too_hard(groups: Sequence[Sequence[str]]) -> str:
    """What is over the limits, or nothing."""
    grades = [round(grade(group), 1) for group in groups]
    worst = max(range(len(grades)), key=grades.__getitem__)
    if grades[worst] > MOST:
        return f"grade {grades[worst]} is over {MOST:g}: {' | '.join(groups[worst])}"
    if median(grades) > MEDIAN_MOST:
        return f"median grade {median(grades):.1f} is over {MEDIAN_MOST:g}, highest: {' | '.join(groups[worst])}"
    return ""

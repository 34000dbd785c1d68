"""What is said about touch as a whole: how firm, how long, where not, and that it is always a choice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

SCALE = range(0, 11)
SENTENCES = (
    "choice",
    "instead",
    "too_much",
    "ceiling_everyone",
    "ceiling_light",
    "ceiling_pain",
    "time_place",
    "time_point",
    "time_all",
    "firm_days",
    "direction",
    "not_pressed",
    "order",
    "not_there",
    "not_that_leg",
    "not_without_team",
    "numb_feet",
    "stop",
    "skin",
    "patch_test",
    "scent",
    "nuts",
    "rash",
    "slip",
    "after",
    "after_more",
    "partner_decides",
    "partner_asks",
    "may_help",
    "not_sure",
)


@dataclass(frozen=True, slots=True)
class ScaleWords:
    """What the numbers from ``low`` to ``high`` feel like."""

    low: int
    high: int
    words: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The firmest pressure for a person with one of ``contraindications``, or with pain from ``pain_min`` on.

    With neither it is for everyone. ``sentence`` is the key of its words.
    """

    id: str
    most: int
    contraindications: tuple[str, ...]
    pain_min: int | None
    sentence: str

    @property
    def for_everyone(self) -> bool:
        return not self.contraindications and self.pain_min is None

    def holds_for(self, contraindications: Collection[str], pain: int) -> bool:
        return (
            self.for_everyone
            or any(id in contraindications for id in self.contraindications)
            or (self.pain_min is not None and pain >= self.pain_min)
        )


@dataclass(frozen=True, slots=True)
class TouchSentence:
    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TouchWords:
    scale: tuple[ScaleWords, ...]
    ceilings: tuple[Ceiling, ...]
    sentences: Mapping[str, TouchSentence]

    def says(self, key: str) -> str:
        return self.sentences[key].text

    def ceiling(self, contraindications: Collection[str], pain: int) -> Ceiling:
        """The lowest that holds for this person."""
        return min((one for one in self.ceilings if one.holds_for(contraindications, pain)), key=lambda one: one.most)

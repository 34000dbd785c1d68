"""What a person tells about their plan and their day, as checked values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

CHOICES = ("minutes", "days", "equipment", "lacks")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the plan page lets a person change, as option ids of the questions."""

    minutes: str
    days: str
    equipment: tuple[str, ...]
    lacks: tuple[str, ...]

    def as_answers(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Report:
    """A check-in; None and "" are skipped questions."""

    pain_during: int | None
    pain_now: int | None
    effort: str
    note: str

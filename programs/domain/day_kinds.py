"""The kinds of a day that a person may choose for one day only."""

from __future__ import annotations

from dataclasses import dataclass

NORMAL, BUSY, SORE = "normal", "busy", "sore"


@dataclass(frozen=True, slots=True)
class SoreDay:
    """`first` is the item that the gentle day begins with. `help_at` sore days within `within_days` offer help."""

    first: str
    reason: str
    excluded_tags: tuple[str, ...]
    help_at: int
    within_days: int


@dataclass(frozen=True, slots=True)
class DayKinds:
    busy_minutes: tuple[int, ...]
    sore: SoreDay

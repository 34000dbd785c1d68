"""When the short breaks of a day come, and how often at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """With another moment, and then with its own words for when."""

    moment: str
    rhythm: str


@dataclass(frozen=True, slots=True)
class Moment:
    """``most_a_day`` is None where the moment itself is the limit: a trip, another break."""

    id: str
    name: str
    items: tuple[str, ...]
    rhythm: str
    most_a_day: int | None
    tied_to: Tie | None
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreakTime:
    """A moment of a person's day, with the breaks that they have for it."""

    moment: Moment
    items: tuple[str, ...]
    rhythm: str


def break_times(moments: Iterable[Moment], breaks: Collection[str]) -> tuple[BreakTime, ...]:
    """The moments that have breaks of this person, in the order of the content."""
    moments = tuple(moments)
    present = {moment.id for moment in moments if any(item in breaks for item in moment.items)}
    return tuple(
        BreakTime(moment, tuple(item for item in moment.items if item in breaks), _rhythm(moment, present))
        for moment in moments
        if moment.id in present
    )


def _rhythm(moment: Moment, present: Collection[str]) -> str:
    tie = moment.tied_to
    return tie.rhythm if tie is not None and tie.moment in present else moment.rhythm

"""Two people turn out to be one: where that person stands with an item is the stricter of the two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from programs.domain.dose_steps import Standing, lowest
from programs.domain.ladders import easier_versions
from programs.domain.movements import Protocol
from programs.domain.programme import Progress
from programs.domain.progression_state import State, in_force


def stricter(protocol: Protocol, one: State, other: State, *, on: date, released: State | None = None) -> State:
    """What either side holds back stays back, and good days count anew.

    ``released`` is the state with which the latest release of a stop left the item: what led to that stop is not
    judged again.
    """
    one, other = in_force(one, on), in_force(other, on)
    standing = _lower(protocol, one, other)
    starts = min(one, other, key=lambda side: side.begun)
    if released is not None and released.begun > starts.begun:
        starts = released
    weeks = max(one, other, key=lambda side: (side.progress_week or date.min, side.progress_weeks))
    return replace(
        one,
        standing=standing,
        since=max(side.since for side in (one, other) if side.standing.item == standing.item),
        begun=starts.begun,
        begun_on=starts.begun_on,
        judged=max(one.judged, other.judged),
        green_streak=0,
        amber_streak=max(one.amber_streak, other.amber_streak),
        greens=0,
        reds=tuple(sorted({*one.reds, *other.reds})),
        progress_weeks=weeks.progress_weeks,
        progress_week=weeks.progress_week,
        rest_until=max(filter(None, (one.rest_until, other.rest_until)), default=None),
        paused_until=max(filter(None, (one.paused_until, other.paused_until)), default=None),
        back=None,
        gap_taken=one.gap_taken if one.gap_taken == other.gap_taken else None,
        offer=None,
        stopped=one.stopped or other.stopped,
    )


def stricter_course(one: Progress, one_started: date, other: Progress, other_started: date) -> Progress:
    """The lower level bonus; its days, and the weeks of the course, count from the later beginning. No states."""
    return Progress(
        bonus=min(one.bonus, other.bonus),
        bonus_since=max(one.bonus_since or one_started, other.bonus_since or other_started),
        course_from=max(one.course_from or one_started, other.course_from or other_started),
    )


def _lower(protocol: Protocol, one: State, other: State) -> Standing:
    """Items that no ladder joins: that of the latest red, or ``one`` at no more than its starting dose."""
    mine, theirs = one.standing, other.standing
    if mine.item == theirs.item:
        return Standing(mine.item, lowest(mine.dose, theirs.dose))
    if mine.item in easier_versions(protocol, theirs.item):
        return mine
    if theirs.item in easier_versions(protocol, mine.item):
        return theirs
    my_red, their_red = (max(side.reds, default=date.min) for side in (one, other))
    if my_red != their_red:
        return mine if my_red > their_red else theirs
    return Standing(mine.item, lowest(mine.dose, protocol.items[mine.item].dose))

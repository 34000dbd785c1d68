"""The stricter of two states of one item: what holds either side back goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.dose_steps import Standing, out_of_bounds
from programs.domain.merging import stricter, stricter_course
from programs.domain.programme import Progress
from programs.domain.progression_state import State, WayBack, begin, is_resting, release
from tests.programs.domain.progression_cases import (
    BOTH,
    DAY,
    LOADED,
    PROTOCOL,
    SINGLE,
    STAND,
    TOWEL,
    WEDNESDAY,
    noon,
    standing,
)

HOURS = dt.timedelta(hours=1)
START = begin(PROTOCOL, TOWEL, on=WEDNESDAY - 10 * DAY, at=noon(WEDNESDAY - 10 * DAY))


def at(where: Standing, **values: object) -> State:
    return replace(START, standing=where, **values)


def merged(one: State, other: State, released: State | None = None) -> State:
    return stricter(PROTOCOL, one, other, on=WEDNESDAY, released=released)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (standing(TOWEL, 3, 8), standing(TOWEL, 2, 12), standing(TOWEL, 2, 8)),
        (standing(LOADED, 3, 8, load=4), standing(LOADED, 4, 8), standing(LOADED, 3, 8)),
        (standing(LOADED, 3, 8, load=4), standing(LOADED, 3, 8, load=2), standing(LOADED, 3, 8, load=2)),
        (standing(BOTH, 3, 15), standing(TOWEL, 1, 8), standing(BOTH, 3, 15)),
        (standing(SINGLE, 1, 8), standing(BOTH, 2, 10), standing(BOTH, 2, 10)),
    ],
)
def test_the_lower_standing(one: Standing, other: Standing, expected: Standing) -> None:
    assert merged(at(one), at(other)).standing == expected
    assert merged(at(other), at(one)).standing == expected


def test_items_that_no_ladder_joins() -> None:
    """The later red says which; without one the first side's, at no more than its starting dose."""
    mine, theirs = standing(STAND, 3, 3, hold=30), standing(BOTH, 1, 10)
    start = PROTOCOL.items[STAND].dose
    kept = merged(at(mine), at(theirs)).standing
    assert (kept.item, kept.dose.sets) == (STAND, min(start.sets, 3))
    red = {"reds": (WEDNESDAY - 3 * DAY,)}
    assert merged(at(mine), at(theirs, **red)).standing == theirs
    assert merged(at(mine, **red), at(theirs)).standing == mine
    later = {"reds": (WEDNESDAY - DAY,)}
    assert merged(at(mine, **later), at(theirs, **red)).standing == mine


def test_pauses_rests_reds_and_ambers_of_both_count() -> None:
    one = at(standing(TOWEL, 2, 8), paused_until=WEDNESDAY + 5 * DAY, reds=(WEDNESDAY - 4 * DAY, WEDNESDAY - DAY))
    other = at(
        standing(TOWEL, 2, 8),
        paused_until=WEDNESDAY - DAY,
        rest_until=noon(WEDNESDAY) + 8 * HOURS,
        reds=(WEDNESDAY - 2 * DAY, WEDNESDAY - DAY),
        amber_streak=2,
    )
    for state in (merged(one, other), merged(other, one)):
        assert (state.paused_until, state.rest_until) == (WEDNESDAY + 5 * DAY, noon(WEDNESDAY) + 8 * HOURS)
        assert state.reds == (WEDNESDAY - 4 * DAY, WEDNESDAY - 2 * DAY, WEDNESDAY - DAY)
        assert state.amber_streak == 2


def test_good_days_count_anew_and_nothing_is_offered() -> None:
    one = at(standing(TOWEL, 2, 8), green_streak=1, greens=3, offer=SINGLE)
    other = at(standing(TOWEL, 2, 8), green_streak=1)
    state = merged(one, other)
    assert (state.green_streak, state.greens, state.offer) == (0, 0, None)


def test_an_easier_version_for_now_stays_and_one_that_is_over_is_left() -> None:
    def swapped(until: dt.date) -> State:
        return at(standing(BOTH, 2, 10), back=WayBack("SWAP_7_DAYS", standing(TOWEL, 2, 8), until))

    other = at(standing(TOWEL, 3, 12))
    now = merged(swapped(WEDNESDAY + DAY), other)
    assert (now.standing.item, now.back) == (BOTH, None)
    assert merged(swapped(WEDNESDAY - DAY), other).standing == standing(TOWEL, 2, 8)


def test_what_a_release_left_behind_is_not_judged_again() -> None:
    since = WEDNESDAY - 2 * DAY
    free = release(at(standing(TOWEL, 2, 8), stopped=True), on=since, at=noon(since))
    earlier = at(standing(TOWEL, 2, 8))
    assert (merged(free, earlier).begun, merged(free, earlier).begun_on) == (START.begun, START.begun_on)
    kept = merged(free, earlier, released=free)
    assert (kept.begun, kept.begun_on, kept.judged) == (noon(since), since, noon(since))


DAYS = st.integers(-20, 20).map(lambda days: WEDNESDAY + days * DAY)
STATES = st.builds(
    lambda where, judged, reds, rest, paused, amber, stopped: at(
        where,
        judged=noon(judged),
        reds=tuple(sorted(reds)),
        rest_until=rest and noon(rest),
        paused_until=paused,
        amber_streak=amber,
        stopped=stopped,
    ),
    st.sampled_from([standing(TOWEL, 2, 8), standing(BOTH, 3, 15), standing(SINGLE, 1, 8), standing(STAND, 1, 3)]),
    DAYS,
    st.frozensets(DAYS, max_size=3),
    st.none() | DAYS,
    st.none() | DAYS,
    st.integers(0, 2),
    st.booleans(),
)


@given(one=STATES, other=STATES, on=DAYS)
def test_never_milder_than_either_side(one: State, other: State, on: dt.date) -> None:
    state = merged(one, other)
    for side in (one, other):
        assert {*side.reds} <= {*state.reds}
        assert is_resting(state, on=on, now=noon(on)) >= is_resting(side, on=on, now=noon(on))
        assert state.stopped >= side.stopped
        assert state.judged >= side.judged
    assert out_of_bounds(PROTOCOL, state.standing) is None


def test_the_level_of_the_course_counts_from_the_later_start() -> None:
    old, new = WEDNESDAY - 80 * DAY, WEDNESDAY - 2 * DAY
    course = stricter_course(Progress(bonus=1, bonus_since=WEDNESDAY - 40 * DAY), old, Progress(), new)
    assert (course.bonus, course.bonus_since, course.course_from) == (0, new, new)
    risen = WEDNESDAY - DAY
    course = stricter_course(Progress(bonus=2, bonus_since=risen), old, Progress(bonus=1), new)
    assert (course.bonus, course.bonus_since) == (1, risen)

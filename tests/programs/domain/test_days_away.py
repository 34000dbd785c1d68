"""Days without practice, and the hours of rest between strength."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from programs.domain.progression import apply
from programs.domain.progression_state import (
    WayBack,
    standing_on,
)
from tests.programs.domain.progression_cases import (
    BOTH,
    DAY,
    MONDAY,
    STAND,
    START,
    TOWEL,
    WEDNESDAY,
    at,
    decided,
    log_of,
    noon,
    practice,
    settled,
    standing,
)

# Days away.


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (3, "no_practice"),
        (4, "gap_repeat"),
        (7, "gap_repeat"),
        (8, "gap_step_down"),
        (14, "gap_step_down"),
        (15, "gap_level_back"),
        (28, "gap_level_back"),
        (29, "gap_reassess"),
        (90, "gap_reassess"),
    ],
)
def test_days_away_table(days: int, line: str) -> None:
    last = WEDNESDAY - days * DAY
    state = at(BOTH, since=last - DAY, judged=noon(last))
    assert decided(state, log_of(practice(last)), WEDNESDAY).line == line


def test_a_step_for_being_away_is_taken_once() -> None:
    last = START + DAY
    log = log_of(practice(last))
    state = at(TOWEL, standing(TOWEL, 3, 12).dose, judged=noon(last))
    lines, sets = [], []
    for days in (8, 9, 14, 15, 16, 28, 29, 30):
        decision = decided(state, log, last + days * DAY)
        state = apply(decision, state)
        lines.append(decision.line)
        sets.append((state.standing.item, state.standing.dose.sets))
    assert lines == [
        "gap_step_down",
        "gap_repeat",
        "gap_repeat",
        "gap_level_back",
        "gap_repeat",
        "gap_repeat",
        "gap_reassess",
        "gap_reassess",
    ]
    assert sets == [(TOWEL, 2)] * 3 + [(BOTH, 2)] * 5
    again = log_of(practice(last), practice(last + 30 * DAY))
    assert decided(state, again, last + 32 * DAY).after.gap_taken is None


def test_repeat_after_days_away_repeats_the_last_dose_that_was_done() -> None:
    last = MONDAY - 3 * DAY
    back = WayBack("DELOAD", standing(BOTH, 3, 12), MONDAY)
    state = at(BOTH, standing(BOTH, 2, 12).dose, back=back, judged=noon(last))
    decision = decided(state, log_of(practice(last)), WEDNESDAY)
    assert decision.line == "gap_repeat"
    assert standing_on(decision.after, WEDNESDAY).dose.sets == 2
    assert standing_on(decision.after, WEDNESDAY + DAY).dose.sets == 3


def test_days_away_are_of_the_table_only() -> None:
    last = WEDNESDAY - 20 * DAY
    state = at("ankle-circles", judged=noon(last))
    assert decided(state, log_of(practice(last)), WEDNESDAY).line == "no_practice"


def test_settle_sees_the_days_away_between_two_practices() -> None:
    log = log_of(practice(WEDNESDAY - 13 * DAY), practice(WEDNESDAY - 2 * DAY))
    assert [one.line for one in settled(at(BOTH), log, WEDNESDAY)] == ["gap_step_down", "green_first"]


# 48 hours.


@pytest.mark.parametrize(
    ("own", "others", "line"),
    [
        (47, None, "48_hours"),
        (48, None, "green_first"),
        (72, 47, "48_hours"),
        (72, 49, "green_first"),
        (72, 1, "green_first"),
        (72, -1, "green_first"),
    ],
)
def test_48_hours_since_any_strength_of_an_earlier_day(own: int, others: int | None, line: str) -> None:
    now = noon(WEDNESDAY)
    times = [now - dt.timedelta(hours=hours) for hours in (own, others) if hours is not None]
    mine, *rest = [practice(time.date(), at=time) for time in times]
    decision = decided(at(BOTH), replace(log_of(mine), strength=tuple(rest)), WEDNESDAY)
    assert decision.line == line
    if line == "48_hours":
        assert decision.not_before == max(times) + dt.timedelta(hours=48)


def test_48_hours_are_for_strength_only() -> None:
    assert decided(at(STAND), log_of(practice(WEDNESDAY - DAY)), WEDNESDAY).line == "green_first"

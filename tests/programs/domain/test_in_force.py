"""What a decision leaves in force: rests, swaps, lighter weeks, stops, and the reds that still count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from programs.domain.dose_steps import start_of
from programs.domain.practice_log import Log, Morning
from programs.domain.progression import decide, settle
from programs.domain.progression_state import (
    WayBack,
    is_resting,
    release,
    standing_on,
)
from tests.programs.domain.progression_cases import (
    ALL_ITEMS,
    BOTH,
    DAY,
    MONDAY,
    PROTOCOL,
    STAND,
    START,
    TOGETHER,
    TOWEL,
    WEDNESDAY,
    at,
    decided,
    log_of,
    noon,
    practice,
    settled,
    situation,
    standing,
)

STEP = "heel-raise-single-towel-step"


# What the table leaves in force.


def test_after_a_red_the_item_rests_48_hours() -> None:
    log = log_of(practice(WEDNESDAY - DAY, 6))
    decision = decided(at(BOTH), log, WEDNESDAY)
    assert decision.after.rest_until == noon(WEDNESDAY) + dt.timedelta(hours=48)
    soon = decided(decision.after, log, WEDNESDAY + DAY)
    assert (soon.action, soon.line, soon.not_before) == ("NOT_TODAY", "resting", decision.after.rest_until)
    assert soon.after == decision.after
    assert is_resting(decision.after, on=WEDNESDAY + DAY, now=noon(WEDNESDAY + DAY))
    assert not is_resting(decision.after, on=WEDNESDAY + 2 * DAY, now=noon(WEDNESDAY + 2 * DAY))
    assert decided(decision.after, log, WEDNESDAY + 2 * DAY).line == "no_practice"


def test_a_red_while_resting_still_counts() -> None:
    first = decided(at(TOWEL), log_of(practice(WEDNESDAY - DAY, 6)), WEDNESDAY).after
    log = log_of(practice(WEDNESDAY - DAY, 6), practice(WEDNESDAY, 6, at=noon(WEDNESDAY) + dt.timedelta(hours=2)))
    assert decided(first, log, WEDNESDAY + DAY).action == "SWAP_7_DAYS"


def test_a_swap_ends_after_seven_days_at_no_more_than_it_left_with() -> None:
    told = log_of(practice(WEDNESDAY - DAY, 6))
    state = at(TOWEL, standing(TOWEL, 3, 8).dose, reds=(WEDNESDAY - 5 * DAY,))
    swapped = decided(state, told, WEDNESDAY).after
    assert swapped.standing == start_of(PROTOCOL, BOTH)
    assert swapped.back == WayBack("SWAP_7_DAYS", standing(TOWEL, 2, 8), WEDNESDAY + 7 * DAY)
    assert standing_on(swapped, WEDNESDAY + 6 * DAY) == start_of(PROTOCOL, BOTH)
    assert standing_on(swapped, WEDNESDAY + 7 * DAY) == standing(TOWEL, 2, 8)
    # After that a green is judged at the item that came back.
    on = WEDNESDAY + 7 * DAY
    log = log_of(practice(WEDNESDAY - DAY, 6), practice(WEDNESDAY + 5 * DAY), practice(on))
    final = settle(PROTOCOL, swapped, log, today=on + 2 * DAY, now=noon(on + 2 * DAY), usable=ALL_ITEMS)
    assert [one.line for one in final] == ["for_now", "green_first"]
    assert final[-1].after.standing == standing(TOWEL, 2, 8)
    assert (final[-1].after.back, final[-1].after.since) == (None, on)


def test_nothing_progresses_during_a_swap_or_a_lighter_week() -> None:
    for action in ("SWAP_7_DAYS", "DELOAD"):
        back = WayBack(action, standing(TOWEL, 2, 12), WEDNESDAY + DAY)
        decision = decided(at(BOTH, green_streak=1, back=back), log_of(practice(MONDAY)), WEDNESDAY)
        assert (decision.action, decision.line) == ("HOLD", "for_now")
        assert decision.because[-1] == (action, "2026-11-26")
        assert (decision.after.standing, decision.after.green_streak) == (start_of(PROTOCOL, BOTH), 0)


def test_an_amber_keeps_what_was_put_aside_for_longer_and_a_lower_dose_ends_the_way_back() -> None:
    back = WayBack("DELOAD", standing(BOTH, 3, 12), WEDNESDAY)
    lighter = at(BOTH, standing(BOTH, 2, 12).dose, back=back)
    amber = decided(lighter, log_of(practice(MONDAY, 4)), WEDNESDAY).after
    assert standing_on(amber, WEDNESDAY + 3 * DAY) == standing(BOTH, 2, 12)
    third = decided(replace(lighter, amber_streak=2), log_of(practice(MONDAY, 4)), WEDNESDAY).after
    assert (third.back, standing_on(third, WEDNESDAY + 3 * DAY)) == (None, standing(BOTH, 1, 12))


def test_a_stop_ends_the_way_back_to_a_higher_dose() -> None:
    back = WayBack("SWAP_7_DAYS", standing(TOWEL, 2, 12), WEDNESDAY + DAY)
    state = at(BOTH, back=back, reds=(MONDAY - 4 * DAY, MONDAY - 2 * DAY))
    for pain in (6, 8):
        stopped = decided(state, log_of(practice(MONDAY, pain)), WEDNESDAY).after
        assert stopped.stopped
        assert standing_on(stopped, WEDNESDAY + 7 * DAY) == start_of(PROTOCOL, BOTH)


def test_a_lighter_week_ends_at_the_old_dose() -> None:
    told = situation(standing(BOTH, 3, 12), {"during": 0, "week_start": True, "weeks": 4})
    decision = decide(PROTOCOL, told.state, told.log, **told.arguments)
    assert decision.because == (("progress_weeks", 4),)
    assert standing_on(decision.after, MONDAY + 6 * DAY) == standing(BOTH, 2, 12)
    assert standing_on(decision.after, MONDAY + 7 * DAY) == standing(BOTH, 3, 12)
    assert decided(decision.after, told.log, MONDAY).line == "no_practice"


def test_a_lighter_week_during_a_swap_keeps_the_way_back() -> None:
    back = WayBack("SWAP_7_DAYS", standing(TOWEL, 2, 8), MONDAY + 2 * DAY)
    state = at(BOTH, back=back, progress_weeks=4, progress_week=MONDAY - 7 * DAY)
    after = decided(state, log_of(practice(MONDAY - 2 * DAY)), MONDAY).after
    assert after.back == replace(back, until=MONDAY + 7 * DAY)
    assert after.standing == standing(BOTH, 1, 10)


@pytest.mark.parametrize(
    ("weeks", "last", "today", "strength", "action"),
    [
        (4, MONDAY - 7 * DAY, MONDAY, None, "DELOAD"),
        (4, MONDAY - 7 * DAY, WEDNESDAY, None, "DELOAD"),
        (4, MONDAY - 7 * DAY, WEDNESDAY, MONDAY, "HOLD"),
        (4, MONDAY - 14 * DAY, MONDAY, None, "HOLD"),
        (3, MONDAY - 7 * DAY, MONDAY, None, "HOLD"),
        (4, MONDAY, WEDNESDAY, None, "HOLD"),
    ],
)
def test_deload_on_the_first_strength_day_after_four_weeks_in_a_row(
    weeks: int, last: dt.date, today: dt.date, strength: dt.date | None, action: str
) -> None:
    state = at(BOTH, progress_weeks=weeks, progress_week=last)
    other = (practice(strength),) if strength else ()
    log = replace(log_of(practice(today - (2 if today == MONDAY else 3) * DAY)), strength=other)
    assert decided(state, log, today).action == action


def test_deload_is_for_strength_only() -> None:
    state = at(STAND, progress_weeks=4, progress_week=MONDAY - 7 * DAY)
    assert decided(state, log_of(practice(MONDAY - 2 * DAY)), MONDAY).line == "green_first"


@pytest.mark.parametrize(
    ("weeks", "last", "expected"),
    [(0, None, 1), (1, MONDAY - 7 * DAY, 2), (2, MONDAY, 2), (3, MONDAY - 14 * DAY, 1)],
)
def test_progress_weeks_count_in_a_row(weeks: int, last: dt.date | None, expected: int) -> None:
    state = at(STAND, green_streak=1, progress_weeks=weeks, progress_week=last)
    after = decided(state, log_of(practice(MONDAY)), WEDNESDAY).after
    assert (after.progress_weeks, after.progress_week) == (expected, MONDAY)


def test_stop_is_final_until_released() -> None:
    log = log_of(practice(MONDAY, 9))
    first = decided(at(BOTH), log, WEDNESDAY)
    assert (first.action, first.after.stopped, first.clinician_prompt) == ("STOP_REFER", True, True)
    assert is_resting(first.after, on=WEDNESDAY, now=noon(WEDNESDAY))
    calm = log_of(practice(MONDAY, 9), practice(WEDNESDAY, 0))
    again = decided(first.after, calm, WEDNESDAY + 2 * DAY)
    assert (again.action, again.line, again.after) == ("STOP_REFER", "stopped", first.after)
    back = release(first.after, on=WEDNESDAY, at=noon(WEDNESDAY) - dt.timedelta(hours=1))
    assert decided(back, calm, WEDNESDAY + 2 * DAY).line == "green_first"
    assert back.reds == (MONDAY,)


def test_settle_ends_at_a_stop() -> None:
    log = log_of(practice(MONDAY, 9), practice(MONDAY + DAY, 9))
    assert [one.line for one in settled(at(BOTH), log, WEDNESDAY)] == ["stop"]


@pytest.mark.parametrize(
    ("said", "stops"),
    [
        (noon(MONDAY), True),
        (noon(START), False),
        (noon(START - DAY), False),
        (noon(WEDNESDAY), True),
        (noon(WEDNESDAY + DAY), False),
    ],
)
def test_a_stop_sign_counts_from_the_start_to_now(said: dt.datetime, stops: bool) -> None:
    assert decided(at(BOTH), Log(stop_signs=(said,)), WEDNESDAY).after.stopped is stops


@pytest.mark.parametrize(
    ("reds", "action"),
    [
        ((0,), "SWAP_7_DAYS"),
        ((14,), "SWAP_7_DAYS"),
        ((15,), "STEP_DOWN_2_REST_48H"),
        ((14, 1), "STOP_REFER"),
        ((15, 1), "SWAP_7_DAYS"),
        ((-1,), "SWAP_7_DAYS"),
    ],
)
def test_reds_count_within_fourteen_days_on_either_side(reds: tuple[int, ...], action: str) -> None:
    judged = MONDAY - DAY
    state = at(BOTH, reds=tuple(judged - back * DAY for back in reds if back))
    decision = decided(state, log_of(practice(judged, 6)), WEDNESDAY)
    assert decision.action == ("STEP_DOWN_2_REST_48H" if reds == (0,) else action)
    assert dict(decision.because)["within_days"] == 14


def test_one_day_is_one_red_however_often_it_is_told() -> None:
    red = practice(MONDAY, 6)
    first = decided(at(BOTH), log_of(red, mornings={MONDAY + DAY: None}), MONDAY, now=noon(MONDAY)).after
    later = replace(red, at=noon(MONDAY) + dt.timedelta(hours=3))
    log = log_of(red, later, mornings={MONDAY + DAY: 7})
    assert settled(first, log, WEDNESDAY + DAY)[-1].after.reds == (MONDAY,)


def test_a_red_morning_without_practice_counts_and_an_amber_one_does_not() -> None:
    red = decided(at(BOTH), Log(mornings=(Morning(WEDNESDAY, 6),)), WEDNESDAY)
    assert (red.line, red.practice, red.because[0]) == ("red_first", WEDNESDAY - DAY, ("morning", 6))
    assert decided(at(BOTH), Log(mornings=(Morning(WEDNESDAY, 3),)), WEDNESDAY).line == "no_practice"


def test_a_red_that_is_told_late_is_judged_late() -> None:
    silent = log_of(practice(MONDAY - 5 * DAY, None), practice(MONDAY - 3 * DAY))
    known = settled(at(BOTH), silent, MONDAY)[-1].after
    assert known.judged == noon(MONDAY - 3 * DAY)
    told = log_of(practice(MONDAY - 5 * DAY, 7), practice(MONDAY - 3 * DAY))
    assert decided(known, told, MONDAY).line == "red_first"


def test_a_red_second_step_may_be_a_pause() -> None:
    floor = standing(TOGETHER, 2, 1, hold=30)
    decision = decided(at(TOGETHER, floor.dose), log_of(practice(MONDAY, 6)), WEDNESDAY)
    assert [change.what for change in decision.changes] == ["sets", "pause"]
    assert decision.after.paused_until == WEDNESDAY + 7 * DAY


def test_a_paused_item_waits_and_the_pause_is_not_time_away() -> None:
    log = log_of(practice(MONDAY, 6))
    state = at(TOGETHER, reds=(MONDAY - 3 * DAY,))
    paused = decided(state, log, WEDNESDAY).after
    assert paused.paused_until == WEDNESDAY + 7 * DAY
    waits = decided(paused, log, WEDNESDAY + 6 * DAY)
    assert (waits.action, waits.line, waits.because) == ("NOT_TODAY", "resting", (("paused_until", "2026-12-02"),))
    assert decided(paused, log, WEDNESDAY + 7 * DAY).line == "no_practice"
    assert decided(paused, log, WEDNESDAY + 12 * DAY).because == (("days_away", 5),)

"""What a decision says it came from, and what it leaves behind for the next one: one worked case for each line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from programs.domain.dose_steps import Change, Standing, lowest, out_of_bounds
from programs.domain.practice_log import Log
from programs.domain.progression import decide
from programs.domain.progression_state import (
    Because,
    WayBack,
    begin,
    for_composer,
    is_resting,
    release,
    set_by_clinician,
    standing_on,
)
from tests.programs.domain.progression_cases import (
    ALL_ITEMS,
    BOTH,
    CASES,
    DAY,
    LOADED,
    PROTOCOL,
    SINGLE,
    STAND,
    START,
    TOWEL,
    WEDNESDAY,
    at,
    decided,
    log_of,
    noon,
    practice,
    situation,
)

MONDAY, LAST_WEEK = WEDNESDAY - 2 * DAY, WEDNESDAY - 9 * DAY
JUDGED = {"judged": noon(MONDAY)}


@pytest.mark.parametrize(
    ("id", "because", "left"),
    [
        ("P01", (("during", 1), ("morning", 0), ("baseline", 0), ("greens", 1)), {**JUDGED, "green_streak": 1}),
        (
            "P02",
            (("during", 1), ("morning", 1), ("baseline", 0), ("greens", 2)),
            {**JUDGED, "green_streak": 0, "progress_weeks": 1, "progress_week": MONDAY},
        ),
        ("P04", (("during", 2), ("morning", 0), ("baseline", 0), ("greens", 2)), {**JUDGED, "since": WEDNESDAY}),
        (
            "P07",
            (("during", 4), ("morning", 1), ("baseline", 1), ("ambers", 1)),
            {**JUDGED, "green_streak": 0, "amber_streak": 1},
        ),
        ("P08", (("during", 3), ("morning", 2), ("baseline", 2), ("ambers", 3)), {**JUDGED, "amber_streak": 0}),
        (
            "P11",
            (("during", 6), ("morning", 2), ("baseline", 1), ("reds", 1), ("within_days", 14)),
            {**JUDGED, "reds": (MONDAY,), "rest_until": noon(WEDNESDAY + 2 * DAY), "paused_until": None},
        ),
        (
            "P14",
            (("during", 6), ("morning", 3), ("baseline", 2), ("reds", 2), ("within_days", 14)),
            {**JUDGED, "reds": (WEDNESDAY - 6 * DAY, MONDAY), "rest_until": None, "since": WEDNESDAY},
        ),
        (
            "P15",
            (("during", 6), ("morning", 3), ("baseline", 2), ("reds", 3), ("within_days", 14)),
            {**JUDGED, "stopped": True, "back": None},
        ),
        ("P16", (("during", 8), ("morning", 0), ("baseline", 0)), {**JUDGED, "stopped": True, "reds": (MONDAY,)}),
        ("P17", (("stop_signs", 1),), {**JUDGED, "stopped": True, "green_streak": 1}),
        ("P18", (("during", 1), ("baseline", 0), ("missing", "morning")), {**JUDGED, "green_streak": 1}),
        (
            "P20",
            (("during", 1), ("morning", 0), ("baseline", 0), ("done", 100), ("effort", 8)),
            {**JUDGED, "green_streak": 0},
        ),
        ("P22", (("hours_since_strength", 30), ("hours_needed", 48)), {}),
        ("P23", (("days_away", 5),), {"gap_taken": None}),
        ("P24", (("days_away", 8),), {"gap_taken": "STEP_DOWN", "back": None}),
        ("P25", (("days_away", 16),), {"gap_taken": "LEVEL_BACK", "since": WEDNESDAY}),
        ("P26", (("days_away", 29),), {"gap_taken": None}),
        ("P27", (("progress_weeks", 4),), {"progress_weeks": 0, "green_streak": 0}),
        (
            "P33",
            (("during", 2), ("morning", 1), ("baseline", 1), ("during_before", 0), ("morning_before", 1)),
            {**JUDGED, "green_streak": 0},
        ),
        (
            "P36",
            (("during", 2), ("baseline", 0), ("during_before", 0), ("morning_before", 0)),
            {**JUDGED, "green_streak": 0},
        ),
        (
            "P40",
            (("during", 6), ("morning", 1), ("baseline", 1), ("reds", 2), ("within_days", 14)),
            {**JUDGED, "paused_until": WEDNESDAY + 7 * DAY, "rest_until": None, "back": None},
        ),
    ],
)
def test_each_line_says_why_and_what_it_leaves(
    id: str, because: tuple[tuple[str, Any], ...], left: dict[str, Any]
) -> None:
    case = next(case for case in CASES if case.id == id)
    told = situation(case.before, case.said)
    decision = decide(PROTOCOL, told.state, told.log, **told.arguments)
    assert decision.because == because
    assert {name: getattr(decision.after, name) for name in left} == left
    assert decision.before == told.state
    if "judged" in left:
        assert decision.practice == MONDAY
    if decision.after.standing.item == told.state.standing.item:
        assert decision.after.since == told.state.since


@pytest.mark.parametrize(
    ("id", "action", "item", "sets", "reps"),
    [("P14", "SWAP_7_DAYS", TOWEL, 2, 10), ("P27", "DELOAD", BOTH, 3, 12)],
)
def test_what_is_put_aside_waits_seven_days(id: str, action: str, item: str, sets: int, reps: int) -> None:
    case = next(case for case in CASES if case.id == id)
    told = situation(case.before, case.said)
    back = decide(PROTOCOL, told.state, told.log, **told.arguments).after.back
    assert back is not None
    assert (back.action, back.until - told.today) == (action, 7 * DAY)
    assert (back.standing.item, back.standing.dose.sets, back.standing.dose.reps) == (item, sets, reps)


def test_48_hours_say_when_they_are_over() -> None:
    case = next(case for case in CASES if case.id == "P22")
    told = situation(case.before, case.said)
    decision = decide(PROTOCOL, told.state, told.log, **told.arguments)
    assert decision.not_before == noon(told.today) + dt.timedelta(hours=18)
    assert decision.practice is None
    assert decision.after == decision.before


def test_a_pause_ends_on_its_day_and_a_rest_at_its_hour() -> None:
    paused = at(SINGLE, paused_until=WEDNESDAY)
    before = decided(paused, Log(), WEDNESDAY - DAY)
    assert (before.action, before.line) == ("NOT_TODAY", "resting")
    assert before.because == (("paused_until", WEDNESDAY.isoformat()),)
    assert decided(paused, Log(), WEDNESDAY).line == "no_practice"
    rested = at(SINGLE, rest_until=noon(WEDNESDAY), paused_until=WEDNESDAY)
    waiting = decided(rested, Log(), WEDNESDAY, now=noon(WEDNESDAY) - dt.timedelta(hours=1))
    assert (waiting.line, waiting.because, waiting.not_before) == ("resting", (), noon(WEDNESDAY))
    assert decided(rested, Log(), WEDNESDAY).line == "no_practice"
    assert not is_resting(rested, on=WEDNESDAY, now=noon(WEDNESDAY))


def test_other_kinds_say_why_they_count_and_move_on_from_that_day() -> None:
    item = "short-foot-seated"
    log = log_of(practice(MONDAY, 1, done=100, effort=3))
    first = decided(at(item), log, WEDNESDAY)
    assert first.because == (("during", 1), ("morning", 0), ("baseline", 0), ("greens", 1), ("greens_needed", 6))
    assert (first.action, first.after.greens, first.after.amber_streak) == ("HOLD", 1, 0)
    last = decided(at(item, greens=5), log, WEDNESDAY)
    assert last.action == "PROGRESS"
    assert last.because[-2:] == (("greens", 6), ("greens_needed", 6))
    assert last.after.greens == 0
    assert last.changes
    through = standing_at_the_top(item)
    moved = decided(replace(at(item, greens=5), standing=through), log, WEDNESDAY)
    assert (moved.after.standing.item, moved.after.since) == (PROTOCOL.items[item].progresses_to, WEDNESDAY)


@pytest.mark.parametrize(
    ("usable", "offer", "line"),
    [
        (ALL_ITEMS, "standing-foot-rolls", "other_offered"),
        (ALL_ITEMS - {"standing-foot-rolls"}, None, "other_same_dose"),
    ],
)
def test_an_offer_is_told_with_its_reason(usable: frozenset[str], offer: str | None, line: str) -> None:
    log = log_of(practice(MONDAY, 1))
    decision = decided(at("ankle-circles", greens=13), log, WEDNESDAY, usable)
    greens = (("greens", 14), ("greens_needed", 14))
    told = (("offer", offer),) if offer else ()
    assert decision.because == (("during", 1), ("morning", 0), ("baseline", 0), *greens, *told)
    assert (decision.action, decision.line) == ("HOLD", line)
    assert (decision.after.offer, decision.after.greens) == (offer, 0)
    assert decision.after.standing == decision.before.standing


def test_touch_keeps_its_dose_and_says_the_pain() -> None:
    decision = decided(at("thumb-sweep-arch"), log_of(practice(MONDAY, 1)), WEDNESDAY)
    assert (decision.action, decision.line) == ("HOLD", "other_same_dose")
    assert decision.because == (("during", 1), ("morning", 0), ("baseline", 0))


def test_a_pause_is_a_change_and_ends_the_way_back() -> None:
    item = "sit-to-stand"
    assert PROTOCOL.items[item].regresses_to is None
    kept = WayBack("SWAP_7_DAYS", Standing(SINGLE, PROTOCOL.items[SINGLE].dose), WEDNESDAY + DAY)
    decision = decided(at(item, reds=(LAST_WEEK,), back=kept), log_of(practice(MONDAY, 6)), WEDNESDAY)
    assert (decision.action, decision.line) == ("PAUSE_7_DAYS", "red_second_no_lower")
    assert decision.changes == (Change("pause", None, 7),)
    assert decision.after.back is None
    assert decision.clinician_prompt


def test_the_composer_is_told_what_is_in_force_on_that_day() -> None:
    kept = Standing(TOWEL, replace(PROTOCOL.items[TOWEL].dose, sets=3))
    swapped = replace(at(TOWEL), standing=Standing(BOTH, PROTOCOL.items[BOTH].dose))
    swapped = replace(swapped, back=WayBack("SWAP_7_DAYS", kept, WEDNESDAY))
    assert for_composer(PROTOCOL, [swapped], on=WEDNESDAY - DAY) == ({}, {TOWEL: BOTH})
    progress, replaced_by = for_composer(PROTOCOL, [swapped], on=WEDNESDAY)
    assert (progress[TOWEL]["sets"], replaced_by) == (3, {})


PAIN_1 = (("during", 1), ("morning", 0), ("baseline", 0))


def test_a_green_sets_the_ambers_to_nothing() -> None:
    first = decided(at(SINGLE, amber_streak=2), log_of(practice(MONDAY, 1)), WEDNESDAY)
    assert (first.line, first.after.amber_streak, first.after.green_streak) == ("green_first", 0, 1)
    unsaid = decided(at(SINGLE, amber_streak=2), log_of(practice(MONDAY, 1), mornings={MONDAY + DAY: None}), WEDNESDAY)
    assert (unsaid.line, unsaid.after.amber_streak) == ("green_no_entry", 0)


def test_a_green_of_today_waits_for_its_morning_and_says_so() -> None:
    log = Log(practices=(practice(WEDNESDAY, 1),))
    waiting = decided(at(STAND, green_streak=1), log, WEDNESDAY)
    assert (waiting.action, waiting.line) == ("HOLD", "green_no_entry")
    assert waiting.because == (("during", 1), ("baseline", 0), ("missing", "morning"))
    assert waiting.after == waiting.before


def test_a_green_on_a_sore_day_says_the_pain() -> None:
    decision = decided(at(SINGLE, green_streak=1), log_of(practice(MONDAY, 1), sore_days=(MONDAY,)), WEDNESDAY)
    assert (decision.line, decision.because, decision.after.green_streak) == ("sore_day", PAIN_1, 0)


@pytest.mark.parametrize(
    ("during", "line", "because"),
    [(4, "other_amber", (("ambers", 1),)), (6, "other_red", (("reds", 1), ("within_days", 14)))],
)
def test_amber_and_red_of_other_kinds_say_the_pain(during: int, line: str, because: Because) -> None:
    decision = decided(at("thumb-sweep-arch"), log_of(practice(MONDAY, during)), WEDNESDAY)
    assert (decision.action, decision.line) == ("HOLD", line)
    assert decision.because == (("during", during), ("morning", 0), ("baseline", 0), *because)


def test_a_lighter_week_says_its_sets() -> None:
    case = next(case for case in CASES if case.id == "P27")
    told = situation(case.before, case.said)
    decision = decide(PROTOCOL, told.state, told.log, **told.arguments)
    assert decision.changes == (Change("sets", 3, 2),)


@pytest.mark.parametrize(("during", "action"), [(7, "NOT_TODAY"), (8, "STOP_REFER"), (9, "STOP_REFER")])
def test_pain_that_stops_counts_though_the_day_was_judged_red_before(during: int, action: str) -> None:
    """Told later in the day, after a first value that was red already."""
    judged = at(SINGLE, reds=(MONDAY,), judged=noon(MONDAY) + dt.timedelta(hours=1), paused_until=WEDNESDAY + DAY)
    decision = decided(judged, log_of(practice(MONDAY, during)), WEDNESDAY)
    assert decision.action == action


@pytest.mark.parametrize(
    ("one", "other", "load"), [(6, 4, 4), (4, 6, 4), (6, None, None), (None, 4, None), (None, None, None)]
)
def test_the_lowest_of_two_doses_has_the_lower_load(one: float | None, other: float | None, load: float | None) -> None:
    dose = PROTOCOL.items[LOADED].dose
    assert lowest(replace(dose, load=one), replace(dose, load=other)).load == load


@pytest.mark.parametrize(("load", "allowed"), [(-1, False), (0, False), (0.5, True), (1, True), (None, True)])
def test_a_load_is_more_than_nothing(load: float | None, allowed: bool) -> None:
    dose = replace(PROTOCOL.items[LOADED].dose, load=load)
    assert (out_of_bounds(PROTOCOL, Standing(LOADED, dose)) is None) is allowed


LONG_AGO = WEDNESDAY - 8 * DAY


def test_days_away_decide_without_a_light_and_anew_after_a_practice() -> None:
    """A step that an earlier absence brought says nothing about this one."""
    decision = decided(at(SINGLE, gap_taken="STEP_DOWN"), log_of(practice(LONG_AGO, 1)), WEDNESDAY)
    assert (decision.action, decision.line, decision.light) == ("STEP_DOWN", "gap_step_down", None)


def test_days_away_at_the_lowest_dose_go_to_the_easier_version() -> None:
    entry = PROTOCOL.items[TOWEL]
    assert entry.rep_range is not None
    least = replace(entry.dose, sets=1, reps=entry.rep_range[0])
    decision = decided(at(TOWEL, least), log_of(practice(LONG_AGO, 1)), WEDNESDAY)
    assert (decision.line, decision.after.standing.item) == ("gap_step_down", BOTH)


def test_a_second_red_goes_past_what_the_person_may_not_do() -> None:
    lower = PROTOCOL.items[BOTH].regresses_to
    assert lower is not None
    red = log_of(practice(MONDAY, 6))
    decision = decided(at(TOWEL, reds=(LAST_WEEK,)), red, WEDNESDAY, ALL_ITEMS - {BOTH})
    assert (decision.action, decision.after.standing.item) == ("SWAP_7_DAYS", lower)


def test_a_rise_of_today_holds_until_its_morning() -> None:
    log = Log(practices=(practice(MONDAY, 0), practice(WEDNESDAY, 2)))
    waiting = decided(at(STAND, judged=noon(MONDAY)), log, WEDNESDAY)
    assert (waiting.action, waiting.line) == ("HOLD", "green_rise")
    assert waiting.after == waiting.before


def test_a_stop_goes_on_saying_stop() -> None:
    stopped = at(SINGLE, stopped=True)
    decision = decided(stopped, log_of(practice(MONDAY, 0)), WEDNESDAY)
    assert (decision.light, decision.before, decision.after) == ("stop", stopped, stopped)


def standing_at_the_top(item: str) -> Standing:
    """The highest dose of an item, so that the next step is the next item."""
    entry = PROTOCOL.items[item]
    hold = entry.hold_range_s[1] if entry.hold_range_s else entry.dose.hold_s
    reps = entry.rep_range[1] if entry.rep_range else entry.dose.reps
    return Standing(item, replace(entry.dose, sets=3, reps=reps, hold_s=hold))


def test_a_release_begins_anew_and_keeps_the_dose_and_the_reds() -> None:
    stopped = at(SINGLE, stopped=True, reds=(MONDAY,), green_streak=1, amber_streak=1, greens=3, offer=TOWEL)
    free = release(stopped, on=WEDNESDAY, at=noon(WEDNESDAY))
    assert free.stopped is False
    assert (free.begun, free.begun_on, free.judged) == (noon(WEDNESDAY), WEDNESDAY, noon(WEDNESDAY))
    assert (free.green_streak, free.amber_streak, free.greens, free.offer) == (0, 0, 0, None)
    assert (free.standing, free.reds, free.since) == (stopped.standing, (MONDAY,), START)


def test_a_clinicians_change_ends_every_rest_and_every_way_back() -> None:
    waiting = at(
        TOWEL,
        back=WayBack("SWAP_7_DAYS", Standing(SINGLE, PROTOCOL.items[SINGLE].dose), WEDNESDAY),
        paused_until=WEDNESDAY + DAY,
        rest_until=noon(WEDNESDAY + DAY),
        green_streak=1,
        judged=noon(MONDAY),
    )
    wanted = Standing(BOTH, PROTOCOL.items[BOTH].dose)
    changed = set_by_clinician(PROTOCOL, waiting, wanted, on=WEDNESDAY, at=noon(WEDNESDAY))
    assert (changed.back, changed.paused_until, changed.rest_until) == (None, None, None)
    assert (changed.standing, changed.since, changed.judged) == (wanted, WEDNESDAY, noon(WEDNESDAY))
    assert changed.green_streak == 0
    assert standing_on(changed, WEDNESDAY + 30 * DAY) == wanted
    earlier = set_by_clinician(PROTOCOL, waiting, wanted, on=WEDNESDAY, at=noon(MONDAY) - DAY)
    assert earlier.judged == noon(MONDAY)


def test_a_state_begins_at_the_starting_dose() -> None:
    state = begin(PROTOCOL, BOTH, on=START, at=noon(START))
    assert state.standing == Standing(BOTH, PROTOCOL.items[BOTH].dose)
    assert (state.since, state.begun, state.begun_on, state.judged) == (START, noon(START), START, noon(START))

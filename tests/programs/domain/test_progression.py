"""From reports of practice to the next dose."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from programs.domain import progression_content
from programs.domain.dose_steps import Change, Standing, start_of
from programs.domain.practice_log import GREEN, Log, Morning
from programs.domain.prescriptions import prescribe
from programs.domain.progression import apply, decide
from programs.domain.progression_state import (
    TABLE,
    for_composer,
    set_by_clinician,
)
from programs.domain.routine import compose
from tests.programs.domain.cases import DAY_CASES, dose_of, inputs_from
from tests.programs.domain.progression_cases import (
    ALL_ITEMS,
    BOTH,
    CASES,
    DAY,
    HOLDING,
    LOADED,
    MONDAY,
    PROTOCOL,
    STAND,
    START,
    TOWEL,
    WEDNESDAY,
    Case,
    at,
    decided,
    detail,
    log_of,
    noon,
    practice,
    settled,
    situation,
    standing,
)

STEP = "heel-raise-single-towel-step"


# The worked cases.


@pytest.mark.parametrize("case", CASES, ids=str)
def test_decide_worked_case(case: Case) -> None:
    told = situation(case.before, case.said)
    decision = decide(PROTOCOL, told.state, told.log, **told.arguments)
    assert (decision.light, decision.action, decision.line) == (case.light, case.action, case.line)
    after = apply(decision, told.state)
    assert after.standing == case.after
    assert (after.green_streak, after.amber_streak) == (case.green, case.amber)
    assert decision.clinician_prompt == (case.action in ("STOP_REFER", "SWAP_7_DAYS", "PAUSE_7_DAYS"))
    changed = detail(decision)
    if changed and decision.action in ("PROGRESS", "STEP_DOWN", "STEP_DOWN_2_REST_48H"):
        assert case.detail.replace(", reps", "; reps").endswith(changed)
    assert bool(decision.changes) == (case.after != case.before or changed in ("ceiling, keep", "pause +7"))


def test_the_worked_cases_are_all_there_and_reach_every_row_of_the_table() -> None:
    assert [case.id for case in CASES] == [f"P{number:02}" for number in range(1, 41)]
    told = [(case, situation(case.before, case.said)) for case in CASES]
    rows = {decide(PROTOCOL, one.state, one.log, **one.arguments).row for _, one in told}
    assert rows == set(range(1, len(TABLE) + 1))


def test_a_line_beside_the_table_has_no_row() -> None:
    decision = decided(at(BOTH), Log(), WEDNESDAY)
    assert (decision.action, decision.line, decision.row) == ("HOLD", "no_practice", None)


@pytest.mark.parametrize(
    "case", [case for case in DAY_CASES if case["id"] in ("C01", "C02", "C03")], ids=lambda c: c["id"]
)
def test_states_give_the_composer_what_the_worked_day_cases_take(case: dict[str, Any]) -> None:
    inputs = inputs_from(case["inputs"])
    states = []
    prescribed = {other: item for item, other in inputs.replaced_by.items()}
    for item, fields in inputs.progress.items():
        start = at(prescribed.get(item, item))
        states.append(replace(start, standing=Standing(item, replace(PROTOCOL.items[item].dose, **fields))))
    progress, replaced_by = for_composer(PROTOCOL, states, on=WEDNESDAY)
    for item, fields in inputs.progress.items():
        assert progress[item].items() >= fields.items()
    if case["id"] != "C03":  # there somebody may not go where the replacement leads, and stays at the first item
        assert replaced_by == inputs.replaced_by
    routine = compose(PROTOCOL, prescribe(PROTOCOL, replace(inputs, progress=progress), day="strength"))
    first_side = [{**dose_of(one), "first_side": one.first_side} for one in routine.items]
    assert first_side == case["items"]


def test_a_state_at_its_start_changes_nothing_for_the_composer() -> None:
    assert for_composer(PROTOCOL, [at(BOTH), at("ankle-circles")], on=WEDNESDAY) == ({}, {})
    loaded = at(LOADED, standing(LOADED, 5, 8, load=2).dose)
    assert for_composer(PROTOCOL, [loaded], on=WEDNESDAY)[0][LOADED]["load"] == 2


def test_decide_on_the_ladder_too_early_keeps_the_dose_and_says_the_week() -> None:
    early = at(STEP, since=WEDNESDAY - 9 * DAY, green_streak=1)
    decision = decided(early, log_of(practice(WEDNESDAY - 2 * DAY)), WEDNESDAY)
    assert (decision.action, decision.after.standing) == ("PROGRESS", early.standing)
    assert decision.changes == (Change("ladder_week", 1, 2),)
    later = replace(early, since=WEDNESDAY - 14 * DAY)
    moved = decided(later, log_of(practice(WEDNESDAY - 2 * DAY)), WEDNESDAY).after
    assert (moved.standing, moved.since) == (start_of(PROTOCOL, LOADED), WEDNESDAY)


# The next morning, and what was not said.


def test_a_green_waits_for_its_morning_and_is_judged_once() -> None:
    today = log_of(practice(MONDAY), mornings={MONDAY + DAY: None})
    state = at(STAND, green_streak=1)
    for day in (MONDAY, MONDAY + DAY):
        waiting = decided(state, today, day)
        assert (waiting.line, waiting.light, waiting.after) == ("green_no_entry", GREEN, state)
    without = decided(state, today, MONDAY + 2 * DAY)
    assert (without.line, without.after.green_streak) == ("green_no_entry", 1)
    assert without.after.judged == noon(MONDAY)
    told = decided(state, log_of(practice(MONDAY)), MONDAY + DAY)
    assert told.action == "PROGRESS"


def test_a_rise_waits_for_its_morning_too() -> None:
    log = log_of(practice(MONDAY - DAY), practice(MONDAY, 2), mornings={MONDAY + DAY: None})
    state = at(STAND, green_streak=1, judged=noon(MONDAY - DAY))
    waiting = decided(state, log, MONDAY)
    assert (waiting.line, waiting.after) == ("green_rise", state)
    assert ("during_before", 0) in waiting.because
    amber = decided(state, log_of(practice(MONDAY - DAY), practice(MONDAY, 2), mornings={MONDAY + DAY: 3}), WEDNESDAY)
    assert amber.line == "amber"


def test_pain_during_that_was_not_said_blocks_progress_and_keeps_the_greens() -> None:
    decision = decided(at(STAND, green_streak=1), log_of(practice(MONDAY, None)), WEDNESDAY)
    assert (decision.line, decision.because[-1]) == ("green_no_entry", ("missing", "during"))
    assert decision.after.green_streak == 1


def test_two_practices_of_a_day_count_as_one_by_their_worst() -> None:
    twice = (practice(MONDAY, 1, effort=5), practice(MONDAY, 4, done=50, at=noon(MONDAY) + dt.timedelta(hours=2)))
    decision = decided(at(STAND), log_of(*twice), WEDNESDAY)
    assert (decision.line, decision.after.judged) == ("amber", twice[1].at)
    half = (practice(MONDAY, 1), practice(MONDAY, 1, done=50), practice(MONDAY, 1, effort=9))
    assert decided(at(STAND), log_of(*half), WEDNESDAY).because[-2:] == (("done", 50), ("effort", 9))


def test_a_green_on_a_sore_day_holds() -> None:
    log = replace(log_of(practice(MONDAY)), sore_days=(MONDAY,))
    decision = decided(at(STAND, green_streak=1), log, WEDNESDAY)
    assert (decision.action, decision.line, decision.after.green_streak) == ("HOLD", "sore_day", 0)


def test_rows_of_the_future_and_from_before_the_start_are_not_judged() -> None:
    log = log_of(practice(WEDNESDAY + DAY, 9), practice(START - DAY, 9), mornings={START: 9, WEDNESDAY + 2 * DAY: 9})
    assert decided(at(STAND), log, WEDNESDAY).line == "gap_reassess"  # the last practice was before the start
    assert decided(at(STAND), replace(log, practices=log.practices[:1]), WEDNESDAY).line == "no_practice"


@pytest.mark.parametrize(
    ("log", "says"),
    [
        (log_of(practice(MONDAY, 11)), "pain during of 2026-11-23 is 11: use 0 to 10"),
        (log_of(practice(MONDAY, -1)), "use 0 to 10"),
        (log_of(practice(MONDAY, effort=11)), "effort of 2026-11-23"),
        (log_of(practice(MONDAY, done=0)), "done of 2026-11-23 is 0: use 1 to 100"),
        (Log(mornings=(Morning(MONDAY, 12),)), "morning of 2026-11-23"),
        (Log(strength=(practice(MONDAY, 12),)), "pain during"),
        (Log(baseline=11), "baseline is 11"),
    ],
)
def test_decide_refuses_numbers_outside_their_scale(log: Log, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        decided(at(BOTH), log, WEDNESDAY)


# A clinician, and what is refused.


def test_a_clinicians_change_survives_the_next_automatic_step() -> None:
    log = log_of(practice(MONDAY))
    state = at(BOTH, green_streak=1)
    set_to = standing(BOTH, 1, 12)
    changed = set_by_clinician(PROTOCOL, state, set_to, on=WEDNESDAY, at=noon(WEDNESDAY))
    assert (changed.standing, changed.green_streak) == (set_to, 0)
    assert decided(changed, log, WEDNESDAY).after.standing == set_to
    more = log_of(practice(MONDAY), practice(WEDNESDAY, at=noon(WEDNESDAY) + DAY / 12), practice(WEDNESDAY + 2 * DAY))
    later = settled(changed, more, WEDNESDAY + 5 * DAY)
    assert [one.action for one in later] == ["HOLD", "PROGRESS"]
    assert later[-1].after.standing == standing(BOTH, 1, 14)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (standing(BOTH, 4, 10), "sets of heel-raise-both is 4: use 1 to 3"),
        (standing(BOTH, 0, 10), "sets"),
        (standing(BOTH, 2, 16), "reps of heel-raise-both is 16: use 10 to 15"),
        (standing(HOLDING, 3, 1, hold=50), "hold_s of heel-raise-hold is 50: use 20 to 45"),
        (standing(HOLDING, 3, 2, hold=20), "reps of heel-raise-hold is 2: use 1 to 1"),
        (standing(BOTH, 2, 10, load=2), "load of heel-raise-both is 2"),
        (standing(LOADED, 5, 8, load=-2), "load of heel-raise-single-towel-loaded is -2"),
    ],
)
def test_a_clinicians_change_stays_inside_the_library(wanted: Standing, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        set_by_clinician(PROTOCOL, at(wanted.item), wanted, on=WEDNESDAY, at=noon(WEDNESDAY))


def test_apply_refuses_a_decision_from_another_state() -> None:
    decision = decided(at(BOTH), log_of(practice(MONDAY)), WEDNESDAY)
    with pytest.raises(ValueError, match="another state"):
        apply(decision, at(TOWEL))


def test_decide_refuses_content_without_a_course() -> None:
    old = replace(PROTOCOL, progression=replace(PROTOCOL.progression, course=None))
    with pytest.raises(ValueError, match="make the plan anew"):
        decide(old, at(BOTH), Log(), today=WEDNESDAY, now=noon(WEDNESDAY), usable=ALL_ITEMS)


def test_actions_are_those_of_the_content() -> None:
    assert {case.action for case in CASES} == set(progression_content.ACTIONS)


@pytest.mark.parametrize(("during", "line"), [(0, "other_counted"), (3, "other_amber"), (6, "other_red")])
def test_a_kind_outside_the_table_keeps_its_dose(during: int, line: str) -> None:
    decision = decided(at("short-foot-seated"), log_of(practice(MONDAY, during)), WEDNESDAY)
    assert (decision.action, decision.line) == ("HOLD", line)
    assert decision.after.standing == decision.before.standing

"""What the whole plan makes of decisions about its items."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from programs.domain.dose_steps import Change, Standing, start_of
from programs.domain.inputs import NO_PREFERENCES
from programs.domain.progression_state import Decision, State, begin
from programs.domain.routine import plan_day
from programs.domain.whole_plan import WholePlan, held_on_ladders, with_states, without_newcomers, without_reports
from tests.programs.domain.cases import PROTOCOL, make_inputs
from tests.programs.domain.progression_cases import DAY, MONDAY, SUPPORT, noon, standing

BOTH, TOWEL, SEATED = "heel-raise-both", "heel-raise-both-towel", "heel-raise-seated"
HOUR = dt.timedelta(hours=1)
INPUTS = make_inputs(findings={"calf_weak": 2}, experience="some", minutes=20)


def state(prescribed: str, stands: Standing | None = None, **more: object) -> State:
    begun = begin(PROTOCOL, prescribed, on=MONDAY, at=noon(MONDAY))
    return replace(begun, standing=stands or begun.standing, **more)


def whole(minutes: int = 20) -> WholePlan:
    return WholePlan(PROTOCOL, replace(INPUTS, minutes=minutes), NO_PREFERENCES, MONDAY)


def up(before: State, after: Standing, *changes: Change) -> Decision:
    return Decision("PROGRESS", "green_in_a_row", "green", before, replace(before, standing=after), (), changes)


def test_a_step_up_that_fits_is_taken() -> None:
    more = up(state(TOWEL), standing(TOWEL, 2, 12), Change("reps", 10, 12))
    assert whole().amended(more, {}) == more


def test_a_step_up_that_the_minutes_do_not_show_is_held() -> None:
    """Ten minutes have two sets at most: a third would be counted and never done."""
    before = state(TOWEL, standing(TOWEL, 2, 12), progress_weeks=1, progress_week=MONDAY)
    held = whole(10).amended(up(before, standing(TOWEL, 3, 8), Change("sets", 2, 3)), {})
    assert (held.action, held.line, held.changes) == ("HOLD", "no_room", ())
    assert (held.after.standing, held.after.progress_weeks) == (before.standing, 1)


def test_a_step_up_of_what_is_not_on_the_list_is_held() -> None:
    sprawling = up(state("tandem-stand"), Standing("tandem-stand", start_of(PROTOCOL, "tandem-stand").dose))
    changed = replace(sprawling, changes=(Change("hold_s", 20, 25),))
    assert whole().amended(changed, {}).line == "no_room"


def test_a_ceiling_needs_no_room() -> None:
    same = replace(up(state(TOWEL), start_of(PROTOCOL, TOWEL)), changes=())
    assert whole().amended(same, {}) == same


def test_the_last_of_its_kind_is_not_pushed_out() -> None:
    planned = plan_day(PROTOCOL, INPUTS)
    strength = [one.item for one in planned.items if one.kind == "strength"]
    long = Standing(TOWEL, replace(PROTOCOL.items[TOWEL].dose, sets=3, reps=12, hold_s=40))
    assert TOWEL in strength
    assert whole().amended(up(state(TOWEL), long, Change("hold_s", 2, 40)), {}).line == "no_room"


def test_harder_versions_wait_for_where_somebody_stands() -> None:
    states = {BOTH: state(BOTH, start_of(PROTOCOL, SEATED))}
    held = held_on_ladders(PROTOCOL, states, MONDAY)
    assert held[TOWEL] == SEATED
    assert BOTH not in held
    assert "ankle-circles" not in held
    assert with_states(PROTOCOL, INPUTS, states, MONDAY).replaced_by == {**held, BOTH: SEATED}
    assert held_on_ladders(PROTOCOL, {}, MONDAY) == {}


def test_the_composer_brings_where_somebody_stands_and_nothing_above() -> None:
    inputs = with_states(PROTOCOL, INPUTS, {BOTH: state(BOTH, start_of(PROTOCOL, SEATED))}, MONDAY)
    planned = {one.item for one in plan_day(PROTOCOL, inputs).items}
    assert SEATED in planned
    assert not planned & {BOTH, TOWEL}


def test_what_stands_lower_and_is_not_allowed_brings_nothing_in_its_place() -> None:
    inputs = with_states(PROTOCOL, INPUTS, {BOTH: state(BOTH, start_of(PROTOCOL, SEATED))}, MONDAY)
    without_a_chair = replace(inputs, not_available=frozenset({"chair"}))
    planned = {one.item for one in plan_day(PROTOCOL, without_a_chair).items}
    assert not planned & {SEATED, BOTH, TOWEL}


def reassess(before: State) -> Decision:
    return Decision("REASSESS", "gap_reassess", None, before, before, (("days_away", 30),))


@pytest.mark.parametrize(
    ("prescribed", "stood", "stands"),
    [
        (BOTH, standing(BOTH, 3, 12), start_of(PROTOCOL, BOTH)),
        (BOTH, standing(TOWEL, 2, 12), start_of(PROTOCOL, BOTH)),
        (BOTH, standing(BOTH, 1, 10), standing(BOTH, 1, 10)),
        (BOTH, standing(SEATED, 1, 10), standing(SEATED, 1, 10)),
    ],
)
def test_an_item_after_a_long_gap_begins_again_and_never_higher(
    prescribed: str, stood: Standing, stands: Standing
) -> None:
    decision = whole().amended(reassess(state(prescribed, stood)), {})
    assert (decision.after.standing, decision.after.gap_taken) == (stands, "REASSESS")
    assert bool(decision.changes) == (stood != stands)


def test_a_long_gap_is_told_once() -> None:
    told = state(BOTH, gap_taken="REASSESS")
    assert whole().amended(reassess(told), {}).after == told


def test_other_decisions_pass() -> None:
    before = state(TOWEL)
    down = Decision("STEP_DOWN", "amber_third", "amber", before, replace(before, standing=standing(TOWEL, 1, 10)))
    assert whole(5).amended(down, {}) == down


def late(one: State, days: int = 2, **more: object) -> State:
    """The state after a practice some days later."""
    return replace(one, judged=noon(MONDAY) + days * DAY, **more)


RED_ON_WEDNESDAY = {"reds": ((MONDAY + 2 * DAY),)}


@pytest.mark.parametrize(
    ("harder", "easier", "waits"),
    [
        ({}, {"green_streak": 1}, False),
        ({}, {}, True),
        ({}, RED_ON_WEDNESDAY, True),
        (RED_ON_WEDNESDAY, RED_ON_WEDNESDAY | {"green_streak": 1}, False),
        ({}, {"amber_streak": 1}, True),
        ({"amber_streak": 1}, {"amber_streak": 1}, True),
        ({"amber_streak": 1}, {"green_streak": 1}, False),
    ],
)
def test_where_somebody_stood_waits_while_the_easier_version_goes_less_than_well(
    harder: dict[str, object], easier: dict[str, object], waits: bool
) -> None:
    states = {BOTH: state(BOTH, **harder), SEATED: late(state(SEATED), **easier)}
    held = held_on_ladders(PROTOCOL, states, MONDAY)
    assert (held.get(BOTH) == SEATED) is waits


def test_reports_of_one_day_do_not_hold_the_harder_version() -> None:
    """Pain of a day counts for both: each goes its own way."""
    both = {"amber_streak": 1}
    states = {BOTH: state(BOTH, **both), SEATED: replace(state(SEATED, **both), judged=noon(MONDAY) + HOUR)}
    assert BOTH not in held_on_ladders(PROTOCOL, states, MONDAY)


def test_a_chain_of_versions_waits_at_its_lowest() -> None:
    states = {TOWEL: state(TOWEL), BOTH: state(BOTH), SEATED: late(state(SEATED), **RED_ON_WEDNESDAY)}
    held = held_on_ladders(PROTOCOL, states, MONDAY)
    assert (held[TOWEL], held[BOTH]) == (SEATED, SEATED)


def test_what_stands_for_another_waits_too() -> None:
    states = {SUPPORT: state(SUPPORT, start_of(PROTOCOL, BOTH)), SEATED: late(state(SEATED), **RED_ON_WEDNESDAY)}
    assert with_states(PROTOCOL, INPUTS, states, MONDAY).replaced_by[SUPPORT] == SEATED


def test_of_two_at_one_item_the_lower_dose_counts() -> None:
    states = {BOTH: state(BOTH, standing(TOWEL, 1, 12)), TOWEL: state(TOWEL, standing(TOWEL, 3, 10))}
    assert with_states(PROTOCOL, INPUTS, states, MONDAY).progress[TOWEL] == {"sets": 1, "reps": 10, "hold_s": 2}


def test_room_that_lower_doses_leave_is_no_room_for_other_loads() -> None:
    """Somebody who stands lower than the day was made for: what comes besides movement was there before."""
    person = make_inputs(findings={"calf_weak": 2, "balance_poor": 2}, experience="regular", minutes=10)
    usual = plan_day(PROTOCOL, person)
    states = {TOWEL: state(TOWEL, start_of(PROTOCOL, SEATED))}
    eased = plan_day(PROTOCOL, replace(with_states(PROTOCOL, person, states, MONDAY), minutes=30))
    known = {one.item for one in usual.items} | {SEATED}
    new = [one.item for one in eased.items if one.kind in ("strength", "balance") and one.item not in known]
    assert new, "thirty minutes hold more loads than ten"
    kept = without_newcomers(PROTOCOL, eased, (), lambda: usual, states, MONDAY)
    assert [one.item for one in kept.items] == [one.item for one in eased.items if one.item not in new]
    assert kept.seconds == sum(one.seconds + PROTOCOL.composer.transition_s for one in kept.items)
    assert without_newcomers(PROTOCOL, eased, (), lambda: usual, {}, MONDAY) == eased
    assert without_newcomers(PROTOCOL, eased, new, lambda: usual, states, MONDAY) == eased


def test_the_same_day_without_reports_keeps_the_level_that_practice_opened() -> None:
    reached = replace(INPUTS, level_cap_bonus=1, progress={TOWEL: {"sets": 3}}, replaced_by={BOTH: SEATED})
    assert without_reports(reached) == replace(INPUTS, level_cap_bonus=1)


def test_an_amber_that_days_away_took_from_the_harder_version_holds_it() -> None:
    """One practice, judged for both: what the harder one forgot the easier one still knows."""
    states = {BOTH: state(BOTH), SEATED: state(SEATED, amber_streak=1)}
    assert held_on_ladders(PROTOCOL, states, MONDAY)[BOTH] == SEATED

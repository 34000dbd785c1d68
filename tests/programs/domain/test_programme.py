"""A whole programme from a diary: what is decided, what rests, and what the composer is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from programs.domain.dose_steps import start_of
from programs.domain.inputs import Preferences
from programs.domain.practice_log import Morning
from programs.domain.programme import (
    Diary,
    Felt,
    Progress,
    Settled,
    Ticked,
    inputs_at,
    ladder_of,
    prescribed_at,
    resting_items,
    settle_programme,
    usable_items,
)
from programs.domain.progression_records import changes_from_json, changes_to_json, state_from_json, state_to_json
from programs.domain.progression_state import begin
from programs.domain.routine import plan_day
from tests.programs.domain.cases import PROTOCOL, make_inputs

MONDAY = dt.date(2026, 11, 2)
DAY = dt.timedelta(days=1)
BOTH, TOWEL = "heel-raise-both", "heel-raise-both-towel"
INPUTS = make_inputs(findings={"calf_weak": 2}, experience="some", minutes=20)


def at(on: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour), tzinfo=dt.UTC)


def practised(*days: int, items: tuple[str, ...] = (BOTH,)) -> tuple[Ticked, ...]:
    return tuple(Ticked(MONDAY + n * DAY, at(MONDAY + n * DAY), item) for n in days for item in items)


def mornings(values: dict[int, int]) -> tuple[Morning, ...]:
    return tuple(Morning(MONDAY + n * DAY, value) for n, value in values.items())


def settled(
    diary: Diary, day: int, progress: Progress | None = None, *, hour: int = 8, planned: tuple[str, ...] = (BOTH,)
) -> Settled:
    today = MONDAY + day * DAY
    return settle_programme(
        PROTOCOL,
        INPUTS,
        progress or Progress(),
        diary,
        planned=planned,
        today=today,
        now=at(today, hour),
        latest=at(today, 23),
    )


GREEN = Diary(MONDAY, practised(0, 2), {MONDAY: Felt(1, 5), MONDAY + 2 * DAY: Felt(1, 5)}, mornings({1: 0, 3: 0}))


def test_two_green_days_raise_the_dose_that_the_composer_is_told() -> None:
    after = settled(GREEN, 4)
    assert [(one.action, one.line) for one in after.decisions] == [
        ("HOLD", "green_first"),
        ("PROGRESS", "green_in_a_row"),
    ]
    told = inputs_at(PROTOCOL, INPUTS, after.progress, MONDAY + 4 * DAY)
    assert told.progress[BOTH]["reps"] == PROTOCOL.items[BOTH].dose.reps + 2


def test_settling_twice_decides_nothing_more() -> None:
    after = settled(GREEN, 4)
    assert settled(GREEN, 4, after.progress).decisions == ()
    assert settled(GREEN, 5, after.progress).progress == after.progress


def test_what_was_not_done_is_not_judged() -> None:
    diary = replace(GREEN, ticked=practised(0, 2, items=("ankle-circles",)))
    assert BOTH not in settled(diary, 4).progress.states


def test_pain_of_a_day_counts_for_every_load_that_was_done_on_it() -> None:
    diary = Diary(MONDAY, practised(0, items=(BOTH, "tandem-stand")), {MONDAY: Felt(6, 5)})
    after = settled(diary, 0, hour=20, planned=(BOTH, "tandem-stand"))
    assert {one.action for one in after.decisions} == {"STEP_DOWN_2_REST_48H"}
    assert {BOTH, "tandem-stand"} <= resting_items(after.progress, MONDAY + DAY, at(MONDAY + DAY))


def test_a_red_told_late_is_judged_though_its_item_is_not_planned_today() -> None:
    begun = settled(GREEN, 4).progress
    assert settled(GREEN, 5, begun, planned=()).decisions == ()
    told_late = replace(GREEN, mornings=mornings({1: 0, 3: 7}))
    assert [one.line for one in settled(told_late, 5, begun, planned=()).decisions] == ["red_first"]


def test_a_third_red_in_two_weeks_ends_the_programme() -> None:
    progress, last = Progress(), None
    for day in (0, 4, 8):
        diary = Diary(MONDAY, practised(0, 4, 8), {MONDAY + n * DAY: Felt(6, 5) for n in (0, 4, 8) if n <= day})
        diary = replace(diary, ticked=tuple(one for one in diary.ticked if one.on <= MONDAY + day * DAY))
        last = settled(diary, day, progress, hour=20)
        progress = last.progress
    assert last is not None
    assert last.stops
    assert last.decisions[-1].clinician_prompt


def test_a_sore_day_holds_the_dose() -> None:
    sore = replace(GREEN, sore_days=(MONDAY + 2 * DAY,))
    assert [one.line for one in settled(sore, 4).decisions] == ["green_first", "sore_day"]


def test_the_day_after_strength_rests_and_the_second_day_does_not() -> None:
    """Monday at nine, Wednesday at eight: 48 hours are over before Wednesday is."""
    diary = Diary(MONDAY, practised(0), {MONDAY: Felt(1, 5)}, mornings({1: 0}))
    assert settled(diary, 1).decisions == ()
    assert [one.line for one in settled(diary, 2).decisions] == ["green_first"]


def test_two_weeks_without_a_red_and_eight_practices_raise_the_level() -> None:
    diary = Diary(MONDAY, practised(*range(8), items=("ankle-circles",)))
    assert settled(diary, 13).progress.bonus == 0
    assert settled(diary, 14).progress.bonus == 1
    again = settled(diary, 15, settled(diary, 14).progress).progress
    assert (again.bonus, again.bonus_since) == (1, MONDAY + 14 * DAY)


def test_a_level_never_rises_past_the_most() -> None:
    diary = Diary(MONDAY, practised(*range(90), items=("ankle-circles",)))
    assert settled(diary, 90, Progress(bonus=4, bonus_since=MONDAY)).progress.bonus == 4


def test_a_choice_is_not_undone_by_a_step_up() -> None:
    easy = Preferences(prefer_easier=frozenset({TOWEL}))
    assert TOWEL in usable_items(PROTOCOL, INPUTS)
    assert TOWEL not in usable_items(PROTOCOL, INPUTS, easy)


def test_older_content_without_a_course_decides_nothing() -> None:
    old = replace(PROTOCOL, progression=replace(PROTOCOL.progression, course=None))
    after = settle_programme(
        old, INPUTS, Progress(), GREEN, planned=[BOTH], today=MONDAY, now=at(MONDAY), latest=at(MONDAY, 23)
    )
    assert after == Settled(Progress())


def test_practice_of_the_item_before_a_step_counts_after_it() -> None:
    assert {BOTH, TOWEL, "heel-raise-seated"} <= ladder_of(PROTOCOL, BOTH)


@pytest.mark.parametrize("day", [0, 1, 4])
def test_states_survive_being_stored(day: int) -> None:
    diary = replace(GREEN, felt={MONDAY: Felt(6, 5), MONDAY + 2 * DAY: Felt(6, 5)})
    for one in settled(diary, day, hour=20).decisions:
        assert state_from_json(state_to_json(one.after)) == one.after
        assert changes_from_json(changes_to_json(one.changes)) == one.changes


def test_the_plan_of_somebody_who_moved_on_holds_the_new_dose() -> None:
    diary = replace(GREEN, ticked=practised(0, 2, items=(TOWEL,)))
    after = settled(diary, 4, planned=(TOWEL,))
    routine = plan_day(PROTOCOL, inputs_at(PROTOCOL, INPUTS, after.progress, MONDAY + 4 * DAY))
    shown = next(one for one in routine.items if one.item == TOWEL)
    assert shown.dose.reps == PROTOCOL.items[TOWEL].dose.reps + 2


def test_progress_is_kept_under_the_id_of_what_was_prescribed() -> None:
    state = begin(PROTOCOL, BOTH, on=MONDAY, at=at(MONDAY))
    moved = Progress({BOTH: replace(state, standing=start_of(PROTOCOL, TOWEL))})
    assert prescribed_at(moved, TOWEL, MONDAY) == BOTH
    assert prescribed_at(moved, BOTH, MONDAY) is None


def test_the_lighter_dose_of_a_sore_day_does_not_count() -> None:
    less = replace(PROTOCOL.items[BOTH].dose, sets=1)
    shown = {(MONDAY, BOTH): less}
    diary = Diary(MONDAY, practised(0), {MONDAY: Felt(4, 5)}, mornings({1: 0}), shown=shown)
    after = settled(diary, 2).progress.states[BOTH]
    assert after.standing.dose.sets == 1
    sore = settled(replace(diary, sore_days=(MONDAY,)), 2).progress.states[BOTH]
    assert sore.standing.dose.sets == PROTOCOL.items[BOTH].dose.sets

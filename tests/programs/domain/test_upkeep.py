"""After the end of a course: what is gained is kept with less, and pain that comes back takes every load lower."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from programs.domain.dose_steps import Standing
from programs.domain.programme import Diary, Progress, Settled, is_upkeep, settle_programme
from programs.domain.progression_records import state_from_json, state_to_json
from programs.domain.progression_state import State, WayBack, begin
from programs.domain.routine import plan_day
from programs.domain.upkeep import for_upkeep, is_upkeep_strength_day
from tests.programs.domain.cases import PROTOCOL, make_inputs

START = dt.date(2026, 8, 3)
DAY = dt.timedelta(days=1)
LAST = START + 12 * 7 * DAY
TOWEL, BOTH, CIRCLES = "heel-raise-both-towel", "heel-raise-both", "ankle-circles"
INPUTS = make_inputs(findings={"calf_weak": 2}, experience="regular", minutes=20)


def at(on: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour), tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("age", "days_ago", "due"),
    [(59, None, True), (59, 6, False), (59, 7, True), (60, 2, False), (60, 3, True), (75, None, True)],
)
def test_strength_is_due_once_a_week_and_twice_from_sixty(age: int, days_ago: int | None, due: bool) -> None:
    last = None if days_ago is None else LAST - days_ago * DAY
    assert is_upkeep_strength_day(PROTOCOL, on=LAST, last_strength=last, age=age) is due


@pytest.mark.parametrize(("age", "most_sets"), [(59, 1), (60, 2)])
def test_strength_has_fewer_sets_and_the_rest_goes_on(age: int, most_sets: int) -> None:
    usual = plan_day(PROTOCOL, INPUTS)
    kept = for_upkeep(PROTOCOL, usual, age=age)
    assert [one.item for one in kept.items] == [one.item for one in usual.items]
    lowered = 0
    for before, after in zip(usual.items, kept.items, strict=True):
        if before.kind != "strength":
            assert after == before
        else:
            assert after.dose.sets == min(before.dose.sets, most_sets)
            assert (after.dose.reps, after.dose.load) == (before.dose.reps, before.dose.load)
            lowered += after.seconds < before.seconds
    assert lowered
    assert kept.seconds == sum(one.seconds + 15 for one in kept.items) < usual.seconds


def state_of(item: str) -> State:
    return begin(PROTOCOL, item, on=START, at=at(START))


def settled(pains: dict[int, int], *, day: dt.date = LAST, course_from: dt.date | None = None) -> Settled:
    """Somebody who stands at two items on ``day``; ``pains`` are the pains now, by days before it."""
    return settle_programme(
        PROTOCOL,
        INPUTS,
        Progress({TOWEL: state_of(TOWEL), CIRCLES: state_of(CIRCLES)}, course_from=course_from),
        Diary(START, pains={day - ago * DAY: pain for ago, pain in pains.items()}),
        planned=(),
        today=day,
        now=at(day),
        latest=at(day, 23),
    )


A_WEEK_OF_THREE = dict.fromkeys(range(7), 3)


def test_pain_that_is_back_takes_every_load_one_level_lower_and_begins_the_course_anew() -> None:
    after = settled(A_WEEK_OF_THREE)
    (decision,) = after.decisions
    assert (decision.action, decision.line, decision.before.standing.item) == ("LEVEL_BACK", "pain_return", TOWEL)
    assert decision.after.standing.item == BOTH
    assert decision.because == (("pain", 3), ("days", 7))
    assert after.progress.states[TOWEL] == decision.after
    assert after.progress.states[CIRCLES] == state_of(CIRCLES)  # no load
    assert after.progress.course_from == LAST
    assert not is_upkeep(PROTOCOL, after.progress, START, LAST + 83 * DAY)
    assert is_upkeep(PROTOCOL, after.progress, START, LAST + 84 * DAY)


@pytest.mark.parametrize(
    ("pains", "day", "course_from"),
    [
        (dict.fromkeys(range(6), 3), LAST, None),  # not a whole week
        ({**A_WEEK_OF_THREE, 3: 2}, LAST, None),
        (A_WEEK_OF_THREE, LAST - DAY, None),  # the course is not over: its own decisions hold
        (A_WEEK_OF_THREE, LAST, LAST - 3 * DAY),  # it has begun anew already
    ],
)
def test_less_than_that_changes_nothing(pains: dict[int, int], day: dt.date, course_from: dt.date | None) -> None:
    after = settled(pains, day=day, course_from=course_from)
    assert after.decisions == ()
    assert after.progress.course_from == course_from
    assert after.progress.states[TOWEL] == state_of(TOWEL)


def test_a_way_back_and_dates_come_back_from_their_record() -> None:
    lighter = replace(
        state_of(TOWEL),
        reds=(START,),
        rest_until=at(LAST),
        paused_until=LAST,
        progress_week=START,
        back=WayBack("DELOAD", Standing(TOWEL, PROTOCOL.items[TOWEL].dose), LAST + DAY),
    )
    assert state_from_json(state_to_json(lighter)) == lighter

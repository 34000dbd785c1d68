"""What holds for every log of practice."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from programs.domain import progression_content
from programs.domain.dose_steps import Standing, out_of_bounds
from programs.domain.practice_log import AMBER, RED, Log, Morning, Practice
from programs.domain.progression import apply, settle
from programs.domain.progression_state import (
    Decision,
    begin,
    release,
    standing_on,
)
from tests.programs.domain.progression_cases import (
    ALL_ITEMS,
    DAY,
    PROTOCOL,
    START,
    decided,
    noon,
)

pytestmark = pytest.mark.sweep

PAIN = st.integers(0, 10)
MAYBE = st.none() | PAIN
SIX_WEEKS = settings(max_examples=40)  # each example decides on 42 days
LADDERED = sorted(id for id, item in PROTOCOL.items.items() if item.kind in ("strength", "balance", "motor_control"))


@st.composite
def logs(draw: st.DrawFn, pain: st.SearchStrategy[int | None] = MAYBE) -> Log:
    days = draw(st.lists(st.integers(0, 40), max_size=14, unique=True))
    practices = tuple(
        Practice(
            START + day * DAY,
            noon(START + day * DAY) + dt.timedelta(minutes=draw(st.integers(1, 600))),
            draw(pain),
            draw(st.none() | st.sampled_from([50, 100])),
            draw(MAYBE),
        )
        for day in days
    )
    told = draw(st.dictionaries(st.integers(0, 41), st.integers(0, 7), max_size=14))
    mornings = tuple(Morning(START + day * DAY, value) for day, value in told.items())
    sore = tuple(START + day * DAY for day in draw(st.sets(st.integers(0, 40), max_size=2)))
    return Log(practices, mornings, sore_days=sore, baseline=draw(st.none() | st.integers(0, 4)))


USABLE = st.frozensets(st.sampled_from(LADDERED)) | st.just(ALL_ITEMS)


def walked(item: str, log: Log, usable: frozenset[str]) -> list[tuple[Decision, dt.date]]:
    """Every decision of somebody who opens the app each day."""
    state, made = begin(PROTOCOL, item, on=START, at=noon(START)), []
    for day in range(42):
        today = START + day * DAY
        evening = noon(today) + dt.timedelta(hours=11)
        for decision in settle(PROTOCOL, state, log, today=today, now=evening, usable=usable):
            state = apply(decision, state)
            made.append((decision, today))
    return made


def below(protocol_item: str) -> set[str]:
    found, lower = set(), PROTOCOL.items[protocol_item].regresses_to
    while lower is not None:
        found.add(lower)
        lower = PROTOCOL.items[lower].regresses_to
    return found


def is_raised(before: Standing, after: Standing) -> bool:
    if before.item != after.item:
        return after.item not in below(before.item)
    parts = [(getattr(one.dose, name) or 0 for name in ("sets", "reps", "hold_s", "load")) for one in (before, after)]
    return any(new > old for old, new in zip(*parts, strict=True))


@SIX_WEEKS
@given(item=st.sampled_from(LADDERED), log=logs(), usable=USABLE)
def test_a_dose_is_never_raised_after_amber_or_red(item: str, log: Log, usable: frozenset[str]) -> None:
    for decision, today in walked(item, log, usable):
        if decision.light in (AMBER, RED):
            practised = standing_on(decision.before, decision.practice or today)
            assert not is_raised(practised, standing_on(decision.after, today))
            assert decision.action != "PROGRESS"


@SIX_WEEKS
@given(item=st.sampled_from(LADDERED), log=logs(st.integers(0, 3)), usable=USABLE)
def test_decisions_never_leave_the_bounds_of_the_library(item: str, log: Log, usable: frozenset[str]) -> None:
    for decision, today in walked(item, log, usable):
        assert out_of_bounds(PROTOCOL, decision.after.standing) is None
        assert out_of_bounds(PROTOCOL, standing_on(decision.after, today)) is None
        moved_to = decision.after.standing.item
        assert moved_to in usable or moved_to == decision.before.standing.item or moved_to == item
        assert decision.action in progression_content.ACTIONS
        assert decision.because or decision.line in ("no_practice", "stopped", "resting")


@SIX_WEEKS
@given(item=st.sampled_from(LADDERED), log=logs(), seed=st.randoms())
def test_the_order_of_rows_never_matters_and_the_same_input_gives_the_same_output(
    item: str, log: Log, seed: random.Random
) -> None:
    def turned(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(seed.sample(rows, len(rows)))

    other = replace(
        log, practices=turned(log.practices), mornings=turned(log.mornings), sore_days=turned(log.sore_days)
    )
    assert walked(item, log, ALL_ITEMS) == walked(item, other, ALL_ITEMS)


@SIX_WEEKS
@given(item=st.sampled_from(LADDERED), log=logs(), later=logs())
def test_a_stop_is_final_until_released(item: str, log: Log, later: Log) -> None:
    stopped = [decision.after for decision, _ in walked(item, log, ALL_ITEMS) if decision.after.stopped]
    assume(stopped)
    today = START + 50 * DAY
    decision = decided(stopped[0], later, today)
    assert (decision.action, decision.after) == ("STOP_REFER", stopped[0])
    released = release(stopped[0], on=today, at=noon(today))
    assert not released.stopped
    assert decided(released, later, today).action != "STOP_REFER"


@SIX_WEEKS
@given(item=st.sampled_from(LADDERED), log=logs(st.integers(0, 3)), usable=USABLE)
def test_deciding_twice_on_a_day_moves_nothing_twice(item: str, log: Log, usable: frozenset[str]) -> None:
    for decision, today in walked(item, log, usable)[-5:]:
        evening = noon(today) + dt.timedelta(hours=11)
        last = settle(PROTOCOL, decision.after, log, today=today, now=evening, usable=usable)[-1].after
        again = settle(PROTOCOL, last, log, today=today, now=evening, usable=usable)[-1].after
        assert again.standing == last.standing

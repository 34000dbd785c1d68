from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from programs.domain.routine import plan_day
from programs.domain.week import (
    chosen_days,
    day_kind,
    first_strength_day,
    is_strength_day,
    on_days,
    weekday,
    weekday_view,
)
from tests.programs.domain.cases import PROTOCOL, make_inputs

MONDAY = date(2026, 11, 23)
WEEK = PROTOCOL.composer.weekdays


def day(name: str, week: int = 0) -> date:
    return MONDAY + timedelta(days=WEEK.index(name) + 7 * week)


def test_weekday_names() -> None:
    assert [weekday(PROTOCOL, MONDAY + timedelta(days=n)) for n in range(7)] == list(WEEK)


@pytest.mark.parametrize(
    ("start", "first"),
    [("mon", "mon"), ("tue", "wed"), ("wed", "wed"), ("thu", "fri"), ("fri", "fri")],
)
def test_first_strength_day(start: str, first: str) -> None:
    assert first_strength_day(PROTOCOL, day(start)) == day(first)


@pytest.mark.parametrize("start", ["sat", "sun"])
def test_first_strength_day_after_the_weekend(start: str) -> None:
    assert first_strength_day(PROTOCOL, day(start)) == day("mon", week=1)


@pytest.mark.parametrize(
    ("today", "last", "expected"),
    [
        ("mon", None, True),
        ("wed", "mon", True),
        ("tue", "mon", False),
        ("tue", None, True),  # Monday passed by: it moves one day
        ("wed", "tue", False),  # never two in a row
        ("thu", "tue", True),  # then every other day
        ("fri", "thu", False),
        ("sat", "thu", True),
        ("fri", "wed", True),
        ("sat", "wed", True),  # Friday passed by
        ("sun", "wed", False),  # one day only
        ("sun", "sat", False),
        ("thu", "mon", True),  # Wednesday passed by
        ("thu", "wed", False),
        ("fri", "tue", True),  # Thursday passed by, Friday is a strength day again
        ("sun", "fri", False),  # two days after a configured day the pattern does not move
    ],
)
def test_is_strength_day(today: str, last: str | None, expected: bool) -> None:
    last_day = day(last) if last else None
    assert is_strength_day(PROTOCOL, day(today), MONDAY, last_day) is expected
    assert day_kind(PROTOCOL, day(today), MONDAY, last_day) == ("strength" if expected else "other")


def test_nothing_before_the_first_strength_day() -> None:
    start = day("tue")
    assert not is_strength_day(PROTOCOL, day("tue"), start)
    assert not is_strength_day(PROTOCOL, day("mon"), start)
    assert is_strength_day(PROTOCOL, day("wed"), start)


def test_a_full_practice_never_has_two_strength_days_in_a_row() -> None:
    last = None
    done = []
    for n in range(60):
        today = MONDAY + timedelta(days=n)
        if is_strength_day(PROTOCOL, today, MONDAY, last) and n % 5:  # every fifth day is not practised
            last = today
            done.append(n)
    assert all(second - first >= 2 for first, second in itertools.pairwise(done))
    assert len(done) > 20


@pytest.mark.parametrize(
    ("n", "chosen", "expected"),
    [
        (5, 7, ("mon", "tue", "wed", "thu", "fri")),
        (7, 5, WEEK),
        (6, 5, ("mon", "tue", "wed", "thu", "fri", "sat")),
        (3, 6, ("mon", "tue", "wed")),
    ],
)
def test_on_days_count_from_the_chosen_days(n: int, chosen: int, expected: tuple[str, ...]) -> None:
    assert on_days(PROTOCOL, n, chosen_days(PROTOCOL, chosen)) == expected


def test_on_days_begin_with_the_weekend_for_somebody_who_chose_it() -> None:
    assert on_days(PROTOCOL, 3, ("sat", "sun")) == ("sat", "sun", "mon")


def test_weekday_view_keeps_strength_and_what_is_needed_first() -> None:
    routine = plan_day(PROTOCOL, make_inputs(findings={"calf_weak": 2, "weight_lateral": 2}))
    planned = {item.item: item for item in routine.items}
    assert planned["heel-raise-both-towel"].dose.days_per_week == 3
    sunday = weekday_view(routine, PROTOCOL, "sun", 7)
    staying = [item.item for item in sunday.items]
    assert {"heel-raise-both-towel", "big-toe-hand-extension"} <= set(staying)
    assert sunday.seconds == sum(item.seconds + 15 for item in sunday.items)
    assert [*staying, *sunday.off_today] != staying
    assert set(staying) | set(sunday.off_today) == set(planned)
    assert sunday.left_outs == routine.left_outs


def test_weekday_view_of_monday_is_the_whole_routine() -> None:
    routine = plan_day(PROTOCOL, make_inputs(findings={"calf_weak": 2}))
    assert weekday_view(routine, PROTOCOL, "mon", 5) == routine

"""The course of a programme beside the single dose."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.review import is_over, level_cap_bonus, maintenance_dose, pain_is_back, review
from tests.programs.domain.progression_cases import BOTH, DAY, LOADED, MONDAY, PROTOCOL, STAND, standing

START = MONDAY


def days(*numbers: int) -> set[dt.date]:
    return {START + number * DAY for number in numbers}


@pytest.mark.parametrize(
    ("on", "completed", "reds", "bonus"),
    [
        (13, days(*range(13)), set(), 0),
        (14, days(*range(14)), set(), 1),
        (14, days(*range(8)), set(), 1),
        (14, days(*range(7)), set(), 0),
        (14, days(*range(7), 14), set(), 0),
        (15, days(*range(7), 14), set(), 1),
        (28, days(*range(8)), set(), 1),
        (28, days(*range(28)), set(), 2),
        (28, days(*range(28)), days(20), 1),
        (34, days(*range(34)), days(20), 1),
        (35, days(*range(35)), days(20), 2),
        (14, days(*range(14)), days(0), 0),
        (15, days(*range(15)), days(0), 1),
        (14, days(*range(14)), days(14), 0),
        (84, days(*range(84)), set(), 4),
        (400, days(*range(400)), set(), 4),
    ],
)
def test_level_cap_rises_after_quiet_days_with_practice(
    on: int, completed: set[dt.date], reds: set[dt.date], bonus: int
) -> None:
    assert level_cap_bonus(PROTOCOL, started_on=START, on=START + on * DAY, completed=completed, reds=reds) == bonus


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60), max_size=4), st.integers(0, 60))
def test_a_red_never_raises_the_level_cap(completed: set[int], reds: set[int], red: int) -> None:
    def bonus(reds: set[int]) -> int:
        on = START + 60 * DAY
        return level_cap_bonus(PROTOCOL, started_on=START, on=on, completed=days(*completed), reds=days(*reds))

    assert 0 <= bonus({*reds, red}) <= bonus(reds) <= 4


@pytest.mark.parametrize(
    ("day", "drop", "better", "asks"),
    [
        (41, 0, False, None),
        (42, 0, False, "clinician_prompt"),
        (42, 0.9, False, "clinician_prompt"),
        (42, 1, False, None),
        (42, 0, True, None),
        (42, -3, True, None),
        (83, 1, False, None),
        (84, 1.9, True, "refer"),
        (84, 2, False, None),
        (200, 0, True, "refer"),
    ],
)
def test_review_table(day: int, drop: float, better: bool, asks: str | None) -> None:
    assert review(PROTOCOL, day=day, pain_drop=drop, better_function=better) == asks


@pytest.mark.parametrize(
    ("on", "pains", "inside", "over"),
    [
        (83, {}, True, False),
        (84, {}, False, True),
        (20, dict.fromkeys(range(7, 21), 2), True, True),
        (20, dict.fromkeys(range(7, 21), 2), False, False),
        (20, dict.fromkeys(range(8, 21), 2), True, False),
        (20, dict.fromkeys(range(7, 21), 2) | {12: 3}, True, False),
        (20, dict.fromkeys(range(7, 20), 2), True, False),
    ],
)
def test_is_over_table(on: int, pains: dict[int, int], inside: bool, over: bool) -> None:
    said = {START + day * DAY: value for day, value in pains.items()}
    assert is_over(PROTOCOL, started_on=START, on=START + on * DAY, pains=said, inside_norms=inside) is over


@pytest.mark.parametrize(
    ("pains", "back"),
    [
        ({}, False),
        (dict.fromkeys(range(7), 3), True),
        (dict.fromkeys(range(6), 3), False),
        ({0: 3, 3: 4, 6: 3}, True),
        ({0: 3, 3: 2, 6: 3}, False),
        ({0: 2, 1: 3, 6: 3}, False),
        ({0: 2, 1: 3, 7: 3}, True),
        ({**dict.fromkeys(range(7), 3), 8: 9}, True),
        ({**dict.fromkeys(range(6), 3), 12: 9}, False),
    ],
)
def test_pain_is_back_table(pains: dict[int, int], back: bool) -> None:
    said = {START + day * DAY: value for day, value in pains.items()}
    assert pain_is_back(PROTOCOL, pains=said, on=START + 7 * DAY) is back


@pytest.mark.parametrize(("age", "sets", "days_per_week"), [(59, 1, 1), (60, 2, 2)])
def test_maintenance_keeps_the_load_of_strength(age: int, sets: int, days_per_week: int) -> None:
    dose = standing(LOADED, 5, 8, load=6).dose
    expected = replace(dose, sets=sets, days_per_week=days_per_week)
    assert maintenance_dose(PROTOCOL, item=LOADED, dose=dose, age=age) == expected


def test_maintenance_never_adds_sets_and_leaves_other_kinds() -> None:
    one = standing(BOTH, 1, 10).dose
    assert maintenance_dose(PROTOCOL, item=BOTH, dose=one, age=70).sets == 1
    for item, days_per_week in (("ankle-circles", 3), ("long-foot-strokes", 3)):
        dose = PROTOCOL.items[item].dose
        assert maintenance_dose(PROTOCOL, item=item, dose=dose, age=40) == replace(dose, days_per_week=days_per_week)
    balance = PROTOCOL.items[STAND].dose
    assert maintenance_dose(PROTOCOL, item=STAND, dose=balance, age=40) == balance

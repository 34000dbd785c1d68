"""The traffic light, and the baseline that it is compared with."""

from __future__ import annotations

import random

import pytest

from programs.domain.practice_log import AMBER, GREEN, RED, Log, Morning, baseline_morning, light
from tests.programs.domain.progression_cases import (
    BOTH,
    DAY,
    PROTOCOL,
    START,
    WEDNESDAY,
    at,
    decided,
)


@pytest.mark.parametrize(
    ("during", "morning", "baseline", "color"),
    [
        (0, 0, 0, GREEN),
        (2, 1, 0, GREEN),
        (3, 0, 0, AMBER),
        (5, 0, 0, AMBER),
        (6, 0, 0, RED),
        (0, 2, 0, AMBER),
        (0, 3, 0, AMBER),
        (0, 4, 0, RED),
        (0, 5, 5, GREEN),
        (0, 6, 6, RED),
        (0, 5, 4, GREEN),
        (0, 5, 2, AMBER),
        (0, 5, 1, RED),
        (None, 5, 1, RED),
        (2, None, 0, GREEN),
        (None, None, 0, GREEN),
        (2, 0, 9, GREEN),
    ],
)
def test_light_table(during: int | None, morning: int | None, baseline: int, color: str) -> None:
    assert light(PROTOCOL.progression, during=during, morning=morning, baseline=baseline) == color


@pytest.mark.parametrize(
    ("values", "baseline"),
    [
        ({}, 0),
        ({-2: 3, -1: 5, 0: 4}, 4),
        ({-1: 3, 0: 5}, 3),
        ({0: 2}, 2),
        ({-3: 1, -2: 1, -1: 1, 0: 9, 1: 9}, 1),
        ({0: 1, 1: 2, 2: 3, 3: 0}, 2),
        ({3: 9}, 0),
    ],
)
def test_baseline_is_the_median_of_the_first_three_mornings_around_the_start(
    values: dict[int, int], baseline: int
) -> None:
    mornings = [Morning(START + day * DAY, value) for day, value in values.items()]
    random.Random(7).shuffle(mornings)
    assert baseline_morning(PROTOCOL, mornings, START) == baseline


def test_baseline_of_two_values_for_one_morning_is_the_lower_and_the_light_takes_the_higher() -> None:
    twice = (Morning(WEDNESDAY, 1), Morning(WEDNESDAY, 7), Morning(WEDNESDAY, 3))
    assert baseline_morning(PROTOCOL, twice, WEDNESDAY) == 1
    assert decided(at(BOTH), Log(mornings=twice), WEDNESDAY).light == RED

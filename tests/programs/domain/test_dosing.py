from __future__ import annotations

from dataclasses import replace

import pytest

from programs.domain.dosing import dose_today, seconds
from tests.programs.domain.cases import PROTOCOL

COMPOSER = PROTOCOL.composer


@pytest.mark.parametrize("item", PROTOCOL.items.values(), ids=lambda item: item.id)
def test_the_starting_dose_takes_the_time_the_library_says(item) -> None:  # type: ignore[no-untyped-def]
    assert seconds(item, item.dose) == item.est_duration_s


@pytest.mark.parametrize(
    ("item", "minutes", "expected"),
    [
        ("thumb-sweep-arch", 5, {"minutes": 0.5}),
        ("thumb-sweep-arch", 10, {"minutes": 1}),
        ("thumb-sweep-arch", 30, {"minutes": 1.5}),  # its own dose is lower than the cap
        ("warm-towel-wrap", 5, {"minutes": 1}),  # both sides at once: twice the limit of one side
        ("warm-towel-wrap", 20, {"minutes": 3}),
        ("knee-to-wall-glide", 5, {"sets": 1, "reps": 10}),
        ("knee-to-wall-glide", 10, {"sets": 2, "reps": 10}),
        ("heel-raise-hold", 10, {"sets": 2}),
        ("heel-raise-hold", 30, {"sets": 3}),
        ("calf-stretch-wall-straight", 3, {"reps": 1, "hold_s": 30}),
        ("calf-stretch-wall-straight", 15, {"reps": 2}),
        ("calf-stretch-wall-straight", 20, {"reps": 3}),
        ("plantar-fascia-stretch", 3, {"reps": 3, "hold_s": 10}),
        ("plantar-fascia-stretch", 10, {"reps": 6}),
        ("plantar-fascia-stretch", 20, {"reps": 10}),
    ],
)
def test_dose_today_is_cut_to_the_minutes(item: str, minutes: int, expected: dict[str, float]) -> None:
    dose = dose_today(PROTOCOL.items[item], COMPOSER, COMPOSER.budgets[minutes], (), {})
    assert {name: getattr(dose, name) for name in expected} == expected


def test_a_progressed_dose_stands_before_the_rule_and_the_caps() -> None:
    item = PROTOCOL.items["knee-to-wall-glide"]
    rule = PROTOCOL.rules_by_id["R19"]
    dose = dose_today(item, COMPOSER, COMPOSER.budgets[10], [rule], {"sets": 5, "reps": 14, "times_per_day": 1})
    assert (dose.sets, dose.reps, dose.times_per_day) == (2, 14, 2)


def test_a_rule_changes_its_own_items_only() -> None:
    rule = PROTOCOL.rules_by_id["R19"]
    circles = PROTOCOL.items["ankle-circles"]
    assert dose_today(circles, COMPOSER, COMPOSER.budgets[30], [rule], {}) == circles.dose


def test_seconds_count_a_progressed_hold() -> None:
    item = PROTOCOL.items["single-leg-stand"]
    longer = replace(item.dose, hold_s=item.dose.hold_s + 5)
    assert seconds(item, longer) - seconds(item, item.dose) == 2 * item.dose.sets * item.dose.reps * 5


def test_seconds_of_the_worked_example() -> None:
    item = PROTOCOL.items["knee-to-wall-glide"]
    assert seconds(item, item.dose) == 2 * 2 * 10 * 5 + 10 == 210

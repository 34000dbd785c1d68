"""One step up or down, and the bounds of the library."""

from __future__ import annotations

import pytest

from programs.domain.dose_steps import Change, Standing, level_back, out_of_bounds, start_of, step_down, step_up
from tests.programs.domain.progression_cases import (
    ALL_ITEMS,
    BOTH,
    HOLDING,
    LOADED,
    PROTOCOL,
    STAND,
    SUPPORT,
    TOGETHER,
    standing,
)

STEP = "heel-raise-single-towel-step"


@pytest.mark.parametrize(
    ("before", "after", "whats"),
    [
        (standing(BOTH, 2, 14), standing(BOTH, 2, 15), ["reps"]),
        (standing(HOLDING, 3, 1, hold=44), standing(HOLDING, 3, 1, hold=45), ["hold_s"]),
        (standing(LOADED, 5, 10), standing(LOADED, 5, 8, load=2), ["load", "reps"]),
        (standing("sit-to-stand", 3, 15), standing("sit-to-stand", 3, 15), ["ceiling"]),
        (standing("ankle-circles", 1, 8), standing("standing-foot-rolls", 1, 10), ["item"]),
    ],
)
def test_step_up_table(before: Standing, after: Standing, whats: list[str]) -> None:
    reached, changes = step_up(PROTOCOL, before, usable=ALL_ITEMS, days_here=90)
    assert reached == after
    assert [change.what for change in changes] == whats


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (standing(BOTH, 2, 15), standing(BOTH, 1, 15), "sets"),
        (standing(BOTH, 1, 11), standing(BOTH, 1, 10), "reps"),
        (standing(HOLDING, 1, 1, hold=22), standing(HOLDING, 1, 1, hold=20), "hold_s"),
        (standing(LOADED, 1, 8, load=4), standing(LOADED, 1, 8, load=2), "load"),
        (standing(LOADED, 1, 8, load=2), standing(LOADED, 1, 8), "load"),
        (standing(LOADED, 1, 8), standing(STEP, 3, 12), "item"),
        (standing(TOGETHER, 1, 1, hold=30), standing(TOGETHER, 1, 1, hold=30), "pause"),
        (standing("heel-toe-rock-seated", 1, 15), standing("toe-pointing", 1, 15), "item"),
    ],
)
def test_step_down_table(before: Standing, after: Standing, what: str) -> None:
    reached, changes = step_down(PROTOCOL, before, usable=ALL_ITEMS)
    assert reached == after
    assert [change.what for change in changes] == [what]


def test_step_down_goes_past_items_that_the_person_may_not_do() -> None:
    without = ALL_ITEMS - {SUPPORT}
    assert step_down(PROTOCOL, standing(STAND, 1, 3, hold=30), usable=without)[0].item == "tandem-stand"
    alone = frozenset({STAND})
    assert step_down(PROTOCOL, standing(STAND, 1, 3, hold=30), usable=alone)[1] == (Change("pause", None, 7),)


def test_level_back_without_an_easier_item_never_raises_the_dose() -> None:
    higher, lower = standing("sit-to-stand", 3, 12), standing("sit-to-stand", 1, 10)
    assert level_back(PROTOCOL, higher, usable=ALL_ITEMS)[0] == standing("sit-to-stand", 2, 8)
    assert level_back(PROTOCOL, lower, usable=ALL_ITEMS)[0] == standing("sit-to-stand", 1, 8)
    held = standing(TOGETHER, 2, 1, hold=45)
    assert level_back(PROTOCOL, held, usable=ALL_ITEMS)[0] == standing(TOGETHER, 2, 1, hold=30)
    alone = frozenset({LOADED})
    unloaded = standing(LOADED, 5, 8)
    assert level_back(PROTOCOL, unloaded, usable=alone) == (standing(LOADED, 4, 8), (Change("sets", 5, 4),))
    assert level_back(PROTOCOL, standing(LOADED, 5, 8, load=6), usable=alone)[0] == standing(LOADED, 4, 8)


@pytest.mark.parametrize(
    ("before", "days_here", "after"),
    [
        (standing(STEP, 3, 12), 13, standing(STEP, 3, 12)),
        (standing(STEP, 3, 12), 14, standing(LOADED, 4, 10)),
        (standing(LOADED, 4, 10), 13, standing(LOADED, 4, 10)),
        (standing(LOADED, 4, 10), 14, standing(LOADED, 5, 8)),
        (standing(LOADED, 4, 8), 0, standing(LOADED, 4, 10)),
        (standing("heel-raise-two-up-one-down", 3, 12), 0, standing(STEP, 3, 12)),
    ],
)
def test_high_load_ladder_waits_for_its_weeks(before: Standing, days_here: int, after: Standing) -> None:
    reached, changes = step_up(PROTOCOL, before, usable=ALL_ITEMS, days_here=days_here)
    assert reached == after
    assert (reached == before) == (changes[0].what == "ladder_week")


def test_the_bounds_hold_every_starting_dose() -> None:
    assert [item for item in PROTOCOL.items if out_of_bounds(PROTOCOL, start_of(PROTOCOL, item))] == []

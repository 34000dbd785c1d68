"""Kinds that the decision table does not cover."""

from __future__ import annotations

from typing import Any

import pytest

from programs.domain.dose_steps import Change, start_of
from programs.domain.progression_state import (
    WayBack,
    accept_offer,
    for_composer,
    standing_on,
)
from tests.programs.domain.progression_cases import (
    ALL_ITEMS,
    DAY,
    MONDAY,
    PROTOCOL,
    WEDNESDAY,
    at,
    decided,
    log_of,
    practice,
    standing,
)

SHORT, CIRCLES, KNEAD = "short-foot-seated", "ankle-circles", "calf-knead"


@pytest.mark.parametrize(
    ("item", "greens", "said", "line", "after"),
    [
        (SHORT, 0, {}, "other_counted", 1),
        (SHORT, 4, {"effort": 5}, "other_counted", 5),
        (SHORT, 5, {"effort": 6}, "other_counted", 5),
        (SHORT, 5, {"done": 90}, "other_counted", 5),
        (SHORT, 5, {}, "other_moved", 0),
        (CIRCLES, 12, {"effort": 9, "done": 50}, "other_counted", 13),
        (CIRCLES, 13, {}, "other_offered", 0),
        ("supported-deep-squat", 13, {}, "other_same_dose", 0),
        (KNEAD, 0, {}, "other_same_dose", 0),
        (SHORT, 5, {"during": 3}, "other_amber", 0),
        (SHORT, 5, {"during": 6}, "other_red", 0),
        (SHORT, 5, {"during": 8}, "stop", 0),
        (SHORT, 5, {"during": None}, "green_no_entry", 5),
    ],
)
def test_other_kinds_table(item: str, greens: int, said: dict[str, Any], line: str, after: int) -> None:
    decision = decided(at(item, greens=greens), log_of(practice(MONDAY, **{"during": 0, **said})), WEDNESDAY)
    assert (decision.line, decision.after.greens) == (line, after)
    moves = line == "other_moved"
    assert (decision.action == "PROGRESS") == moves
    assert decision.after.standing == start_of(PROTOCOL, "short-foot-standing" if moves else item)


def test_motor_control_stays_where_the_next_item_is_not_allowed() -> None:
    usable = ALL_ITEMS - {"short-foot-standing"}
    decision = decided(at(SHORT, greens=5), log_of(practice(MONDAY)), WEDNESDAY, usable)
    assert decision.changes == (Change("ceiling", None, "short-foot-standing"),)


def test_an_offer_is_taken_by_the_person_and_withdrawn_by_pain() -> None:
    offered = decided(at(CIRCLES, greens=13), log_of(practice(MONDAY)), WEDNESDAY).after
    assert (offered.offer, offered.standing.item) == ("standing-foot-rolls", CIRCLES)
    taken = accept_offer(PROTOCOL, offered, on=WEDNESDAY)
    assert (taken.standing, taken.offer, taken.since) == (start_of(PROTOCOL, "standing-foot-rolls"), None, WEDNESDAY)
    assert for_composer(PROTOCOL, [taken], on=WEDNESDAY) == ({}, {CIRCLES: "standing-foot-rolls"})
    hurts = log_of(practice(MONDAY), practice(WEDNESDAY, 4))
    assert decided(offered, hurts, WEDNESDAY + 2 * DAY).after.offer is None
    blocked = decided(at(CIRCLES, greens=13), log_of(practice(MONDAY)), WEDNESDAY, frozenset({CIRCLES}))
    assert blocked.line == "other_same_dose"
    with pytest.raises(ValueError, match="nothing is offered"):
        accept_offer(PROTOCOL, at(CIRCLES), on=WEDNESDAY)


def test_reds_of_other_kinds_call_a_clinician_and_stop_at_the_third() -> None:
    for reds, action, prompt in (((), "HOLD", False), ((1,), "HOLD", True), ((1, 2), "STOP_REFER", True)):
        state = at(CIRCLES, reds=tuple(MONDAY - back * DAY for back in reds))
        decision = decided(state, log_of(practice(MONDAY, 6)), WEDNESDAY)
        assert (decision.action, decision.clinician_prompt) == (action, prompt)


def test_a_red_at_an_easier_item_of_another_kind_ends_the_way_back() -> None:
    back = WayBack("SWAP_7_DAYS", standing("toe-raise-wall", 2, 10), WEDNESDAY)
    swapped = at("heel-toe-rock-seated", back=back)
    after = decided(swapped, log_of(practice(MONDAY, 6)), WEDNESDAY).after
    assert standing_on(after, WEDNESDAY + DAY).item == "heel-toe-rock-seated"
    amber = decided(swapped, log_of(practice(MONDAY, 4)), WEDNESDAY).after
    assert standing_on(amber, WEDNESDAY + DAY).item == "heel-toe-rock-seated"


def test_a_green_lets_what_was_put_aside_come_back_after_an_amber() -> None:
    back = WayBack("SWAP_7_DAYS", standing("toe-raise-wall", 2, 10), WEDNESDAY)
    waiting = at("heel-toe-rock-seated", back=back, amber_streak=1)
    log = log_of(practice(MONDAY))
    assert standing_on(waiting, WEDNESDAY).item == "heel-toe-rock-seated"
    assert standing_on(decided(waiting, log, WEDNESDAY).after, WEDNESDAY).item == "toe-raise-wall"
    counted = decided(at(SHORT, amber_streak=1), log, WEDNESDAY).after
    assert (counted.amber_streak, counted.greens) == (0, 1)

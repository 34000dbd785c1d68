"""Days on which the list asked for less than the stored dose: what pain and ease on them mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from programs.domain.dose_steps import Change, Standing
from programs.domain.practice_log import Log, Morning, Practice
from programs.domain.progression import decide
from programs.domain.progression_state import Decision, State, begin
from programs.domain.routine import plan_day
from programs.domain.same_day import no_more_than
from tests.programs.domain.cases import PROTOCOL, make_inputs
from tests.programs.domain.progression_cases import ALL_ITEMS, BOTH, DAY, MONDAY, TOWEL, noon, standing

STORED = standing(TOWEL, 3, 12)
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY


def decided(
    during: int, shown: Standing | None, *, before: Standing = STORED, busy: bool = False, reds: int = 0
) -> Decision:
    """On Wednesday, for practice on Monday; `reds` are days with a red in the two weeks before."""
    begun = begin(PROTOCOL, TOWEL, on=MONDAY - 20 * DAY, at=noon(MONDAY - 20 * DAY))
    earlier = tuple(MONDAY - n * DAY for n in range(3, 3 + reds))
    state: State = replace(begun, standing=before, green_streak=1, reds=earlier)
    log = Log(
        practices=(Practice(MONDAY, noon(MONDAY), during=during, shown=shown),),
        mornings=(Morning(TUESDAY, 0),),
        busy_days=(MONDAY,) if busy else (),
        baseline=0,
    )
    return decide(PROTOCOL, state, log, today=WEDNESDAY, now=noon(WEDNESDAY), usable=ALL_ITEMS)


def test_an_amber_at_less_keeps_the_less() -> None:
    after = decided(4, standing(TOWEL, 1, 12))
    assert (after.action, after.line, after.after.standing) == ("STEP_DOWN", "amber", standing(TOWEL, 1, 12))
    assert after.changes == (Change("sets", 3, 1),)
    assert (decided(4, STORED).action, decided(4, STORED).changes) == ("HOLD", ())


def test_a_red_at_less_steps_down_from_the_less() -> None:
    """Three sets are stored, one was asked for: two sets would be more than what hurt."""
    after = decided(6, standing(TOWEL, 1, 12))
    assert after.line == "red_first"
    assert (after.after.standing.dose.sets, after.after.standing.dose.reps) == (1, 8)
    assert decided(6, None).after.standing == standing(TOWEL, 1, 12)


def test_a_second_red_comes_back_to_the_less() -> None:
    swapped = decided(6, standing(TOWEL, 1, 12), reds=1)
    assert swapped.line == "red_second"
    assert swapped.after.back is not None
    assert swapped.after.back.standing.dose.sets == 1


def test_what_another_version_asked_for_says_nothing_about_this_one() -> None:
    assert decided(4, standing(BOTH, 1, 10)).after.standing == STORED


@pytest.mark.parametrize(("busy", "line"), [(True, "green_not_complete"), (False, "green_in_a_row")])
def test_fewer_sets_on_a_busy_day_are_not_the_dose(busy: bool, line: str) -> None:
    """The usual minutes of a plan may ask for fewer sets too: that is the person's dose."""
    after = decided(0, standing(TOWEL, 1, 12), busy=busy)
    assert after.line == line
    assert (("done", 33) in after.because) is busy


def test_a_busy_day_with_every_set_counts() -> None:
    assert decided(0, STORED, busy=True).line == "green_in_a_row"


def test_high_pain_of_another_version_counts_for_the_movement() -> None:
    begun = begin(PROTOCOL, TOWEL, on=MONDAY - 20 * DAY, at=noon(MONDAY - 20 * DAY))
    log = Log(practices=(Practice(MONDAY, noon(MONDAY), during=6),), baseline=0)
    usual = {"today": WEDNESDAY, "now": noon(WEDNESDAY), "usable": ALL_ITEMS}
    assert decide(PROTOCOL, begun, log, **usual).line == "red_first"
    earlier = (MONDAY - 5 * DAY, MONDAY, MONDAY - 15 * DAY)
    assert decide(PROTOCOL, begun, replace(log, reds=earlier), **usual).line == "red_second"


def test_a_list_that_is_made_again_brings_nothing_and_nothing_more() -> None:
    routine = plan_day(PROTOCOL, make_inputs(findings={"calf_weak": 2}, experience="some", minutes=20))
    strength = next(one for one in routine.items if one.kind == "strength")
    less = replace(strength, dose=replace(strength.dose, sets=1), seconds=1)
    others = [one for one in routine.items[2:] if one != strength]
    again = no_more_than(PROTOCOL, routine, [less, *others])
    assert {one.item for one in again.items} == {one.item for one in (less, *others)}
    shown = next(one for one in again.items if one.item == strength.item)
    assert (shown.dose.sets, shown.dose.reps) == (1, strength.dose.reps)
    assert shown.seconds < strength.seconds
    assert again.seconds == sum(one.seconds + PROTOCOL.composer.transition_s for one in again.items)

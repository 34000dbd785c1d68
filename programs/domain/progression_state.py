"""Where a person stands with one item of the plan, and what a decision about it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from programs.domain.dose_steps import Change, Standing, lowest, out_of_bounds, start_of
from programs.domain.movements import Dose, Protocol

Because = tuple[tuple[str, int | str], ...]
"""Keys with numbers, days or ids: words come from the content."""

STOP = "stop"
TABLE = (
    "stop",
    "red_third",
    "red_second",
    "red_second_no_lower",
    "red_first",
    "gap_reassess",
    "gap_level_back",
    "gap_step_down",
    "gap_repeat",
    "48_hours",
    "deload",
    "amber_third",
    "amber",
    "green_rise",
    "green_no_entry",
    "green_not_complete",
    "green_in_a_row",
    "green_first",
)
"""The rows of the decision table, in its order: the first is row 1."""
STOPPED, RESTING, NO_PRACTICE = "stopped", "resting", "no_practice"
"""Lines for what earlier rows have set, and for a day with nothing to judge."""
PAIN_RETURN, NO_ROOM = "pain_return", "no_room"
"""Lines for pain that came back after the end of the programme, and for a step up that the minutes do not hold."""
SORE_DAY, FOR_NOW = "sore_day", "for_now"
"""Lines for a green that cannot count: on a sore day, and while a swap or a lighter week lasts."""
OTHER_RED, OTHER_AMBER, COUNTED, MOVED, OFFERED, SAME_DOSE = (
    "other_red",
    "other_amber",
    "other_counted",
    "other_moved",
    "other_offered",
    "other_same_dose",
)
"""Lines for kinds outside the table."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where somebody returns to from a swap or a lighter week, on the day ``until``."""

    action: str
    standing: Standing
    until: date


@dataclass(frozen=True, slots=True)
class State:
    """Where a person stands with one prescribed item.

    ``begun`` and ``begun_on`` are the start, or the latest release: what was reported before is not judged.
    Practices up to ``judged`` have been judged; ``reds`` are the days with a red. ``greens`` counts for kinds outside
    the table. ``progress_weeks`` in a row end with the week of the Monday ``progress_week``. ``gap_taken`` is the
    deepest step taken in the present absence.
    """

    prescribed: str
    standing: Standing
    since: date
    begun: datetime
    begun_on: date
    judged: datetime
    green_streak: int = 0
    amber_streak: int = 0
    greens: int = 0
    reds: tuple[date, ...] = ()
    progress_weeks: int = 0
    progress_week: date | None = None
    rest_until: datetime | None = None
    paused_until: date | None = None
    back: WayBack | None = None
    gap_taken: str | None = None
    offer: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """``action`` is one of the content; ``line`` says which row, or which rule beside the table, decided.

    ``practice`` is the day that was judged. ``not_before`` is the earliest time of the next practice, where only hours
    are missing. ``clinician_prompt`` asks a clinician of the linked clinic to look.
    """

    action: str
    line: str
    light: str | None
    before: State
    after: State
    because: Because = ()
    changes: tuple[Change, ...] = ()
    practice: date | None = None
    clinician_prompt: bool = False
    not_before: datetime | None = None

    @property
    def row(self) -> int | None:
        """The number of the row in the decision table."""
        return TABLE.index(self.line) + 1 if self.line in TABLE else None


def begin(protocol: Protocol, item: str, *, on: date, at: datetime) -> State:
    return State(item, start_of(protocol, item), since=on, begun=at, begun_on=on, judged=at)


def standing_on(state: State, on: date) -> Standing:
    """The item and dose of that day: what a swap or a lighter week kept aside comes back when its time is over."""
    return in_force(state, on).standing


def is_resting(state: State, *, on: date, now: datetime) -> bool:
    """Whether the item stays off the list: stopped, paused, or in the hours after a red."""
    paused = state.paused_until is not None and on < state.paused_until
    return state.stopped or paused or (state.rest_until is not None and now < state.rest_until)


def release(state: State, *, on: date, at: datetime) -> State:
    """Ends a stop, by whoever may. The dose stays; reds still count in their window."""
    return replace(reset(state), stopped=False, begun=at, begun_on=on, judged=at)


def accept_offer(protocol: Protocol, state: State, *, on: date) -> State:
    """The person takes the next version that was offered."""
    if state.offer is None:
        raise ValueError(f"nothing is offered for {state.standing.item}: decide first")
    return replace(placed(state, start_of(protocol, state.offer), on), offer=None)


def set_by_clinician(protocol: Protocol, state: State, standing: Standing, *, on: date, at: datetime) -> State:
    """A manual change: practices before it no longer move it, and the next automatic step starts from it.

    A red before it that was not judged still counts.
    Raises ValueError outside the bounds of the library. A stop stays: only a release ends it.
    """
    problem = out_of_bounds(protocol, standing)
    if problem is not None:
        raise ValueError(problem)
    fresh = replace(reset(state), back=None, paused_until=None, rest_until=None, judged=max(state.judged, at))
    return placed(fresh, standing, on)


def for_composer(
    protocol: Protocol, states: Iterable[State], *, on: date
) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """``progress`` and ``replaced_by`` of the composer's inputs. Of two at one item the lower dose counts."""
    composer = protocol.composer
    doses: dict[str, Dose] = {}
    replaced_by: dict[str, str] = {}
    for state in states:
        item, dose = standing_on(state, on).item, standing_on(state, on).dose
        doses[item] = lowest(doses[item], dose) if item in doses else dose
        if item != state.prescribed:
            replaced_by[state.prescribed] = item
    progress: dict[str, dict[str, float]] = {}
    for id, dose in doses.items():
        values = {name: getattr(dose, name) for name in composer.progress_fields}
        start = {name: getattr(protocol.items[id].dose, name) for name in composer.progress_fields}
        if protocol.items[id].kind in composer.progress_kinds and values != start:
            progress[id] = {name: value for name, value in values.items() if value is not None}
    return progress, replaced_by


def in_force(state: State, on: date) -> State:
    """The state with what was kept aside, once its time is over. An amber keeps it aside for longer."""
    back = state.back
    if back is None or on < back.until or state.amber_streak:
        return state
    return replace(placed(reset(state), back.standing, back.until), back=None)


def placed(state: State, standing: Standing, on: date) -> State:
    since = state.since if standing.item == state.standing.item else on
    return replace(state, standing=standing, since=since)


def reset(state: State) -> State:
    """All counts to 0, and no offer."""
    return replace(state, green_streak=0, amber_streak=0, greens=0, offer=None)

"""The worked cases of progression (P01 to P40), and how one becomes a state and a log of dated rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from programs.catalogue import shipped
from programs.domain.dose_steps import Standing
from programs.domain.movements import Dose, Protocol
from programs.domain.practice_log import Log, Morning, Practice
from programs.domain.progression import decide, settle
from programs.domain.progression_state import Decision, State, begin

PROTOCOL: Protocol = shipped()
ALL_ITEMS = frozenset(PROTOCOL.items)
WEDNESDAY = dt.date(2026, 11, 25)
MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def noon(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)


def standing(item: str, sets: int, reps: int, *, hold: int | None = None, load: float | None = None) -> Standing:
    start = PROTOCOL.items[item].dose
    hold_s = start.hold_s if hold is None else hold
    return Standing(item, replace(start, sets=sets, reps=reps, hold_s=hold_s, load=load))


@dataclass(frozen=True)
class Case:
    id: str
    before: Standing
    said: dict[str, Any]
    light: str | None
    action: str
    line: str
    after: Standing
    detail: str
    green: int
    amber: int = 0

    def __str__(self) -> str:
        return self.id


@dataclass
class Situation:
    state: State
    log: Log
    today: dt.date
    usable: frozenset[str] = field(default=ALL_ITEMS)

    @property
    def arguments(self) -> dict[str, Any]:
        return {"today": self.today, "now": noon(self.today), "usable": self.usable}


BOTH, TOWEL, SINGLE = "heel-raise-both", "heel-raise-both-towel", "heel-raise-single"
STAND, SUPPORT, TURNS = "single-leg-stand", "single-leg-support", "single-leg-head-turns"
LOADED, HOLDING, TOGETHER = "heel-raise-single-towel-loaded", "heel-raise-hold", "feet-together-stand"
RISE = "pain 2 or more above the practice before"
s = standing

CASES = [
    Case("P01", s(BOTH, 2, 10), {"during": 1, "g": 0}, "green", "HOLD", "green_first", s(BOTH, 2, 10),
         "first green", 1),
    Case("P02", s(BOTH, 2, 10), {"during": 1, "morning": 1, "g": 1}, "green", "PROGRESS", "green_in_a_row",
         s(BOTH, 2, 12), "reps +2", 0),
    Case("P03", s(BOTH, 2, 15), {"during": 0, "g": 1}, "green", "PROGRESS", "green_in_a_row", s(BOTH, 3, 10),
         "sets +1, reps to low end", 0),
    Case("P04", s(BOTH, 3, 15), {"during": 2, "g": 1}, "green", "PROGRESS", "green_in_a_row", s(TOWEL, 2, 10),
         "next level", 0),
    Case("P05", s(BOTH, 3, 15), {"during": 2, "g": 1, "next_allowed": False}, "green", "PROGRESS", "green_in_a_row",
         s(BOTH, 3, 15), "ceiling, keep", 0),
    Case("P06", s(TOWEL, 2, 11), {"during": 2, "morning": 1, "baseline": 1, "g": 1}, "green", "PROGRESS",
         "green_in_a_row", s(TOWEL, 2, 12), "reps +1", 0),  # printed as +2, but its own doses move by 1: the range ends
    Case("P07", s(TOWEL, 2, 10), {"during": 4, "morning": 1, "baseline": 1, "g": 1}, "amber", "HOLD", "amber",
         s(TOWEL, 2, 10), "amber", 0, 1),
    Case("P08", s(TOWEL, 2, 10), {"during": 3, "morning": 2, "baseline": 2, "a": 2}, "amber", "STEP_DOWN",
         "amber_third", s(TOWEL, 1, 10), "third amber in a row: sets -1", 0),
    Case("P09", s(TOWEL, 2, 10), {"during": 2, "morning": 3, "baseline": 1, "g": 1}, "amber", "HOLD", "amber",
         s(TOWEL, 2, 10), "amber", 0, 1),
    Case("P10", s(TOWEL, 2, 10), {"during": 2, "morning": 2, "baseline": 1, "g": 1}, "green", "PROGRESS",
         "green_in_a_row", s(TOWEL, 2, 12), "reps +2", 0),
    Case("P11", s(TOWEL, 3, 12), {"during": 6, "morning": 2, "baseline": 1}, "red", "STEP_DOWN_2_REST_48H",
         "red_first", s(TOWEL, 1, 12), "sets -1; sets -1", 0),
    Case("P12", s(TOWEL, 1, 8), {"during": 7, "morning": 2, "baseline": 1}, "red", "STEP_DOWN_2_REST_48H",
         "red_first", s(BOTH, 1, 10), "previous level; sets -1", 0),
    Case("P13", s(TOWEL, 2, 10), {"during": 2, "morning": 5, "baseline": 1}, "red", "STEP_DOWN_2_REST_48H",
         "red_first", s(TOWEL, 1, 8), "sets -1; reps -2", 0),
    Case("P14", s(TOWEL, 2, 10), {"during": 6, "morning": 3, "baseline": 2, "reds": 1}, "red", "SWAP_7_DAYS",
         "red_second", s(BOTH, 2, 10), "second red in 14 days, clinician prompt", 0),
    Case("P15", s(TOWEL, 2, 10), {"during": 6, "morning": 3, "baseline": 2, "reds": 2}, "red", "STOP_REFER",
         "red_third", s(TOWEL, 2, 10), "third red in 14 days", 0),
    Case("P16", s(SINGLE, 3, 8), {"during": 8}, "stop", "STOP_REFER", "stop", s(SINGLE, 3, 8),
         "stop sign or pain 8+", 0),
    Case("P17", s(SINGLE, 3, 8), {"during": 1, "stop_sign": True, "g": 1}, "stop", "STOP_REFER", "stop",
         s(SINGLE, 3, 8), "stop sign or pain 8+", 1),
    Case("P18", s(SINGLE, 3, 8), {"during": 1, "morning": None, "g": 1}, "green", "HOLD", "green_no_entry",
         s(SINGLE, 3, 8), "no morning entry", 1),
    Case("P19", s(SINGLE, 3, 8), {"during": 1, "g": 1, "done": 80}, "green", "HOLD", "green_not_complete",
         s(SINGLE, 3, 8), "not completed", 0),
    Case("P20", s(SINGLE, 3, 8), {"during": 1, "g": 1, "effort": 8}, "green", "HOLD", "green_not_complete",
         s(SINGLE, 3, 8), "effort 8+", 0),
    Case("P21", s(SINGLE, 3, 8), {"during": 1, "g": 1, "effort": 7}, "green", "PROGRESS", "green_in_a_row",
         s(SINGLE, 3, 10), "reps +2", 0),
    Case("P22", s(BOTH, 2, 10), {"during": 0, "g": 1, "hours": 30}, None, "NOT_TODAY", "48_hours", s(BOTH, 2, 10),
         "less than 48 h since last strength", 1),
    Case("P23", s(BOTH, 3, 12), {"gap": 5}, None, "REPEAT", "gap_repeat", s(BOTH, 3, 12), "4-7 days away", 0),
    Case("P24", s(BOTH, 3, 12), {"gap": 8}, None, "STEP_DOWN", "gap_step_down", s(BOTH, 2, 12),
         "8-14 days away: sets -1", 0),
    Case("P25", s(TOWEL, 2, 12), {"gap": 16}, None, "LEVEL_BACK", "gap_level_back", s(BOTH, 2, 10),
         "15-28 days away", 0),
    Case("P26", s(TOWEL, 2, 12), {"gap": 29}, None, "REASSESS", "gap_reassess", s(TOWEL, 2, 12), "29+ days away", 0),
    Case("P27", s(BOTH, 3, 12), {"during": 0, "week_start": True, "weeks": 4}, None, "DELOAD", "deload",
         s(BOTH, 2, 12), "4 progress weeks in a row", 0),
    Case("P28", s(STAND, 1, 3, hold=30), {"during": 0, "g": 1}, "green", "PROGRESS", "green_in_a_row",
         s(STAND, 1, 3, hold=35), "hold +5 s", 0),
    Case("P29", s(STAND, 1, 3, hold=45), {"during": 0, "g": 1}, "green", "PROGRESS", "green_in_a_row",
         s(TURNS, 1, 3, hold=20), "next level", 0),
    Case("P30", s(STAND, 1, 3, hold=30), {"during": 3, "a": 2}, "amber", "STEP_DOWN", "amber_third",
         s(SUPPORT, 1, 3, hold=20), "third amber in a row: previous level", 0),
    Case("P31", s(LOADED, 5, 10, load=4), {"during": 2, "g": 1}, "green", "PROGRESS", "green_in_a_row",
         s(LOADED, 5, 8, load=6), "load +2 kg, reps to low end", 0),
    Case("P32", s(HOLDING, 3, 1, hold=20), {"during": 5, "morning": 1, "baseline": 1, "a": 1}, "amber", "HOLD", "amber",
         s(HOLDING, 3, 1, hold=20), "amber", 0, 2),
    Case("P33", s(BOTH, 2, 10), {"during": 2, "morning": 1, "baseline": 1, "g": 1, "previous": (0, 1)}, "green", "HOLD",
         "green_rise", s(BOTH, 2, 10), RISE, 0),
    Case("P34", s(BOTH, 2, 10), {"during": 1, "morning": 3, "baseline": 2, "g": 1, "previous": (1, 1)}, "green", "HOLD",
         "green_rise", s(BOTH, 2, 10), RISE, 0),
    Case("P35", s(BOTH, 2, 10), {"during": 2, "morning": 2, "baseline": 1, "g": 1, "previous": (1, 1)}, "green",
         "PROGRESS", "green_in_a_row", s(BOTH, 2, 12), "reps +2", 0),
    Case("P36", s(BOTH, 2, 10), {"during": 2, "morning": None, "g": 1, "previous": (0, 0)}, "green", "HOLD",
         "green_rise", s(BOTH, 2, 10), RISE, 0),
    Case("P37", s(TOWEL, 2, 10), {"during": 6, "morning": 1, "baseline": 1, "hours": 30}, "red",
         "STEP_DOWN_2_REST_48H", "red_first", s(TOWEL, 1, 8), "sets -1; reps -2", 0),
    Case("P38", s(BOTH, 3, 12), {"during": 7, "morning": 1, "baseline": 1, "week_start": True, "weeks": 4}, "red",
         "STEP_DOWN_2_REST_48H", "red_first", s(BOTH, 1, 12), "sets -1; sets -1", 0),
    Case("P39", s(BOTH, 3, 12), {"during": 6, "morning": 2, "baseline": 1, "gap": 9, "reds": 2}, "red", "STOP_REFER",
         "red_third", s(BOTH, 3, 12), "third red in 14 days", 0),
    Case("P40", s(TOGETHER, 2, 1, hold=30), {"during": 6, "morning": 1, "baseline": 1, "reds": 1}, "red",
         "PAUSE_7_DAYS", "red_second_no_lower", s(TOGETHER, 2, 1, hold=30),
         "second red in 14 days, no lower level, clinician prompt", 0),
]  # fmt: skip


def situation(before: Standing, said: dict[str, Any]) -> Situation:
    """A case as the rows that a person would have left. A case without pain during has no practice to judge."""
    today = MONDAY if said.get("week_start") else WEDNESDAY
    now = noon(today)
    at = now - dt.timedelta(hours=said["hours"]) if "hours" in said else noon(today - said.get("gap", 2) * DAY)
    practice = Practice(at.date(), at, said.get("during"), said.get("done"), said.get("effort"))
    practices, mornings = [practice], []
    if "during" in said and said.get("morning", 0) is not None:
        mornings.append(Morning(practice.on + DAY, said.get("morning", 0)))
    if "previous" in said:
        during, morning = said["previous"]
        earlier = practice.on - 3 * DAY
        practices.append(Practice(earlier, noon(earlier), during))
        mornings.append(Morning(earlier + DAY, morning))
    start = today - 90 * DAY
    state = replace(
        begin(PROTOCOL, before.item, on=start, at=noon(start)),
        standing=before,
        judged=at - dt.timedelta(hours=1) if "during" in said else at,
        green_streak=said.get("g", 0),
        amber_streak=said.get("a", 0),
        reds=tuple(practice.on - (4 + back) * DAY for back in range(said.get("reds", 0))),
        progress_weeks=said.get("weeks", 0),
        progress_week=today - (today.weekday() + 7) * DAY,
    )
    log = Log(
        practices=tuple(practices),
        mornings=tuple(mornings),
        stop_signs=(now - dt.timedelta(hours=1),) if said.get("stop_sign") else (),
        baseline=said.get("baseline"),
    )
    harder = PROTOCOL.items[before.item].progresses_to
    usable = ALL_ITEMS if said.get("next_allowed", True) else ALL_ITEMS - {harder or ""}
    return Situation(state, log, today, usable)


def detail(decision: Decision) -> str:
    """What changed, as the worked cases print it."""
    parts = []
    for change in decision.changes:
        before, after = change.before or 0, change.after or 0
        match change.what, before, after:
            case "item", str(), str():
                parts.append("next level" if PROTOCOL.items[before].progresses_to == after else "previous level")
            case "ceiling", _, _:
                parts.append("ceiling, keep")
            case "reps", _, _ if decision.action == "PROGRESS" and after < before:  # type: ignore[operator]
                parts.append("reps to low end")
            case what, _, _:
                name, unit = {"hold_s": ("hold", " s"), "load": ("load", " kg")}.get(what, (what, ""))
                parts.append(f"{name} {float(after) - float(before):+.0f}{unit}")
    return "; ".join(parts)


# Short ways to a state, a log and a decision.

START = MONDAY - 28 * DAY


def practice(on: dt.date, during: int | None = 0, **said: Any) -> Practice:
    return Practice(on, said.pop("at", noon(on)), during, **said)


def log_of(*practices: Practice, mornings: dict[dt.date, int] | None = None, **said: Any) -> Log:
    """Calm next mornings, unless given: None among them is a morning without a value."""
    calm = {one.on + DAY: 0 for one in practices}
    values = {**calm, **(mornings or {})}
    rows = tuple(Morning(on, value) for on, value in values.items() if value is not None)
    return Log(practices=practices, mornings=rows, **said)


def at(item: str, dose: Dose | None = None, *, since: dt.date = START, **said: Any) -> State:
    state = begin(PROTOCOL, item, on=since, at=noon(since))
    return replace(state, standing=Standing(item, dose or state.standing.dose), **said)


def decided(state: State, log: Log, today: dt.date, usable: frozenset[str] = ALL_ITEMS, **said: Any) -> Decision:
    return decide(PROTOCOL, state, log, today=today, now=said.get("now", noon(today)), usable=usable)


def settled(state: State, log: Log, today: dt.date) -> tuple[Decision, ...]:
    return settle(PROTOCOL, state, log, today=today, now=noon(today), usable=ALL_ITEMS)

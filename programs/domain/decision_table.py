"""The decision table: one walk from its top for one item, and the rows that it passes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from programs.domain.dose_steps import (
    PAUSE,
    Change,
    Standing,
    Step,
    differences,
    easier,
    level_back,
    lowest,
    moved,
    step_down,
    step_up,
)
from programs.domain.movements import Protocol
from programs.domain.open_reports import baseline_of, open_reports, report_before
from programs.domain.other_kinds import after_green
from programs.domain.practice_log import (
    AMBER,
    DAY,
    DONE,
    GREEN,
    RED,
    Log,
    Report,
    light,
    rises,
)
from programs.domain.progression_content import (
    DELOAD,
    HOLD,
    LEVEL_BACK,
    NOT_TODAY,
    PAUSE_7_DAYS,
    PROGRESS,
    REASSESS,
    REPEAT,
    STEP_DOWN,
    STEP_DOWN_2_REST_48H,
    STOP_REFER,
    SWAP_7_DAYS,
    course_of,
)
from programs.domain.progression_state import (
    FOR_NOW,
    NO_PRACTICE,
    OTHER_AMBER,
    OTHER_RED,
    RESTING,
    SORE_DAY,
    STOP,
    Because,
    Decision,
    State,
    WayBack,
    in_force,
    is_resting,
    placed,
    reset,
)


def strength_again_at(protocol: Protocol, log: Log, *, today: date, now: datetime) -> datetime | None:
    """When the rest since the last strength practice is over; None without one. Of today only the item's own counts."""
    before = [one.at for one in log.strength if one.on < today]
    times = [at for at in (*before, *(one.at for one in log.practices)) if at <= now]
    return max(times) + timedelta(hours=protocol.progression.min_hours_between_strength) if times else None


def _monday(on: date) -> date:
    return on - on.weekday() * DAY


class Deciding:
    """One walk through the table. ``on`` is the day decided for: today, or the day of the next practice in the log."""

    def __init__(
        self,
        protocol: Protocol,
        state: State,
        log: Log,
        today: date,
        now: datetime,
        usable: Collection[str],
        latest: datetime,
    ) -> None:
        self.protocol, self.numbers, self.course = protocol, protocol.progression, course_of(protocol.progression)
        self.given, self.log, self.today, self.usable = state, log, today, usable
        self.now, self.latest = now, latest
        reports = open_reports(protocol, state, log, today, now)
        self.report = reports[0] if reports else None
        self.is_for_today = len(reports) <= 1
        self.on = today if self.is_for_today else reports[1].on
        past = [practice.on for practice in log.practices if practice.at <= now and practice.on <= self.on]
        if not self.is_for_today:
            past = [on for on in past if on < self.on]
        self.last_practice = max(past, default=None)
        judged_on = self.report.on if self.report else self.last_practice
        self.state = in_force(state, today if judged_on is None else judged_on)
        self.kind = protocol.items[self.state.standing.item].kind
        self.follows_table = self.kind in self.course.table_kinds
        self.baseline = baseline_of(protocol, log)
        self.light = self._light()

    def decision(self) -> Decision:
        groups: Mapping[str, Callable[[], Decision | None]] = {
            "stop": self._stop,
            "red": self._red,
            "gap": self._gap,
            "48_hours": self._48_hours,
            "deload": self._deload,
            "amber": self._amber,
            "green_rise": self._green_rise,
            "green": self._green,
        }
        for group in self.numbers.order:
            decision = groups[group]()
            if decision is not None:
                return replace(decision, light=self._light_of(group))
        return self._unchanged(HOLD, NO_PRACTICE)

    def _light(self) -> str | None:
        if self.report is None:
            return None
        return light(self.numbers, during=self.report.during, morning=self.report.morning, baseline=self.baseline)

    def _light_of(self, group: str) -> str | None:
        """The rows about days and hours decide without a light."""
        if group == "stop":
            return STOP
        return None if group in ("gap", "48_hours", "deload") else self.light

    # Rows, from the top of the table.

    def _stop(self) -> Decision | None:
        signs = [at for at in self.log.stop_signs if self.state.begun < at <= self.now]
        stopped = replace(self._judged(), stopped=True, back=None)
        if signs:
            return self._decision(STOP_REFER, "stop", stopped, (("stop_signs", len(signs)),), prompt=True)
        report = self.report
        if report is None or report.during is None or report.during < self.numbers.stop_during:
            return None
        return self._decision(STOP_REFER, "stop", reset(stopped), self._pain(report), prompt=True)

    def _red(self) -> Decision | None:
        if self.report is None or self.light != RED:
            return None
        window, on = self.numbers.reds_window_days, self.report.on
        reds = {*self.state.reds, *self.log.reds} - {on}
        count = 1 + sum(abs((on - red).days) <= window for red in reds)
        because: Because = (*self._pain(self.report), ("reds", count), ("within_days", window))
        calm = reset(self._judged())
        if count >= self.numbers.red_stop_at:
            return self._decision(STOP_REFER, "red_third", replace(calm, stopped=True, back=None), because, prompt=True)
        again = count >= self.numbers.red_swap_at
        if not self.follows_table:
            return self._decision(HOLD, OTHER_RED, replace(calm, back=None), because, prompt=again)
        if again:
            return self._swap_or_pause(calm, because)
        standing, changes = self._met(), tuple[Change, ...]()
        for _ in range(self.course.steps_down_at_red):
            standing, more = step_down(self.protocol, standing, usable=self.usable)
            changes = (*changes, *more)
        lowered = self._lowered(calm, standing, changes)
        rested = replace(lowered, rest_until=self.now + timedelta(hours=self.course.rest_hours_after_red))
        return self._decision(STEP_DOWN_2_REST_48H, "red_first", rested, because, changes)

    def _swap_or_pause(self, calm: State, because: Because) -> Decision:
        standing = self._met()
        lower = easier(self.protocol, self.protocol.items[standing.item], self.usable)
        if lower is None:
            until = self.today + self.numbers.pause_days * DAY
            paused = replace(calm, paused_until=until, back=None)
            pause = Change(PAUSE, None, self.numbers.pause_days)
            return self._decision(PAUSE_7_DAYS, "red_second_no_lower", paused, because, (pause,), prompt=True)
        until = self.today + self.numbers.swap_days * DAY
        start = self.protocol.items[standing.item].dose
        back = WayBack(SWAP_7_DAYS, Standing(standing.item, lowest(standing.dose, start)), until)
        swapped, changes = moved(self.protocol, standing, lower)
        after = replace(placed(calm, swapped, self.today), back=back)
        return self._decision(SWAP_7_DAYS, "red_second", after, because, changes, prompt=True)

    def _gap(self) -> Decision | None:
        """Days of a pause are not days away. A step that this absence has brought is not taken again."""
        if self.is_for_today and is_resting(self.state, on=self.today, now=self.now):
            return self._resting()
        if not self.follows_table or self.last_practice is None:
            return None
        here = self.last_practice
        if self.state.paused_until is not None and self.state.paused_until <= self.on:
            here = max(here, self.state.paused_until)
        days, gaps = (self.on - here).days, self.numbers.gap_days
        because: Because = (("days_away", days),)
        calm = reset(self._judged())
        if days >= gaps.reassess:
            return self._decision(REASSESS, "gap_reassess", calm, because)
        taken = self.given.gap_taken if self.report is None else None
        if days >= gaps.level_back and taken != LEVEL_BACK:
            step = level_back(self.protocol, self.state.standing, usable=self.usable)
            return self._down_after_gap(LEVEL_BACK, "gap_level_back", calm, because, step)
        if gaps.step_down <= days < gaps.level_back and taken is None:
            step = step_down(self.protocol, self.state.standing, usable=self.usable)
            return self._down_after_gap(STEP_DOWN, "gap_step_down", calm, because, step)
        if days >= gaps.repeat:
            same = replace(calm, gap_taken=taken)
            if same.back is not None:  # the last dose is repeated, so what was kept aside waits one day more
                same = replace(same, back=replace(same.back, until=max(same.back.until, self.on + DAY)))
            return self._decision(REPEAT, "gap_repeat", same, because)
        return None

    def _resting(self) -> Decision:
        paused = self.state.paused_until
        if paused is not None and self.today < paused:
            return self._unchanged(NOT_TODAY, RESTING, (("paused_until", paused.isoformat()),))
        return self._unchanged(NOT_TODAY, RESTING, not_before=self.state.rest_until)

    def _down_after_gap(self, action: str, line: str, calm: State, because: Because, step: Step) -> Decision:
        standing, changes = step
        after = replace(self._lowered(calm, standing, changes), gap_taken=action)
        return self._decision(action, line, after, because, changes)

    def _48_hours(self) -> Decision | None:
        """Other strength items of the same day belong to the same practice."""
        if self.kind not in self.course.rest_kinds or not self.is_for_today:
            return None
        again = strength_again_at(self.protocol, self.log, today=self.today, now=self.now)
        if again is None or self.latest >= again:
            return None
        hours = self.numbers.min_hours_between_strength
        since = hours - -(-(again - self.now) // timedelta(hours=1))
        because: Because = (("hours_since_strength", since), ("hours_needed", hours))
        return self._unchanged(NOT_TODAY, "48_hours", because, not_before=again)

    def _deload(self) -> Decision | None:
        monday = _monday(self.on)
        weeks = self.state.progress_weeks if self.state.progress_week == monday - 7 * DAY else 0
        if self.kind not in self.course.rest_kinds or weeks < self.numbers.deload_after_weeks:
            return None
        if any(monday <= one.on < self.on for one in (*self.log.strength, *self.log.practices)):
            return None
        standing, until = self.state.standing, self.on + self.course.deload_days * DAY
        sets = -(-standing.dose.sets // self.course.deload_sets_divided_by)
        back = self.state.back or WayBack(DELOAD, standing, until)
        lighter = replace(
            reset(self._judged()),
            standing=replace(standing, dose=replace(standing.dose, sets=sets)),
            back=replace(back, until=max(back.until, until)),
            progress_weeks=0,
        )
        changes = (Change("sets", standing.dose.sets, sets),)
        return self._decision(DELOAD, "deload", lighter, (("progress_weeks", weeks),), changes)

    def _amber(self) -> Decision | None:
        if self.report is None or self.light != AMBER:
            return None
        calm, count = reset(self._judged()), self.state.amber_streak + 1
        because: Because = (*self._pain(self.report), ("ambers", count))
        if not self.follows_table:
            return self._decision(HOLD, OTHER_AMBER, replace(calm, amber_streak=count), because)
        met = self._met()
        if count < self.numbers.ambers_to_step_down:
            changes = differences(self.state.standing.dose, met.dose)
            after = replace(calm, amber_streak=count, standing=met)
            return self._decision(STEP_DOWN if changes else HOLD, "amber", after, because, changes)
        standing, changes = step_down(self.protocol, met, usable=self.usable)
        return self._decision(STEP_DOWN, "amber_third", self._lowered(calm, standing, changes), because, changes)

    def _green_rise(self) -> Decision | None:
        if self.report is None or self.light != GREEN:
            return None
        before = report_before(self.protocol, self.log, self.report)
        if before is None or not rises(self.numbers, self.report, before):
            return None
        said = (("during_before", before.during), ("morning_before", before.morning))
        because: Because = (*self._pain(self.report), *((name, value) for name, value in said if value is not None))
        if self._morning_may_come(self.report):
            return self._unchanged(HOLD, "green_rise", because)
        return self._decision(HOLD, "green_rise", reset(self._judged()), because)

    def _green(self) -> Decision | None:
        report = self.report
        if report is None or self.light != GREEN:
            return None
        judged, calm, pain = self._judged(), reset(self._judged()), self._pain(report)
        if report.on in self.log.sore_days:
            return self._decision(HOLD, SORE_DAY, calm, pain)
        if self._morning_may_come(report):
            return self._unchanged(HOLD, "green_no_entry", (*pain, ("missing", "morning")))
        if report.morning is None or report.during is None:
            missing = "morning" if report.morning is None else "during"
            kept = replace(judged, amber_streak=0)
            return self._decision(HOLD, "green_no_entry", kept, (*pain, ("missing", missing)))
        if self.state.back is not None:
            because: Because = (*pain, (self.state.back.action, self.state.back.until.isoformat()))
            return self._decision(HOLD, FOR_NOW, calm, because)
        if not self.follows_table:
            return self._other_green(report)
        done = min(report.done, self._share(report))
        if done < self.numbers.completed_min or report.effort > self.numbers.effort_max:
            because = (*pain, ("done", done), ("effort", report.effort))
            return self._decision(HOLD, "green_not_complete", calm, because)
        count = self.state.green_streak + 1
        because = (*pain, ("greens", count))
        if count < self.numbers.greens_to_progress:
            first = replace(judged, green_streak=count, amber_streak=0)
            return self._decision(HOLD, "green_first", first, because)
        days_here = (self.on - self.state.since).days
        standing, changes = step_up(self.protocol, self.state.standing, usable=self.usable, days_here=days_here)
        week = _monday(self.on)
        weeks = calm.progress_weeks
        if calm.progress_week != week:
            weeks = weeks + 1 if calm.progress_week == week - 7 * DAY else 1
        after = replace(placed(calm, standing, self.on), progress_weeks=weeks, progress_week=week)
        return self._decision(PROGRESS, "green_in_a_row", after, because, changes)

    def _other_green(self, report: Report) -> Decision:
        judged = replace(self._judged(), amber_streak=0)
        days_here = (self.on - self.state.since).days
        outcome = after_green(self.protocol, judged, report, on=self.on, usable=self.usable, days_here=days_here)
        because = (*self._pain(report), *outcome.because)
        return self._decision(outcome.action, outcome.line, outcome.after, because, outcome.changes)

    # What the rows share.

    def _met(self) -> Standing:
        """The dose that was asked for on the judged day, where the minutes of that day made it less: pain at the less
        says nothing for the more.
        """
        standing = self.state.standing
        for shown in self.report.shown if self.report else ():
            if shown.item == standing.item:
                standing = replace(standing, dose=lowest(standing.dose, shown.dose))
        return standing

    def _share(self, report: Report) -> int:
        """The sets of a busy day, in percent of the usual ones."""
        if report.on not in self.log.busy_days:
            return DONE.max
        return self._met().dose.sets * DONE.max // self.state.standing.dose.sets

    def _lowered(self, calm: State, standing: Standing, changes: tuple[Change, ...]) -> State:
        """Whatever lowers a dose also ends the way back to a higher one."""
        paused = any(change.what == PAUSE for change in changes)
        until = self.today + self.numbers.pause_days * DAY if paused else calm.paused_until
        return replace(placed(calm, standing, self.on), back=None, paused_until=until)

    def _judged(self) -> State:
        if self.report is None:
            return self.state
        at = self.report.at
        judged = self.state.judged if at is None else max(self.state.judged, at)
        reds = {*self.state.reds, self.report.on} if self.light == RED else self.state.reds
        return replace(self.state, judged=judged, gap_taken=None, reds=tuple(sorted(reds)))

    def _morning_may_come(self, report: Report) -> bool:
        return report.morning is None and self.is_for_today and self.today <= report.on + DAY

    def _pain(self, report: Report) -> Because:
        said = (("during", report.during), ("morning", report.morning), ("baseline", self.baseline))
        return tuple((name, value) for name, value in said if value is not None)

    def _unchanged(
        self, action: str, line: str, because: Because = (), *, not_before: datetime | None = None
    ) -> Decision:
        return Decision(action, line, None, self.given, self.given, because, not_before=not_before)

    def _decision(
        self,
        action: str,
        line: str,
        after: State,
        because: Because,
        changes: tuple[Change, ...] = (),
        *,
        prompt: bool = False,
    ) -> Decision:
        practice = self.report.on if self.report else None
        return Decision(action, line, None, self.given, after, because, changes, practice, prompt)

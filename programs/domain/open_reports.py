"""Which days of practice are still to be judged, and what they are compared with."""

from __future__ import annotations

from datetime import date, datetime

from programs.domain.movements import Protocol
from programs.domain.practice_log import DAY, RED, Log, Practice, Report, light, morning_values, report_of
from programs.domain.progression_state import State


def open_reports(protocol: Protocol, state: State, log: Log, today: date, now: datetime) -> list[Report]:
    """The days with something to judge, oldest first: practices not judged yet, and reds and stops told late."""
    numbers = protocol.progression
    mornings = {on: value for on, value in morning_values(log.mornings).items() if state.begun_on < on <= today}
    by_day: dict[date, list[Practice]] = {on - DAY: [] for on in mornings}
    for practice in log.practices:
        if state.begun < practice.at <= now and practice.on <= today:
            by_day.setdefault(practice.on, []).append(practice)
    baseline = baseline_of(protocol, log)
    reports = []
    for on in sorted(by_day):
        unjudged = [practice for practice in by_day[on] if practice.at > state.judged]
        whole = report_of(on, by_day[on], mornings, numbers)
        color = light(numbers, during=whole.during, morning=whole.morning, baseline=baseline)
        stops = whole.during is not None and whole.during >= numbers.stop_during
        if stops or (color == RED and on not in state.reds):
            reports.append(whole)
        elif unjudged and on not in state.reds:
            reports.append(report_of(on, unjudged, mornings, numbers))
    return reports


def baseline_of(protocol: Protocol, log: Log) -> int:
    return protocol.progression.defaults.baseline if log.baseline is None else log.baseline


def report_before(protocol: Protocol, log: Log, report: Report) -> Report | None:
    """The practice before, judged or not; none for a morning without a practice."""
    earlier = [one for one in log.practices if one.on < report.on]
    if report.at is None or not earlier:
        return None
    on = max(one.on for one in earlier)
    of_that_day = [one for one in earlier if one.on == on]
    return report_of(on, of_that_day, morning_values(log.mornings), protocol.progression)

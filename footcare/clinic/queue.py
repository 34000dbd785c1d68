"""Which lines stand in the queue, each saying in words why. Reads gathered facts only; nothing is stored for a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import catalogue
from assessments.domain.measures import pain_change
from assessments.models import Clearance
from footcare.accounts.models import Person
from footcare.clinic.facts import DayReport, Facts
from footcare.clinic.models import QueueMark
from footcare.clinic.newer_content import NAMES_IN_A_LINE
from footcare.clinic.wording import quoted
from programs.domain.outcomes import pain_is_rising

QUIET_DAYS = 8
PROGRESS_DAYS = 42
RISING_IS_NEWS_FOR_DAYS = 14
SORE_DAYS = 3
SORE_WITHIN_DAYS = 14
SNOOZE = dt.timedelta(days=7)
NOT_MEANINGFUL = ("same", "worse", "small_improvement")


class Urgency(IntEnum):
    EMERGENCY = 0
    SAME_DAY = 1
    ASKED = 2
    CORRECTED = 3
    CLINICIAN_FIRST = 4
    RISING = 5
    SORE = 6
    TAKEN_OUT = 7
    BOTHER = 8
    NO_PROGRESS = 9
    QUIET = 10


STOPS = {
    Clearance.Level.EMERGENCY: Urgency.EMERGENCY,
    Clearance.Level.SAME_DAY: Urgency.SAME_DAY,
    Clearance.Level.CLINICIAN_FIRST: Urgency.CLINICIAN_FIRST,
}
NEVER_PUT_OFF = (Urgency.EMERGENCY, Urgency.SAME_DAY)


@dataclass(frozen=True, slots=True)
class Line:
    """`key` is kind:event, the same as long as the event is the same; `at` is when it happened."""

    key: str
    urgency: Urgency
    person: Person
    at: dt.datetime
    reason: str
    mark: QueueMark | None = None

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]

    @property
    def may_be_put_off(self) -> bool:
        return self.urgency not in NEVER_PUT_OFF

    def waits(self, now: dt.datetime) -> bool:
        """Nobody has dealt with it, or the time it was put off for is over."""
        return self.mark is None or (self.mark.until is not None and self.mark.until <= now)


def lines(gathered: Iterable[Facts], now: dt.datetime) -> list[Line]:
    """Every line, marked ones too, by urgency and then by age."""
    found = [line for facts in gathered for line in lines_of(facts, now)]
    return sorted(found, key=lambda line: (line.urgency, line.at, line.key))


def waiting(gathered: Iterable[Facts], now: dt.datetime) -> list[Line]:
    return [line for line in lines(gathered, now) if line.waits(now)]


def lines_of(facts: Facts, now: dt.datetime) -> Iterator[Line]:
    for key, urgency, at, reason in events_of(facts, now):
        yield Line(key, urgency, facts.person, at, reason, facts.marks.get(key))


Event = tuple[str, Urgency, dt.datetime, str]


def events_of(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    for find in (stopped, corrected, rising, sore, changed_by_content, bothered, without_progress, quiet):
        yield from find(facts, now)


def stopped(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    row = facts.clearance
    if row is None or not row.stops:
        return
    request = getattr(row, "review_request", None)
    because = quoted(row.because)
    if request:
        yield (
            f"asked:{row.pk}",
            Urgency.ASKED,
            request.asked_at,
            _("Asks the clinic to look. %(because)s") % {"because": because},
        )
    else:
        yield f"stop:{row.pk}", STOPS[Clearance.Level(row.level)], row.made_at, because


def corrected(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """A lowered emergency or same-day answer; both values are kept and stand on the person's page."""
    for row in facts.corrected:
        yield (
            f"corrected:{row.pk}",
            Urgency.CORRECTED,
            row.at,
            _("Changed an answer that had stopped the plan. Both answers are kept."),
        )


def rising(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    for words, measure in (
        (_("Pain during practice up from %(before)s to %(after)s, twice in a row."), "pain_during"),
        (_("Pain up from %(before)s to %(after)s, twice in a row."), "pain_now"),
    ):
        risen = last_rise([(report, getattr(report, measure)) for report in facts.reports])
        if risen and (facts.today - risen[0].day).days < RISING_IS_NEWS_FOR_DAYS:
            report, before, after = risen
            reason = words % {"before": before, "after": after}
            yield f"{measure}:{report.day}", Urgency.RISING, report.said_at, reason
            return


def last_rise(rated: list[tuple[DayReport, int | None]]) -> tuple[DayReport, int, int] | None:
    """(report, pain before, pain after) of the newest report that ends a rise."""
    given = [(report, value) for report, value in rated if value is not None]
    rise = catalogue.shipped().pain_change.worse_rise
    for end in range(len(given), 2, -1):
        values = [value for _report, value in given[:end]]
        if pain_is_rising(values, rise):
            return given[end - 1][0], values[-3], values[-1]
    return None


def sore(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """Today is the last of the days that are looked at. Another sore day is a new event."""
    lately = [day for day in facts.sore_days if (facts.today - day).days < SORE_WITHIN_DAYS]
    if len(lately) >= SORE_DAYS:
        words = _("%(count)s sore days in the last %(days)s days.")
        reason = words % {"count": len(lately), "days": SORE_WITHIN_DAYS}
        yield f"sore:{lately[-1]}", Urgency.SORE, noon_of(lately[-1]), reason


def changed_by_content(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """The person sees it at once; staff may want to look at what is left of the plan."""
    out = facts.taken_out
    if out:
        yield f"taken_out:{out.event}", Urgency.TAKEN_OUT, out.since or now, out.words(NAMES_IN_A_LINE)


def bothered(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    offer = next(offer for offer in catalogue.shipped().bridge.offers if offer.id == "health_professional")
    if facts.bother is not None and facts.assessed_at and offer.band.holds(facts.bother):
        reason = _("Gets in the way: %(rating)s of 10.") % {"rating": facts.bother}
        yield f"bother:{facts.assessment}", Urgency.BOTHER, facts.assessed_at, reason


def without_progress(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    if facts.started_on is None or facts.baseline is None or facts.pain_now is None:
        return
    due = facts.started_on + dt.timedelta(days=PROGRESS_DAYS)
    change = pain_change(catalogue.shipped().pain_change, facts.baseline, facts.pain_now)
    if facts.today >= due and change.result in NOT_MEANINGFUL:
        days = (facts.today - facts.started_on).days
        words = _("Day %(days)s without a clear change: pain %(before)s at the start, %(after)s now.")
        reason = words % {"days": days, "before": facts.baseline, "after": facts.pain_now}
        yield f"no_progress:{facts.started_on}", Urgency.NO_PROGRESS, noon_of(due), reason


def quiet(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """Also when the clearance has run out meanwhile; not while a stop or a new screening keeps the plan back."""
    if facts.started_on is None or not (facts.is_cleared or facts.ran_out):
        return
    last = max(filter(None, [facts.practised_on, facts.started_on]))
    days = (facts.today - last).days
    if days >= QUIET_DAYS:
        reason = ngettext("No practice for %(days)s day.", "No practice for %(days)s days.", days) % {"days": days}
        if facts.ran_out:
            reason = _("%(quiet)s The safety answers have run out: no plan shows until they are given again.") % {
                "quiet": reason
            }
        yield f"quiet:{last}", Urgency.QUIET, noon_of(last + dt.timedelta(days=QUIET_DAYS)), reason


def noon_of(day: dt.date) -> dt.datetime:
    """A time for an event that is known by its day only."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)

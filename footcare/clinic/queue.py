"""Which lines stand in the queue, each saying in words why. Reads gathered facts only; nothing is stored for a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import catalogue
from assessments.domain.measures import pain_change
from assessments.models import Clearance
from footcare.accounts.models import Person
from footcare.clinic.facts import DayReport, Facts, Prompt
from footcare.clinic.models import QueueMark
from footcare.clinic.newer_content import NAMES_IN_A_LINE
from footcare.clinic.wording import quoted
from programs import catalogue as programs_catalogue
from programs.domain.outcomes import pain_is_rising
from programs.domain.progression_content import HOLD, course_of
from programs.domain.review import review
from programs.presenters.progress_words import LEADS, item_name
from programs.presenters.words import lower_first

QUIET_DAYS = 8
RISING_IS_NEWS_FOR_DAYS = 14
CLINICIAN_PROMPT, REFER = "clinician_prompt", "refer"  # the reviews of progression.yaml
DAY = dt.timedelta(days=1)
SNOOZE = dt.timedelta(days=7)
NOT_MEANINGFUL = ("same", "worse", "small_improvement")


class Urgency(IntEnum):
    EMERGENCY = 0
    SAME_DAY = 1
    ASKED = 2
    CORRECTED = 3
    CLINICIAN_FIRST = 4
    ENDED = 5
    REDS = 6
    RISING = 7
    SORE = 8
    TAKEN_OUT = 9
    REFER = 10
    BOTHER = 11
    NO_PROGRESS = 12
    QUIET = 13


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
    for find in FINDERS:
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


def ended(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """Reports of practice took the clearance back: it stays in the queue when the questions are answered again."""
    for row in facts.ended:
        reason = _("%(because)s The programme stopped.") % {"because": quoted(row.because)}
        yield f"ended:{row.pk}", Urgency.ENDED, row.made_at, reason


def reds(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """High pain again: the items of one day are one line."""
    numbers = programs_catalogue.shipped().progression
    lately = [one for one in facts.prompts if (facts.today - one.day).days < numbers.reds_window_days]
    for day, prompts in groupby(lately, key=lambda one: one.day):
        prompted = list(prompts)
        words = _("High pain on %(reds)s days within %(days)s days. %(items)s.")
        said = {"reds": numbers.red_swap_at, "days": numbers.reds_window_days, "items": prompt_words(prompted)}
        yield f"reds:{day}", Urgency.REDS, prompted[-1].made_at, words % said


def prompt_words(prompts: list[Prompt]) -> str:
    """What became of the items: "Heel raises: an easier version for now; 2 more"."""
    protocol = programs_catalogue.shipped()
    moved = [one for one in prompts if one.action != HOLD][:NAMES_IN_A_LINE]
    said = [f"{item_name(protocol, one.item)}: {lower_first(str(LEADS[one.action]))}" for one in moved]
    rest = len(prompts) - len(said)
    if not said:
        words = ngettext("%(count)s item keeps its dose", "%(count)s items keep their dose", rest)
        return words % {"count": rest}
    if rest:
        said.append(ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest})
    return "; ".join(said)


def sore(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """Today is the last of the days that are looked at. Another sore day is a new event."""
    kinds = programs_catalogue.shipped().composer.day_kinds
    if kinds is None:
        return
    lately = [day for day in facts.sore_days if (facts.today - day).days < kinds.sore.within_days]
    if len(lately) >= kinds.sore.help_at:
        words = _("%(count)s sore days in the last %(days)s days.")
        reason = words % {"count": len(lately), "days": kinds.sore.within_days}
        yield f"sore:{lately[-1]}", Urgency.SORE, noon_of(lately[-1]), reason


def changed_by_content(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """The person sees it at once; staff may want to look at what is left of the plan."""
    out = facts.taken_out
    if out:
        yield f"taken_out:{out.event}", Urgency.TAKEN_OUT, out.since or now, out.words(NAMES_IN_A_LINE)


def bothered(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    offer = next(offer for offer in catalogue.shipped().bridge.offers if offer.id == "health_professional")
    if facts.bother is not None and facts.assessed_at and offer.band.holds(facts.bother):
        reason = _("Answered that pain got in the way of the day: %(rating)s of 10.") % {"rating": facts.bother}
        yield f"bother:{facts.assessment}", Urgency.BOTHER, facts.assessed_at, reason


def without_progress(facts: Facts, now: dt.datetime) -> Iterator[Event]:
    """The latest review of the programme that is due. Daily function is not measured, so it excuses nobody."""
    if facts.started_on is None or facts.baseline is None or not facts.pain_now:
        return
    protocol, days = programs_catalogue.shipped(), (facts.today - facts.started_on).days
    drop = facts.baseline - facts.pain_now
    asked = review(protocol, day=days, pain_drop=drop, better_function=False)
    reviews = {one.id: one for one in course_of(protocol.progression).reviews}
    pain = {"days": days, "before": facts.baseline, "after": facts.pain_now}
    if asked == REFER:
        words = _(
            "Day %(days)s: pain %(before)s at the start, %(after)s now, down by less than %(drop)s. Ask for a "
            "professional's look."
        )
        due, reason = reviews[REFER], words % (pain | {"drop": reviews[REFER].pain_drop_min})
        yield f"refer:{facts.started_on}", Urgency.REFER, noon_of(facts.started_on + due.day * DAY), reason
        return
    due = reviews[CLINICIAN_PROMPT]
    change = pain_change(catalogue.shipped().pain_change, facts.baseline, facts.pain_now)
    if days >= due.day and (asked or change.result in NOT_MEANINGFUL):
        reason = _("Day %(days)s without a clear change: pain %(before)s at the start, %(after)s now.") % pain
        yield f"no_progress:{facts.started_on}", Urgency.NO_PROGRESS, noon_of(facts.started_on + due.day * DAY), reason


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


FINDERS = (
    stopped, corrected, ended, reds, rising, sore, changed_by_content, bothered, without_progress, quiet,
)  # fmt: skip

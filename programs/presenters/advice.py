"""What a check-in leads to: shown on Today above everything else, for the whole day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.definitions import Questionnaire
from programs.days import Day
from programs.domain.outcomes import pain_is_rising
from programs.models import CheckIn
from programs.presenters.after_red import RedStep, red_lines


@dataclass(frozen=True, slots=True)
class Advice:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StopHere:
    """After high pain the day ends. `lines` say what it led to, `items` are what they speak of."""

    title: str
    text: str
    lines: tuple[str, ...]
    items: frozenset[str]
    left: str


def stop_for_today() -> Advice:
    """After pain that ends the programme."""
    return Advice(
        _("Stop here for today"),
        _(
            "You told us that the pain was strong while you practised. "
            "Talk to a health professional before you practise again."
        ),
    )


def stop_here(day: Day, pain: int, steps: Sequence[RedStep], zone: str) -> StopHere:
    """`pain` is the strongest that was said today, `steps` what it led to at once."""
    told = _(
        "You said that the pain was %(pain)d of 10 while you practised. Pain this strong is a sign to stop. "
        "If it stays high, talk to a health professional."
    )
    open_still = any(one.item not in day.done and not day.waits(one) for one in day.items)
    rests = _("Strength, balance and harder items rest today.")
    choice = _("Easy movement and light touch are still on the list. You need not do any of it.")
    return StopHere(
        title=_("Stop here for today"),
        text=told % {"pain": pain},
        lines=red_lines(day.protocol, steps, day.date, zone),
        items=frozenset(step.item for step in steps),
        left=f"{rests} {choice}" if open_still else rests,
    )


def rising_pain(check_ins: Sequence[CheckIn], questionnaire: Questionnaire, date: dt.date) -> Advice | None:
    """`check_ins` are the last ones if one is of `date`, the newest first."""
    reports = [one.pain_now for one in last_of_each_day(check_ins) if one.pain_now is not None]
    today_counts = bool(check_ins) and check_ins[0].local_date == date
    if today_counts and pain_is_rising(reports, questionnaire.pain_change.worse_rise):
        return Advice(
            _("Your pain has gone up"),
            _(
                "It was higher at your last two check-ins. It may help to talk with a health professional. "
                "You can also answer the safety questions again."
            ),
        )
    return None


def last_of_each_day(check_ins: Iterable[CheckIn]) -> list[CheckIn]:
    """Oldest first; a later check-in of the same day takes the place of the earlier one."""
    by_day = {one.local_date: one for one in sorted(check_ins, key=lambda one: one.pk)}
    return [by_day[day] for day in sorted(by_day)]

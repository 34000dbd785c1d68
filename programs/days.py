"""A person's day as it stands: what is planned, what is ticked, what still has to be asked first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max

from footcare.accounts.models import Person
from programs.composing import routine_of_day, withheld
from programs.domain.day_kinds import SORE
from programs.domain.matching import level_with_pain
from programs.domain.movements import Protocol
from programs.domain.prescriptions import STRENGTH
from programs.domain.routine import PlannedItem, Routine
from programs.models import DailyCheck, DayPlan, Plan
from programs.news import strength_again
from programs.versions import protocol_of

TOUCH = "massage"
LOADED = ("strength", "balance")

Massage = Literal["ask", "open", "off"]


@dataclass(frozen=True, slots=True)
class Day:
    """`withheld` maps an item that newer safety content took out to its code; `done` are the ticked items; `gentle` is
    a sore day. `not_before` is the end of the rest between strength, by item.
    """

    date: dt.date
    gentle: bool
    plan: Plan
    protocol: Protocol
    routine: Routine
    withheld: dict[str, str]
    done: frozenset[str]
    asks_anything_new: bool
    massage: Massage
    checked_in: bool
    stopped_by_pain: bool
    eased_by_pain: bool
    held_by_pain: bool
    highest_level: int
    not_before: Mapping[str, dt.datetime]
    now: dt.datetime

    @property
    def items(self) -> tuple[PlannedItem, ...]:
        """What is on today's list: without what newer safety content, or today's massage answer, takes out."""
        return tuple(planned for planned in self.routine.items if self.allows(planned))

    @property
    def breaks(self) -> tuple[PlannedItem, ...]:
        return tuple(planned for planned in self.routine.breaks if self.allows(planned))

    def allows(self, planned: PlannedItem) -> bool:
        return planned.item not in self.withheld and not (planned.kind == TOUCH and self.massage == "off")

    def planned(self, item: str) -> PlannedItem | None:
        return next((planned for planned in self.items if planned.item == item), None)

    def waits(self, planned: PlannedItem) -> bool:
        """Strength before its rest is over, and after a report of high pain what is left that is not easy."""
        not_before = self.not_before.get(planned.item)
        if not_before is not None and self.now < not_before:
            return True
        if not self.eased_by_pain or planned.item in self.done:
            return False
        return planned.kind in LOADED or self.protocol.items[planned.item].level > self.highest_level

    def may_tick(self, planned: PlannedItem) -> bool:
        if self.asks_anything_new or self.stopped_by_pain:
            return False
        return planned.kind != TOUCH or self.massage == "open"


def read_day(
    plan: Plan, day_plan: DayPlan, done: frozenset[str], checks: Iterable[DailyCheck], *, now: dt.datetime
) -> Day:
    """`day_plan` comes from `with_reports`, `done` are the items ticked on it; checks of other days are ignored."""
    protocol = protocol_of(plan.protocol_version)
    routine = routine_of_day(protocol, plan, day_plan)
    later = day_plan.later_opened_at
    asked = sorted((one for one in checks if one.local_date == day_plan.local_date), key=lambda one: one.pk)
    return Day(
        date=day_plan.local_date,
        gentle=day_plan.kind == SORE,
        plan=plan,
        protocol=protocol,
        routine=routine,
        withheld=withheld(protocol, plan, [planned.item for planned in (*routine.items, *routine.breaks)]),
        done=done,
        asks_anything_new=_asks_anything_new(plan, asked, later),
        massage=_massage(asked, later),
        checked_in=day_plan.reported is not None,
        stopped_by_pain=stops_by_pain(protocol, day_plan.reported),
        eased_by_pain=eases_by_pain(protocol, day_plan.reported),
        held_by_pain=holds_by_pain(protocol, day_plan.reported),
        highest_level=level_with_pain(protocol, day_plan.reported or 0),
        not_before=_rest_anew(protocol, plan, routine, day_plan, now) if later else _rest_of(day_plan),
        now=now,
    )


def _rest_of(day_plan: DayPlan) -> dict[str, dt.datetime]:
    """The end of the rest between strength, by item, as it was when the list was made."""
    return {
        item: dt.datetime.fromisoformat(news["not_before"])
        for item, news in day_plan.news.items()
        if "not_before" in news
    }


def _rest_anew(
    protocol: Protocol, plan: Plan, routine: Routine, day_plan: DayPlan, now: dt.datetime
) -> dict[str, dt.datetime]:
    """Who comes back to an earlier day finds its old list, and may have done strength since."""
    again = strength_again(protocol, plan.person, day_plan.local_date, now)
    strength = [planned.item for planned in routine.items if planned.kind == STRENGTH]
    return _rest_of(day_plan) | (dict.fromkeys(strength, again) if again else {})


@dataclass(frozen=True, slots=True)
class Said:
    """What holds a local day back, whether or not the day is fixed for the plan that shows. `held_by_pain`: nothing
    comes to its list any more.
    """

    massage_is_off: bool
    stopped_by_pain: bool
    eased_by_pain: bool
    held_by_pain: bool
    is_green: bool

    def allows(self, planned: PlannedItem) -> bool:
        return not (planned.kind == TOUCH and self.massage_is_off)


def said_on(person: Person, protocol: Protocol, date: dt.date) -> Said:
    worst = person.check_ins.filter(local_date=date).aggregate(worst=Max("pain_during"))["worst"]
    return Said(
        massage_is_off=_massage(person.daily_checks.filter(local_date=date), None) == "off",
        stopped_by_pain=stops_by_pain(protocol, worst),
        eased_by_pain=eases_by_pain(protocol, worst),
        held_by_pain=holds_by_pain(protocol, worst),
        is_green=worst is not None and worst < protocol.progression.lights.amber_during,
    )


def done_by_day(operations: Iterable[tuple[dt.date, str, bool]]) -> dict[dt.date, frozenset[str]]:
    """The items whose last operation of the day says done. `operations` as `Tick.objects.operations()` orders them."""
    last: dict[dt.date, dict[str, bool]] = {}
    for day, item, done in operations:
        last.setdefault(day, {})[item] = done
    return {day: frozenset(item for item, done in items.items() if done) for day, items in last.items()}


def last_strength_day(person: Person, protocol: Protocol, before: dt.date) -> dt.date | None:
    """The latest day within a week before `before` on which a strength item was practised."""
    week = person.ticks.filter(local_date__lt=before, local_date__gte=before - dt.timedelta(days=7))
    practised = done_by_day(week.operations())
    return max((day for day, items in practised.items() if _holds_strength(protocol, items)), default=None)


def _holds_strength(protocol: Protocol, items: Iterable[str]) -> bool:
    return any(item in protocol.items and protocol.items[item].kind == STRENGTH for item in items)


def _asks_anything_new(plan: Plan, asked: Sequence[DailyCheck], later_opened_at: dt.datetime | None) -> bool:
    """Asked anew each day; a yes is answered by the screening that came after it."""
    said = [one for one in asked if one.question == DailyCheck.Question.ANYTHING_NEW]
    said = _since(later_opened_at, said)
    if not said:
        return True
    return said[-1].answer != "no" and plan.cleared_at <= said[-1].said_at


def _massage(asked: Iterable[DailyCheck], later_opened_at: dt.datetime | None) -> Massage:
    """A yes, or not sure, keeps massage off for its local day whatever comes after; a no can grow old."""
    said = [one for one in asked if one.question == DailyCheck.Question.MASSAGE_CHECK]
    if any(one.answer != "no" for one in said):
        return "off"
    return "open" if _since(later_opened_at, said) else "ask"


def _since(later_opened_at: dt.datetime | None, said: list[DailyCheck]) -> list[DailyCheck]:
    """Who travels west comes back to a day after opening a later one: what was said before that is of the past."""
    return [one for one in said if later_opened_at is None or one.said_at > later_opened_at]


def stops_by_pain(protocol: Protocol, pain_during: int | None) -> bool:
    return pain_during is not None and pain_during >= protocol.progression.stop_during


def eases_by_pain(protocol: Protocol, pain_during: int | None) -> bool:
    """Pain from which practice counts as too much: the red light of the content."""
    return pain_during is not None and pain_during >= protocol.progression.lights.red_during


def holds_by_pain(protocol: Protocol, pain_during: int | None) -> bool:
    """Pain from which practice went less than well: the amber light of the content."""
    return pain_during is not None and pain_during >= protocol.progression.lights.amber_during

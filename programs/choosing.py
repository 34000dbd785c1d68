"""What a person may choose about the single items of a plan, and what was chosen about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from programs.composing import inputs_now, inputs_now_on, preferences_of
from programs.domain.dose_steps import easier
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.movements import Protocol
from programs.domain.programme import Progress, usable_items
from programs.domain.progression_state import standing_on
from programs.models import Plan, Preference
from programs.news import open_offers
from programs.standings import Standings


@dataclass(frozen=True, slots=True)
class Choosable:
    """Items that may be left out, and those of them that have an easier version."""

    leave_out: frozenset[str]
    prefer_easier: frozenset[str]

    def of(self, choice: Preference.Choice) -> frozenset[str]:
        return self.leave_out if choice == Preference.Choice.LEAVE_OUT else self.prefer_easier


def choosable_items(protocol: Protocol, plan: Plan, progress: Progress, today: Iterable[str]) -> Choosable:
    """Among the items of the plan, and those of `today`."""
    planned = {one["item"] for day in (STRENGTH_DAY, OTHER_DAY) for one in plan.outcome[day]["items"]}
    planned |= {state.standing.item for state in progress.states.values() if state.prescribed in planned}
    planned |= set(today)
    usable = usable_items(protocol, inputs_now(plan), preferences_of(plan))
    with_easier = (id for id in planned if easier(protocol, protocol.items[id], usable) is not None)
    return Choosable(frozenset(planned), frozenset(with_easier))


@dataclass(frozen=True, slots=True)
class Tried:
    """A next version that the person took: `of` is what it is prescribed as, `before` what it took the place of."""

    of: str
    item: str
    before: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands beside the items of a plan, by the item as it stands now; `tried` can be undone.

    `from_tomorrow` are items that a choice takes off the plan and that today's list still has.
    """

    choosable: Choosable
    from_tomorrow: frozenset[str]
    offers: Mapping[str, Mapping[str, str]]
    clinic_says: Mapping[str, str]
    tried: tuple[Tried, ...]


def chosen_now(
    protocol: Protocol, plan: Plan, standings: Standings, today: Iterable[str], now: dt.datetime, *, hurt: bool
) -> Chosen:
    """`today` are the items of today's list. After a report of high pain nothing more is offered on that day."""
    date, progress = plan.person.today(now), standings.progress
    usable = usable_items(protocol, inputs_now_on(protocol, plan, progress, date), preferences_of(plan))
    stands = {id: standing_on(state, date).item for id, state in progress.states.items()}
    preferences = preferences_of(plan)
    return Chosen(
        choosable=choosable_items(protocol, plan, progress, today),
        from_tomorrow=(preferences.leave_out | preferences.prefer_easier).intersection(today),
        offers={} if hurt else open_offers(progress, usable, date, now),
        clinic_says={stands[id]: reason for id, reason in standings.clinic_says.items()},
        tried=tuple(Tried(id, stands[id], before) for id, before in standings.tried.items() if before in usable),
    )

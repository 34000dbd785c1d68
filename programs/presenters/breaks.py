"""Short breaks of a day: when each comes, and how often at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.domain.breaks import BreakTime, break_times
from programs.domain.movements import Protocol
from programs.domain.routine import POSTURE_BREAK, PlannedItem
from programs.presenters.links import item_url


@dataclass(frozen=True, slots=True)
class BreakShown:
    """`name` is the moment, and is empty in content without moments."""

    name: str
    when: str
    items: tuple[dict[str, str], ...]


def breaks_shown(protocol: Protocol, breaks: Iterable[PlannedItem]) -> tuple[BreakShown, ...]:
    planned = [one.item for one in breaks]
    if protocol.breaks is None:
        return tuple(BreakShown("", f"{protocol.items[id].words.purpose}.", (_link(protocol, id),)) for id in planned)
    return tuple(
        BreakShown(time.moment.name, when_words(time), tuple(_link(protocol, id) for id in time.items))
        for time in break_times(protocol.breaks, planned)
    )


def break_whens(protocol: Protocol, breaks: Iterable[PlannedItem]) -> Mapping[str, str]:
    """By item when it comes; empty in content without moments."""
    times = break_times(protocol.breaks or (), [one.item for one in breaks])
    return {id: when_words(time) for time in times for id in time.items}


def break_moments(protocol: Protocol, breaks: Iterable[PlannedItem]) -> Mapping[str, str]:
    """By item the moment of the day that it belongs to; empty in content without moments."""
    times = break_times(protocol.breaks or (), [one.item for one in breaks])
    return {id: time.moment.name for time in times for id in time.items}


def without_times(protocol: Protocol, planned: PlannedItem) -> PlannedItem:
    """A break without its own times a day: its moment says how often, for all its breaks together."""
    if protocol.breaks is None or protocol.items[planned.item].kind != POSTURE_BREAK:
        return planned
    return replace(planned, dose=replace(planned.dose, times_per_day=1))


def when_words(time: BreakTime) -> str:
    most = time.moment.most_a_day
    if most is None:
        return time.rhythm
    if most == 1:
        return _("%(rhythm)s Once a day.") % {"rhythm": time.rhythm}
    limit = ngettext("At most %(count)d time a day.", "At most %(count)d times a day.", most) % {"count": most}
    return f"{time.rhythm} {limit}"


def _link(protocol: Protocol, item: str) -> dict[str, str]:
    return {"url": item_url(item), "name": protocol.items[item].words.name}

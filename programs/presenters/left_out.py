"""What is not in the plan, under what keeps it out; and what stands in the place of something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.composing import caps_of, taken_away
from programs.domain.blocks import WITHDRAWN, YOUR_CHOICE
from programs.domain.movements import Protocol
from programs.domain.routine import Routine
from programs.domain.wording import left_out_by_health, left_out_words
from programs.models import Plan
from programs.presenters.progress_words import item_name
from programs.presenters.words import lower_first

ROOM, LATER, THINGS, SUITS, GONE = "room", "later", "things", "suits", "gone"
CAUSES = {
    ROOM: gettext_lazy("Your day is full"),
    LATER: gettext_lazy("These come later"),
    THINGS: gettext_lazy("These need a thing that you did not name"),
    SUITS: gettext_lazy("These do not suit you now"),
    GONE: gettext_lazy("These are no longer offered"),
}
"""In the order of the page. What a health answer keeps out has one heading: it never says which answer."""
OF_KIND = {"equipment": THINGS, "level": LATER, "gate": LATER, WITHDRAWN: GONE}
ITS_OWN_WORDS = frozenset({"gate", WITHDRAWN})
SWAPS = {
    False: gettext_lazy("Swapped for something gentler"),
    True: gettext_lazy("Swapped, because they need a thing that you did not name"),
}


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """The items that one reason left out."""

    why: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutCause:
    label: str
    groups: tuple[LeftOutGroup, ...]


@dataclass(frozen=True, slots=True)
class SwapShown:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class SwapGroup:
    label: str
    swaps: tuple[SwapShown, ...]


def left_out_codes(
    routines: Mapping[str, Routine], gone: Mapping[str, str], planned: Collection[str]
) -> dict[str, str]:
    """Items that are on neither day, each with its first code; what the person chose stands elsewhere."""
    codes = dict(gone)
    for routine in routines.values():
        for left in (*routine.dropped, *routine.left_outs):
            if left.item not in planned and left.code != YOUR_CHOICE:
                codes.setdefault(left.item, left.code)
    return codes


def cause_of(plan: Plan, protocol: Protocol, item: str, code: str) -> str:
    kind = code.partition(":")[0]
    by_health = left_out_by_health(protocol, code, item=item, caps=caps_of(plan), taken_away=taken_away(plan))
    if by_health and kind not in ITS_OWN_WORDS:
        return SUITS
    return OF_KIND.get(kind, ROOM)


def left_out(plan: Plan, protocol: Protocol, codes: Mapping[str, str]) -> tuple[LeftOutCause, ...]:
    causes: dict[str, dict[str, list[str]]] = {cause: {} for cause in CAUSES}
    for item, code in codes.items():
        reasons = causes[cause_of(plan, protocol, item, code)]
        reasons.setdefault(_reason(plan, protocol, item, code), []).append(item_name(protocol, item))
    return tuple(
        LeftOutCause(str(CAUSES[cause]), tuple(LeftOutGroup(why, tuple(names)) for why, names in reasons.items()))
        for cause, reasons in causes.items()
        if reasons
    )


def swapped(plan: Plan, protocol: Protocol, routines: Iterable[Routine]) -> Iterator[SwapGroup]:
    swaps = {swap.before: swap for routine in routines for swap in routine.swaps if swap.code != YOUR_CHOICE}
    for for_a_thing, label in SWAPS.items():
        shown = tuple(
            SwapShown(
                _("%(after)s, in place of %(before)s")
                % {"after": item_name(protocol, swap.after), "before": lower_first(item_name(protocol, swap.before))},
                _reason(plan, protocol, swap.before, swap.code),
            )
            for swap in swaps.values()
            if (cause_of(plan, protocol, swap.before, swap.code) == THINGS) == for_a_thing
        )
        if shown:
            yield SwapGroup(str(label), shown)


def _reason(plan: Plan, protocol: Protocol, item: str, code: str) -> str:
    return left_out_words(
        protocol,
        code,
        item=item,
        caps=caps_of(plan),
        taken_away=taken_away(plan),
        longest=plan.minutes == max(protocol.composer.budgets),
    )

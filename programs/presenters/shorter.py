"""Why a day is shorter than the minutes that were asked for: in one sentence, from the codes of what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.domain.movements import Protocol
from programs.domain.routine import Routine
from programs.models import Plan
from programs.presenters.left_out import LATER, SUITS, THINGS, cause_of, left_out_codes
from programs.presenters.words import listed, minutes_words

MINUTE = 60
OF_CAUSE = {
    SUITS: gettext_lazy("some items do not suit you now"),
    LATER: gettext_lazy("some items come later"),
    THINGS: gettext_lazy("some items need a thing that you did not name"),
}


def shorter_words(plan: Plan, protocol: Protocol, routines: Mapping[str, Routine]) -> str:
    """Empty when both days fill the minutes. The minutes of the page count no change from one item to the next."""
    asked = plan.minutes * MINUTE
    short = {day: one for day, one in routines.items() if one.items and _seconds(one) <= asked - MINUTE}
    if not short:
        return ""
    why = [*_caps(plan, protocol, short), *_changing(protocol, short)]
    return _("You asked for %(minutes)s. Your days are shorter: %(why)s.") % {
        "minutes": minutes_words(plan.minutes),
        "why": listed(why),
    }


def _seconds(routine: Routine) -> int:
    return sum(each.seconds for each in routine.items)


def _caps(plan: Plan, protocol: Protocol, short: Mapping[str, Routine]) -> Iterable[str]:
    """What keeps the rest out, where a minute or more stays unused."""
    unused = {day: one for day, one in short.items() if plan.minutes * MINUTE - one.seconds >= MINUTE}
    if not unused:
        return
    codes = left_out_codes(unused, {}, {each.item for one in unused.values() for each in one.items})
    kinds = {code.partition(":")[0] for code in codes.values()}
    if "max_items" in kinds:
        most = protocol.composer.budgets[plan.minutes].max_items
        yield ngettext("one day has %(most)d item at most", "one day has %(most)d items at most", most) % {"most": most}
        return
    if kinds & {"kind_cap", "up_chain_cap"}:
        yield _("one day has only so much of one kind")
    if "time" in kinds:
        yield _("what is left over takes more than the minutes that remain")
    causes = {cause_of(plan, protocol, item, code) for item, code in codes.items()}
    yield from (str(words) for cause, words in OF_CAUSE.items() if cause in causes)
    if not codes:
        yield _("your answers ask for no more")


def _changing(protocol: Protocol, short: Mapping[str, Routine]) -> Iterable[str]:
    minutes = round(max(len(one.items) for one in short.values()) * protocol.composer.transition_s / MINUTE)
    if minutes:
        yield ngettext(
            "about %(count)d minute is for going from one item to the next",
            "about %(count)d minutes are for going from one item to the next",
            minutes,
        ) % {"count": minutes}

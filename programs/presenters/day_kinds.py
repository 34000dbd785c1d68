"""A day of another kind: what it is now, what it may become, and help when sore days pile up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.domain.day_kinds import BUSY, NORMAL, SORE, DayKinds
from programs.models import DayPlan
from programs.presenters.words import minutes_words

HELP = "/help/"


@dataclass(frozen=True, slots=True)
class KindOfDay:
    """`now` is empty on a usual day, `back` is the way to one. `minutes` are the shorter days on offer; `help` stands
    above everything else.
    """

    now: str
    back: bool
    minutes: tuple[dict[str, Any], ...]
    gentle: bool
    help: dict[str, Any] | None


def kind_of_day(
    kinds: DayKinds | None, day_plan: DayPlan, usual_minutes: int, *, sore_days: int, held: bool
) -> KindOfDay | None:
    """None where the content knows only usual days. `sore_days` are those lately, today among them; a day that is
    `held` by pain stays as it is.
    """
    if kinds is None:
        return None
    kind = day_plan.kind
    now = day_plan.minutes if kind == BUSY else usual_minutes
    return KindOfDay(
        now={NORMAL: "", BUSY: _short(now), SORE: _gentle()}[kind],
        back=not held,
        minutes=tuple(
            {"value": minutes, "text": minutes_words(minutes)}
            for minutes in kinds.busy_minutes
            if not held and minutes < usual_minutes and kind != SORE and (kind, minutes) != (BUSY, now)
        ),
        gentle=kind != SORE and not held,
        help=_help(kinds, sore_days) if kind == SORE and sore_days >= kinds.sore.help_at else None,
    )


def _short(minutes: int) -> str:
    return _("A short day: %(minutes)s. It counts like any other day.") % {"minutes": minutes_words(minutes)}


def _gentle() -> str:
    return _(
        "A gentle day: slow breathing comes first, strength and balance go one step down, and touch is light. The "
        "breathing can make it a little longer. It counts like any other day. Your usual doses wait."
    )


def _help(kinds: DayKinds, sore_days: int) -> dict[str, Any]:
    text = ngettext(
        "You chose the gentle day %(count)d time in the last %(days)d days.",
        "You chose the gentle day %(count)d times in the last %(days)d days.",
        sore_days,
    ) % {"count": sore_days, "days": kinds.sore.within_days}
    more = _("Take a minute to look at when a health professional should see you.")
    link = {"url": HELP, "label": _("See the signs, and whom to call")}
    return {"title": _("When to get help"), "text": f"{text} {more}", "link": link}

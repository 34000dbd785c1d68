"""A step of progress in words: what changed, and why. The one table for every key of the engine."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from programs.domain.dose_steps import ITEM, LADDER_WEEK, PAUSE
from programs.domain.movements import Protocol
from programs.presenters.words import listed, lower_first, number, sentence

Because = Iterable[Sequence[Any]]
Changes = Iterable[Mapping[str, Any]]

LEADS = {
    "STOP_REFER": gettext_lazy("Stopped"),
    "SWAP_7_DAYS": gettext_lazy("An easier version for now"),
    "PAUSE_7_DAYS": gettext_lazy("Rests"),
    "STEP_DOWN_2_REST_48H": gettext_lazy("Eased, with a rest"),
    "STEP_DOWN": gettext_lazy("Eased"),
    "REASSESS": gettext_lazy("Begins again"),
    "LEVEL_BACK": gettext_lazy("Eased"),
    "REPEAT": gettext_lazy("The same again"),
    "NOT_TODAY": gettext_lazy("Not today"),
    "DELOAD": gettext_lazy("A lighter week"),
    "HOLD": gettext_lazy("Stays the same"),
    "PROGRESS": gettext_lazy("A step up"),
    "SET_BY_CLINICIAN": gettext_lazy("Set by your clinic"),
    "RELEASED": gettext_lazy("Goes on"),
    "ACCEPTED": gettext_lazy("The next version"),
    "TAKEN_BACK": gettext_lazy("The version before"),
    "LEVEL_UP": gettext_lazy("Harder versions are open to you now"),
    "RESTARTED": gettext_lazy("Your course begins again"),
    "MERGED": gettext_lazy("Two plans became one"),
}
LINES = {
    "stop": gettext_lazy("very strong pain, or a stop sign"),
    "red_third": gettext_lazy("%(reds)s days with strong pain within %(within_days)s days"),
    "red_second": gettext_lazy("%(reds)s days with strong pain within %(within_days)s days"),
    "red_second_no_lower": gettext_lazy("%(reds)s days with strong pain within %(within_days)s days"),
    "red_first": gettext_lazy("a day with strong pain"),
    "gap_reassess": gettext_lazy("%(days_away)s days since you last did this one"),
    "gap_level_back": gettext_lazy("%(days_away)s days since you last did this one"),
    "gap_step_down": gettext_lazy("%(days_away)s days since you last did this one"),
    "gap_repeat": gettext_lazy("%(days_away)s days since you last did this one"),
    "no_room": gettext_lazy("good days, but your day has no room for more of this one"),
    "48_hours": gettext_lazy("muscles rest for %(hours_needed)s hours between strength days"),
    "deload": gettext_lazy("%(progress_weeks)s weeks in a row with a step up"),
    "amber_third": gettext_lazy("%(ambers)s days in a row with some pain"),
    "amber": gettext_lazy("a day with some pain"),
    "green_rise": gettext_lazy("more pain than the time before"),
    "green_no_entry": gettext_lazy("a good day, with one answer still open"),
    "green_not_complete": gettext_lazy("a good day, but hard work or not all of it done"),
    "green_in_a_row": gettext_lazy("%(greens)s good days in a row"),
    "green_first": gettext_lazy("a good day, and the next one in a row can raise it"),
    "stopped": gettext_lazy("the safety questions come first"),
    "resting": gettext_lazy("it still rests"),
    "no_practice": gettext_lazy("nothing new to go by"),
    "pain_return": gettext_lazy("pain of %(pain)s or more for %(days)s days"),
    "sore_day": gettext_lazy("a gentle day changes nothing"),
    "for_now": gettext_lazy("a good day, while the lighter time lasts"),
    "other_red": gettext_lazy("a day with strong pain"),
    "other_amber": gettext_lazy("a day with some pain"),
    "other_counted": gettext_lazy("%(greens)s of %(greens_needed)s good days"),
    "other_moved": gettext_lazy("%(greens)s good days with this version"),
    "other_offered": gettext_lazy("%(greens)s good days, so the next version is ready"),
    "other_same_dose": gettext_lazy("this one keeps its dose"),
    "set_by_clinician": gettext_lazy("your clinic chose it for you"),
    "released": gettext_lazy("the safety questions are answered again"),
    "accepted": gettext_lazy("you chose it"),
    "taken_back": gettext_lazy("you chose it"),
    "level_up": gettext_lazy("enough practice without strong pain"),
    "restarted": gettext_lazy("pain came back after the end of the course"),
    "merged": gettext_lazy("what asks for more care in either plan counts"),
}
"""By row of the decision table, or the rule beside it. Each follows a colon, or stands alone."""
FACTS = {
    "during": gettext_lazy("Pain while you practised: %(value)s of 10"),
    "morning": gettext_lazy("Next morning: %(value)s of 10"),
    "baseline": gettext_lazy("Usual morning: %(value)s of 10"),
    "during_before": gettext_lazy("Pain the time before: %(value)s of 10"),
    "morning_before": gettext_lazy("Morning after the time before: %(value)s of 10"),
    "stop_signs": gettext_lazy("Stop signs: %(value)s"),
    "ambers": gettext_lazy("Days in a row with some pain: %(value)s"),
    "greens": gettext_lazy("Good days: %(value)s"),
    "greens_needed": gettext_lazy("Good days it takes: %(value)s"),
    "missing": gettext_lazy("Not said: %(value)s"),
    "done": gettext_lazy("Done: %(value)s %%"),
    "effort": gettext_lazy("Effort: %(value)s of 10"),
    "days_away": gettext_lazy("Days since you last did this one: %(value)s"),
    "hours_since_strength": gettext_lazy("Hours since your last strength work: %(value)s"),
    "hours_needed": gettext_lazy("Hours of rest it takes: %(value)s"),
    "progress_weeks": gettext_lazy("Weeks in a row with a step up: %(value)s"),
    "pain": gettext_lazy("Pain: %(value)s of 10 or more"),
    "days": gettext_lazy("Days in a row: %(value)s"),
    "offer": gettext_lazy("Next version: %(value)s"),
    "paused_until": gettext_lazy("Rests until %(value)s"),
    "SWAP_7_DAYS": gettext_lazy("The easier version stays until %(value)s"),
    "DELOAD": gettext_lazy("The lighter week ends on %(value)s"),
}
STRONG_DAYS = (
    gettext_noop("%(reds)s day with strong pain in the last %(within_days)s days"),
    gettext_noop("%(reds)s days with strong pain in the last %(within_days)s days"),
)
"""Two facts that make sense only together."""
NOT_SAID = {"morning": gettext_lazy("the next morning"), "during": gettext_lazy("the pain while you practised")}
DATES = frozenset({"paused_until", "SWAP_7_DAYS", "DELOAD"})
SAYS_WHAT_BY_ITSELF = frozenset({"PROGRESS", "ACCEPTED", "TAKEN_BACK"})


def step_words(protocol: Protocol, action: str, line: str, changes: Changes, because: Because, reason: str = "") -> str:
    """ "12 repetitions now, 10 before: 2 good days in a row." or "Eased: 1 set now, 2 before. Some pain."

    `reason` are a clinician's own words: they take the place of why.
    """
    changed, why = change_words(protocol, changes), why_words(line, because)
    if changed and action in SAYS_WHAT_BY_ITSELF:
        return _("%(changed)s: %(why)s.") % {"changed": capfirst(changed), "why": why}
    said = {"lead": LEADS[action], "changed": changed, "why": capfirst(why)}
    if reason:
        lead = (_("%(lead)s: %(changed)s.") if changed else _("%(lead)s.")) % said
        return f"{lead} {clinic_says(reason)}"
    return (_("%(lead)s: %(changed)s. %(why)s.") if changed else _("%(lead)s. %(why)s.")) % said


def set_by_clinic(reason: str) -> str:
    """Beside the dose itself, which needs no saying again."""
    return _("Set by your clinic: “%(reason)s”") % {"reason": sentence(reason)}


def clinic_says(reason: str) -> str:
    return _("Your clinic says: “%(reason)s”") % {"reason": sentence(reason)}


def why_words(line: str, because: Because) -> str:
    """With the numbers of the step; the end of a sentence."""
    return str(LINES[line]) % {pair[0]: pair[1] for pair in because}


def facts(protocol: Protocol, line: str, because: Because) -> tuple[str, ...]:
    """What the step went by, without what its line says already."""
    said = re.findall(r"%\((\w+)\)", str(LINES[line]))
    told = {key: value for key, value in because if key not in said}
    shown = [str(FACTS[key]) % {"value": _value(protocol, key, value)} for key, value in told.items() if key in FACTS]
    if "reds" in told:
        shown.append(ngettext(*STRONG_DAYS, told["reds"]) % told)
    return tuple(shown)


def change_words(protocol: Protocol, changes: Changes) -> str:
    """Several changes of one part count from the first to the last; empty when nothing changed."""
    items: list[str] = []
    doses: dict[str, tuple[Any, Any]] = {}
    others = []
    for change in changes:
        what, before, after = change["what"], change["before"], change["after"]
        if what == ITEM:
            items = [*items[:1], after] if items else [before, after]
            doses = {}  # the dose before was that of another item
        elif what in UNITS:
            doses[what] = (doses[what][0] if what in doses else before, after)
        else:
            others.append(_other(what, after))
    parts = [_moved(protocol, items, doses)] if items else [_dose(doses)] if doses else []
    return "; ".join([*parts, *others])


def item_name(protocol: Protocol, item: str) -> str:
    """Also of what the library no longer has."""
    return protocol.items[item].words.name if item in protocol.items else _("An item that is no longer offered")


def _moved(protocol: Protocol, items: Sequence[str], doses: Mapping[str, tuple[Any, Any]]) -> str:
    names = {"after": lower_first(item_name(protocol, items[1])), "before": lower_first(item_name(protocol, items[0]))}
    words = _("%(after)s now, in place of %(before)s") % names
    if not doses:
        return words
    dose = listed(_amount(what, after) for what, (_before, after) in doses.items())
    return _("%(words)s, with %(dose)s") % {"words": words, "dose": dose}


def _dose(doses: Mapping[str, tuple[Any, Any]]) -> str:
    now = listed(_amount(what, after) for what, (_before, after) in doses.items())
    before = listed(_amount(what, before) for what, (before, _after) in doses.items())
    if len(doses) == 1:
        ((only, _now),) = doses.values()
        before = number(only) if only is not None else _("none")
    return _("%(now)s now, %(before)s before") % {"now": now, "before": before}


def _amount(what: str, value: float | None) -> str:
    return UNITS[what](value or 0) if value else _("no extra weight")


def _other(what: str, after: Any) -> str:
    if what == PAUSE:
        return ngettext("a rest of %(days)d day", "a rest of %(days)d days", after) % {"days": after}
    if what == LADDER_WEEK:
        return ngettext("as it is for the first week", "as it is for the first %(weeks)d weeks", after) % {
            "weeks": after
        }
    return _("as it is, at its highest step")


def _value(protocol: Protocol, key: str, value: Any) -> str:
    if key == "missing":
        return str(NOT_SAID[value])
    if key == "offer":
        return lower_first(item_name(protocol, value))
    if key in DATES:
        return date_format(dt.date.fromisoformat(value), "j F")
    return str(value)


def _sets(count: float) -> str:
    return ngettext("%(count)s set", "%(count)s sets", int(count)) % {"count": number(count)}


def _repetitions(count: float) -> str:
    return ngettext("%(count)s repetition", "%(count)s repetitions", int(count)) % {"count": number(count)}


def _hold(seconds: float) -> str:
    return ngettext("a hold of %(n)s second", "a hold of %(n)s seconds", int(seconds)) % {"n": number(seconds)}


def _weight(kilograms: float) -> str:
    return _("%(count)s kg") % {"count": number(kilograms)}


UNITS = {"sets": _sets, "reps": _repetitions, "hold_s": _hold, "load": _weight}

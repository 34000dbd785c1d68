"""Words for doses, times, things and sides."""

from __future__ import annotations

import math
from collections.abc import Iterable

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from footcare.accounts.models import Person
from footcare.environment import Contact
from programs.domain.movements import Dose, Item, Protocol
from programs.domain.routine import PlannedItem

MOVE, TOUCH = "move", "touch"
POSITIONS = {
    "lying": gettext_lazy("Lying down"),
    "sitting": gettext_lazy("Sitting"),
    "standing": gettext_lazy("Standing"),
    "on_step": gettext_lazy("Standing on a step"),
    "all_fours": gettext_lazy("On hands and knees"),
    "kneeling": gettext_lazy("Kneeling"),
}
GRADES = {
    "A": gettext_lazy("Tested in trials"),
    "B": gettext_lazy("Indirect evidence"),
    "C": gettext_lazy("Clinic experience"),
}
SEVERITIES = {1: gettext_lazy("mild"), 3: gettext_lazy("marked")}
FIRST_SIDES = {"left": gettext_lazy("Start with the left side"), "right": gettext_lazy("Start with the right side")}


def strand(kind: str) -> str:
    return TOUCH if kind == "massage" else MOVE


def dose_words(item: Item, dose: Dose) -> str:
    """For example "2 × 10, hold 2 s each side; twice a day"."""
    words = _timed(dose) if dose.minutes else _counted(item, dose)
    if dose.load:
        words = _("%(dose)s, with %(load)s kg") % {"dose": words, "load": number(dose.load)}
    if item.side == "each":
        words = _("%(dose)s each side") % {"dose": words}
    if dose.times_per_day > 1:
        words = f"{words}; {times_a_day(dose)}"
    return words


def times_a_day(dose: Dose) -> str:
    if dose.times_per_day == 2:
        return _("twice a day")
    return ngettext("%(count)d time a day", "%(count)d times a day", dose.times_per_day) % {"count": dose.times_per_day}


def tick_words(dose: Dose) -> str:
    """What is done several times a day is ticked once; empty for everything else."""
    if dose.times_per_day == 1:
        return ""
    return _("%(times)s. One tick is enough.") % {"times": capfirst(times_a_day(dose))}


def _timed(dose: Dose) -> str:
    return length_words(dose.minutes * 60)


def _counted(item: Item, dose: Dose) -> str:
    if dose.reps == 1 and dose.sets == 1:
        seconds = item.tempo.up_s + dose.hold_s + item.tempo.down_s
        return _("once, for about %(time)s") % {"time": length_words(seconds)}
    if dose.sets > 1 or dose.reps == 1:
        words = _("%(sets)d × %(reps)d") % {"sets": dose.sets, "reps": dose.reps}
    else:
        words = ngettext("%(reps)d time", "%(reps)d times", dose.reps) % {"reps": dose.reps}
    if dose.hold_s:
        words = _("%(dose)s, hold %(seconds)d s") % {"dose": words, "seconds": dose.hold_s}
    return words


def length_words(seconds: float) -> str:
    """Of a dose: always in seconds, so that the same time reads the same everywhere."""
    return ngettext("%(n)s second", "%(n)s seconds", int(seconds)) % {"n": number(seconds)}


def number(value: float) -> str:
    return f"{value:g}"


def minutes_of(seconds: float) -> int:
    """Whole minutes, rounded up."""
    return math.ceil(seconds / 60)


def time_words(seconds: float) -> str:
    """Of one item, to the nearest minute."""
    return _about(_nearest_minute(seconds))


def section_time(planned: Iterable[PlannedItem]) -> str:
    """The sum of the times below it, as they are shown."""
    return _about(sum(_nearest_minute(one.seconds) for one in planned))


def _nearest_minute(seconds: float) -> int:
    return max(1, round(seconds / 60))


def _about(minutes: int) -> str:
    return _("about %(minutes)d min") % {"minutes": minutes}


def minutes_words(minutes: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def things(protocol: Protocol, item: Item) -> tuple[str, ...]:
    return tuple(protocol.vocabulary.equipment[id].label for id in item.equipment if id != "none")


def lower_first(name: str) -> str:
    """A name inside a sentence."""
    return name[:1].lower() + name[1:]


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    *first, last = list(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def sentence(words: str) -> str:
    return capfirst(words if words.endswith((".", "?")) else f"{words}.")


def contact_of(person: Person) -> Contact:
    country = person.country if person.country in settings.CONTACTS else next(iter(settings.CONTACTS))
    contact: Contact = settings.CONTACTS[country]
    return contact


def with_numbers(text: str, contact: Contact) -> str:
    """Fills the placeholders of a clinical sentence."""
    return text.format(
        emergency_number=contact.emergency_number,
        urgent_advice_contact=contact.urgent_contact,
        crisis_line=contact.crisis_line,
    )

"""The learn pages: the library with its choices, one item of it, and the articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.domain.dosing import seconds
from programs.domain.movements import Item, Protocol
from programs.learning.articles import Article
from programs.learning.library import CHOICES, Filters, Library, matches
from programs.learning.people import People, limits
from programs.presenters.links import learn_url
from programs.presenters.studies import Study, study
from programs.presenters.words import GRADES, POSITIONS, dose_words, listed, lower_first, strand, things, time_words

# (kind, icon, heading, what it is), in the order of a day.
PURPOSES = {
    "mobility": ("run", gettext_lazy("Loosen up"), gettext_lazy("Small movements for toes, feet, ankles and hips")),
    "motor_control": (
        "run",
        gettext_lazy("Learn control"),
        gettext_lazy("Where your weight goes; how toes lift"),
    ),
    "strength": ("run", gettext_lazy("Get stronger"), gettext_lazy("For calves, shins and feet, every second day")),
    "balance": ("run", gettext_lazy("Stand steadily"), gettext_lazy("Balance, with a support close by")),
    "massage": ("massage", gettext_lazy("Touch"), gettext_lazy("Massage with your hands, a towel or a ball")),
    "stretch": ("run", gettext_lazy("Stretch"), gettext_lazy("Slow holds to finish with")),
    "posture_break": ("run", gettext_lazy("Short breaks"), gettext_lazy("For the desk, the car, work and bed time")),
}
ANY = {
    "purpose": (gettext_lazy("What for"), gettext_lazy("Anything")),
    "position": (gettext_lazy("Position"), gettext_lazy("Any position")),
    "equipment": (gettext_lazy("What you need"), gettext_lazy("Any or none")),
    "minutes": (gettext_lazy("How long"), gettext_lazy("Any time")),
}
GRADE_NOTES = {
    "A": gettext_lazy("At least one trial tested this, or something very close to it. What it found may be mixed."),
    "B": gettext_lazy("Studies of something near it, or of how the body works, point this way. That is less sure."),
    "C": gettext_lazy("It rests on what people in clinics do and teach. We found no trial of it."),
}
ARTICLE_ICONS = {
    "feet-and-back": "footsteps",
    "moving": "run",
    "touch": "massage",
    "when-pain-weighs-on-you": "heart-handshake",
    "when-to-get-help": "help-circle",
}


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    url: str
    strand: str
    icon: str
    name: str
    purpose: str
    facts: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    strand: str
    icon: str
    label: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Card:
    url: str
    strand: str
    icon: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """`chips` take one choice away each; `open` shows the items without a tap; `meant` is a nearer way to write it."""

    words: str
    choices: tuple[dict[str, Any], ...]
    chips: tuple[dict[str, str], ...]
    meant: dict[str, str] | None
    result: str
    way_on: str
    found: bool
    open: bool
    groups: tuple[Group, ...]
    articles: tuple[Card, ...]

    @property
    def filtered(self) -> bool:
        return bool(self.chips)


@dataclass(frozen=True, slots=True)
class EntryPage:
    id: str
    strand: str
    icon: str
    kind: str
    name: str
    also: str
    purpose: str
    facts: tuple[dict[str, str], ...]
    never: tuple[str, ...]
    ask_first: tuple[str, ...]
    steps: tuple[str, ...]
    pressure: str
    feels_like: str
    mistakes: tuple[str, ...]
    stop_signs: tuple[str, ...]
    ladder: tuple[Row, ...]
    grade: str
    grade_note: str
    studies: tuple[Study, ...]


def library_page(protocol: Protocol, library: Library, filters: Filters, articles: Iterable[Article]) -> LibraryPage:
    found = library.find(filters)
    chosen = bool(filters.chosen)
    read = [one for one in articles if not filters.words or matches(one.text, filters.words)]
    return LibraryPage(
        words=filters.words,
        choices=tuple(_choice(protocol, library, filters, name) for name in CHOICES),
        chips=_chips(protocol, library, filters),
        meant=None if found else _meant(library, filters),
        result=_result(len(found), len(library.items), filters),
        way_on=_way_on(len(library.items), filters),
        found=bool(found),
        open=chosen,
        groups=tuple(_groups(found)),
        articles=tuple(_card(one) for one in read) if not chosen or filters.words else (),
    )


def entry_page(protocol: Protocol, people: Iterable[People], item: Item) -> EntryPage:
    icon, kind, _note = PURPOSES[item.kind]
    said, words = limits(protocol, people, item), item.words
    return EntryPage(
        id=item.id,
        strand=strand(item.kind),
        icon=icon,
        kind=str(kind),
        name=words.name,
        also=listed(words.also_known_as) if words.also_known_as else "",
        purpose=words.purpose,
        facts=_facts(protocol, item),
        never=said.never,
        ask_first=said.ask_first,
        steps=words.cues,
        pressure=_pressure(item),
        feels_like=words.feels_like,
        mistakes=words.common_mistakes,
        stop_signs=words.stop_signs,
        ladder=tuple(_ladder(protocol, item)),
        grade=str(GRADES[item.evidence_grade]),
        grade_note=str(GRADE_NOTES[item.evidence_grade]),
        studies=tuple(study(protocol.citations[id]) for id in item.evidence),
    )


def row(item: Item, label: str = "") -> Row:
    facts = f"{POSITIONS[item.position]} · {time_words(seconds(item, item.dose))}"
    icon = PURPOSES[item.kind][0]
    return Row(item.id, learn_url(item.id), strand(item.kind), icon, item.words.name, item.words.purpose, facts, label)


def _groups(found: Sequence[Item]) -> Iterable[Group]:
    for kind, (icon, label, note) in PURPOSES.items():
        rows = tuple(row(item) for item in found if item.kind == kind)
        if rows:
            yield Group(kind, strand(kind), icon, str(label), str(note), rows)


def _card(article: Article) -> Card:
    icon = ARTICLE_ICONS[article.key]
    color = {"moving": "move", "touch": "touch"}.get(article.key, "")
    return Card(learn_url(article.key), color, icon, article.title, article.summary)


def _choice(protocol: Protocol, library: Library, filters: Filters, name: str) -> dict[str, Any]:
    label, any_words = ANY[name]
    chosen = filters.choice(name)
    options = [
        {
            "value": value,
            "text": _("%(label)s (%(count)d)") % {"label": _label(protocol, name, value), "count": count},
            "selected": value == chosen,
            "disabled": not count and value != chosen,
        }
        for value, count in library.counts(filters, name).items()
    ]
    return {"name": name, "label": str(label), "any": str(any_words), "options": options}


def _label(protocol: Protocol, name: str, value: str) -> str:
    if name == "purpose":
        return str(PURPOSES[value][1])
    if name == "position":
        return str(POSITIONS[value])
    if name == "minutes":
        return ngettext("Up to %(count)s minute", "Up to %(count)s minutes", int(value)) % {"count": value}
    return protocol.vocabulary.equipment[value].label


def _chips(protocol: Protocol, library: Library, filters: Filters) -> tuple[dict[str, str], ...]:
    """One for each thing that was asked for: the address without it, and what that would leave, if anything."""
    chips = []
    for name, value in filters.chosen.items():
        rest = filters.without(name)
        label = _("“%(words)s”") % {"words": value} if name == "words" else _label(protocol, name, value)
        count = len(library.find(rest))
        left = ngettext("Without %(what)s: %(count)d item", "Without %(what)s: %(count)d items", count)
        said = {"what": label if name == "words" else lower_first(label), "count": count}
        chips.append({"label": label, "left": left % said if count else "", "url": search_url(rest)})
    return tuple(chips)


def search_url(filters: Filters) -> str:
    query = urlencode(filters.chosen)
    return f"{reverse('programs:learn')}{'?' if query else ''}{query}"


def _meant(library: Library, filters: Filters) -> dict[str, str] | None:
    near = library.meant(filters)
    return {"words": near.words, "url": search_url(near)} if near else None


def _way_on(of: int, filters: Filters) -> str:
    """Beside a search that finds nothing."""
    if len(filters.chosen) > 1:
        return _("Nothing here fits all of that. Use fewer words, or take something away.")
    return _("All %(of)d items are shown when you clear the search.") % {"of": of}


def _result(found: int, of: int, filters: Filters) -> str:
    if not filters.chosen:
        return _("%(of)d ways to move and touch your feet and legs.") % {"of": of}
    if not found and list(filters.chosen) == ["words"]:
        return _("Nothing found for “%(words)s”.") % {"words": filters.words}
    return ngettext("%(found)d of %(of)d items fits.", "%(found)d of %(of)d items fit.", found) % {
        "found": found,
        "of": of,
    }


def _facts(protocol: Protocol, item: Item) -> tuple[dict[str, str], ...]:
    needed = things(protocol, item)
    days = item.dose.days_per_week
    often = _("Every day") if days == 7 else ngettext("%(n)d day a week", "%(n)d days a week", days) % {"n": days}
    facts = {
        _("Usual dose"): dose_words(item, item.dose),
        _("How often"): often,
        _("How long"): time_words(seconds(item, item.dose)),
        _("Position"): str(POSITIONS[item.position]),
        _("What you need"): listed(map(lower_first, needed)) if needed else _("Nothing"),
        _("How hard"): _("Step %(level)d of %(of)d") % {"level": item.level, "of": max(protocol.vocabulary.levels)},
    }
    return tuple({"label": label, "text": capfirst(text)} for label, text in facts.items())


def _pressure(item: Item) -> str:
    if item.pressure_0_10 is None:
        return ""
    low, high = item.pressure_0_10
    numbers = str(low) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}
    return _("Press %(numbers)s out of 10. 0 is no pressure and 10 is more than you could bear.") % {"numbers": numbers}


def _ladder(protocol: Protocol, item: Item) -> Iterable[Row]:
    """What comes first, what is easier, and what is harder."""
    first = [(id, _("Do this first")) for id in item.prerequisite_items]
    steps = [(item.regresses_to, _("Easier")), (item.progresses_to, _("Harder"))]
    seen = {item.id}
    for id, label in [*first, *steps]:
        if id is not None and id not in seen:
            seen.add(id)
            yield row(protocol.items[id], label)

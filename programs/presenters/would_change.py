"""What would change the plan: one answer, minute or thing at a time, in words. Answers about health never appear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.definitions import Question, Questionnaire
from assessments.presenters import quoted
from programs.domain.movements import Protocol
from programs.domain.what_if import EQUIPMENT, LACKS, MINUTES, WouldChange, askable, from_json
from programs.presenters.progress_words import item_name
from programs.presenters.words import listed, lower_first, minutes_words

NAMED = 4  # of a longer list the rest is counted


@dataclass(frozen=True, slots=True)
class Turn:
    """`adds` and `removes` are sentences, or empty."""

    when: str
    adds: str
    removes: str


@dataclass(frozen=True, slots=True)
class TurnGroup:
    question: str
    turns: tuple[Turn, ...]


def would_change(
    protocol: Protocol,
    questionnaire: Questionnaire,
    records: Sequence[Mapping[str, Any]],
    gone: Collection[str] = (),
) -> tuple[TurnGroup, ...]:
    """`records` as the plan keeps them. A question that may no longer be told is left out, and so is every item that is
    `gone`: it neither comes in nor is there to go out.
    """
    told = {question.id: question for question in askable(protocol, questionnaire)}
    by_field = {field.name: (question, field.side) for question in told.values() for field in question.fields}
    groups: dict[str, list[Turn]] = {}
    for change in _without(gone, from_json(records)):
        question, side = by_field.get(change.field) or (told.get(change.field), None)
        if question is not None and question.option_text(change.value):
            when = _when(questionnaire, question, side, change)
            groups.setdefault(question.id, []).append(Turn(when, _adds(protocol, change), _removes(protocol, change)))
    return tuple(TurnGroup(quoted(told[id].text), tuple(turns)) for id, turns in groups.items())


def _without(gone: Collection[str], changes: Iterable[WouldChange]) -> Iterator[WouldChange]:
    """Nothing is told of a change that moves no other item."""
    for change in changes:
        adds = tuple(id for id in change.adds if id not in gone)
        removes = tuple(id for id in change.removes if id not in gone)
        if adds or removes:
            yield replace(change, adds=adds, removes=removes)


def _when(questionnaire: Questionnaire, question: Question, side: str | None, change: WouldChange) -> str:
    text = question.option_text(change.value)
    if question.id == MINUTES:
        return _("With %(minutes)s a day") % {"minutes": minutes_words(int(change.value))}
    if question.id in (EQUIPMENT, LACKS):
        has = change.chosen == (question.id == EQUIPMENT)
        words = _("With: %(thing)s") if has else _("Without: %(thing)s")
        return words % {"thing": lower_first(text)}
    if not change.chosen:
        return _("Without the answer “%(answer)s”") % {"answer": text}
    words = _("With the answer “%(answer)s”") % {"answer": text}
    return f"{questionnaire.words.sides[side]}: {lower_first(words)}" if side else words


def _adds(protocol: Protocol, change: WouldChange) -> str:
    return _("Comes in: %(names)s.") % {"names": _names(protocol, change.adds)} if change.adds else ""


def _removes(protocol: Protocol, change: WouldChange) -> str:
    return _("Goes out: %(names)s.") % {"names": _names(protocol, change.removes)} if change.removes else ""


def _names(protocol: Protocol, items: Sequence[str]) -> str:
    names = [lower_first(item_name(protocol, id)) for id in items]
    if len(names) <= NAMED + 1:
        return listed(names)
    rest = len(names) - NAMED
    return listed([*names[:NAMED], ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}])

"""What would change a plan: which single answer, minute or tool would bring an item in or take it out.

Only answers about minutes, things at home, experience, habits and posture are turned. What a health answer left out
is never among the items that would come, and a change that would bring such an item is not told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from assessments.domain.conditions import Answers, choices
from assessments.domain.definitions import NONE, Field, Page, Question, Questionnaire
from assessments.domain.findings import Findings, find
from assessments.domain.showing import Shown
from programs.domain.blocks import CHECKS, Limits, limits_for
from programs.domain.inputs import NO_PREFERENCES, OTHER_DAY, STRENGTH_DAY, Inputs, Preferences
from programs.domain.movements import Protocol
from programs.domain.prescriptions import Prescriptions, prescribe
from programs.domain.routine import Routine, compose
from programs.domain.wording import left_out_by_health

MINUTES, EXPERIENCE, EQUIPMENT, LACKS = "minutes", "experience", "equipment", "lacks"
PRACTICAL: Final = (MINUTES, EQUIPMENT, LACKS, EXPERIENCE)  # the answers that `find` passes on as they are
TOLD_GROUPS: Final = frozenset({"habit", "posture"})
MOST_OF_A_QUESTION: Final = 4  # product choice: nobody reads a longer list
SYMPTOMS: Final = frozenset({"first_steps"})  # asks about soreness, though its finding counts with the habits


@dataclass(frozen=True, slots=True)
class WouldChange:
    """``field`` would have ``value``, or, of several choices, ``value`` more or (``chosen`` false) no longer.

    ``field`` without its side: the same holds for either side. ``adds`` and ``removes`` are items of the whole plan,
    both kinds of day and breaks, in the order of the plan.
    """

    field: str
    value: str
    chosen: bool
    adds: tuple[str, ...]
    removes: tuple[str, ...]


def what_would_change(
    protocol: Protocol,
    questionnaire: Questionnaire,
    answers: Answers,
    inputs: Inputs,
    *,
    preferences: Preferences = NO_PREFERENCES,
) -> tuple[WouldChange, ...]:
    """``inputs`` are those of the plan that was made from ``answers``; choices made since stand in both.

    In the order of the questions; of one question those that bring most come first, and no more than a few are told.
    """
    present = _Present(protocol, questionnaire, answers, inputs, preferences)
    if present.stopped:
        return ()
    return tuple(change for question in askable(protocol, questionnaire) for change in present.changes_of(question))


def askable(protocol: Protocol, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions whose answers may be turned: practical ones first, then those of habits and posture."""
    practical = [questionnaire.questions[id_] for id_ in PRACTICAL]
    groups: dict[str, set[str]] = {}
    for row in questionnaire.bridge.findings:
        groups.setdefault(row.source, set()).add(protocol.vocabulary.findings[row.finding].group)
    of_page = [question for page in questionnaire.flows["full"].pages for question in page.questions]
    raising = [question for question in of_page if groups.get(question.id, {""}) <= TOLD_GROUPS]
    health = health_fields(questionnaire)
    return tuple(question for question in (*practical, *raising) if question.id not in health | SYMPTOMS)


def health_fields(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that have a say in safety, pain or mood, whatever else they are for."""
    bridge = questionnaire.bridge
    conditions = [
        *(one for rule in questionnaire.rules for one in (*rule.conditions, rule.only_if) if one),
        *(rule.condition for rule in questionnaire.gate_rules),
    ]
    screening = {question.id for page in questionnaire.pages.values() if page.screening for question in page.questions}
    own = {q.id for q in questionnaire.questions.values() if q.levels or q.excludes or q.safety_card_on}
    return frozenset[str]().union(
        screening,
        own,
        (field for condition in conditions for field in condition.fields),
        (row.source for row in bridge.contraindications),
        bridge.pain_now.measures,
        (offer.question for offer in bridge.offers),
        (bridge.allergens_question,),
    )


def to_json(changes: Iterable[WouldChange]) -> list[dict[str, Any]]:
    return [{**asdict(change), "adds": list(change.adds), "removes": list(change.removes)} for change in changes]


def from_json(records: Iterable[Mapping[str, Any]]) -> tuple[WouldChange, ...]:
    return tuple(
        WouldChange(**{**record, "adds": tuple(record["adds"]), "removes": tuple(record["removes"])})
        for record in records
    )


@dataclass(frozen=True, slots=True)
class _Turned:
    """All answers after one of them was turned."""

    value: str
    chosen: bool
    answers: Answers


class _Present:
    """The plan as it stands, and what another answer would make of it."""

    def __init__(
        self,
        protocol: Protocol,
        questionnaire: Questionnaire,
        answers: Answers,
        inputs: Inputs,
        preferences: Preferences,
    ) -> None:
        self.protocol = protocol
        self.questionnaire = questionnaire
        self.answers = answers
        self.inputs = inputs
        self.preferences = preferences
        self.found = find(questionnaire, answers)
        self.shown = _shown(questionnaire, answers)
        self.steering = _steering(questionnaire)
        days = self._days(inputs)
        first = days[0][0]
        self.stopped = bool(first.stop)
        self.items = _items(days)
        rules = [protocol.rules_by_id[id] for id in first.matched_rules]
        self.limits: Limits = limits_for(protocol, inputs, rules, preferences)
        self.taken_away = frozenset(str(one) for one in choices(answers.get(EQUIPMENT))) - set(self.found.equipment)
        self.held_back = {id for id, code in _left_out(days) if self._by_health(id, code)}

    def changes_of(self, question: Question) -> list[WouldChange]:
        found = [change for field in question.fields for change in self._changes_of_field(field)]
        told = _sides_together(question, found) if question.per_side else found
        return sorted(told, key=lambda change: (-len(change.adds), len(change.removes)))[:MOST_OF_A_QUESTION]

    def _changes_of_field(self, field: Field) -> list[WouldChange]:
        """Of the single choices that come to the same the nearest; several tools are of interest each."""
        possible = (turned for turned in _turns(field, self.answers) if self._asks_nothing_else(field, turned))
        told = (self._change(field.name, turned) for turned in possible)
        changes = [change for change in told if change is not None]
        if field.question.kind != "single":
            return changes
        nearest: dict[tuple[tuple[str, ...], ...], WouldChange] = {}
        for change in changes:
            nearest.setdefault((change.adds, change.removes), change)
        return list(nearest.values())

    def _asks_nothing_else(self, field: Field, turned: _Turned) -> bool:
        """An answer that opens or closes questions: what the plan would be depends on answers nobody gave."""
        return field.question.id not in self.steering or _shown(self.questionnaire, turned.answers) == self.shown

    def _change(self, field: str, turned: _Turned) -> WouldChange | None:
        inputs = self._inputs_with(find(self.questionnaire, turned.answers))
        if inputs == self.inputs:
            return None
        items = _items(self._days(inputs))
        adds = tuple(id for id in items if id not in self.items)
        removes = tuple(id for id in self.items if id not in items)
        if not (adds or removes) or any(self._is_held_back(id) for id in adds):
            return None
        return WouldChange(field, turned.value, turned.chosen, adds, removes)

    def _inputs_with(self, found: Findings) -> Inputs:
        """Only what the turned answer changes itself: a finding that a measurement raised higher stays."""
        findings, before, after = dict(self.inputs.findings), self.found.by_person, found.by_person
        for id in (*before, *after):
            if before.get(id) != after.get(id) and findings.get(id) == before.get(id):
                findings = {other: severity for other, severity in findings.items() if other != id}
                findings |= {id: after[id]} if id in after else {}
        was = _practical(self.found)
        turned = {name: value for name, value in _practical(found).items() if value != was[name]}
        return replace(self.inputs, findings=findings, **turned)

    def _days(self, inputs: Inputs) -> list[tuple[Prescriptions, Routine]]:
        prescribed = [
            prescribe(self.protocol, inputs, day=day, preferences=self.preferences) for day in (STRENGTH_DAY, OTHER_DAY)
        ]
        return [(prescriptions, compose(self.protocol, prescriptions)) for prescriptions in prescribed]

    def _is_held_back(self, id: str) -> bool:
        """Whether a health answer stands against the item now, beside whatever else does."""
        item = self.protocol.items[id]
        codes = (check(item, self.limits) for check in CHECKS.values())
        return id in self.held_back or any(code is not None and self._by_health(id, code) for code in codes)

    def _by_health(self, id: str, code: str) -> bool:
        caps, taken_away = self.limits.caps, self.taken_away
        return left_out_by_health(self.protocol, code, item=id, caps=caps, taken_away=taken_away)


def _practical(found: Findings) -> dict[str, Any]:
    return {
        "minutes": found.minutes,
        "experience": found.experience,
        "equip": frozenset(found.equipment),
        "not_available": frozenset(found.not_available),
    }


def _items(days: Iterable[tuple[Prescriptions, Routine]]) -> tuple[str, ...]:
    routines = [routine for _, routine in days]
    planned = (one.item for routine in routines for one in (*routine.items, *routine.breaks))
    return tuple(dict.fromkeys(planned))


def _left_out(days: Iterable[tuple[Prescriptions, Routine]]) -> Iterator[tuple[str, str]]:
    for prescriptions, routine in days:
        yield from ((one.item, one.code) for one in (*routine.left_outs, *prescriptions.dropped))
        yield from ((one.before, one.code) for one in prescriptions.swaps)
        yield from ((one.after, one.code) for one in prescriptions.not_replaced)


def _shown(questionnaire: Questionnaire, answers: Answers) -> set[str]:
    shown = Shown(questionnaire, answers, "full")
    return {question.id for page in shown.pages() for question in shown.questions(page)}


def _steering(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions on whose answers others are shown."""
    asking: tuple[Question | Page, ...] = (*questionnaire.questions.values(), *questionnaire.pages.values())
    return frozenset(id for one in asking if one.show_if for id in one.show_if.fields)


def _sides_together(question: Question, changes: Iterable[WouldChange]) -> list[WouldChange]:
    """What either side would do stands once, under the question's own name."""
    fields: dict[WouldChange, list[str]] = {}
    for change in changes:
        fields.setdefault(replace(change, field=question.id), []).append(change.field)
    return [change if len(names) > 1 else replace(change, field=names[0]) for change, names in fields.items()]


def _turns(field: Field, answers: Answers) -> Iterator[_Turned]:
    """Every other answer that the question allows, the nearest first; of several choices one more or one less."""
    now = answers.get(field.name)
    if now is None:
        return
    listed = [option.value for option in field.question.options]
    if field.question.kind == "single":
        place = listed.index(str(now))
        for value in sorted(listed, key=lambda other: abs(listed.index(other) - place))[1:]:
            yield _Turned(value, True, {**answers, field.name: value})
        return
    chosen = set(choices(now)) - {NONE}
    for value in listed:
        if value != NONE:
            after = tuple(one for one in listed if one in chosen ^ {value})
            yield _Turned(value, value not in chosen, {**answers, field.name: after or (NONE,)})

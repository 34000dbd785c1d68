"""Who should leave an item out or ask first, worked out from the item, the rules and the questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assessments import catalogue as assessment_catalogue
from assessments.content_file import read
from assessments.domain.definitions import Questionnaire
from programs import catalogue
from programs.domain.movements import Item, Protocol, Rule
from programs.entries import Entry

FILE = "learn/not-for-you.yaml"


@dataclass(frozen=True, slots=True)
class People:
    """Words for one reason, and all the ids by which content means it. ``tags`` follow from its answers."""

    id: str
    words: str
    contraindications: frozenset[str]
    answers: frozenset[str]
    findings: frozenset[str]
    tags: frozenset[str]
    pain_from: int | None
    age_from: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """``never`` and ``ask_first`` end the sentences "Not for you if" and "Ask first if"."""

    never: tuple[str, ...]
    ask_first: tuple[str, ...]


def limits(protocol: Protocol, people: Iterable[People], item: Item) -> Limits:
    never = [one for one in people if _held_back(protocol, one, item)]
    ask = [one for one in people if one not in never and _cautioned(protocol, one, item)]
    return Limits(tuple(one.words for one in never), tuple(one.words for one in ask))


@cache
def shipped() -> tuple[People, ...]:
    data = read(FILE, catalogue.CONTENT / FILE)
    return parse(data, catalogue.shipped(), assessment_catalogue.shipped())


def parse(data: object, protocol: Protocol, questionnaire: Questionnaire) -> tuple[People, ...]:
    """Raises ContentError, also when something that holds an item back has no words here."""
    file = Entry(FILE, data)
    for field in ("reviewed_on", "next_review"):
        file.day(field)
    file.flag("clinician_signed_off")
    known = protocol.vocabulary
    urgent = file.ids("urgent", known.contraindications, "contraindication")
    people = []
    for id, entry in file.subs("people"):
        answers = _ids(entry, "answers", questionnaire.questions, "question")
        people.append(
            People(
                id,
                entry.said("words"),
                _ids(entry, "contraindications", known.contraindications, "contraindication"),
                answers,
                _ids(entry, "findings", known.findings, "finding"),
                frozenset().union(*(tags_of(questionnaire, answer) for answer in answers)),
                entry.whole("pain_from") if entry.has("pain_from") else None,
                entry.whole("age_from") if entry.has("age_from") else None,
            )
        )
        entry.finish()
    file.finish()
    for nobody in unsaid(protocol, questionnaire, people, urgent):
        raise file.error(f"nobody here has {nobody}: add it to the people it means, or add them")
    return tuple(people)


def tags_of(questionnaire: Questionnaire, question: str) -> frozenset[str]:
    """The tags that any answer to a question rules out, through the massage gate too."""
    excluded = questionnaire.questions[question].excludes or {}
    gates = {rule.gate for rule in questionnaire.gate_rules if question in rule.condition.fields}
    return frozenset().union(*excluded.values(), (questionnaire.gate_tags[gate] for gate in gates))


def unsaid(
    protocol: Protocol, questionnaire: Questionnaire, people: Iterable[People], urgent: Iterable[str]
) -> Iterator[str]:
    """What holds an item back and belongs to nobody."""
    people = tuple(people)
    said = {id for one in people for id in (*one.contraindications, *one.findings, *one.answers)} | set(urgent)
    items, carried = protocol.items.values(), {tag for item in protocol.items.values() for tag in item.exclusion_tags}
    findings = {id for item in items for id in (*_avoided_with(protocol, item), *item.caution_findings)}
    findings |= {id for rule in protocol.rules if _by_finding(rule) for id in rule.when.findings}
    answers = {id for id in questionnaire.questions if tags_of(questionnaire, id) & carried}
    for what, ids in (
        ("contraindication", set(protocol.vocabulary.contraindications)),
        ("finding", findings),
        ("answer", answers),
    ):
        yield from (f"the {what} {id!r}" for id in sorted(ids - said))
    numbers: tuple[tuple[str, set[int | None], set[int | None]], ...] = (
        ("pain_from", {rule.when.pain_min for rule in protocol.rules if _limits(rule)}, {p.pain_from for p in people}),
        ("age_from", {rule.when.age_min for rule in protocol.rules if _limits(rule)}, {p.age_from for p in people}),
    )
    for name, wanted, given in numbers:
        yield from (f"{name} {number}" for number in sorted(filter(None, wanted - given)))


def _held_back(protocol: Protocol, people: People, item: Item) -> bool:
    return bool(
        people.contraindications.intersection(item.contraindications)
        or people.findings.intersection(_avoided_with(protocol, item))
        or people.tags.intersection(item.exclusion_tags)
        or any(_means(rule, people) and _leaves_out(protocol, rule, item) for rule in protocol.rules)
    )


def _avoided_with(protocol: Protocol, item: Item) -> frozenset[str]:
    """The findings that an item lists itself, and those that close a gate before it."""
    gates = protocol.vocabulary.gates
    return frozenset((*item.avoid_with_findings, *(gates[id].finding for id in item.prerequisite_gates)))


def _cautioned(protocol: Protocol, people: People, item: Item) -> bool:
    stops = any(protocol.vocabulary.contraindications[id].blocks_all for id in people.contraindications)
    return stops or bool(
        people.contraindications.intersection(item.cautions) or people.findings.intersection(item.caution_findings)
    )


def _means(rule: Rule, people: People) -> bool:
    when = rule.when
    return bool(
        people.contraindications.intersection(when.contra)
        or (_by_finding(rule) and people.findings.intersection(when.findings))
        or (people.pain_from is not None and people.pain_from == when.pain_min)
        or (people.age_from is not None and people.age_from == when.age_min)
    )


def _by_finding(rule: Rule) -> bool:
    """Whether a finding by itself makes the rule leave items out."""
    return bool(rule.excluded and rule.when.findings and not rule.when.contra and rule.when.pain_min is None)


def _limits(rule: Rule) -> bool:
    cap = rule.cap
    return bool(rule.excluded or cap.level or cap.balance_level or cap.heel_raise_level)


def _leaves_out(protocol: Protocol, rule: Rule, item: Item) -> bool:
    """By name, or because the item is above a level that the rule allows."""
    cap, scope = rule.cap, protocol.composer.cap_scope
    levels: Mapping[str, int | None] = {"balance_level": cap.balance_level, "heel_raise_level": cap.heel_raise_level}
    return (
        item.id in rule.excluded
        or (cap.level is not None and item.level > cap.level)
        or any(most is not None and scope[name].covers(item) and item.level > most for name, most in levels.items())
    )


def _ids(entry: Entry, field: str, known: Iterable[str], what: str) -> frozenset[str]:
    return frozenset(entry.ids(field, tuple(known), what)) if entry.has(field) else frozenset()

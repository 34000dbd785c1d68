"""Answers -> action level, exclusion tags and massage gate, each with its because."""

from dataclasses import dataclass
from typing import Final

from assessments.domain.conditions import SIDES, Answers, answered, choices, frozen
from assessments.domain.definitions import BOTH, GateRule, Kind, Level, Message, Question, Questionnaire
from assessments.domain.questionnaire import open_pages
from assessments.domain.reasons import Because, of_question, reasons

OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """`side` is left, right or both."""

    tag: str
    side: str
    because: Because


@dataclass(frozen=True, slots=True)
class GateReason:
    """`rule` is the text of the gate's condition in the content."""

    gate: str
    side: str
    rule: str
    answers: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class MassageGate:
    """Per side open, light or never; `tags` are the exclusion tags that the stricter side comes to."""

    left: str
    right: str
    because: tuple[GateReason, ...]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Screening:
    """Only the answers given so far count; `complete` says whether every shown screening row has one.

    `blocking_fields` are the answers that hold the plan back. `releasable`: staff of the linked clinic may lift it.
    `safety_card`: an answer asks for the card; it never blocks by itself.
    """

    level: str
    rank: int
    because: tuple[Because, ...]
    messages: tuple[Message, ...]
    excluded_tags: tuple[Exclusion, ...]
    massage_gate: MassageGate
    safety_card: bool
    complete: bool
    blocks_plan: bool
    blocks_tests: bool
    releasable: bool
    blocking_fields: tuple[tuple[str, object], ...]


def screen(questionnaire: Questionnaire, answers: Answers, kind: Kind = "full") -> Screening:
    because = reasons(questionnaire, answers)
    level = _level(questionnaire, because)
    return Screening(
        level=level.id,
        rank=level.rank,
        because=because,
        messages=_messages(questionnaire, level, because),
        excluded_tags=tuple(_exclusions(questionnaire, answers)),
        massage_gate=_massage_gate(questionnaire, answers),
        safety_card=any(
            chosen in question.safety_card_on
            for question in questionnaire.questions.values()
            for _, value in answered(question.id, answers)
            for chosen in choices(value)
        ),
        complete=_complete(questionnaire, answers, kind),
        blocks_plan=level.blocks_plan,
        blocks_tests=level.blocks_tests,
        releasable=level.staff_can_release
        and not any(rule.id == one.id and not rule.releasable for rule in questionnaire.rules for one in because),
        blocking_fields=tuple(
            dict.fromkeys(
                answer for one in because if questionnaire.levels[one.level or ""].blocks_plan for answer in one.answers
            )
        ),
    )


def person_tags(screening: Screening) -> frozenset[str]:
    """The exclusion tags for the person: one side counts for both, and so does the massage gate."""
    return frozenset(exclusion.tag for exclusion in screening.excluded_tags) | screening.massage_gate.tags


def side_of(question: Question, answers: Answers) -> str:
    """The side an answer speaks of; a missing one counts as both."""
    side = answers.get(f"{question.id}.side") if question.asks_side else None
    return side if isinstance(side, str) else BOTH


def _level(questionnaire: Questionnaire, because: tuple[Because, ...]) -> Level:
    levels = sorted(questionnaire.levels.values(), key=lambda level: level.rank)
    return questionnaire.levels[because[0].level or ""] if because else levels[0]


def _messages(questionnaire: Questionnaire, level: Level, because: tuple[Because, ...]) -> tuple[Message, ...]:
    own = {rule.id: rule.message for rule in questionnaire.rules if rule.message}
    keys = dict.fromkeys(own.get(one.id, level.id) for one in because if one.level == level.id)
    return tuple(questionnaire.words.messages[key] for key in keys)


def _exclusions(questionnaire: Questionnaire, answers: Answers) -> list[Exclusion]:
    return [
        Exclusion(tag, side_of(question, answers), because)
        for question in questionnaire.questions.values()
        if question.excludes
        for because in of_question(question, answers)
        for _, value in because.answers
        for choice in choices(value)
        for tag in question.excludes.get(str(choice), ())
    ]


def _massage_gate(questionnaire: Questionnaire, answers: Answers) -> MassageGate:
    """Gate rules are in order of strictness, the strictest first."""
    because = tuple(
        reason for rule in questionnaire.gate_rules if (reason := _gate_reason(questionnaire, rule, answers))
    )
    by_side = {side: next((r.gate for r in because if r.side in (side, BOTH)), OPEN) for side in SIDES}
    tags = frozenset(questionnaire.gate_tags[gate] for gate in by_side.values() if gate != OPEN)
    return MassageGate(by_side["left"], by_side["right"], because, tags)


def _gate_reason(questionnaire: Questionnaire, rule: GateRule, answers: Answers) -> GateReason | None:
    fields = rule.condition.witness(answers)
    if not fields:
        return None
    sides = {side_of(questionnaire.questions[field], answers) for field in fields} if rule.that_side else {BOTH}
    side = sides.pop() if len(sides) == 1 else BOTH
    return GateReason(rule.gate, side, rule.text, tuple((field, frozen(answers[field])) for field in fields))


def _complete(questionnaire: Questionnaire, answers: Answers, kind: Kind) -> bool:
    """A fact that a rule reads and this kind does not ask (the age) must have been carried over."""
    asked = {question.id for page in questionnaire.flows[kind].pages for question in page.questions}
    needed = {
        field
        for rule in questionnaire.rules
        for condition in (*rule.conditions, *((rule.only_if,) if rule.only_if else ()))
        for field in condition.fields
    }
    return not any(page.screening for page in open_pages(questionnaire, answers, kind)) and all(
        answers.get(field) is not None for field in needed - asked
    )

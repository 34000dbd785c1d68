"""Answers and measured values -> findings per side, contraindications and the plan's other inputs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.domain.conditions import SIDES, Answers, answered, choices, is_number
from assessments.domain.definitions import (
    NONE,
    ContraindicationRow,
    FindingRow,
    MeasuredRow,
    Questionnaire,
    SeverityFrom,
)
from assessments.domain.reasons import Because


@dataclass(frozen=True, slots=True)
class Measurement:
    """One stored self test result; a value with `stopped_by` "pain" raises nothing."""

    test: str
    side: str | None
    value: float | str
    stopped_by: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    severity: int
    side: str | None
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Contraindication:
    """`liftable`: no answer that set it forbids a release. `becomes` takes its place when it is lifted."""

    id: str
    because: tuple[Because, ...]
    liftable: bool
    becomes: str | None


@dataclass(frozen=True, slots=True)
class Findings:
    """`by_person` is the worse side's severity; `first_side` names the side that goes first where the sides differ.

    `offers` name help for the result page (pain_and_stress, support_box, health_professional).
    `equipment` is what the person has beside what everybody has; allergens are taken off. None: not answered.
    """

    findings: tuple[Finding, ...]
    by_person: Mapping[str, int]
    first_side: Mapping[str, str]
    contraindications: tuple[Contraindication, ...]
    pain_now: int
    age: int | None
    equipment: tuple[str, ...]
    not_available: tuple[str, ...]
    minutes: int | None
    experience: str | None
    days: int | None
    offers: tuple[str, ...]


class LiftRefused(ValueError):
    """A release names an id that is not active or may not be lifted; the message says which."""


def find(questionnaire: Questionnaire, answers: Answers, measurements: Iterable[Measurement] = ()) -> Findings:
    raised, first_sides = _raise(questionnaire, answers, tuple(measurements))
    findings = _strongest(raised)
    by_person = {
        id_: max(one.severity for one in findings if one.id == id_) for id_ in dict.fromkeys(f.id for f in findings)
    }
    return Findings(
        findings=findings,
        by_person=by_person,
        first_side={**_worse_sides(findings), **first_sides},
        contraindications=_contraindications(questionnaire, answers),
        pain_now=_pain_now(questionnaire, answers),
        age=_whole(answers.get("age")),
        equipment=_equipment(questionnaire, answers),
        not_available=_listed(answers.get("lacks")),
        minutes=_whole(answers.get("minutes")),
        experience=questionnaire.bridge.experience.get(str(answers.get("experience"))),
        days=_whole(answers.get("days")),
        offers=tuple(
            offer.id
            for offer in questionnaire.bridge.offers
            if (rated := _whole(answers.get(offer.question))) is not None and offer.band.holds(rated)
        ),
    )


def release(contraindications: Sequence[Contraindication], lifts: Iterable[str]) -> tuple[str, ...]:
    """The contraindications that stay after staff lifted some by name. LiftRefused when one cannot be lifted."""
    active = {one.id: one for one in contraindications}
    named = tuple(dict.fromkeys(lifts))
    for id_ in named:
        if id_ not in active:
            raise LiftRefused(f"'{id_}' is not active; name only contraindications of this screening")
        if not active[id_].liftable:
            raise LiftRefused(f"'{id_}' was set by an answer that no release can lift; ask for a new full screening")
    stay = [one.becomes if one.id in named else one.id for one in contraindications]
    return tuple(dict.fromkeys(id_ for id_ in stay if id_))


def _raise(
    questionnaire: Questionnaire, answers: Answers, measurements: tuple[Measurement, ...]
) -> tuple[list[Finding], dict[str, str]]:
    used = tuple(one for one in measurements if one.stopped_by != "pain")
    raised: list[Finding] = []
    first_sides: dict[str, str] = {}
    for row in questionnaire.bridge.findings:
        said = [(name, value, "question") for name, value in answered(row.source, answers)]
        said += [(_field(one), one.value, "measurement") for one in used if one.test == row.source]
        for name, value, source in said:
            side = _side(name)
            severity, more = _severity(row, side, answers)
            if severity and _fits(row, value):
                because = Because(
                    "measurement" if source == "measurement" else "question", row.source, ((name, value), *more)
                )
                raised.append(Finding(row.finding, severity, side, (because,)))
                if row.first_side:
                    first_sides[row.finding] = row.first_side
    for measured in questionnaire.bridge.measured:
        raised += _measured(measured, [one for one in used if one.test == measured.source])
    return raised, first_sides


def _fits(row: FindingRow, value: object) -> bool:
    if row.band:
        return isinstance(value, (int, float)) and is_number(value) and row.band.holds(value)
    return any(str(chosen) in row.values for chosen in choices(value))


def _severity(row: FindingRow, side: str | None, answers: Answers) -> tuple[int, tuple[tuple[str, object], ...]]:
    """The severity, and the other answer that set it."""
    if not isinstance(row.severity, SeverityFrom):
        return row.severity, ()
    given = row.severity
    name = f"{given.field}.{side}" if given.per_side else given.field
    value = answers.get(name)
    if value is None:
        return given.not_given, ()
    if isinstance(value, (int, float)):
        return next((band.severity for band in given.bands if band.holds(value)), given.otherwise), ((name, value),)
    return given.choices.get(str(value), given.otherwise), ((name, value),)


def _measured(row: MeasuredRow, results: list[Measurement]) -> Iterator[Finding]:
    """The worse side decides the person; each side that is in a band has its own finding. A difference needs both."""
    by_side = {one.side: float(one.value) for one in results if is_number(one.value)}
    numbers: list[tuple[str | None, float]] = list(by_side.items())
    if row.difference:
        left, right = (by_side.get(side) for side in SIDES)
        numbers = [] if left is None or right is None else [(None, abs(left - right))]
    for side, number in numbers:
        severity = next((band.severity for band in row.bands if band.holds(number)), 0)
        if severity:
            answers = tuple((_field(one), one.value) for one in results if row.difference or one.side == side)
            yield Finding(row.finding, severity, side, (Because("measurement", row.source, answers),))


def _strongest(raised: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding per id and side: the highest severity, with everything that raised it."""
    merged: dict[tuple[str, str | None], Finding] = {}
    for one in raised:
        seen = merged.get((one.id, one.side))
        merged[one.id, one.side] = (
            Finding(one.id, max(one.severity, seen.severity), one.side, seen.because + one.because) if seen else one
        )
    return tuple(merged.values())


def _worse_sides(findings: Sequence[Finding]) -> dict[str, str]:
    sides: dict[str, str] = {}
    for id_ in dict.fromkeys(one.id for one in findings):
        left, right = (
            max((one.severity for one in findings if one.id == id_ and one.side == side), default=0) for side in SIDES
        )
        if left != right:
            sides[id_] = SIDES[left < right]
    return sides


def _contraindications(questionnaire: Questionnaire, answers: Answers) -> tuple[Contraindication, ...]:
    bridge = questionnaire.bridge
    because: dict[str, tuple[Because, ...]] = {}
    for row in bridge.contraindications:
        for reason in _set_by(questionnaire, row, answers):
            for id_ in row.contraindications:
                because[id_] = (*because.get(id_, ()), reason)
    return tuple(
        Contraindication(
            id_,
            reasons,
            liftable=not any(reason.level in bridge.never_lift_levels for reason in reasons),
            becomes=bridge.replaced_on_lift.get(id_),
        )
        for id_, reasons in because.items()
    )


def _set_by(questionnaire: Questionnaire, row: ContraindicationRow, answers: Answers) -> Iterator[Because]:
    levels = questionnaire.questions[row.source].levels or {}
    for name, value in answered(row.source, answers):
        for chosen in choices(value):
            if chosen in row.values:
                yield Because("question", row.source, ((name, value),), levels.get(str(chosen)))


def _pain_now(questionnaire: Questionnaire, answers: Answers) -> int:
    rule = questionnaire.bridge.pain_now
    rated = [0]
    for id_ in rule.measures:
        question = questionnaire.questions[id_]
        if question.show_if and not question.show_if.holds(answers):
            continue
        for suffix in [f".{side}" for side in SIDES] if question.per_side else [""]:
            for item in (rule.item, rule.fallback):
                value = _whole(answers.get(f"{id_}.{item}{suffix}"))
                if value is not None:
                    rated.append(value)
                    break
    return max(rated)


def _equipment(questionnaire: Questionnaire, answers: Answers) -> tuple[str, ...]:
    bridge = questionnaire.bridge
    allergens = _listed(answers.get(bridge.allergens_question))
    removed = {id_ for allergen in allergens for id_ in bridge.allergens_remove[allergen]}
    return tuple(id_ for id_ in _listed(answers.get("equipment")) if id_ not in removed)


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in choices(value) if one not in (None, NONE))


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, (int, str)) else None


def _field(one: Measurement) -> str:
    return f"{one.test}.{one.side}" if one.side else one.test


def _side(field: str) -> str | None:
    return next((side for side in SIDES if field.endswith(f".{side}")), None)

"""What the composer is told about a person, and whether the protocol can work with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from programs.domain.movements import Protocol, Range

STRENGTH_DAY = "strength"
OTHER_DAY = "other"
SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the composer knows about a person: the fields of ``composer.inputs``.

    ``findings`` maps a finding to its severity, ``pain`` is pain now, ``sides`` maps a finding to the side that
    goes first, ``progress`` maps an item to the dose fields that replace its starting dose.
    """

    findings: Mapping[str, int]
    minutes: int
    experience: str
    pain: int
    age: int
    contra: frozenset[str] = frozenset()
    equip: frozenset[str] = frozenset()
    not_available: frozenset[str] = frozenset()
    excluded_tags: frozenset[str] = frozenset()
    progress: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    replaced_by: Mapping[str, str] = field(default_factory=dict)
    level_cap_bonus: int = 0
    sides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preferences:
    """Items that the person left out, and items of which they chose an easier version."""

    leave_out: frozenset[str] = frozenset()
    prefer_easier: frozenset[str] = frozenset()


NO_PREFERENCES = Preferences()


def from_assessment(
    *,
    findings: Mapping[str, int],
    contraindications: Iterable[str],
    tags: Iterable[str],
    pain_now: int,
    age: int,
    minutes: int,
    experience: str,
    equipment: Iterable[str] = (),
    not_available: Iterable[str] = (),
    sides: Mapping[str, str] | None = None,
) -> Inputs:
    """The plain values of an assessment as inputs of a first plan."""
    return Inputs(
        findings=dict(findings),
        minutes=minutes,
        experience=experience,
        pain=pain_now,
        age=age,
        contra=frozenset(contraindications),
        equip=frozenset(equipment),
        not_available=frozenset(not_available),
        excluded_tags=frozenset(tags),
        sides=dict(sides or {}),
    )


def findings_of(protocol: Protocol, inputs: Inputs) -> dict[str, int]:
    """The person's findings and the one that everybody has."""
    return {protocol.composer.added_finding: protocol.composer.added_severity, **inputs.findings}


def check(protocol: Protocol, inputs: Inputs, day: str) -> None:
    """Raises ValueError naming what the protocol does not know or a number outside its range."""
    vocabulary, composer = protocol.vocabulary, protocol.composer
    known: tuple[tuple[str, Iterable[str], Collection[str]], ...] = (
        ("finding", inputs.findings, vocabulary.findings),
        ("finding in sides", inputs.sides, vocabulary.findings),
        ("side", inputs.sides.values(), SIDES),
        ("contraindication", inputs.contra, vocabulary.contraindications),
        ("equipment", inputs.equip, vocabulary.equipment),
        ("equipment", inputs.not_available, vocabulary.equipment),
        ("exclusion tag", inputs.excluded_tags, vocabulary.exclusion_tags),
        ("experience", (inputs.experience,), vocabulary.experience),
        ("item in progress", inputs.progress, protocol.items),
        ("dose field", (name for dose in inputs.progress.values() for name in dose), composer.progress_fields),
        ("item in replaced_by", (*inputs.replaced_by, *inputs.replaced_by.values()), protocol.items),
        ("day", (day,), (STRENGTH_DAY, OTHER_DAY)),
    )
    for what, values, allowed in known:
        for value in values:
            if value not in allowed:
                raise ValueError(f"unknown {what} {value!r}: use one the protocol has")
    if inputs.minutes not in composer.budgets:
        raise ValueError(f"minutes {inputs.minutes!r} has no budget: use one of {sorted(composer.budgets)}")
    for id, severity in inputs.findings.items():
        _in_range(f"severity of {id!r}", severity, composer.severity)
    _in_range("pain", inputs.pain, composer.pain)
    _in_range("level_cap_bonus", inputs.level_cap_bonus, composer.level_cap_bonus)
    for id in inputs.progress:
        if protocol.items[id].kind not in composer.progress_kinds:
            raise ValueError(f"item {id!r} has no progressed dose: only {' and '.join(composer.progress_kinds)} do")


def _in_range(what: str, value: int, allowed: Range) -> None:
    if not allowed.holds(value):
        raise ValueError(f"{what} is {value!r}: use {allowed.min} to {allowed.max}")

"""What the shipped library owes: findings that are served, tags that do something, rules that can match somebody.

`manage.py check` and `load_content` hold the shipped content to this. Stored versions passed the gate of their day and
are read without it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.domain.definitions import Questionnaire, SeverityFrom
from programs.domain.movements import Protocol, Rule
from programs.domain.wording import LEFT_OUT_KINDS

TEST_TAG = "test_"
STEPS_LEAST, STEPS_MOST = 3, 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What questions and self-tests can lead to. ``findings`` hold the highest severity that is ever given."""

    findings: Mapping[str, int]
    contraindications: frozenset[str]
    equipment: frozenset[str]
    experience: frozenset[str]
    minutes: frozenset[int]
    self_test_tags: frozenset[str]
    questions: frozenset[str]


def asked(questionnaire: Questionnaire, files: Mapping[str, Any]) -> Asked:
    """``files`` are those of assessments/content: self-tests and findings that wait for norms are only there."""
    bridge = questionnaire.bridge
    given = [
        *((row.finding, _highest(row.severity)) for row in bridge.findings),
        *((row.finding, band.severity) for row in bridge.measured for band in row.bands),
        *(
            (row["finding"], band["severity"])
            for row in files["findings"]["off_until_norms_are_signed_off"]
            for band in row["bands"]
        ),
    ]
    findings: dict[str, int] = {}
    for finding, severity in given:
        findings[finding] = max(severity, findings.get(finding, 0))
    return Asked(
        findings=findings,
        contraindications=frozenset(
            [
                *(id for row in bridge.contraindications for id in row.contraindications),
                *bridge.staff_only,
                *bridge.replaced_on_lift.values(),
            ]
        ),
        equipment=frozenset(option.value for option in questionnaire.questions["equipment"].options),
        experience=frozenset(bridge.experience.values()),
        minutes=frozenset(int(option.value) for option in questionnaire.questions["minutes"].options),
        self_test_tags=frozenset(
            tag for test in files["measures"]["self_tests"].values() for tag in test.get("excluded_by", ())
        ),
        questions=frozenset(questionnaire.questions),
    )


def _highest(severity: int | SeverityFrom) -> int:
    if isinstance(severity, int):
        return severity
    bands = (band.severity for band in severity.bands)
    return max(*bands, *severity.choices.values(), severity.not_given, severity.otherwise)


def gaps(protocol: Protocol, asked: Asked) -> Iterator[str]:
    """Each names file, entry and field, and says what to do."""
    yield from _unknown(protocol, asked)
    yield from _unserved(protocol)
    yield from _idle_tags(protocol, asked)
    for rule in protocol.rules:
        for never in _never(rule, protocol, asked):
            yield f"rules.yaml: rule {rule.id!r}: when: {never}, so it can match nobody: correct it or take it out"
    yield from _words(protocol)
    yield from _pressure(protocol)


def _unknown(protocol: Protocol, asked: Asked) -> Iterator[str]:
    """What the questions lead to and the protocol does not know, and the other way round."""
    vocabulary = protocol.vocabulary
    pairs: tuple[tuple[str, Collection[Any], Collection[Any]], ...] = (
        ("vocabulary.yaml: findings", asked.findings, vocabulary.findings),
        ("vocabulary.yaml: contraindications", asked.contraindications, vocabulary.contraindications),
        ("vocabulary.yaml: experience", asked.experience, vocabulary.experience),
        ("vocabulary.yaml: equipment", asked.equipment, vocabulary.equipment),
        ("vocabulary.yaml: exclusion_tags", asked.self_test_tags, vocabulary.exclusion_tags),
        ("composer.yaml: budgets", asked.minutes, protocol.composer.budgets),
    )
    for where, led_to, known in pairs:
        for id in sorted(set(led_to) - set(known)):
            yield f"{where} do not have {id!r}, which the questions lead to: add it, or correct the question"
    for contraindication in vocabulary.contraindications.values():
        question = contraindication.goes_back_to
        if question is not None and question not in asked.questions:
            yield (
                f"vocabulary.yaml: contraindication {contraindication.id!r}: goes_back_to names unknown question "
                f"{question!r}: use one that exists"
            )


def _unserved(protocol: Protocol) -> Iterator[str]:
    """A finding alone, however slight, brings an item."""
    served = {
        finding
        for rule in protocol.rules
        if rule.prescribe and (rule.when.conditions == 1 or (rule.when.conditions == 2 and rule.when.min_sev == 1))
        for finding in rule.when.findings
    }
    for finding in protocol.vocabulary.findings:
        if finding not in served:
            yield (
                f"vocabulary.yaml: finding {finding!r}: no rule of rules.yaml prescribes anything for it alone: "
                "write one with 'when: findings', or take the finding out"
            )


def _idle_tags(protocol: Protocol, asked: Asked) -> Iterator[str]:
    carried = {tag for item in protocol.items.values() for tag in item.exclusion_tags}
    for tag in protocol.vocabulary.exclusion_tags:
        where = f"vocabulary.yaml: exclusion_tag {tag!r}"
        if tag.startswith(TEST_TAG):
            if tag not in asked.self_test_tags:
                yield (
                    f"{where}: no self-test is excluded by it: name it in excluded_by of one in "
                    "assessments/content/measures.yaml, or take it out"
                )
        elif tag not in carried and tag not in protocol.composer.wording_only_tags:
            yield (
                f"{where}: no item carries it: add it to exclusion_tags of the items that it must keep out, "
                "or to wording_only_tags of composer.yaml"
            )


def _never(rule: Rule, protocol: Protocol, asked: Asked) -> Iterator[str]:
    """Why a condition of the rule is never fulfilled."""
    when, composer, vocabulary = rule.when, protocol.composer, protocol.vocabulary
    findings = {**asked.findings, composer.added_finding: composer.added_severity}
    least = when.min_sev or 0
    if when.findings and not any(findings.get(finding, -1) >= least for finding in when.findings):
        severity = f" at severity {least}" if least else ""
        yield f"findings: no answer or self-test leads to {_listed(when.findings)}{severity}"
    for finding in when.every:
        if finding not in findings:
            yield f"all: no answer or self-test leads to {finding!r}"
    for id in when.contra:
        if vocabulary.contraindications[id].blocks_all:
            yield f"contra: {id!r} stops the whole plan"
        elif id not in asked.contraindications:
            yield f"contra: no answer leads to {id!r}, and staff cannot set it"
    assumed = {thing.id for thing in vocabulary.equipment.values() if thing.assumed_available}
    for field, named, known in (
        ("equip", when.equip, asked.equipment | assumed),
        ("experience", when.experience, asked.experience),
        ("minutes", when.minutes, composer.budgets),
    ):
        if named and not set(named) & set(known):
            yield f"{field}: nobody can have {_listed(named)}"
    low = composer.pain.min if when.pain_min is None else when.pain_min
    high = composer.pain.max if when.pain_max is None else when.pain_max
    if low > min(high, composer.pain.max):
        yield f"pain_min is {low} and pain goes up to {min(high, composer.pain.max)}"


def _words(protocol: Protocol) -> Iterator[str]:
    for item in protocol.items.values():
        if not STEPS_LEAST <= len(item.words.cues) <= STEPS_MOST:
            yield (
                f"items/{item.id}.yaml: words: cues are {len(item.words.cues)} steps: "
                f"write {STEPS_LEAST} to {STEPS_MOST}"
            )
    for field, written, known in (
        ("kinds", protocol.words.kinds, protocol.vocabulary.kinds),
        ("left_out", protocol.words.left_out, LEFT_OUT_KINDS),
    ):
        for id in written:
            if id not in known:
                yield f"words.yaml: {field} has words for {id!r}, which nothing uses: correct the id or take them out"


def _pressure(protocol: Protocol) -> Iterator[str]:
    """Items, composer.yaml and touch.yaml say the same about how firm touch may be."""
    if protocol.touch is None:
        return
    most = protocol.touch.ceiling((), protocol.composer.pain.min).most
    for item in protocol.items.values():
        if item.pressure_0_10 is not None and item.pressure_0_10[1] > most:
            yield (
                f"items/{item.id}.yaml: facts: pressure_0_10 goes up to {item.pressure_0_10[1]}, "
                f"above the ceiling of {most} in touch.yaml: lower it"
            )
    said = {(one.pain_min, one.most) for one in protocol.touch.ceilings if one.pain_min is not None}
    if said != set(protocol.composer.massage_pressure):
        yield (
            f"touch.yaml: ceilings with pain_min are {sorted(said)}, massage_pressure of composer.yaml is "
            f"{sorted(protocol.composer.massage_pressure)}: make them the same"
        )


def _listed(named: Collection[Any]) -> str:
    return ", ".join(repr(one) for one in named)

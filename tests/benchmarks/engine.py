"""How fast the engine is: rules over made-up assessments beside a plain loop over the same file, and whole plans.

`python -m tests.benchmarks.engine` measures this part alone. Everything happens in one process, in turns, so that what
disturbs one disturbs the other too.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import Any

import yaml
from tqdm import tqdm

import assessments.catalogue
import programs.catalogue
from assessments.domain.conditions import Answers
from assessments.domain.definitions import Question, Questionnaire
from assessments.domain.findings import find
from assessments.domain.safety import person_tags, screen
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY, Inputs, findings_of, from_assessment
from programs.domain.matching import match_rules
from programs.domain.movements import Protocol
from programs.domain.prescriptions import prescribe, stops
from programs.domain.records import canonical, routine_to_json
from programs.domain.routine import Routine, compose
from programs.domain.what_if import what_would_change
from tests.benchmarks.budgets import Budget, budgets_table, table

ASSESSMENTS = 100_000
CHUNK = 1_000
PLANS = 500
OFTEN, SELDOM = 0.5, 0.05
ANSWERED_BY_ALL = ("p_region", "p_day")
PLAIN, BARE, TOLD = "plain loop over the file", "engine", "engine, each rule explained"
ASSUMED = ("none", "chair", "wall", "towel")  # what everybody has

TRIES = 3  # the fastest counts: the others met something else on the machine

RawRules = list[tuple[str, dict[str, Any]]]
Explained = tuple[str, str, tuple[tuple[str, int], ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Engine:
    """Assessments or days a second; milliseconds."""

    assessments: int
    rates: dict[str, float]
    plans: float
    explained: float
    explained_worst: float
    what_if: float


def measure(wanted: int = ASSESSMENTS) -> Engine:
    protocol, questionnaire = programs.catalogue.shipped(), assessments.catalogue.shipped()
    people = made_up(questionnaire, Random(3))
    rates = rule_rates(protocol, questionnaire, people, wanted)
    some = list(islice(with_a_plan(protocol, questionnaire, people), PLANS))
    plans = [timed(a_day, protocol, inputs) for _, inputs in some]
    explained = [timed(explained_plan, protocol, inputs) for _, inputs in some]
    changes = [timed(what_would_change, protocol, questionnaire, *one) for one in some[: PLANS // 10]]
    return Engine(
        assessments=wanted,
        rates=rates,
        plans=len(some) / sum(plans),
        explained=statistics.median(explained) * 1000,
        explained_worst=max(explained) * 1000,
        what_if=statistics.median(changes) * 1000,
    )


def rule_rates(
    protocol: Protocol, questionnaire: Questionnaire, people: Iterator[Answers], wanted: int
) -> dict[str, float]:
    """Assessments a second of each way; all of them find the same rules."""
    rules = raw_rules()
    ways: dict[str, Callable[[Inputs], object]] = {
        PLAIN: lambda inputs: naive(rules, inputs),
        BARE: lambda inputs: match_rules(protocol, inputs),
        TOLD: lambda inputs: explained_rules(protocol, inputs),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in tqdm(range(wanted // CHUNK), desc="rules", unit="k assessments"):
        chunk = [inputs_of(questionnaire, answers) for answers in islice(people, CHUNK)]
        for inputs in chunk[:: CHUNK // 10]:
            assert naive(rules, inputs) == [match.rule.id for match in match_rules(protocol, inputs)]
        order = list(ways)[turn % len(ways) :] + list(ways)[: turn % len(ways)]
        for name in order:
            seconds[name].append(timed(of_each, ways[name], chunk, tries=1))
    return {name: CHUNK / statistics.median(took) for name, took in seconds.items()}


def naive(rules: RawRules, person: Inputs) -> list[str]:
    """The conditions as they stand in the file, read one after the other for each person."""
    findings = {"general": 1, **person.findings}
    things = person.equip.union(thing for thing in ASSUMED if thing not in person.not_available)
    holding = []
    for id, when in rules:
        for name, wanted in when.items():
            if name == "findings":
                least = when.get("min_sev", 1)
                if wanted and not any(findings.get(finding, 0) >= least for finding in wanted):
                    break
            elif name == "all":
                if not all(finding in findings for finding in wanted):
                    break
            elif name == "contra":
                if not all(one in person.contra for one in wanted):
                    break
            elif name == "equip":
                if not any(one in things for one in wanted):
                    break
            elif name == "experience":
                if person.experience not in wanted:
                    break
            elif name == "minutes":
                if person.minutes not in wanted:
                    break
            elif name == "pain_min":
                if person.pain < wanted:
                    break
            elif name == "pain_max":
                if person.pain > wanted:
                    break
            elif name == "age_min" and person.age < wanted:
                break
        else:
            holding.append(id)
    return holding


def explained_rules(protocol: Protocol, inputs: Inputs) -> list[Explained]:
    """Every rule that holds with its sentence, the findings that triggered it, their severities, and its studies."""
    findings = findings_of(protocol, inputs)
    return [
        (rule.id, rule.reason, tuple((id, findings[id]) for id in triggers), rule.citations)
        for rule, triggers in match_rules(protocol, inputs)
    ]


def explained_plan(protocol: Protocol, inputs: Inputs) -> str:
    """What is stored of a plan: both kinds of day, every item with its reasons, every left-out with its code."""
    days = {day: compose(protocol, prescribe(protocol, inputs, day=day)) for day in (STRENGTH_DAY, OTHER_DAY)}
    return canonical({day: routine_to_json(routine) for day, routine in days.items()})


def a_day(protocol: Protocol, inputs: Inputs) -> Routine:
    return compose(protocol, prescribe(protocol, inputs))


def of_each(work: Callable[[Inputs], object], chunk: list[Inputs]) -> None:
    for inputs in chunk:
        work(inputs)


def timed(work: Callable[..., object], *arguments: object, tries: int = TRIES) -> float:
    """Seconds."""
    took = []
    for _ in range(tries):
        started = time.perf_counter()
        work(*arguments)
        took.append(time.perf_counter() - started)
    return min(took)


# Made-up people


def raw_rules() -> list[tuple[str, dict[str, Any]]]:
    text = (programs.catalogue.CONTENT / "rules.yaml").read_text()
    rules = yaml.load(text, Loader=yaml.CSafeLoader)["rules"]
    return [(rule["id"], rule["when"]) for rule in sorted(rules, key=lambda rule: int(rule["id"][1:]))]


def made_up(questionnaire: Questionnaire, chance: Random) -> Iterator[Answers]:
    asked = [question for page in questionnaire.flows["full"].pages for question in page.questions]
    while True:
        answers: dict[str, object] = {}
        for question in asked:
            often = SELDOM if question.levels or question.excludes else OFTEN
            if question.show_if is None or question.show_if.holds(answers):
                for field in question.fields:
                    if not field.asks_side and (question.page in ANSWERED_BY_ALL or chance.random() < often):
                        answers[field.name] = an_answer(question, chance)
        answers["age"] = chance.randint(18, 90)
        yield answers


def with_a_plan(
    protocol: Protocol, questionnaire: Questionnaire, people: Iterator[Answers]
) -> Iterator[tuple[Answers, Inputs]]:
    for answers in people:
        inputs = inputs_of(questionnaire, answers)
        if not stops(protocol, inputs.contra):
            tags = person_tags(screen(questionnaire, answers))
            yield answers, replace(inputs, excluded_tags=tags)


def an_answer(question: Question, chance: Random) -> object:
    values = [option.value for option in question.options if option.value != "none"]
    if question.kind in ("integer", "scale"):
        return chance.randint(question.low or 0, question.high or 0)
    if question.kind == "tick":
        return "ticked"
    if question.kind in ("multi", "multi_with_none"):
        return tuple(chance.sample(values, chance.randint(1, min(3, len(values)))))
    return chance.choice([option.value for option in question.options])


def inputs_of(questionnaire: Questionnaire, answers: Answers) -> Inputs:
    """Without exclusion tags: no rule asks for them."""
    found = find(questionnaire, answers)
    assert found.minutes is not None
    assert found.experience is not None
    assert found.age is not None
    return from_assessment(
        findings=found.by_person,
        contraindications=[one.id for one in found.contraindications],
        tags=(),
        pain_now=found.pain_now,
        age=found.age,
        minutes=found.minutes,
        experience=found.experience,
        equipment=found.equipment,
        not_available=found.not_available,
        sides=found.first_side,
    )


# What is kept of it


def budgets_of(figures: Engine) -> list[Budget]:
    bare, told = (figures.rates[name] / figures.rates[PLAIN] for name in (BARE, TOLD))
    worst = figures.explained_worst
    return [
        Budget("E1", "rules over assessments", f"{bare:.1f}x", ">= 3x plain loop", bare >= 3),
        Budget("E2", "the same, each rule explained", f"{told:.1f}x", ">= 0.5x plain loop", told >= 0.5),
        Budget(
            "E3", f"one plan with all explanations, the slowest of {PLANS}", f"{worst:.1f} ms", "<= 20 ms", worst <= 20
        ),
    ]


def section(figures: Engine, held: list[Budget]) -> str:
    rows = [[name, f"{rate:,.0f}"] for name, rate in figures.rates.items()]
    return "\n".join(
        [
            "## Engine\n",
            f"The rules of the library over {figures.assessments:,} made-up assessments, in one process and in turns "
            f"of {CHUNK:,} (medians). The plain loop reads the conditions as they stand in the file.\n",
            table(["rules", "assessments a second"], rows),
            f"\n{figures.plans:,.0f} days a second are prescribed and composed. A plan with all its explanations (both "
            f"kinds of day, as stored) takes {figures.explained:.1f} ms. What would change it takes "
            f"{figures.what_if:.0f} ms more; that is worked out once, when the plan is made.\n",
            budgets_table(held) + "\n",
        ]
    )


def main() -> int:
    figures = measure()
    held = budgets_of(figures)
    sys.stdout.write(section(figures, held))
    return 0 if all(one.holds for one in held) else 1


if __name__ == "__main__":
    sys.exit(main())

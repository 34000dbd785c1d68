"""A second reading of what may never be planned, straight from the files and written on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from programs.domain.prescriptions import Inputs

CONTENT = Path(__file__).resolve().parents[3] / "programs" / "content"


def _read(name: str) -> Any:
    return yaml.load((CONTENT / name).read_text(), Loader=yaml.CSafeLoader)


FACTS: dict[str, dict[str, Any]] = {
    path.stem: _read(f"items/{path.name}")["facts"] for path in sorted((CONTENT / "items").glob("*.yaml"))
}
RULES: list[dict[str, Any]] = _read("rules.yaml")["rules"]
VOCABULARY: dict[str, Any] = _read("vocabulary.yaml")
STOPS = sorted(entry["id"] for entry in VOCABULARY["contraindications"] if entry["blocks_all"])
OTHER_CONTRAINDICATIONS = sorted(entry["id"] for entry in VOCABULARY["contraindications"] if not entry["blocks_all"])
FINDINGS = sorted(entry["id"] for entry in VOCABULARY["findings"] if entry["id"] != "general")
TAGS = sorted(entry["id"] for entry in VOCABULARY["exclusion_tags"])
EQUIPMENT = sorted(entry["id"] for entry in VOCABULARY["equipment"])
EXTRAS = sorted(entry["id"] for entry in VOCABULARY["equipment"] if not entry["assumed_available"])
ASSUMED = sorted(entry["id"] for entry in VOCABULARY["equipment"] if entry["assumed_available"])
EXPERIENCE = {entry["id"]: entry["level_cap"] for entry in VOCABULARY["experience"]}


def forbidden(inputs: Inputs) -> set[str]:
    """Every item that these inputs do not allow, whatever rule would bring it."""
    speaking = [rule for rule in RULES if speaks(rule["when"], inputs)]
    highest = min([EXPERIENCE[inputs.experience] + inputs.level_cap_bonus, 5, *_caps(speaking, "level")])
    things = (set(ASSUMED) - inputs.not_available) | inputs.equip
    out = set()
    for id, fact in FACTS.items():
        level = highest - (max(_caps(speaking, "strength_minus"), default=0) if fact["kind"] == "strength" else 0)
        if fact["kind"] == "balance":
            level = min([level, *_caps(speaking, "balance_level")])
        if id.startswith("heel-"):
            level = min([level, *_caps(speaking, "heel_raise_level")])
        if (
            inputs.excluded_tags.intersection(fact["exclusion_tags"])
            or inputs.contra.intersection(fact["contraindications"])
            or set(inputs.findings).intersection(fact["avoid_with_findings"])
            or any(_leaves_out(text, id, fact) for rule in speaking for text in rule["exclude"])
            or not things.issuperset(fact["equipment"])
            or fact["level"] > max(level, 1)
            or (fact["prerequisites"]["gates"] and inputs.findings.get("hallux_extension_restricted", 0) > 1)
        ):
            out.add(id)
    return out


def _caps(rules: list[dict[str, Any]], name: str) -> list[int]:
    """Caps other than those of experience, which the bonus may lift."""
    return [rule["cap"][name] for rule in rules if name in rule["cap"] and "experience" not in rule["when"]]


def speaks(when: dict[str, Any], inputs: Inputs) -> bool:
    if when["findings"]:
        least = when.get("min_sev", 1)
        if not any(id == "general" or inputs.findings.get(id, 0) >= least for id in when["findings"]):
            return False
    things = (set(ASSUMED) - inputs.not_available) | inputs.equip
    return (
        set(when.get("all", ())) <= set(inputs.findings)
        and set(when.get("contra", ())) <= inputs.contra
        and ("equip" not in when or bool(things.intersection(when["equip"])))
        and ("experience" not in when or inputs.experience in when["experience"])
        and ("minutes" not in when or inputs.minutes in when["minutes"])
        and when.get("pain_min", 0) <= inputs.pain <= when.get("pain_max", 10)
        and inputs.age >= when.get("age_min", 0)
    )


def _leaves_out(text: str, id: str, fact: dict[str, Any]) -> bool:
    for term in text.split("&"):
        if term.startswith("level>="):
            if fact["level"] < int(term.removeprefix("level>=")):
                return False
            continue
        name, value = term.split(":")
        has = {
            "id": [id],
            "kind": [fact["kind"]],
            "region": [fact["region"]],
            "position": [fact["position"]],
            "equip": fact["equipment"],
            "tag": fact["exclusion_tags"],
        }
        if value not in has[name]:
            return False
    return True

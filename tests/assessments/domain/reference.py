"""A second implementation of the screening, written by hand from the clinical rules.

It shares nothing with assessments.domain: the levels come from the raw file, each combination rule is an `if`.
"""

from pathlib import Path
from typing import Any

import yaml

SAFETY = Path(__file__).parents[3] / "assessments" / "content" / "questions" / "safety.yaml"
RANK = {"clear": 0, "caution": 1, "clinician_first": 2, "same_day": 3, "emergency": 4}
YES = ("yes", "not_sure")

Answers = dict[str, Any]


def raw_questions() -> dict[str, Any]:
    return yaml.safe_load(SAFETY.read_text())["questions"]


QUESTIONS = raw_questions()


def level(given: Answers) -> str:
    worst = 0
    for id_, question in QUESTIONS.items():
        said = given.get(id_)
        for one in said if isinstance(said, tuple) else (said,):
            levels = question.get("levels", {})
            if one is not None and (one in levels or "any" in levels):
                worst = max(worst, RANK[levels.get(one) or levels["any"]])
    return next(
        name for name, rank in RANK.items() if rank == max(worst, *(RANK[name] for name in fired(given).values()))
    )


def fired(given: Answers) -> dict[str, str]:
    """Rule id -> level of every combination rule that holds."""
    say = given.get
    age = say("age")
    back = say("main.region") in ("back", "both")
    old = age is not None and age >= 70
    cancer = say("hx.cancer") == "ticked"
    minor_fall = say("rf.spine.minor_fall") == "ticked"
    unfeeling = say("hx.diabetes") == "ticked" or say("hx.numb") == "ticked"
    rules = {"": "clear"}
    if say("rf.leg.calf") in YES and say("rf.leg.chest") in YES:
        rules["C01"] = "emergency"
    if minor_fall and (old or say("hx.bones") == "ticked"):
        rules["C02"] = "same_day"
    if cancer and back:
        rules["C03a"] = "clinician_first"
    if cancer and "ticked" in (say("rf.spine.constant"), say("rf.spine.thoracic"), say("rf.spine.weight")):
        rules["C03b"] = "same_day"
    if cancer and (say("rf.neuro.weak") in YES or say("rf.ces.both_legs") in YES):
        rules["C03c"] = "emergency"
    if say("rf.spine.fever") in YES and say("rf.spine.infection_risk") == "ticked":
        rules["C04"] = "same_day"
    if unfeeling and say("rf.foot.skin") in ("minor", "not_sure"):
        rules["C05"] = "same_day"
    if unfeeling and say("rf.foot.injury") in YES:
        rules["C06"] = "same_day"
    clot_risk = cancer or "ticked" in (say("hx.pregnant"), say("hx.surgery"), say("hx.fracture"))
    if clot_risk and say("rf.leg.calf") == "not_sure":
        rules["C07"] = "same_day"
    if back and old + minor_fall + (say("rf.spine.inflammatory") == "ticked") >= 2:
        rules["C08"] = "clinician_first"
    hot_or_wet = say("rf.foot.hot") in YES or say("rf.foot.skin") == "sore"
    if hot_or_wet and (say("rf.spine.fever") in YES or say("rf.gen.fever") in YES):
        rules["C09"] = "emergency"
    if age is not None and age < 18:
        rules["C10"] = "clinician_first"
    if unfeeling and say("rf.foot.hot") == "not_sure":
        rules["C11"] = "same_day"
    return rules


def tags(given: Answers) -> dict[str, set[str]]:
    """Exclusion tags per side from the answers, without the massage gate."""
    sides: dict[str, set[str]] = {"left": set(), "right": set()}
    for id_, question in QUESTIONS.items():
        for tag in question.get("excludes", {}).get(given.get(id_), ()):
            for side in _sides(id_, given):
                sides[side].add(tag)
    return sides


def gate(given: Answers) -> dict[str, str]:
    say = given.get
    gates = {"left": "open", "right": "open"}
    for id_ in (
        "thinners",
        "bones",
        "cancer",
        "diabetes",
        "numb",
        "circulation",
        "pregnant",
        "arthritis",
        "veins",
        "clot_past",
    ):
        if say(f"hx.{id_}") == "ticked":
            gates = {"left": "light", "right": "light"}
    if (
        "ticked" in (say("hx.surgery"), say("hx.fracture"), say("hx.swelling"))
        or say("dt.clot_when") in ("recent", "not_sure")
        or say("rf.leg.calf") in YES
        or say("rf.foot.hot") in YES
        or say("rf.foot.skin") in ("sore", "black", "not_sure")
    ):
        gates = {"left": "never", "right": "never"}
    for id_, closing in (("rf.foot.injury", YES), ("rf.foot.skin", ("minor",)), ("hx.skin", ("ticked",))):
        if say(id_) in closing:
            for side in _sides(id_, given):
                gates[side] = "never"
    return gates


def _sides(id_: str, given: Answers) -> tuple[str, ...]:
    side = given.get(f"{id_}.side") if QUESTIONS[id_].get("asks_side") else None
    return (side,) if side in ("left", "right") else ("left", "right")

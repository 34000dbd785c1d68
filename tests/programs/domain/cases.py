"""The worked cases and what they say, for the tests beside this file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from programs.catalogue import shipped
from programs.domain.inputs import Inputs, Preferences
from programs.domain.movements import Protocol
from programs.domain.routine import PlannedItem

HERE = Path(__file__).parent
PROTOCOL: Protocol = shipped()
VIGNETTES: list[dict[str, Any]] = yaml.safe_load((HERE / "vignettes.yaml").read_text())["vignettes"]
DAY_CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "day_cases.yaml").read_text())["cases"]
SETS = ("contra", "equip", "not_available", "excluded_tags")


def inputs_from(said: dict[str, Any]) -> Inputs:
    return Inputs(**{name: frozenset(value) if name in SETS else value for name, value in said.items()})


def make_inputs(**said: Any) -> Inputs:
    """Somebody of 40 with 15 minutes and no pain, unless said otherwise."""
    values = {"findings": {}, "minutes": 15, "experience": "some", "pain": 0, "age": 40}
    return inputs_from({**values, **said})


def dose_of(planned: PlannedItem) -> dict[str, Any]:
    """The dose as the worked cases print it."""
    dose = planned.dose
    said: dict[str, Any] = {
        "id": planned.item,
        "times_per_day": dose.times_per_day,
        "each": PROTOCOL.items[planned.item].side == "each",
    }
    if dose.minutes:
        return {**said, "minutes": dose.minutes}
    return {**said, "sets": dose.sets, "reps": dose.reps, "hold_s": dose.hold_s}


def without(items: Iterable[str]) -> Preferences:
    """Somebody who left these out."""
    return Preferences(leave_out=frozenset(items))

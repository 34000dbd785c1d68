"""Outcomes as plain dicts of keys and numbers, and back. No words: those come from the protocol."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from programs.domain.inputs import Inputs, Preferences
from programs.domain.matching import Caps
from programs.domain.movements import Dose, Protocol
from programs.domain.prescriptions import Candidate, LeftOut, Prescriptions, Replacement, Source, Swap
from programs.domain.reasons import PREREQUISITE, SORE_DAY, Reason, prerequisite_reason, sore_day_reason
from programs.domain.routine import PlannedItem, Routine

Record = dict[str, Any]


def canonical(record: Mapping[str, object]) -> str:
    """The same outcome is the same text, byte for byte."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"))


def inputs_to_json(inputs: Inputs) -> Record:
    return {
        "findings": dict(inputs.findings),
        "minutes": inputs.minutes,
        "experience": inputs.experience,
        "pain": inputs.pain,
        "age": inputs.age,
        "contra": sorted(inputs.contra),
        "equip": sorted(inputs.equip),
        "not_available": sorted(inputs.not_available),
        "excluded_tags": sorted(inputs.excluded_tags),
        "progress": {item: dict(dose) for item, dose in inputs.progress.items()},
        "replaced_by": dict(inputs.replaced_by),
        "level_cap_bonus": inputs.level_cap_bonus,
        "sides": dict(inputs.sides),
    }


def inputs_from_json(record: Record) -> Inputs:
    sets = {name: frozenset(record[name]) for name in ("contra", "equip", "not_available", "excluded_tags")}
    return Inputs(**{**record, **sets})


def preferences_to_json(preferences: Preferences) -> Record:
    return {"leave_out": sorted(preferences.leave_out), "prefer_easier": sorted(preferences.prefer_easier)}


def preferences_from_json(record: Record) -> Preferences:
    return Preferences(frozenset(record["leave_out"]), frozenset(record["prefer_easier"]))


def prescriptions_to_json(prescriptions: Prescriptions) -> Record:
    return {
        "day": prescriptions.day,
        "inputs": inputs_to_json(prescriptions.inputs),
        "preferences": preferences_to_json(prescriptions.preferences),
        "matched_rules": list(prescriptions.matched_rules),
        "caps": asdict(prescriptions.caps) if prescriptions.caps else None,
        "candidates": [_candidate_to_json(candidate) for candidate in prescriptions.candidates],
        "swaps": _plain(prescriptions.swaps),
        "dropped": _plain(prescriptions.dropped),
        "replaced": _plain(prescriptions.replaced),
        "not_replaced": _plain(prescriptions.not_replaced),
        "stop": list(prescriptions.stop),
    }


def prescriptions_from_json(record: Record) -> Prescriptions:
    return Prescriptions(
        day=record["day"],
        inputs=inputs_from_json(record["inputs"]),
        preferences=preferences_from_json(record["preferences"]),
        matched_rules=tuple(record["matched_rules"]),
        caps=Caps(**record["caps"]) if record["caps"] else None,
        candidates=tuple(_candidate_from_json(candidate) for candidate in record["candidates"]),
        swaps=_swaps(record["swaps"]),
        dropped=_left_outs(record["dropped"]),
        replaced=tuple(Replacement(**entry) for entry in record["replaced"]),
        not_replaced=_swaps(record["not_replaced"]),
        stop=tuple(record["stop"]),
    )


def routine_to_json(routine: Routine) -> Record:
    return {
        "day": routine.day,
        "minutes": routine.minutes,
        "items": [_planned_to_json(planned) for planned in routine.items],
        "seconds": routine.seconds,
        "breaks": [_planned_to_json(planned) for planned in routine.breaks],
        "left_outs": _plain(routine.left_outs),
        "swaps": _plain(routine.swaps),
        "dropped": _plain(routine.dropped),
        "uncovered": list(routine.uncovered),
        "off_today": list(routine.off_today),
        "stop": list(routine.stop),
        "message": routine.message,
    }


def routine_from_json(protocol: Protocol, record: Record) -> Routine:
    """``protocol`` is the version the routine was made with: it gives the sentences back."""
    return Routine(
        day=record["day"],
        minutes=record["minutes"],
        items=tuple(_planned_from_json(protocol, planned) for planned in record["items"]),
        seconds=record["seconds"],
        breaks=tuple(_planned_from_json(protocol, planned) for planned in record["breaks"]),
        left_outs=_left_outs(record["left_outs"]),
        swaps=_swaps(record["swaps"]),
        dropped=_left_outs(record["dropped"]),
        uncovered=tuple(record["uncovered"]),
        off_today=tuple(record["off_today"]),
        stop=tuple(record["stop"]),
        message=record["message"],
    )


def _plain(entries: Iterable[Swap | LeftOut | Replacement]) -> list[Record]:
    return [asdict(entry) for entry in entries]


def _swaps(entries: Iterable[Record]) -> tuple[Swap, ...]:
    return tuple(Swap(**entry) for entry in entries)


def _left_outs(entries: Iterable[Record]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(**entry) for entry in entries)


def _candidate_to_json(candidate: Candidate) -> Record:
    return {
        "item": candidate.item,
        "score": candidate.score,
        "rule": candidate.rule,
        "sources": [
            {"rule": source.rule, "findings": list(source.findings), "score": source.score}
            for source in candidate.sources
        ],
        "lead_of": list(candidate.lead_of),
    }


def _candidate_from_json(record: Record) -> Candidate:
    sources = tuple(Source(source["rule"], tuple(source["findings"]), source["score"]) for source in record["sources"])
    return Candidate(record["item"], record["score"], record["rule"], sources, tuple(record["lead_of"]))


def _planned_to_json(planned: PlannedItem) -> Record:
    return {
        "item": planned.item,
        "kind": planned.kind,
        "block": planned.block,
        "dose": asdict(planned.dose),
        "seconds": planned.seconds,
        "score": planned.score,
        "rule": planned.rule,
        "reasons": [
            {"rule": reason.rule, "group": reason.group, "findings": dict(reason.findings)}
            for reason in planned.reasons
        ],
        "first_side": planned.first_side,
        "prerequisite": planned.prerequisite,
    }


def dose_from_json(planned: Record) -> Dose:
    """Of one planned item as it is stored."""
    return Dose(**planned["dose"])


def _planned_from_json(protocol: Protocol, record: Record) -> PlannedItem:
    return PlannedItem(
        item=record["item"],
        kind=record["kind"],
        block=record["block"],
        dose=dose_from_json(record),
        seconds=record["seconds"],
        score=record["score"],
        rule=record["rule"],
        reasons=tuple(_reason_from_json(protocol, reason) for reason in record["reasons"]),
        first_side=record["first_side"],
        prerequisite=record["prerequisite"],
    )


def _reason_from_json(protocol: Protocol, record: Record) -> Reason:
    if record["rule"] == PREREQUISITE:
        return prerequisite_reason(protocol.composer)
    if record["rule"] == SORE_DAY:
        return sore_day_reason(protocol.composer)
    rule = protocol.rules_by_id[record["rule"]]
    findings = tuple((id, record["findings"][id]) for id in rule.when.findings if id in record["findings"])
    return Reason(rule.id, record["group"], rule.reason, findings, rule.citations)

"""A state of progression as a plain dict of keys, numbers and dates, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, asdict, fields
from datetime import date, datetime
from typing import Any

from programs.domain.dose_steps import Change, Standing
from programs.domain.movements import Dose
from programs.domain.progression_state import State, WayBack

Record = dict[str, Any]
AS_AT_THE_START = frozenset(one.name for one in fields(State) if one.default is not MISSING)


def state_to_json(state: State) -> Record:
    """Without what is as at the start: most states hold few values."""
    record = {
        **asdict(state),
        "since": state.since.isoformat(),
        "begun": state.begun.isoformat(),
        "begun_on": state.begun_on.isoformat(),
        "judged": state.judged.isoformat(),
        "reds": [on.isoformat() for on in state.reds],
        "progress_week": _text(state.progress_week),
        "rest_until": _text(state.rest_until),
        "paused_until": _text(state.paused_until),
        "back": _back_to_json(state.back) if state.back else None,
    }
    return {name: value for name, value in record.items() if value or name not in AS_AT_THE_START}


def state_from_json(record: Record) -> State:
    return State(
        **{
            **record,
            "standing": _standing(record["standing"]),
            "since": date.fromisoformat(record["since"]),
            "begun": datetime.fromisoformat(record["begun"]),
            "begun_on": date.fromisoformat(record["begun_on"]),
            "judged": datetime.fromisoformat(record["judged"]),
            "reds": tuple(date.fromisoformat(on) for on in record.get("reds", ())),
            "progress_week": _date(record.get("progress_week")),
            "rest_until": datetime.fromisoformat(record["rest_until"]) if "rest_until" in record else None,
            "paused_until": _date(record.get("paused_until")),
            "back": _back(record["back"]) if "back" in record else None,
        }
    )


def changes_to_json(changes: Iterable[Change]) -> list[Record]:
    return [asdict(change) for change in changes]


def changes_from_json(records: Iterable[Record]) -> tuple[Change, ...]:
    return tuple(Change(**record) for record in records)


def _text(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _back_to_json(back: WayBack) -> Record:
    return {**asdict(back), "until": back.until.isoformat()}


def _back(record: Record) -> WayBack:
    return WayBack(record["action"], _standing(record["standing"]), date.fromisoformat(record["until"]))


def _standing(record: Record) -> Standing:
    return Standing(record["item"], Dose(**record["dose"]))

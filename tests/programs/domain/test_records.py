from __future__ import annotations

import json
from typing import Any

import pytest

from programs.domain import records
from programs.domain.prescriptions import prescribe
from programs.domain.routine import compose
from programs.domain.week import weekday_view
from tests.programs.domain.cases import DAY_CASES, PROTOCOL, VIGNETTES, inputs_from, make_inputs, without

CASES = [*VIGNETTES, *DAY_CASES]


@pytest.mark.parametrize("day", ["strength", "other"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_outcomes_come_back_from_their_records(case: dict[str, Any], day: str) -> None:
    prescriptions = prescribe(PROTOCOL, inputs_from(case["inputs"]), day=day, preferences=without(["toe-walk"]))
    routine = weekday_view(compose(PROTOCOL, prescriptions), PROTOCOL, "sun", 5)
    record = json.loads(records.canonical(records.prescriptions_to_json(prescriptions)))
    assert records.prescriptions_from_json(record) == prescriptions
    record = json.loads(records.canonical(records.routine_to_json(routine)))
    assert records.routine_from_json(PROTOCOL, record) == routine
    assert compose(PROTOCOL, records.prescriptions_from_json(records.prescriptions_to_json(prescriptions))) == compose(
        PROTOCOL, prescriptions
    )


def test_a_prerequisite_and_a_stop_come_back_too() -> None:
    stopped = prescribe(PROTOCOL, make_inputs(contra=["charcot_foot"]))
    assert records.prescriptions_from_json(records.prescriptions_to_json(stopped)) == stopped
    routine = compose(PROTOCOL, stopped)
    assert records.routine_from_json(PROTOCOL, records.routine_to_json(routine)) == routine
    wanted = make_inputs(findings={"calf_weak": 1}, replaced_by={"big-toe-hand-extension": "big-toe-glide"})
    routine = compose(PROTOCOL, prescribe(PROTOCOL, wanted))
    assert any(planned.prerequisite for planned in routine.items)
    assert records.routine_from_json(PROTOCOL, records.routine_to_json(routine)) == routine


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_records_hold_keys_and_numbers_only(case: dict[str, Any]) -> None:
    prescriptions = prescribe(PROTOCOL, inputs_from(case["inputs"]))
    text = records.canonical(
        {
            "prescriptions": records.prescriptions_to_json(prescriptions),
            "routine": records.routine_to_json(compose(PROTOCOL, prescriptions)),
        }
    )
    assert " " not in text
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))

"""Which moments of a day have breaks, and when each comes."""

from __future__ import annotations

import pytest

from programs.domain.breaks import Moment, Tie, break_times

DESK = Moment("desk", "At your desk", ("pump", "shift"), "Every hour.", 8, None, ())
CROSSED = Moment("crossed", "When you sit", ("uncross",), "When you see it.", None, Tie("desk", "With the desk."), ())
BED = Moment("bed", "At bed time", ("unwind",), "In bed.", 1, None, ())


@pytest.mark.parametrize(
    ("breaks", "times"),
    [
        ((), []),
        (("shift", "pump"), [("desk", ("pump", "shift"), "Every hour.")]),
        (("uncross", "pump"), [("desk", ("pump",), "Every hour."), ("crossed", ("uncross",), "With the desk.")]),
        (("uncross",), [("crossed", ("uncross",), "When you see it.")]),
        (("unwind", "unknown"), [("bed", ("unwind",), "In bed.")]),
    ],
)
def test_break_times(breaks: tuple[str, ...], times: list[tuple[str, tuple[str, ...], str]]) -> None:
    found = break_times((DESK, CROSSED, BED), breaks)
    assert [(time.moment.id, time.items, time.rhythm) for time in found] == times

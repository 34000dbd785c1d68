"""What holds a dose, and how near the next step is, in words."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from footcare.clinic.person_doses import counts_of, holds_of
from programs.catalogue import shipped
from programs.domain.dose_steps import start_of
from programs.domain.progression_state import State, WayBack, begin

TODAY = dt.date(2026, 11, 25)
NOW = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LOADED, CIRCLES = "heel-raise-both", "ankle-circles"


def state(item: str, **values: Any) -> State:
    return replace(begin(shipped(), item, on=TODAY - 20 * DAY, at=NOW - 20 * DAY), **values)


def way_back(action: str, until: dt.date) -> WayBack:
    return WayBack(action, start_of(shipped(), LOADED), until)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, []),
        ({"stopped": True}, ["Stopped until the safety questions are answered again"]),
        ({"rest_until": NOW + DAY}, ["Rests until 26 November, 19:00"]),
        ({"rest_until": NOW}, []),
        ({"paused_until": TODAY + 7 * DAY}, ["Rests until 2 December"]),
        ({"paused_until": TODAY}, []),
        ({"paused_until": TODAY + DAY, "rest_until": NOW + DAY}, ["Rests until 26 November"]),
        ({"back": way_back("SWAP_7_DAYS", TODAY + DAY)}, ["Easier version until 26 November"]),
        ({"back": way_back("DELOAD", TODAY + DAY)}, ["Lighter until 26 November"]),
        ({"back": way_back("DELOAD", TODAY)}, []),
        ({"offer": "standing-foot-rolls"}, ["Offered: Standing foot rolls"]),
        ({"stopped": True, "offer": "gone"}, ["Stopped until the safety questions are answered again",
                                             "Offered: An item that is no longer offered"]),
    ],
)  # fmt: skip
def test_what_holds_a_dose(values: dict[str, Any], words: list[str]) -> None:
    """Times are those of the person's own zone."""
    held = holds_of(state(LOADED, **values), shipped(), TODAY, NOW, "Asia/Vladivostok")
    assert [one["text"] for one in held] == words


@pytest.mark.parametrize(
    ("item", "values", "words"),
    [
        (LOADED, {}, []),
        (LOADED, {"green_streak": 1}, ["1 of 2 green in a row for a step up"]),
        (LOADED, {"amber_streak": 2}, ["2 of 3 amber in a row for a step down"]),
        (CIRCLES, {"amber_streak": 9}, ["9 amber in a row"]),
        (CIRCLES, {"greens": 5}, ["5 of 14 green for the next version"]),
        (CIRCLES, {"greens": 5, "offer": "standing-foot-rolls"}, []),
        (LOADED, {"reds": (TODAY - 15 * DAY,)}, []),
        (LOADED, {"reds": (TODAY - 14 * DAY, TODAY)}, ["2 reds in 14 days"]),
        (LOADED, {"reds": (TODAY,), "amber_streak": 1}, ["1 of 3 amber in a row for a step down", "1 red in 14 days"]),
    ],
)
def test_how_near_the_next_step_is(item: str, values: dict[str, Any], words: list[str]) -> None:
    assert list(counts_of(state(item, **values), shipped(), TODAY)) == words

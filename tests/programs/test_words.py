"""Doses and times in words."""

import re
from dataclasses import replace

import pytest

from programs import catalogue
from programs.domain.routine import PlannedItem
from programs.presenters.words import (
    dose_words,
    listed,
    lower_first,
    minutes_of,
    section_time,
    strand,
    tick_words,
    time_words,
)

DOSE = catalogue.shipped().items["thumb-sweep-arch"].dose


@pytest.mark.parametrize(
    ("item", "changes", "words"),
    [
        ("ankle-circles", {}, "8 times each side; twice a day"),
        ("knee-to-wall-glide", {}, "2 × 10, hold 2 s each side"),
        ("big-toe-hand-extension", {}, "10 times, hold 3 s each side"),
        ("ankle-alphabet", {}, "once, for about 45 seconds each side"),
        ("break-desk-ankles", {}, "once, for about 60 seconds; 6 times a day"),
        ("thumb-sweep-arch", {"minutes": 0.5}, "30 seconds each side"),
        ("thumb-sweep-arch", {"minutes": 1}, "60 seconds each side"),
        ("thumb-sweep-arch", {"minutes": 2}, "120 seconds each side"),
        ("heel-raise-both", {"sets": 3, "reps": 12, "load": 4.0}, "3 × 12, hold 2 s, with 4 kg"),
    ],
)
def test_dose_words(item: str, changes: dict[str, float], words: str) -> None:
    entry = catalogue.shipped().items[item]
    assert dose_words(entry, replace(entry.dose, **changes)) == words  # type: ignore[arg-type]


def test_every_dose_has_words() -> None:
    for item in catalogue.shipped().items.values():
        words = dose_words(item, item.dose)
        assert words
        assert not re.search(r"\b0 s\b|\b0 seconds|\d\.\d", words)


@pytest.mark.parametrize(
    ("times", "words"),
    [(1, ""), (2, "Twice a day. One tick is enough."), (3, "3 times a day. One tick is enough.")],
)
def test_tick_words(times: int, words: str) -> None:
    assert tick_words(replace(catalogue.shipped().items["ankle-circles"].dose, times_per_day=times)) == words


@pytest.mark.parametrize(("seconds", "words"), [(5, "about 1 min"), (89, "about 1 min"), (91, "about 2 min")])
def test_time_words(seconds: int, words: str) -> None:
    assert time_words(seconds) == words


@pytest.mark.parametrize(("each", "words"), [((75,), "about 1 min"), ((50, 75, 100), "about 4 min")])
def test_section_time_is_the_sum_of_what_its_rows_say(each: tuple[int, ...], words: str) -> None:
    rows = [PlannedItem("x", "massage", "massage", DOSE, seconds, 0, "R01", (), None, False) for seconds in each]
    assert section_time(rows) == words
    assert sum(int(time_words(row.seconds).split()[1]) for row in rows) == int(words.split()[1])


def test_small_words() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert lower_first("Heel raises") == "heel raises"
    assert [minutes_of(seconds) for seconds in (0, 1, 60, 61)] == [0, 1, 1, 2]
    assert [strand(kind) for kind in ("massage", "stretch", "mobility")] == ["touch", "move", "move"]

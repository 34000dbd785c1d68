import datetime as dt

import pytest

from programs.charts import monday_of, share, week

MONDAY = dt.date(2026, 11, 23)


def day(n: int) -> dt.date:
    return MONDAY + dt.timedelta(days=n)


@pytest.mark.parametrize(("done", "of", "percent"), [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100)])
def test_share(done: int, of: int, percent: int) -> None:
    assert share(done, of) == percent


def test_monday_of() -> None:
    assert {monday_of(day(n)) for n in range(7)} == {MONDAY}


def states(shown: list[str], **week_of: object) -> None:
    assert [one.state for one in week(**week_of).days] == shown  # type: ignore[arg-type]


def test_week_two_undone_days_rest() -> None:
    practice = {day(0): "done", day(4): "part"}
    states(
        ["done", "rest", "rest", "open", "part", "open", "future"],
        practice=practice, today=day(5), started_on=day(-7), goal=5,
    )  # fmt: skip


def test_week_before_the_plan_began() -> None:
    states(
        ["future", "future", "done", "open", "future", "future", "future"],
        practice={day(2): "done"}, today=day(3), started_on=day(2), goal=5,
    )  # fmt: skip


def test_week_without_rest_days() -> None:
    states(["open", "done"] + ["future"] * 5, practice={day(1): "done"}, today=day(1), started_on=day(0), goal=7)


def test_week_counts_part_days() -> None:
    shown = week({day(0): "done", day(1): "part"}, day(1), day(0), 5)
    assert (shown.practised, shown.goal) == (2, 5)
    assert [one.today for one in shown.days].index(True) == 1

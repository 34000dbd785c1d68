"""One day plan for each local day, whatever the clock of the zone does."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator

import pytest

from footcare.common.dates import local_day
from programs import actions
from programs.models import DayPlan, Plan
from tests.programs.helpers import make_plan

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2028, 1, 1, tzinfo=dt.UTC)
UNUSUAL = ("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Apia",
           "Africa/Casablanca", "America/St_Johns", "Europe/London")  # fmt: skip


def offset_changes(zone: str) -> Iterator[dt.datetime]:
    """The instants in 2026 and 2027 at which the clock of the zone jumps, to the minute."""
    info = zoneinfo.ZoneInfo(zone)
    before = BEGIN
    while before < END:
        after = before + 7 * DAY
        if before.astimezone(info).utcoffset() != after.astimezone(info).utcoffset():
            low, high = before, after
            while high - low > MINUTE:
                middle = low + (high - low) / 2
                same = middle.astimezone(info).utcoffset() == low.astimezone(info).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield high.replace(second=0, microsecond=0)
        before = after


def test_every_zone_has_each_day_once_around_its_clock_changes() -> None:
    zones = sorted(zoneinfo.available_timezones())
    changes = 0
    for zone in zones:
        for change in offset_changes(zone):
            changes += 1
            instants = (change + n * 30 * MINUTE for n in range(-72, 73))
            days = [local_day(instant, zone) for instant in instants]
            assert days == sorted(days), zone
            seen = list(dict.fromkeys(days))
            assert seen == [seen[0] + n * DAY for n in range(len(seen))], zone
    assert len(zones) > 400
    assert changes > 400


def move_to(plan: Plan, zone: str) -> None:
    plan.person.zone = zone
    plan.person.save(update_fields=["zone"])


@pytest.mark.django_db
@pytest.mark.parametrize("zone", UNUSUAL)
def test_open_day_once_for_each_local_day(zone: str) -> None:
    start = next(offset_changes(zone), BEGIN + 80 * DAY) - 30 * HOUR
    plan = make_plan(start)
    move_to(plan, zone)
    for n in range(0, 60, 2):
        actions.open_day(by=plan.person, person=plan.person, plan=plan, now=start + n * HOUR)
    days = list(DayPlan.objects.order_by("local_date").values_list("local_date", flat=True))
    expected = {local_day(start + n * HOUR, zone) for n in range(0, 60, 2)}
    assert len(days) == len(set(days))
    assert set(days) == expected
    assert all(day.zone == zone for day in DayPlan.objects.all())


@pytest.mark.django_db
def test_open_day_for_a_traveller_over_the_date_line(now: dt.datetime) -> None:
    plan = make_plan(now)
    opened = []
    for zone in ("Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Kiritimati"):
        move_to(plan, zone)
        opened.append(actions.open_day(by=plan.person, person=plan.person, plan=plan, now=now))
    assert opened[0] == opened[2]
    assert opened[0].local_date == opened[1].local_date + DAY
    assert DayPlan.objects.filter(current=True).count() == 2

"""The only place where an instant becomes a day."""

import datetime as dt
import zoneinfo
from functools import cache


def local_day(now: dt.datetime, zone: str) -> dt.date:
    """The calendar day at `now` (aware) in an IANA `zone`."""
    if now.tzinfo is None:
        raise ValueError("now has no time zone: hand an aware datetime down from request.now")
    return now.astimezone(zoneinfo.ZoneInfo(zone)).date()


def end_of_day(day: dt.date, zone: str) -> dt.datetime:
    """The first instant after the calendar day `day` in an IANA `zone`."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=zoneinfo.ZoneInfo(zone))


def is_zone(name: str) -> bool:
    return name in _zones()


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()

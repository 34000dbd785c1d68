"""The only place where an instant becomes a day."""

import datetime as dt
import zoneinfo


def local_day(now: dt.datetime, zone: str) -> dt.date:
    """The calendar day at `now` (aware) in an IANA `zone`."""
    if now.tzinfo is None:
        raise ValueError("now has no time zone: hand an aware datetime down from request.now")
    return now.astimezone(zoneinfo.ZoneInfo(zone)).date()


def is_zone(name: str) -> bool:
    return name in zoneinfo.available_timezones()

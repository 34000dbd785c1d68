"""Whether this deployment is fit for people: one finding for each thing that a deployer has to get right."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import token_hex

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection

from footcare.common.dates import is_zone
from footcare.site import readiness

CONTACTS_KEEP = dt.timedelta(days=180)
NO_REAL_MAIL = ("console", "locmem", "dummy", "filebased")
NOT_SHARED = ("locmem", "dummy")


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    words: str
    fault: bool = False


def examine(now: dt.datetime) -> Iterator[Finding]:
    checks: tuple[Callable[[], Finding], ...] = (
        lambda: contacts(now),
        mail,
        shared_cache,
        backup,
        zone,
        https,
        static_files,
        database,
    )
    for check in checks:
        yield check()


def contacts(now: dt.datetime) -> Finding:
    countries = ", ".join(settings.CONTACTS)
    confirmed = settings.CONTACTS_CONFIRMED_ON
    if confirmed is None:
        words = f"nobody has confirmed the numbers of {countries}. Check each by hand, then set CONTACTS_CONFIRMED_ON."
        return Finding("Contacts", words, fault=True)
    age = now.date() - confirmed
    if age > CONTACTS_KEEP:
        words = f"the numbers of {countries} were confirmed {age.days} days ago. Check them and set the new day."
        return Finding("Contacts", words, fault=True)
    if age < dt.timedelta():
        return Finding("Contacts", f"CONTACTS_CONFIRMED_ON lies in the future: {confirmed}. Correct it.", fault=True)
    return Finding("Contacts", f"{countries} confirmed on {confirmed}.")


def mail() -> Finding:
    if any(name in settings.EMAIL_BACKEND for name in NO_REAL_MAIL):
        return Finding(
            "Mail", "EMAIL_URL sends nothing. Name your mail server: nobody can get a code to sign in.", fault=True
        )
    sender = get_connection(fail_silently=False)
    try:
        sender.open()
    except (OSError, smtplib.SMTPException) as error:
        words = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not answer ({error}). Check EMAIL_URL."
        return Finding("Mail", words, fault=True)
    sender.close()
    return Finding(
        "Mail", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers; mail comes from {settings.DEFAULT_FROM_EMAIL}."
    )


def shared_cache() -> Finding:
    backend = settings.CACHES["default"]["BACKEND"]
    if any(name in backend for name in NOT_SHARED):
        words = "workers do not share the cache, so sign-in limits would not hold. Leave CACHE_URL out or use Redis."
        return Finding("Cache", words, fault=True)
    key, value = "doctor", token_hex(8)
    try:
        cache.set(key, value, 60)
        kept = cache.get(key)
    except DatabaseError:
        return Finding("Cache", "its table is absent. Run manage.py createcachetable.", fault=True)
    except OSError as error:
        return Finding("Cache", f"it does not answer ({error}). Check CACHE_URL.", fault=True)
    if kept != value:
        return Finding("Cache", "what is written is not there afterwards. Check CACHE_URL.", fault=True)
    return Finding("Cache", "shared and working.")


def backup() -> Finding:
    """Nothing here can see a backup: the line says what to copy."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        words = f"copy the database daily: sqlite3 {name} \"VACUUM INTO 'copy.sqlite3'\", and try a copy once."
    else:
        words = "dump the database daily with pg_dump, and try a dump once."
    return Finding("Backup", f"not seen from here; {words}")


def zone() -> Finding:
    if not is_zone(settings.TIME_ZONE):
        return Finding("Zone", f"TIME_ZONE {settings.TIME_ZONE!r} is not a time zone.", fault=True)
    return Finding("Zone", f"{settings.TIME_ZONE}, for people whose own zone is not known.")


def https() -> Finding:
    if settings.DEBUG:
        return Finding("HTTPS", "DEBUG is on: error pages would show people's records. Turn it off.", fault=True)
    if not settings.HTTPS:
        return Finding("HTTPS", "HTTPS is off: cookies and answers would travel open. Set HTTPS=true.", fault=True)
    return Finding("HTTPS", "required for every page.")


def static_files() -> Finding:
    manifest = getattr(staticfiles_storage, "hashed_files", None)
    if manifest is None or "css/site.css" not in manifest:
        return Finding("Static", "files are not collected. Run manage.py collectstatic.", fault=True)
    if not staticfiles_storage.exists(manifest["css/site.css"]):
        return Finding("Static", "collected files are gone. Run manage.py collectstatic again.", fault=True)
    return Finding("Static", f"{len(manifest)} files collected.")


def database() -> Finding:
    found = readiness.faults()
    if found:
        return Finding("Database", "; ".join(found) + ". Run manage.py migrate.", fault=True)
    return Finding("Database", f"{connection.vendor}, migrated and writable.")

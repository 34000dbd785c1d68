"""Reads the process environment for settings.py: strict, and one clear line when a value is missing or unusable."""

import re
import secrets
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environs import Env, EnvError

DEMO_CONTACTS = {"GB": ("999", "NHS 111", "Samaritans on 116 123")}


class SettingError(ValueError):
    """A variable is missing or unusable; the message names it and says what to set."""


@dataclass(frozen=True, slots=True)
class Contact:
    """The numbers shown to people in one country, as the deployer confirmed them."""

    emergency_number: str
    urgent_contact: str
    crisis_line: str

    @staticmethod
    def dial(words: str) -> str:
        """The first telephone number in the words, for a `tel:` link; empty when there is none."""
        found = re.search(r"\+?\d[\d ]*", words)
        return found.group().replace(" ", "") if found else ""

    @property
    def emergency_dial(self) -> str:
        return self.dial(self.emergency_number)

    @property
    def urgent_dial(self) -> str:
        return self.dial(self.urgent_contact)

    @property
    def crisis_dial(self) -> str:
        return self.dial(self.crisis_line)


def secret_key(env: Env, var: Path, *, demo: bool) -> str:
    """SECRET_KEY from the environment; the demo makes one and keeps it in its own folder."""
    key: str = env.str("SECRET_KEY", "")
    if demo and not key:
        kept = var / "demo-secret-key"
        if not kept.exists():
            kept.write_text(secrets.token_urlsafe(48))
            kept.chmod(0o600)
        return kept.read_text()
    if len(key) < 32:
        raise SettingError("SECRET_KEY: set a random text of at least 32 characters.")
    return key


def allowed_hosts(env: Env, *, local: bool) -> list[str]:
    """The names this site answers to; the machine itself for the demo and for debugging."""
    hosts: list[str] = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if local else [])
    if not hosts:
        raise SettingError("ALLOWED_HOSTS: name the hosts of this site, for example ALLOWED_HOSTS=feet.example.org.")
    if "*" in hosts:
        raise SettingError("ALLOWED_HOSTS: * would let anybody choose the address in our mails. Name each host.")
    return hosts


def time_zone(env: Env) -> str:
    """The zone of people whose own is not known."""
    zone: str = env.str("TIME_ZONE", "Europe/London")
    if zone not in zoneinfo.available_timezones():
        raise SettingError(f"TIME_ZONE: {zone} is no time zone. Use a name such as Europe/London.")
    return zone


def email(env: Env, *, local: bool) -> dict[str, Any]:
    """Django's EMAIL_ settings."""
    settings: dict[str, Any] = env.dj_email_url("EMAIL_URL", "console:" if local else "smtp://localhost:25")
    if not settings.get("EMAIL_BACKEND"):
        raise SettingError("EMAIL_URL: start it with smtp://, submission:// (with TLS) or console:.")
    return settings


def contacts(env: Env, *, demo: bool) -> dict[str, Contact]:
    """Country code -> numbers. Every enabled country needs all three, so that no page shows an empty number."""
    countries = [code.strip().upper() for code in env.list("CONTACTS", ["GB"] if demo else [])]
    if not countries:
        raise SettingError("CONTACTS: name at least one country, for example CONTACTS=GB.")
    found: dict[str, Contact] = {}
    for code in countries:
        names = (f"EMERGENCY_NUMBER_{code}", f"URGENT_CONTACT_{code}", f"CRISIS_LINE_{code}")
        defaults = DEMO_CONTACTS.get(code, ("", "", "")) if demo else ("", "", "")
        values = [env.str(name, default).strip() for name, default in zip(names, defaults, strict=True)]
        for name, value in zip(names, values, strict=True):
            if not value:
                raise SettingError(f"{name}: set it. People see this number when they need help.")
        found[code] = Contact(*values)
    return found


@contextmanager
def one_clear_line() -> Iterator[None]:
    """Turn a settings fault into one line on standard error and exit status 2, without a stack trace."""
    try:
        yield
    except (EnvError, SettingError) as error:
        print(f"footcare cannot start. {error}", file=sys.stderr)  # noqa: T201 - logging is not configured yet
        raise SystemExit(2) from None

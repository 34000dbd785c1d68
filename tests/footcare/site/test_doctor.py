"""One line for each thing a deployer has to get right."""

import datetime as dt
import io
import smtplib
from typing import Any

import pytest
from django.core.management import call_command

from footcare.site import doctor, readiness

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("confirmed", "fault"),
    [
        (None, True),
        (dt.date(2026, 11, 23), False),
        (dt.date(2026, 5, 27), False),
        (dt.date(2026, 5, 26), True),
        (dt.date(2026, 11, 24), True),
    ],
)
def test_contacts_are_confirmed_for_180_days(settings: Any, now: dt.datetime, confirmed: Any, fault: bool) -> None:
    settings.CONTACTS_CONFIRMED_ON = confirmed
    assert doctor.contacts(now).fault is fault


@pytest.mark.parametrize("backend", ["console", "locmem", "dummy", "filebased"])
def test_mail_that_goes_nowhere(settings: Any, backend: str) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert doctor.mail().fault


@pytest.mark.parametrize(
    "error", [None, ConnectionRefusedError("refused"), smtplib.SMTPAuthenticationError(535, b"no")]
)
def test_mail_server_is_asked(settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    def open_connection(self: object) -> None:
        if error:
            raise error

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", open_connection)
    assert doctor.mail().fault is (error is not None)


def test_cache_of_one_process_is_not_shared(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert doctor.shared_cache().fault


def test_cache_in_the_database_works(empty_cache: None) -> None:
    assert not doctor.shared_cache().fault


@pytest.mark.parametrize(("https", "debug", "fault"), [(True, False, False), (False, False, True), (True, True, True)])
def test_https(settings: Any, https: bool, debug: bool, fault: bool) -> None:
    settings.HTTPS, settings.DEBUG = https, debug
    assert doctor.https().fault is fault


def test_zone(settings: Any) -> None:
    assert not doctor.zone().fault


def test_static_files_have_to_be_collected() -> None:
    assert doctor.static_files().fault


def test_database_reports_what_readiness_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not doctor.database().fault
    monkeypatch.setattr(readiness, "faults", lambda: ["the database cannot be written: read-only"])
    assert doctor.database().fault


def test_command_prints_a_line_each_and_ends_with_1() -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line[6:].partition(":")[0] for line in lines] == [
        "Contacts", "Mail", "Cache", "Backup", "Zone", "HTTPS", "Static", "Database",
    ]  # fmt: skip
    assert {line[:6].strip() for line in lines} == {"ok", "FAULT"}


def test_command_is_content_when_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "examine", lambda now: [doctor.Finding("Zone", "Europe/London.")])
    out = io.StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue() == "ok    Zone: Europe/London.\n"

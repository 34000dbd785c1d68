"""A start from the environment: what is missing or unusable is named in one clear line, and nothing starts (D05)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "Kq3-9vX_2mZ7-a8LwpL5tR8wB1nC6yD4hF0jG2sA7eU9iO3xV5bN1",
    "ALLOWED_HOSTS": "footcare.example",
    "CONTACTS": "GB",
    "EMERGENCY_NUMBER_GB": "999",
    "URGENT_CONTACT_GB": "NHS 111",
    "CRISIS_LINE_GB": "Samaritans on 116 123",
    "CONTACTS_CONFIRMED_ON": "2026-11-01",
}


READ_SETTINGS = ("-c", "import django.conf; django.conf.settings.DEBUG")


def start(tmp_path: Path, *words: str, **values: str | None) -> subprocess.CompletedProcess[str]:
    """Python in an environment that holds nothing but GOOD and the values given (None leaves one out)."""
    chosen = {name: value for name, value in {**GOOD, **values}.items() if value is not None}
    environment = {"PATH": os.environ["PATH"], "FOOTCARE_VAR": str(tmp_path), **chosen}
    environment["DJANGO_SETTINGS_MODULE"] = "footcare.settings"
    return subprocess.run(
        [sys.executable, *(words or READ_SETTINGS)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_start_for_a_server_has_no_warning(tmp_path: Path) -> None:
    done = start(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_start_without_a_key_stops_every_command(tmp_path: Path) -> None:
    done = start(tmp_path, "manage.py", "check", SECRET_KEY=None)
    assert done.returncode == 2
    assert done.stderr == "footcare cannot start. SECRET_KEY: set a random text of at least 32 characters.\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("CONTACTS", None),
        ("EMERGENCY_NUMBER_GB", None),
        ("URGENT_CONTACT_GB", ""),
        ("CRISIS_LINE_GB", "  "),
        ("CONTACTS_CONFIRMED_ON", "last week"),
        ("DEBUG", "perhaps"),
        ("HTTPS", "perhaps"),
        ("SQLITE_SYNCHRONOUS", "OFF"),
        ("DATABASE_URL", "nonsense"),
        ("CACHE_URL", "nonsense://"),
        ("EMAIL_URL", "nonsense://"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", None),
        ("TIME_ZONE", "Europe/Nowhere"),
    ],
)
def test_start_names_the_variable_in_one_line(tmp_path: Path, name: str, value: str | None) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode == 2
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert name in lines[0]
    assert lines[0].startswith("footcare cannot start.")


def test_start_a_second_country_needs_its_own_numbers(tmp_path: Path) -> None:
    done = start(tmp_path, CONTACTS="GB,IE")
    assert done.returncode == 2
    assert "EMERGENCY_NUMBER_IE" in done.stderr


def test_start_never_repeats_a_secret(tmp_path: Path) -> None:
    done = start(tmp_path, SECRET_KEY="hunter2-hunter2")
    assert "hunter2" not in done.stdout + done.stderr


def test_demo_needs_no_environment_at_all(tmp_path: Path) -> None:
    done = start(tmp_path, **dict.fromkeys(GOOD), FOOTCARE_DEMO="true")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo-secret-key").stat().st_mode & 0o077 == 0

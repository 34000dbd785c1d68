"""Collects the static files when they changed since the last start; hashing and compressing them takes seconds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command


def collect() -> None:
    """The stylesheets are taken as committed: the source folder may be read-only."""
    call_command("build_drawings", verbosity=0)
    kept = settings.VAR / "staticfiles.fingerprint"
    now = fingerprint()
    if settings.STATIC_ROOT.is_dir() and kept.exists() and kept.read_text() == now:
        return
    call_command(collectstatic.Command(), interactive=False, clear=True, verbosity=0)
    kept.write_text(now)


def fingerprint() -> str:
    """Of every source file: its name, size and time of change."""
    lines = sorted(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in _sources())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sources() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))

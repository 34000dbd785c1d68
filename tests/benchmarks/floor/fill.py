"""Makes the floor's database and prints, as JSON, the session to measure with. Run as a module, with its settings."""

import datetime as dt
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.floor.settings"
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from tests.benchmarks.floor.models import Entry  # noqa: E402

ENTRIES = 1000
TEXT = "Stand tall, hold for two seconds, come down slowly, rest, and repeat. " * 4


def main() -> None:
    call_command("migrate", verbosity=0)  # the tables that ours points at come first
    call_command("migrate", run_syncdb=True, verbosity=0)
    user = User.objects.create_superuser("floor", "floor@example.org", None)
    first = dt.date(2026, 1, 1)
    Entry.objects.bulk_create(
        Entry(owner=user, day=first + dt.timedelta(days=n // 20), title=f"Entry {n}", text=TEXT, done=n % 3 == 0)
        for n in range(ENTRIES)
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    json.dump({"session": session.session_key}, sys.stdout)


main()

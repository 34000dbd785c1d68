from __future__ import annotations

import io
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from footcare.site.demo import accounts, database, seeding, server, static_files
from footcare.site.demo.database import State


class Command(BaseCommand):
    help = "Fill an empty database with a demo clinic and serve it on this machine alone."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty the demo database and fill it again")
        parser.add_argument("--host", default="127.0.0.1", help="an address that only this machine can reach")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))

    def handle(self, *, reset: bool, host: str, port: int, **options: Any) -> None:
        refuse_address(host, port)
        self.prepare(reset=reset)
        static_files.collect()
        self.tell(host, port, accounts.set_fresh_password())
        server.serve(host, port)

    def prepare(self, *, reset: bool) -> None:
        """A demo database that is ready to be served. One that was left half filled is filled again."""
        now = timezone.now()
        state = state_of_database()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if state is State.DEMO and (reset or not database.is_seeded()):
            database.empty()
            state = State.EMPTY
        if state is State.EMPTY:
            database.adopt(now)
            call_command("load_content", stdout=io.StringIO())
            seeding.seed(now)

    def tell(self, host: str, port: int, password: str) -> None:
        lines = [f"  {email:<24} {shows}" for email, shows in accounts.describe()]
        self.stdout.write("\nAccounts of this demo, all with the password of this start:")
        self.stdout.write("\n".join(lines))
        self.stdout.write(f"\n  password: {self.style.SUCCESS(password)}\n")
        self.stdout.write(f"footcare demo: http://{host}:{port} (Ctrl-C stops it)")
        self.stdout.flush()


def refuse_address(host: str, port: int) -> None:
    if not settings.DEMO:
        raise CommandError("The demo starts as `manage.py demo` (or `make run`) only: that turns demo mode on.")
    if not server.is_loopback(host):
        raise CommandError(
            f"The demo has well-known accounts, so it does not serve on {host}. Leave --host out, or use 127.0.0.1."
        )
    if not server.is_free(host, port):
        raise CommandError(f"Port {port} is in use. Choose another: make run PORT={port + 1}")


def state_of_database() -> State:
    try:
        state = database.state()
    except OperationalError as error:
        raise CommandError(f"The database does not answer: {error}. Check DATABASE_URL.") from None
    if state is State.FOREIGN:
        raise CommandError(
            "This database holds data that is not the demo's, so it was left as it is. "
            "Give the demo an empty one: set DATABASE_URL or FOOTCARE_VAR."
        )
    return state

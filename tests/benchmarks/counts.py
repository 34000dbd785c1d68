"""Counts what does not depend on the machine: SQL statements and bytes of each page. Run as a module, in the bench's
environment, with the pages as JSON on standard input: [[name, path, session, fields or null], ...]."""

from __future__ import annotations

import gzip
import json
import os
import sys
import uuid
from typing import Any

import brotli
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footcare.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def count(path: str, session: str, fields: dict[str, str] | None) -> dict[str, int]:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    for _warm in range(2):
        fresh = fields | {"op": str(uuid.uuid4())} if fields else None
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(path, fresh) if fresh else client.get(path)
    statements = [query["sql"] for query in queries if not query["sql"].startswith(TRANSACTION_WORDS)]
    body = answer.content
    return {
        "sql": len(statements),
        "bytes": len(body),
        "gzip": len(gzip.compress(body, 6)),
        "brotli": len(brotli.compress(body, quality=5)),
    }


def main() -> None:
    asked: list[Any] = json.load(sys.stdin)
    json.dump({name: count(path, session, fields) for name, path, session, fields in asked}, sys.stdout)


main()

"""The two servers of a run: footcare and the floor, with the same gunicorn, workers and kind of database."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import environment, postgres  # noqa: F401 - environment fills os.environ

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
STARTS_WITHIN = 60  # seconds


class BenchError(RuntimeError):
    """A part of the bench did not come up; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int
    known: dict[str, Any]  # what its data module printed: sessions and names


@dataclass(frozen=True, slots=True)
class Pair:
    footcare: Server
    floor: Server
    environment: dict[str, str]


@contextlib.contextmanager
def running(database: str) -> Iterator[Pair]:
    """`database`: "SQLite" or "PostgreSQL". Everything is filled, static files are collected, both answer."""
    with tempfile.TemporaryDirectory(prefix="footcare-bench-") as folder, contextlib.ExitStack() as stack:
        os.environ["FOOTCARE_VAR"] = folder
        variables = {**os.environ, **urls(database, Path(folder), stack)}
        output([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], variables)
        floor_known = json.loads(output([sys.executable, "-m", "tests.benchmarks.floor.fill"], variables))
        known = json.loads(output([sys.executable, "-m", "tests.benchmarks.data"], variables))
        floor = stack.enter_context(gunicorn("tests.benchmarks.floor.wsgi", variables, floor_known))
        footcare = stack.enter_context(gunicorn("footcare.wsgi", variables, known))
        yield Pair(footcare, floor, variables)


def urls(database: str, folder: Path, stack: contextlib.ExitStack) -> dict[str, str]:
    if database == "SQLite":
        return {
            "DATABASE_URL": f"sqlite:///{folder / 'footcare.sqlite3'}",
            "FLOOR_DATABASE_URL": f"sqlite:///{folder / 'floor.sqlite3'}",
        }
    server = stack.enter_context(postgres.temporary_server())
    return {"DATABASE_URL": server, "FLOOR_DATABASE_URL": server.removesuffix("postgres") + "template1"}


def output(command: list[str], variables: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command[1:])}\n{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def gunicorn(application: str, variables: dict[str, str], known: dict[str, Any]) -> Iterator[Server]:
    port = postgres.free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--workers", str(WORKERS), "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env=variables)
    try:
        wait_for(port, process)
        yield Server(port, process.pid, known)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        time.sleep(0.2)
    raise BenchError(f"the server on port {port} did not answer")

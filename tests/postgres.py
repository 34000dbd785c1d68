"""A PostgreSQL server for one test run: made in a temporary folder and removed at the end."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Losing the data in a crash is fine here, and not waiting for the disk is several times faster.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


class PostgresUnavailable(RuntimeError):
    """No server can be made here; the message says what is missing."""


def programs() -> Path:
    """The folder that holds initdb and pg_ctl: the newest version of a Debian-like system, else wherever PATH says."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    if not found:
        raise PostgresUnavailable("no PostgreSQL programs found (Debian: apt-get install postgresql)")
    return Path(found).resolve().parent


def unprivileged() -> list[str]:
    """What to put before a command: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise PostgresUnavailable("running as root without setpriv (Debian: apt-get install util-linux)")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def call(*command: str | Path) -> None:
    # To a file, not a pipe: the server started by pg_ctl inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [*unprivileged(), *map(str, command)],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
        )
        if done.returncode:
            said.seek(0)
            raise PostgresUnavailable(f"{Path(command[0]).name} ended with {done.returncode}: {said.read().decode()}")


@contextlib.contextmanager
def temporary_server() -> Iterator[str]:
    """Yields the DATABASE_URL of an empty server."""
    where = programs()
    with tempfile.TemporaryDirectory(prefix="footcare-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        data, port = Path(folder) / "data", free_port()
        call(where / "initdb", "-D", data, "-U", "footcare", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
        log = Path(folder) / "log"
        call(where / "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"{options} -p {port}", "start")
        try:
            yield f"postgres://footcare@127.0.0.1:{port}/postgres"
        finally:
            call(where / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")

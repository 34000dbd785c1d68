"""Plays somebody new: clones into a folder with a space and an umlaut, with an empty home, and follows the README.

`make run` must bring up the first page, and stopping it must leave no process behind. Standard library only.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL_SECONDS = 90  # what the first page should take, installing included
GIVE_UP_SECONDS = 300  # slow networks are not a fault; hanging is
STOP_SECONDS = 15


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200 and b"<h1" in response.read()
    except (urllib.error.URLError, OSError):
        return False


def members(session: int) -> list[int]:
    """The processes of a session that still live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, _group, its_session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it ended while we looked
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(stat.parent.name))
    return found


def stop(process: subprocess.Popen[bytes]) -> list[int]:
    """Ctrl-C, then the processes that are left after a while (ended here, so that nothing stays)."""
    os.killpg(process.pid, signal.SIGINT)
    end = time.monotonic() + STOP_SECONDS
    while members(process.pid) and time.monotonic() < end:
        process.poll()
        time.sleep(0.2)
    left = members(process.pid)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    process.wait()
    return left


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="footcare newcomer füße ") as folder:
        clone, home, log = Path(folder, "clone"), Path(folder, "home"), Path(folder, "log")
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        left_out = {"HOME", "DATABASE_URL", "FOOTCARE_VAR", "SECRET_KEY", "PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        port, started = free_port(), time.monotonic()
        with log.open("wb") as said:
            process = subprocess.Popen(
                ["make", "run", f"PORT={port}"],
                cwd=clone,
                env={**environment, "HOME": str(home)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        up = False
        while not up and process.poll() is None and time.monotonic() - started < GIVE_UP_SECONDS:
            up = answers(f"http://127.0.0.1:{port}/")
            time.sleep(0.5)
        seconds = time.monotonic() - started
        left = stop(process) if process.poll() is None else []
        if not up:
            print(f"The first page did not come up in {seconds:.0f} s. make run said:\n{log.read_text()}")
            return 1
        if left:
            print(f"Stopping `make run` left processes {left} behind.")
            return 1
        print(f"first page after {seconds:.0f} s (goal {GOAL_SECONDS} s); stopped without a trace")
        return 0


if __name__ == "__main__":
    sys.exit(main())

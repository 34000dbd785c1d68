"""Plays somebody new: clones into a folder with a space and an umlaut, with an empty home, and follows the README.

`make run` must bring up the first page, and stopping it must leave no process behind. Then the plain line of the README
starts the same clone again: as an ordinary user, without a network, from a source tree that cannot be written, with its
data elsewhere. Then `make run` with newer Pythons, where there are any. One line per step. Standard library only.
"""

import fcntl
import os
import re
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL_SECONDS = 90  # what the first page should take, installing included
GIVE_UP_SECONDS = 300  # slow networks are not a fault; hanging is
STOP_SECONDS = 15
MOST_LINES = 40
PLAIN_LINE = [".venv/bin/python", "manage.py", "demo"]
OTHER_PYTHONS = ("3.12", "3.13")
# What a developer's shell may hold and somebody new does not have.
LEFT_OUT = {"HOME", "DATABASE_URL", "FOOTCARE_VAR", "SECRET_KEY", "PYTHONPATH", "VIRTUAL_ENV", "MAKEFLAGS"}
STATIC_FILE = re.compile(rb'"(/static/[^"]+\.css)"')
OTHER_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
# Still may not write what is not theirs; needed where Python itself is installed in a folder that only root opens.
MAY_READ_ALL = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]
CLOSED_PROXY = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "PIP_NO_INDEX": "1"}

fetch = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


class Failed(Exception):
    """What went astray, with what the command said."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def body(url: str) -> bytes:
    """Empty while nothing answers."""
    try:
        with fetch(url, timeout=5) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        raise Failed(f"{url} answered {error.code}.") from None
    except OSError:
        return b""


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
    if process.poll() is None:
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


def first_page(clone: Path, environment: dict[str, str], *command: str) -> float:
    """Seconds until the first page and its style sheet answered."""
    port = free_port()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            cwd=clone,
            env={**environment, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            seconds = wait_for_page(f"http://127.0.0.1:{port}", process)
        except Failed as failed:
            stop(process)
            said.seek(0)
            lines = said.read().decode().splitlines()[-MOST_LINES:]
            raise Failed("\n".join([f"{failed} `{shlex.join(command)}` said:", *lines])) from None
        left = stop(process)
    if left:
        raise Failed(f"Stopping `{shlex.join(command)}` left processes {left} behind.")
    return seconds


def wait_for_page(url: str, process: subprocess.Popen[bytes]) -> float:
    started, page = time.monotonic(), b""
    while not page and process.poll() is None and time.monotonic() - started < GIVE_UP_SECONDS:
        time.sleep(0.5)
        page = body(f"{url}/")
    seconds = time.monotonic() - started
    style = STATIC_FILE.search(page)
    if b"<h1" not in page or not style or not body(url + style[1].decode()):
        raise Failed(f"The first page and its style sheet did not come up in {seconds:.0f} s.")
    return seconds


def works(*command: str) -> bool:
    return bool(shutil.which(command[0])) and not subprocess.run(command, capture_output=True, check=False).returncode


def ordinary_user(python: Path) -> tuple[list[str], str]:
    """The command that becomes an ordinary user, and who that is."""
    if os.getuid() != 0:
        return [], f"user {os.getuid()} (not root, so root was not tried)"
    if works(*OTHER_USER, "env", str(python), "--version"):  # by way of env: setpriv itself may still open every folder
        return OTHER_USER, "nobody"
    return [*OTHER_USER, *MAY_READ_ALL], "nobody (who may read everything: Python is installed in a closed folder)"


def without_network() -> tuple[list[str], str]:
    """The command that takes the network away, and how."""
    if works("unshare", "--net", "true"):
        return ["unshare", "--net"], "no network but loopback"
    return [], "proxies that are closed, because this machine does not let us take the network away"


def bring_loopback_up() -> None:
    """A new network has nothing but a loopback that is down."""
    set_flags, up = 0x8914, 0x1
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14x", b"lo", up))


def state_of(tree: Path) -> dict[str, tuple[int, int]]:
    return {str(file): (file.lstat().st_mtime_ns, file.lstat().st_size) for file in tree.rglob("*")}


@contextmanager
def read_only(tree: Path) -> Iterator[None]:
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(tree)], check=True)
    try:
        yield
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(tree)], check=True)


def run_again(clone: Path, folder: Path, environment: dict[str, str]) -> str:
    """After installing nothing is fetched, and nothing is written but the data (the first start's, moved elsewhere)."""
    data = folder / "data elsewhere"
    shutil.move(clone / "var", data)
    shutil.rmtree(data / "staticfiles")
    subprocess.run(["chmod", "-R", "a+rwX", str(data)], check=True)
    folder.chmod(0o755)
    user, who = ordinary_user(clone / ".venv" / "bin" / "python")
    no_network, how = without_network()
    closed = {} if no_network else CLOSED_PROXY
    before = state_of(clone)
    with read_only(clone):
        command = [*no_network, sys.executable, __file__, "--again", str(clone), *user, *PLAIN_LINE]
        its_own = {**environment, **closed, "FOOTCARE_VAR": str(data)}
        again = subprocess.run(command, env=its_own, capture_output=True, text=True, check=False)
    if again.returncode:
        raise Failed(f"Again as {who}, with {how}: {again.stdout}{again.stderr}")
    if state_of(clone) != before:
        changed = dict(state_of(clone).items() ^ before.items())
        raise Failed(f"The second start wrote into the source: {sorted(changed)[:5]}")
    if not (data / "staticfiles").exists():
        raise Failed(f"The second start did not write into {data}.")
    return f"again as {who}, {how}, read-only source, data elsewhere: {again.stdout.strip()}"


def run_on(version: str, folder: Path, environment: dict[str, str]) -> str:
    python = f"python{version}"
    if not works(python, "-c", "import ensurepip, venv"):
        return f"Python {version}: not installed here"
    clone = folder / f"clone for {version}"
    clone_to(clone)
    seconds = first_page(clone, environment, "make", "run", f"PYTHON={python}")
    return f"Python {version}: first page after {seconds:.0f} s"


def clone_to(folder: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="footcare newcomer füße ") as name:
        folder = Path(name)
        clone, home = folder / "clone", folder / "home"
        home.mkdir()
        clone_to(clone)
        environment = {key: value for key, value in os.environ.items() if key not in LEFT_OUT} | {"HOME": str(home)}
        seconds = first_page(clone, environment, "make", "run")
        say(f"first page after {seconds:.0f} s (goal {GOAL_SECONDS} s); stopped without a trace")
        say(run_again(clone, folder, environment))
        for version in OTHER_PYTHONS:
            say(run_on(version, folder, environment))


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    try:
        if sys.argv[1:2] == ["--again"]:  # the second start, in a process of its own: it may have lost the network
            if os.readlink("/proc/self/ns/net") != os.readlink(f"/proc/{os.getppid()}/ns/net"):
                bring_loopback_up()
            say(f"first page after {first_page(Path(sys.argv[2]), dict(os.environ), *sys.argv[3:]):.0f} s")
        else:
            main()
    except Failed as failed:
        sys.exit(str(failed))

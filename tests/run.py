"""`make test`: the suite on SQLite with a browser, then the tests that touch the database on PostgreSQL.

In between, every branch of both domains must be taken. What the machine does not have is skipped and said in one line
at the end; with REQUIRE_ALL=1 that is a failure.
Words after the command go to pytest: `python -m tests.run -k today`.
"""

import contextlib
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
OTHER_PYTHONS = ("3.12", "3.13")
NOTHING_COLLECTED = 5
DOMAINS = ("assessments.domain", "programs.domain")
TABLES = "domain and not sweep and not hypothesis"  # run where the branches of the domains are measured


@dataclass
class Report:
    """What ran, what failed, and what this machine could not run."""

    ran: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def line(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        said = [f"{'; '.join(self.ran) or 'nothing ran'}; {minutes} min {rest} s"]
        if self.failed:
            said.append(f"FAILED: {', '.join(self.failed)}")
        skips = [f"{reason} ({count} tests)" if count > 1 else reason for reason, count in self.skipped.items()]
        said.append(f"skipped: {'; '.join(skips) if skips else 'nothing'}")
        return " | ".join([*said, *self.notes])

    def exit_code(self, *, require_all: bool) -> int:
        return 1 if self.failed or (require_all and self.skipped) else 0


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """The DATABASE_URL of the server to test on: the one in the environment, else a temporary one."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    with postgres.temporary_server() as url:
        yield url


def run_pytest(name: str, report: Report, *, python: str, marks: str, url: str | None, words: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if url:
        environment["DATABASE_URL"] = url
    with tempfile.TemporaryDirectory(prefix="footcare-report-") as folder:
        results = Path(folder) / "results.xml"
        command = [python, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", "--durations", "8", "-m", marks]
        command += ["-o", "junit_family=xunit2", "--junit-xml", str(results), *words]
        print(f"\n== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code not in (0, NOTHING_COLLECTED):
            report.failed.append(name)
        read_results(results, name, report)


def measure_domains(report: Report) -> None:
    """Every branch of the decisions has a test of its own: what a sweep or chance happens to reach does not count."""
    folders = [f"tests/{package.replace('.', '/')}" for package in DOMAINS]
    measured = [f"--cov={package}" for package in DOMAINS]
    wanted = ["--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered"]
    words = [*folders, *measured, *wanted]
    run_pytest("every branch", report, python=sys.executable, marks=TABLES, url=None, words=words)


def read_results(results: Path, name: str, report: Report) -> None:
    if not results.exists():
        return
    cases = list(ElementTree.parse(results).iter("testcase"))  # noqa: S314 - written by pytest a moment ago
    skips = [skip for case in cases for skip in case.findall("skipped")]
    report.ran.append(f"{name}: {len(cases) - len(skips)} tests")
    report.skipped.update(skip.get("message", "") for skip in skips)


def starts(python: str) -> bool:
    """Some version managers put a name on PATH that only says which version to install."""
    command = [python, "-c", "import ensurepip, venv"]
    return bool(shutil.which(python)) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def run_on_other_pythons(report: Report, marks: str, words: list[str]) -> None:
    found = [version for version in OTHER_PYTHONS if starts(f"python{version}")]
    for version in found:
        folder = ROOT / ".venv" / f"python{version}"
        python = str(folder / "bin" / "python")
        install = [python, "-m", "pip", "install", "-q", "-r", "requirements.txt", "-r", "requirements-dev.txt"]
        made = subprocess.run([f"python{version}", "-m", "venv", str(folder)], check=False).returncode == 0
        if not made or subprocess.run(install, cwd=ROOT, check=False).returncode:
            report.skipped[f"Python {version}: its packages could not be installed"] += 1
            continue
        marked = f"({marks}) and not browser"
        run_pytest(f"Python {version}", report, python=python, marks=marked, url=None, words=words)
    absent = [version for version in OTHER_PYTHONS if version not in found]
    if absent:
        report.notes.append(f"not installed here: Python {' and '.join(absent)}")


def main(words: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the temporary server is stopped
    started, report = time.monotonic(), Report(notes=[f"Python {platform.python_version()}"])
    slow = "--slow" in words
    words = [word for word in words if word != "--slow"]
    marks = "slow" if slow else "not slow"
    measured = not slow and not words
    of_sqlite = f"({marks}) and not pg" + (f" and not ({TABLES})" if measured else "")
    run_pytest("SQLite", report, python=sys.executable, marks=of_sqlite, url=None, words=words)
    if measured:
        measure_domains(report)
    try:
        with postgres_server() as url:
            marked = f"({marks}) and not browser"
            chosen = ["-p", "tests.only_database", *words]
            run_pytest("PostgreSQL", report, python=sys.executable, marks=marked, url=url, words=chosen)
    except postgres.PostgresUnavailable as reason:
        report.skipped[f"the PostgreSQL run: {reason}"] += 1
    if not slow:
        run_on_other_pythons(report, f"({marks}) and not pg", words)
    print(f"\n{report.line(time.monotonic() - started)}")
    return report.exit_code(require_all=os.environ.get("REQUIRE_ALL") == "1")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

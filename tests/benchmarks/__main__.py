"""`make bench`: the engine beside a plain loop; footcare beside a bare Django page on the same gunicorn and the same
kind of database.

Prints ratios and budgets and writes them to docs/benchmarks.md. `python -m tests.benchmarks --database SQLite
--rounds 30` is a quick look and writes nothing. Exit status 1 when a budget does not hold.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import browser, budgets, engine, measuring, targets
from tests.benchmarks.budgets import Budget, Figures
from tests.benchmarks.servers import ROOT, BenchError, Pair, Server, running
from tests.postgres import PostgresUnavailable

DATABASES = ("SQLite", "PostgreSQL")
ROUNDS = 50
WINDOWS = 2
PAPER = ROOT / "docs" / "benchmarks.md"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def measure(database: str, rounds: int) -> tuple[Figures, list[Budget]]:
    with running(database) as pair:
        floor, pages = targets.floor(pair), targets.pages(pair)
        grown = targets.growth(pair)
        timings = measuring.rounds([*floor, *pages, targets.changelist(pair)], rounds)
        growing = measuring.rounds([target for _what, few, many in grown for target in (few, many)], rounds)
        today = next(page for page in pages if page.name == "/today/")
        floor_rate, today_rate = measuring.throughput(floor[0], today, WINDOWS)
        counts = count(pair, [*pages, *(target for _what, few, many in grown for target in (few, many))])
        figures = Figures(
            database=database,
            timings=timings,
            counts={page.name: counts[page.name] for page in pages},
            growth={what: growing[many.name].median / growing[few.name].median for what, few, many in grown},
            growth_sql={what: (counts[few.name]["sql"], counts[many.name]["sql"]) for what, few, many in grown},
            floor_per_second=floor_rate,
            today_per_second=today_rate,
            memory=memory(pair.footcare) / memory(pair.floor),
        )
        held = budgets.of_run(figures)
        if database == "SQLite" and browser.is_there():
            held += budgets.of_load(browser.cold_load(pair.footcare.port, pair.footcare.known["small"]))
    return figures, held


def count(pair: Pair, asked: list[targets.Target]) -> dict[str, dict[str, int]]:
    pages = [[one.name, one.path, one.sessions[0], one.body() if one.body else None] for one in asked]
    command = [sys.executable, "-m", "tests.benchmarks.counts"]
    done = subprocess.run(
        command, cwd=ROOT, env=pair.environment, input=json.dumps(pages), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BenchError(done.stderr)
    return json.loads(done.stdout)


def memory(server: Server) -> int:
    """Bytes of the server and its workers, shared pages counted once among them (Linux)."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in (str(server.pid), *children))
    lines = (line.split() for rollup in rollups for line in rollup.splitlines())
    return sum(int(words[1]) * 1024 for words in lines if words[0] == "Pss:")


def paper(engine_part: str, runs: list[tuple[Figures, list[Budget]]], seconds: float) -> str:
    parts = [
        "# Benchmarks\n",
        "Written by `make bench`. The floor is a bare Django page of 11 KB with session, user and four queries of its "
        "own, on the same gunicorn (2 sync workers) and the same kind of database, asked in the same interleaved "
        "rounds. Compare the ratios: the milliseconds belong to the machine.\n",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; up to {ROUNDS} rounds a page, {seconds / 60:.1f} minutes.\n",
        engine_part,
    ]
    for figures, held in runs:
        rates = f"{figures.today_per_second:.0f} answers a second of Today, {figures.floor_per_second:.0f} of the floor"
        growth = [
            [what, f"{times:.2f}x", "{} / {}".format(*figures.growth_sql[what])]
            for what, times in figures.growth.items()
        ]
        parts += [
            f"## {figures.database}\n",
            budgets.pages_table(figures),
            f"\n{rates}, with {measuring.CLIENTS} clients.\n",
            budgets.table(["from 1,000 to 100,000 rows, or 25 to 1,000 people", "time", "SQL"], growth) + "\n",
            budgets.budgets_table(held) + "\n",
        ]
    return "\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    whole = not chosen.database and chosen.rounds == ROUNDS
    started, runs = time.monotonic(), []
    say("== engine")
    engine_figures = engine.measure(engine.ASSESSMENTS if whole else engine.ASSESSMENTS // 10)
    engine_held = engine.budgets_of(engine_figures)
    for database in chosen.database or DATABASES:
        try:
            say(f"== {database}: filling and measuring")
            runs.append(measure(database, chosen.rounds))
        except PostgresUnavailable as reason:
            say(f"skipped: {database}: {reason}")
    text = paper(engine.section(engine_figures, engine_held), runs, time.monotonic() - started)
    say(text)
    if whole and len(runs) == len(DATABASES):
        PAPER.write_text(text)
    named = [("engine", engine_held), *((figures.database, held) for figures, held in runs)]
    over = [f"{name}: {one.id} {one.what}" for name, held in named for one in held if not one.holds]
    say(f"over budget: {'; '.join(over) or 'nothing'}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())

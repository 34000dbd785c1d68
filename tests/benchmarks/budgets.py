"""Figures against the budgets, and the table that is kept in docs/benchmarks.md."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.benchmarks.browser import Load
from tests.benchmarks.measuring import Timing
from tests.benchmarks.servers import ROOT


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run on one database measured. `growth` is time with much over time with little."""

    database: str
    timings: dict[str, Timing]
    counts: dict[str, dict[str, int]]
    growth: dict[str, float]
    growth_sql: dict[str, tuple[int, int]]
    floor_per_second: float
    today_per_second: float
    memory: float


@dataclass(frozen=True, slots=True)
class Budget:
    id: str
    what: str
    measured: str
    limit: str
    holds: bool


def ratio(figures: Figures, page: str) -> float:
    base = "floor post" if page == "tick" else "floor page"
    return figures.timings[page].median / figures.timings[base].median


def of_run(figures: Figures) -> list[Budget]:
    today, rate = ratio(figures, "/today/"), figures.today_per_second / figures.floor_per_second
    counts, tick = figures.counts, ratio(figures, "tick")
    patient = {page: count["sql"] for page, count in counts.items() if not page.startswith("/staff") and page != "tick"}
    staff = {page: count["sql"] for page, count in counts.items() if page.startswith("/staff")}
    grown = max(figures.growth, key=lambda name: figures.growth[name])
    most = figures.growth[grown]
    changelist = figures.timings["/staff/people/"].median / figures.timings["changelist"].median
    against = f"{changelist:.2f}x"
    same_sql = all(few == many for few, many in figures.growth_sql.values())
    return [
        Budget("P1", "Today, median time", f"{today:.2f}x", "<= 1.5x floor", today <= 1.5),
        Budget("P1", "Today, throughput", f"{rate:.2f}x", ">= 0.65x floor", rate >= 0.65),
        Budget("P3", "SQL of Today", str(patient["/today/"]), "<= 7", patient["/today/"] <= 7),
        Budget("P3", "SQL of a patient page, most", worst(patient), "<= 8", max(patient.values()) <= 8),
        Budget("P4", "SQL of a staff page, most", worst(staff), "<= 12", max(staff.values()) <= 12),
        Budget("P5", "SQL of a tick", str(counts["tick"]["sql"]), "<= 8", counts["tick"]["sql"] <= 8),
        Budget("P5", "a tick, median time", f"{tick:.2f}x", "<= 1.5x floor post", tick <= 1.5),
        Budget("P6", f"growth, most ({grown})", f"{most:.2f}x", "<= 1.10x", most <= 1.1),
        Budget("P6", "SQL with little and with much", "same" if same_sql else "grows", "same", same_sql),
        Budget("P7", "staff list (25 rows) against Django's changelist (100)", against, "<= 0.8x", changelist <= 0.8),
        Budget("P17", "memory of two workers", f"{figures.memory:.2f}x", "<= 1.4x floor", figures.memory <= 1.4),
    ]  # fmt: skip


def of_load(load: Load) -> list[Budget]:
    cold, fonts, again = (f"{size / 1024:.0f} KB" for size in (load.bytes, load.bytes_of_fonts, load.repeat_bytes))
    return [
        Budget("P8", "Today cold, without fonts and drawings", cold, "<= 75 KB", load.bytes <= 75 * 1024),
        Budget("P8", "requests of it", str(load.requests), "<= 8", load.requests <= 8),
        Budget("P8", "requests to other hosts", str(load.outside), "0", load.outside == 0),
        Budget("P9", f"fonts ({fonts} in all) never block the first paint", swap_words(), "all swap", all_fonts_swap()),
        Budget("P11", "Today again, requests", str(load.repeat_requests), "1", load.repeat_requests == 1),
        Budget("P11", "Today again", again, "<= 8 KB", load.repeat_bytes <= 8 * 1024),
    ]  # fmt: skip


def font_faces() -> list[str]:
    return re.findall(r"@font-face\s*\{[^}]*\}", (ROOT / "static" / "css" / "site.css").read_text())


def all_fonts_swap() -> bool:
    return all(re.search(r"font-display:\s*(swap|optional)", face) for face in font_faces())


def swap_words() -> str:
    return f"{len(font_faces())} faces {'swap' if all_fonts_swap() else 'do not all swap'}"


def worst(counts: dict[str, int]) -> str:
    page = max(counts, key=lambda name: counts[name])
    return f"{counts[page]} ({page})"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def pages_table(figures: Figures) -> str:
    rows = []
    for page, timing in figures.timings.items():
        count = figures.counts.get(page)
        cells = [page, f"{timing.median * 1000:.1f}", f"{timing.p95 * 1000:.1f}"]
        against = "" if page in ("floor page", "floor post") else f"{ratio(figures, page):.2f}x"
        sizes = (
            [str(count["sql"]), *(f"{count[size] / 1024:.1f}" for size in ("bytes", "gzip", "brotli"))]
            if count
            else [""] * 4
        )
        rows.append([*cells, against, *sizes])
    head = ["page", "median ms", "p95 ms", "against the floor", "SQL", "KB", "KB gzip", "KB brotli"]
    return table(head, rows)  # fmt: skip


def budgets_table(budgets: list[Budget]) -> str:
    rows = [[one.id, one.what, one.measured, one.limit, "holds" if one.holds else "**over**"] for one in budgets]
    return table(["", "what", "measured", "budget", ""], rows)

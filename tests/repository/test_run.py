"""The runner's verdict: what it says in its last line, and when that is a failure."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import conftest, only_database, postgres, run


@pytest.mark.parametrize(
    ("failed", "skipped", "require_all", "code"),
    [
        ([], {}, False, 0),
        ([], {}, True, 0),
        ([], {"no Chromium": 3}, False, 0),
        ([], {"no Chromium": 3}, True, 1),
        (["SQLite"], {}, False, 1),
    ],
)
def test_exit_code(failed: list[str], skipped: dict[str, int], require_all: bool, code: int) -> None:
    report = run.Report(failed=failed, skipped=Counter(skipped))
    assert report.exit_code(require_all=require_all) == code


def test_line_says_what_ran_and_what_was_skipped() -> None:
    report = run.Report(
        ran=["SQLite: 12 tests"], skipped=Counter({"no Chromium": 3, "no PostgreSQL": 1}), notes=["Python 3.11"]
    )
    assert report.line(65) == (
        "SQLite: 12 tests; 1 min 5 s | skipped: no Chromium (3 tests); no PostgreSQL | Python 3.11"
    )


def test_line_names_the_run_that_failed() -> None:
    assert "FAILED: PostgreSQL" in run.Report(failed=["PostgreSQL"]).line(1)


def test_read_results_counts_what_ran_and_keeps_reasons(tmp_path: Path) -> None:
    results = tmp_path / "results.xml"
    results.write_text(
        '<testsuites><testsuite><testcase name="a"/><testcase name="b"><skipped message="no Chromium"/></testcase>'
        "</testsuite></testsuites>"
    )
    report = run.Report()
    run.read_results(results, "SQLite", report)
    assert report.ran == ["SQLite: 1 tests"]
    assert report.skipped == {"no Chromium": 1}


def test_temporary_server_without_programs_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "glob", lambda _self, _pattern: iter(()))
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)
    with pytest.raises(postgres.PostgresUnavailable, match="apt-get install postgresql"), postgres.temporary_server():
        pass


def test_touches_database(request: pytest.FixtureRequest) -> None:
    assert not only_database.touches_database(request.node)


@pytest.mark.django_db
def test_touches_database_by_mark(request: pytest.FixtureRequest) -> None:
    assert only_database.touches_database(request.node)


@pytest.mark.pg
def test_pg_mark_runs_on_postgresql_only(db: None) -> None:
    from django.db import connection

    assert connection.vendor == "postgresql"


def an_item(path: str, *fixtures: str) -> Any:
    return SimpleNamespace(path=Path(path), fixturenames=fixtures, get_closest_marker=lambda _name: None)


def test_rows_made_once_are_for_every_test_of_a_module_that_has_the_database() -> None:
    same = [an_item("test_a.py", "db", "once"), an_item("test_a.py"), an_item("test_b.py", "db")]
    conftest.same_rows_for_all(same)
    with pytest.raises(pytest.UsageError, match=r"test_a\.py"):
        conftest.same_rows_for_all([*same, an_item("test_a.py", "db")])

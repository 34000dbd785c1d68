"""The time is read once per request and handed down; a date is made from it in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import source

# Naive or hidden clocks: refused everywhere.
NEVER = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.localdate", "timezone.localtime"}
# An aware reading of the clock: only where a request, a command or a server begins.
ONCE = {"timezone.now", "time.time"}
READERS = (
    "footcare/common/middleware.py",  # the one reading of a request
    "footcare/site/readiness.py",
    "management/commands",
)


def reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = ".".join(ast.unparse(node.func).split(".")[-2:])
            if name in NEVER | ONCE:
                yield node.lineno, name


def may_read(path: Path) -> bool:
    return any(place in path.as_posix() for place in READERS)


def test_clock_is_read_where_a_request_or_command_begins() -> None:
    found = [
        f"{path}:{line} {name}(): take `now` as an argument (request.now in a view)"
        for path in source.python_files()
        for line, name in reads(source.tree(path))
        if name in NEVER or not may_read(path)
    ]
    assert not found, source.report(found)


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("datetime.datetime.now()", True),
        ("dt.date.today()", True),
        ("timezone.now()", True),
        ("models.DateTimeField(default=timezone.now)", False),
        ("person.today(now)", False),
    ],
)
def test_reads_table(code: str, caught: bool) -> None:
    assert bool(list(reads(ast.parse(code)))) is caught

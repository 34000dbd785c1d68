"""S24: no SQL text and no process, pickle or evaluated code in the app; what is allowed is named with its reason."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.architecture import source

CALLS = {"raw", "extra", "RawSQL", "execute", "executemany", "executescript", "cursor"}
NEVER = {"eval", "exec", "__import__", "pickle.loads", "yaml.unsafe_load", "marshal.loads", "os.system"}
# Path -> why SQL text is written there.
MAY_WRITE_SQL: dict[str, str] = {
    "footcare/common/triggers.py": "triggers have no other form",
}


def sql(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS:
                yield node.lineno, ast.unparse(node)[:80]


def dangerous(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in NEVER:
            yield node.lineno, ast.unparse(node)[:80]


def loaders() -> Iterator[tuple[str, str]]:
    """(module, name of the loader class) of every reading of YAML."""
    for path in source.python_files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "yaml.load":
                given = [word.value for word in node.keywords if word.arg == "Loader"]
                yield source.module_name(path), ast.unparse(given[0]) if given else "none"


def faults(finder: object, allowed: dict[str, str]) -> list[str]:
    return [
        f"{path}:{line} {what}"
        for path in source.python_files()
        if path.as_posix() not in allowed
        for line, what in finder(source.tree(path))  # type: ignore[operator]
    ]


def test_sql_is_left_to_django() -> None:
    found = faults(sql, MAY_WRITE_SQL)
    assert not found, source.report(found)


def test_nothing_runs_text_as_code() -> None:
    found = faults(dangerous, {})
    assert not found, source.report(found)


def test_yaml_is_read_as_plain_data() -> None:
    found = list(loaders())
    assert found
    for module, name in found:
        loader = getattr(importlib.import_module(module), name)
        assert issubclass(loader, (yaml.SafeLoader, yaml.CSafeLoader)), (module, name)


def test_the_list_of_exceptions_names_files_that_need_it() -> None:
    idle = [path for path in MAY_WRITE_SQL if not list(sql(source.tree(Path(path))))]
    assert not idle


@pytest.mark.parametrize(
    ("finder", "code", "caught"),
    [
        (sql, "Person.objects.raw('select 1')", True),
        (sql, "connection.cursor()", True),
        (sql, "people.extra(where=['1=1'])", True),
        (sql, "people.filter(label='x')", False),
        (dangerous, "eval(text)", True),
        (dangerous, "json.loads(text)", False),
    ],
)
def test_finder_table(finder: object, code: str, caught: bool) -> None:
    assert bool(list(finder(ast.parse(code)))) is caught  # type: ignore[operator]

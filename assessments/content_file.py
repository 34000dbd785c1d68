"""Reads content files strictly: every error names the file, the entry and what to do."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from assessments.domain.errors import ContentError

T = TypeVar("T")

HEAD: Final = ("reviewed_on", "next_review", "clinician_signed_off")


class _StrictLoader(yaml.CSafeLoader):
    """Dates stay text; a bare yes or no and a repeated key are refused."""


def _strict_bool(loader: _StrictLoader, node: yaml.ScalarNode) -> bool:
    if node.value not in ("true", "false"):
        raise yaml.MarkedYAMLError(problem=f"write '{node.value}' in quotes", problem_mark=node.start_mark)
    return bool(node.value == "true")


def _strict_mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(problem=f"'{key.value}' stands twice; keep one", problem_mark=key.start_mark)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


def _as_text(loader: _StrictLoader, node: yaml.ScalarNode) -> str:
    return str(node.value)


_StrictLoader.add_constructor("tag:yaml.org,2002:bool", _strict_bool)
_StrictLoader.add_constructor("tag:yaml.org,2002:map", _strict_mapping)
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _as_text)


def read(name: str, path: Path) -> Any:
    """The file as plain data."""
    try:
        return yaml.load(path.read_bytes(), Loader=_StrictLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ContentError(f"{name}{line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ContentError(f"{name}: {error}; save the file as UTF-8 text") from error


class Entry:
    """One mapping of a file with its address."""

    def __init__(self, where: str, data: object) -> None:
        self.where = where
        if not isinstance(data, dict):
            raise ContentError(f"{where}: found {data!r}; write lines of 'key: value'")
        self.data: dict[str, Any] = data

    def fail(self, problem: str) -> ContentError:
        return ContentError(f"{self.where}: {problem}")

    def only(self, *allowed: str) -> "Entry":
        for key in self.data:
            self.known(key, allowed, "key")
        return self

    def get(self, key: str, type_: type[T], default: T | None = None) -> T:
        value = self.data.get(key, default)
        if value is None:
            raise self.fail(f"'{key}' is missing; add it")
        if not isinstance(value, type_) or (isinstance(value, bool) and type_ is not bool):
            raise self.fail(f"'{key}' is {value!r}; write a {type_.__name__}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return self.get(key, str, default)

    def optional(self, key: str) -> str | None:
        return self.text(key) if self.data.get(key) is not None else None

    def number(self, key: str) -> int:
        return self.get(key, int)

    def flag(self, key: str, default: bool = False) -> bool:
        return self.get(key, bool, default)

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        listed = self.get(key, list, default)
        if not all(isinstance(text, str) for text in listed):
            raise self.fail(f"'{key}' is {listed!r}; write a list of words")
        return tuple(listed)

    def entry(self, key: str) -> "Entry":
        return Entry(f"{self.where}: {key}", self.get(key, dict))

    def entries(self, key: str) -> "dict[str, Entry]":
        return {str(id_): Entry(f"{self.where}: '{id_}'", data) for id_, data in self.get(key, dict).items()}

    def rows(self, key: str, default: list[Any] | None = None) -> "list[Entry]":
        listed = self.get(key, list, default)
        return [Entry(f"{self.where}: {key} row {count}", row) for count, row in enumerate(listed, start=1)]

    def map_of(self, key: str, type_: type[T]) -> dict[str, T]:
        inner = self.entry(key)
        return {id_: inner.get(id_, type_) for id_ in inner.data}

    def one_of(self, key: str, known: Iterable[str], what: str) -> str:
        return self.known(self.text(key), known, what)

    def known(self, value: str, known: Iterable[str], what: str) -> str:
        """`value` itself, when it is one of the known ones."""
        names = sorted(known)
        if value not in names:
            raise self.fail(f"unknown {what} '{value}'; use one of {', '.join(names)}")
        return value

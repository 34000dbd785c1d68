"""Reads one entry of a content document; what does not fit is said with its file, entry and field."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from assessments.domain.errors import ContentError


class Entry:
    """A mapping of the document. ``finish`` refuses fields that nobody asked for: they are misspelt."""

    def __init__(self, where: str, data: object) -> None:
        if not isinstance(data, dict):
            raise ContentError(f"{where} must be a list of 'field: value' lines, not {_shown(data)}")
        self.where = where
        self._data = data
        self._asked: set[str] = set()

    def has(self, field: str) -> bool:
        self._asked.add(field)
        return field in self._data

    def any(self, field: str) -> object:
        if not self.has(field):
            raise self.error(f"{field} is missing: add it")
        return self._data[field]

    def text(self, field: str) -> str:
        value = self.any(field)
        if not isinstance(value, str):
            raise self.error(f"{field} must be words, not {_shown(value)}: put it in quotes")
        return value

    def said(self, field: str) -> str:
        """Words that may not be empty."""
        value = self.text(field)
        if not value.strip():
            raise self.error(f"{field} is empty: write it")
        return value

    def text_or_none(self, field: str) -> str | None:
        return None if self.any(field) is None else self.said(field)

    def whole(self, field: str, *, least: int | None = None, most: int | None = None) -> int:
        value = self.any(field)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(f"{field} must be a whole number, not {_shown(value)}")
        if (least is not None and value < least) or (most is not None and value > most):
            raise self.error(f"{field} is {value}: use {_range(least, most)}")
        return value

    def whole_or_none(self, field: str, *, least: int | None = None) -> int | None:
        return None if self.any(field) is None else self.whole(field, least=least)

    def number(self, field: str) -> float:
        value = self.any(field)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.error(f"{field} must be a number, not {_shown(value)}")
        return value

    def flag(self, field: str) -> bool:
        value = self.any(field)
        if not isinstance(value, bool):
            raise self.error(f"{field} must be true or false, not {_shown(value)}")
        return value

    def day(self, field: str) -> str:
        value = self.text(field)
        try:
            date.fromisoformat(value)
        except ValueError:
            raise self.error(f"{field} must be a date such as 2026-11-22, not {value!r}") from None
        return value

    def texts(self, field: str, *, least: int = 0) -> tuple[str, ...]:
        values = self._list(field)
        if len(values) < least:
            raise self.error(f"{field} is empty: write at least {least}")
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.error(f"{field} must hold words only, not {_shown(value)}")
        return tuple(str(value) for value in values)

    def wholes(self, field: str) -> tuple[int, ...]:
        values = self._list(field)
        for value in values:
            if isinstance(value, bool) or not isinstance(value, int):
                raise self.error(f"{field} must hold whole numbers only, not {_shown(value)}")
        return tuple(int(str(value)) for value in values)

    def pair(self, field: str, *, most: int | None = None) -> tuple[int, int] | None:
        """A low and a high end, or None when the field is not there."""
        if not self.has(field):
            return None
        values = self.wholes(field)
        if len(values) != 2 or not 0 <= values[0] <= values[1] or (most is not None and values[1] > most):
            raise self.error(f"{field} must be two numbers, the lower first{'' if most is None else f', up to {most}'}")
        return values[0], values[1]

    def one_of(self, field: str, known: Collection[str], what: str) -> str:
        return self._known(field, self.text(field), known, what)

    def one_or_none(self, field: str, known: Collection[str], what: str) -> str | None:
        return None if self.any(field) is None else self.one_of(field, known, what)

    def ids(self, field: str, known: Collection[str], what: str, *, least: int = 0) -> tuple[str, ...]:
        values = self.texts(field, least=least)
        for value in values:
            self._known(field, value, known, what)
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise self.error(f"{field} names {twice!r} twice: keep one")
        return values

    def keys(self, field: str, known: Collection[str], what: str) -> Entry:
        """A mapping whose keys are ids."""
        entry = self.sub(field)
        for key in entry.names():
            self._known(field, key, known, what)
        return entry

    def sub(self, field: str) -> Entry:
        return Entry(f"{self.where}: {field}", self.any(field))

    def subs(self, field: str, *, key: str = "id") -> Iterator[tuple[str, Entry]]:
        """The entries of a list, each with its own key, which must be there once only."""
        seen: set[str] = set()
        for place, data in enumerate(self._list(field), start=1):
            entry = Entry(f"{self.where}: {field} {place}", data)
            id = str(entry.any(key))
            entry.where = f"{self.where}: {field.removesuffix('s')} {id!r}"
            if id in seen:
                raise entry.error("is there twice: keep one")
            seen.add(id)
            yield id, entry

    def rows(self, field: str) -> list[Entry]:
        return [Entry(f"{self.where}: {field} {place}", row) for place, row in enumerate(self._list(field), start=1)]

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def finish(self) -> None:
        for field in self._data:
            if field not in self._asked:
                raise self.error(f"{field!r} is not a field here: check its spelling")

    def error(self, problem: str) -> ContentError:
        return ContentError(f"{self.where}: {problem}")

    def _list(self, field: str) -> list[object]:
        value = self.any(field)
        if not isinstance(value, list):
            raise self.error(f"{field} must be a list, not {_shown(value)}")
        return value

    def _known(self, field: str, value: str, known: Collection[str], what: str) -> str:
        if value not in known:
            raise self.error(f"{field} names unknown {what} {value!r}: use one that exists, or add it first")
        return value


def _shown(value: object) -> str:
    return "nothing" if value is None else repr(value)


def _range(least: int | None, most: int | None) -> str:
    parts = ([] if least is None else [f"{least} or more"]) + ([] if most is None else [f"{most} or less"])
    return " and ".join(parts)

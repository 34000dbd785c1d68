"""Answers and reasons between the domain and their JSON in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessments.domain.reasons import Because
from assessments.models import Clearance


def thaw(answers: Mapping[str, object]) -> dict[str, object]:
    """Stored answers as the domain reads them: JSON lists become tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in answers.items()}


def frozen_pairs(pairs: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    """(field, value) with the value as text, so that stored and fresh values compare."""
    return [(field, repr(list(value) if isinstance(value, (tuple, list)) else value)) for field, value in pairs]


def stopped_pairs(stop: Clearance) -> set[tuple[str, str]]:
    """The (field, value) pairs that a clearance row names."""
    return {pair for row in stop.because for pair in frozen_pairs(zip(row["fields"], row["values"], strict=True))}


def rows_of(because: tuple[Because, ...]) -> list[dict[str, object]]:
    """Reasons as they are stored on a clearance and in findings."""
    return [
        {
            one.source: one.id,
            "fields": [field for field, _value in one.answers],
            "values": [list(value) if isinstance(value, tuple) else value for _field, value in one.answers],
            "level": one.level,
        }
        for one in because
    ]

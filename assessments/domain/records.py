"""Results as plain data to store: keys and answers, no words."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from assessments.domain.definitions import Message


def to_json(result: object) -> Any:
    """A Screening, Findings or a part of them as dicts and lists; of a message only its id."""
    if isinstance(result, Message):
        return result.id
    if is_dataclass(result):
        return {field.name: to_json(getattr(result, field.name)) for field in fields(result)}
    if isinstance(result, Mapping):
        return {str(key): to_json(value) for key, value in result.items()}
    if isinstance(result, frozenset):
        return sorted(to_json(value) for value in result)
    if isinstance(result, (tuple, list)):
        return [to_json(value) for value in result]
    return result

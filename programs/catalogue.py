"""The library of movement and touch as shipped: read from files, checked, and turned into a protocol once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assessments.domain.errors import ContentError
from programs.domain.movements import Protocol
from programs.protocol_parser import FILES, parse_protocol

Document = dict[str, Any]

CONTENT = Path(__file__).resolve().parent / "content"


def load(folder: Path = CONTENT) -> Document:
    """The files as one document that JSON can hold: a key per file, ``items`` keyed by file name."""
    document: Document = {name: _read(folder / f"{name}.yaml", f"{name}.yaml") for name in FILES}
    document["items"] = {path.stem: _clinical(content) for path, content in item_files(folder)}
    return document


def item_files(folder: Path = CONTENT) -> Iterator[tuple[Path, Any]]:
    """Each item's file with all that stands in it."""
    for path in sorted((folder / "items").glob("*.yaml")):
        yield path, _read(path, f"items/{path.name}")


def _clinical(content: Any) -> Any:
    """A better drawing is no new version of the content."""
    if not isinstance(content, dict):
        return content
    return {name: value for name, value in content.items() if name != "drawing"}


def parse(document: Document) -> Protocol:
    """Raises ContentError naming file, entry, field and what to do."""
    return parse_protocol(document, checksum(document))


def checksum(document: Document) -> str:
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def shipped() -> Protocol:
    return parse(load())


class _Loader(yaml.CSafeLoader):
    """YAML without its surprises: yes and no are words, a date is text, and a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise _Broken(key_node, f"the key {key!r} must be words: put it in quotes")
            if key in seen:
                raise _Broken(key_node, f"{key!r} is there twice: keep one")
            seen.add(key)
        return super().construct_mapping(node, deep)


class _Broken(Exception):
    def __init__(self, node: yaml.Node, problem: str) -> None:
        super().__init__(f"line {node.start_mark.line + 1}: {problem}")


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":merge"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
for _word in ("true", "false"):
    _Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(rf"^{_word}$"), [_word[0]])


def _read(path: Path, name: str) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
    except FileNotFoundError:
        raise ContentError(f"{name} is missing: put it back") from None
    except UnicodeDecodeError:
        raise ContentError(f"{name} is not UTF-8 text: save it as UTF-8") from None
    except (yaml.YAMLError, _Broken) as error:
        raise ContentError(f"{name} cannot be read: {error}") from None

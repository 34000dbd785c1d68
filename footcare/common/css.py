"""Joins our stylesheet parts and the Bootstrap rules in use into one file per page: text in, text out."""

import posixpath
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
BOOTSTRAP_VARIABLE = re.compile(r"(--bs-[\w-]+)\s*:[^;{}]*;?")

# Bootstrap compiles for one writing direction; these are the same declarations for both.
LOGICAL = (
    (re.compile(r"\b(margin|padding)-left\b"), r"\1-inline-start"),
    (re.compile(r"\b(margin|padding)-right\b"), r"\1-inline-end"),
    (re.compile(r"\bborder-left\b"), "border-inline-start"),
    (re.compile(r"\bborder-right\b"), "border-inline-end"),
    (re.compile(r"\btext-align:\s*left\b"), "text-align: start"),
    (re.compile(r"\btext-align:\s*right\b"), "text-align: end"),
    (re.compile(r"\b(float|clear):\s*left\b"), r"\1: inline-start"),
    (re.compile(r"\b(float|clear):\s*right\b"), r"\1: inline-end"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level statement: `prelude { body }`, or a statement without a body such as `@charset`."""

    prelude: str
    body: str | None


def blocks(css: str) -> Iterator[Block]:
    """Split a stylesheet without comments at its outermost braces."""
    start = position = depth = body_start = 0
    while position < len(css):
        character = css[position]
        if character in "\"'":
            position = css.index(character, position + 1)
        elif character == "{":
            depth += 1
            if depth == 1:
                body_start = position
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield Block(css[start:body_start].strip(), css[body_start + 1 : position].strip())
                start = position + 1
        elif character == ";" and depth == 0:
            yield Block(css[start:position].strip(), None)
            start = position + 1
        position += 1


def extract(css: str, *, classes: frozenset[str], elements: bool) -> str:
    """Keep the rules whose every class is wanted; rules without a class are the reset of the elements."""
    kept = []
    for block in blocks(COMMENT.sub("", css)):
        if block.body is None:
            continue
        if block.prelude.startswith(("@media", "@supports")):
            inner = extract(block.body, classes=classes, elements=elements)
            if inner:
                kept.append(f"{block.prelude} {{\n{inner}\n}}")
        elif not block.prelude.startswith("@"):
            selectors = [part for part in split_selectors(block.prelude) if is_wanted(part, classes, elements)]
            if selectors:
                kept.append(f"{', '.join(selectors)} {{ {block.body} }}")
    return "\n".join(kept)


def split_selectors(prelude: str) -> list[str]:
    """Split at the commas that are not inside `:not(...)`."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", prelude)]


def is_wanted(selector: str, classes: frozenset[str], elements: bool) -> bool:
    used = CLASS.findall(selector)
    return classes.issuperset(used) if used else elements


def logical(css: str) -> str:
    for physical, replacement in LOGICAL:
        css = physical.sub(replacement, css)
    return css


def without_unused_variables(css: str) -> str:
    """Drop Bootstrap's variables that nothing reads, again and again, because one may feed another."""
    read = set(re.findall(r"var\((--bs-[\w-]+)", css))
    smaller = BOOTSTRAP_VARIABLE.sub(lambda match: match[0] if match[1] in read else "", css)
    if smaller != css:
        return without_unused_variables(smaller)
    return re.sub(r"[^{}]*\{\s*\}", "", css)


def rebased(css: str, source: str, target: str) -> str:
    """Rewrite the relative addresses of `source` so that they hold from `target` (both: paths below static/)."""

    def rewrite(match: re.Match[str]) -> str:
        address = posixpath.normpath(posixpath.join(posixpath.dirname(source), match[1]))
        return f'url("{posixpath.relpath(address, posixpath.dirname(target))}")'

    return URL.sub(rewrite, css)


def compact(css: str) -> str:
    css = COMMENT.sub("", css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    css = re.sub(r"(?<=[{;])([\w-]+): ", r"\1:", css)
    return css.replace(";}", "}").replace("}", "}\n").strip() + "\n"


def plan(static: Path) -> dict[str, Any]:
    """css/sheets.toml: which Bootstrap rules, and which parts make which sheet."""
    return tomllib.loads((static / "css/sheets.toml").read_text())


def build(static: Path) -> dict[str, str]:
    """Every stylesheet of the plan: path below static/ -> text."""
    wanted = plan(static)
    bootstrap = wanted["bootstrap"]
    vendored = extract(
        (static / bootstrap["file"]).read_text(),
        classes=frozenset(bootstrap["classes"]),
        elements=bootstrap["elements"],
    )
    sheets = {}
    for name, parts in wanted["sheets"].items():
        target = f"css/{name}.css"
        texts = [logical(rebased(vendored, bootstrap["file"], target))]
        for part in parts:
            source = f"css/src/{part}.css"
            texts.append(rebased(COMMENT.sub("", (static / source).read_text()), source, target))
        sheets[target] = compact(without_unused_variables("\n".join(texts)))
    return sheets

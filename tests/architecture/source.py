"""Reads the project's own source for the architecture tests: files, syntax trees, imports with their lines."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("footcare", "assessments", "programs")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module. `from a import b` counts as `a.b` when that is a module of ours, else as `a`."""

    module: str
    line: int


def python_files(*packages: str) -> list[Path]:
    folders = packages or PACKAGES
    return sorted(
        path.relative_to(ROOT)
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def text_files(folder: str, *suffixes: str) -> list[Path]:
    """Files that people write: vendored and built ones are left out."""
    return sorted(
        path.relative_to(ROOT)
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and "vendor" not in path.parts and "built" not in path.parts
    )


def module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), filename=str(path))


def is_module(name: str) -> bool:
    base = ROOT.joinpath(*name.split("."))
    return base.with_suffix(".py").exists() or (base / "__init__.py").exists()


def imports(path: Path, *, for_types: bool = False) -> Iterator[Import]:
    """Every import of a file, inside functions too; those for type checkers alone only when `for_types`."""
    yield from imports_in(tree(path), for_types=for_types)


def imports_in(node: ast.AST, *, for_types: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, node.lineno) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        for alias in node.names:
            longer = f"{base}.{alias.name}"
            yield Import(longer if is_module(longer) else base, node.lineno)
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test) and not for_types:
        for child in node.orelse:
            yield from imports_in(child, for_types=for_types)
    else:
        for child in ast.iter_child_nodes(node):
            yield from imports_in(child, for_types=for_types)


def under(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def report(faults: list[str]) -> str:
    return "\n" + "\n".join(faults)


def under_folder(path: Path, folder: str) -> bool:
    return path.is_relative_to(folder)

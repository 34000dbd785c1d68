"""The papers tell the truth: every test, file and command that they name exists, and the examples run."""

import ast
import doctest
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LATER = {"docs/img/today.png"}  # a picture of the finished page


def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_test_that_a_paper_names_exists(paper: Path) -> None:
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", paper.read_text())
    absent = [
        f"{file}::{test}" for file, test in named if not (ROOT / file).exists() or test not in functions_of(ROOT / file)
    ]
    assert absent == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", paper.read_text()) if "://" not in link]
    absent = [link for link in links if link not in LATER and not (paper.parent / link).exists()]
    assert absent == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_that_a_paper_names_exists(paper: Path) -> None:
    named = re.findall(r"`((?:footcare|assessments|programs|templates|static|tests|docs)/[\w./-]*)`", paper.read_text())
    absent = [name for name in named if not (ROOT / name).exists()]
    assert absent == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_paper_names_exists(paper: Path) -> None:
    absent = set(re.findall(r"manage\.py ([a-z_]+)", paper.read_text())) - set(get_commands())
    assert absent == set()


def test_every_make_target_that_a_paper_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {target for paper in PAPERS for target in re.findall(r"`make ([a-z-]+)", paper.read_text())}
    assert named - targets == set()


def test_hazard_log_is_complete() -> None:
    rows = re.findall(r"^\| (HZ\d\d) \|.*\| (.+) \|$", (ROOT / "docs/safety.md").read_text(), re.MULTILINE)
    assert [name for name, _shown in rows] == [f"HZ{number:02}" for number in range(1, 27)]
    unsaid = [name for name, shown in rows if "::" not in shown and "not yet" not in shown]
    assert unsaid == []


def test_examples_of_the_engine_run() -> None:
    result = doctest.testfile(str(ROOT / "docs/engine.md"), module_relative=False)
    assert result.attempted > 15
    assert result.failed == 0

"""Views start at the owner, presenters never query, and a plan has one door."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import source

Finder = Callable[[ast.AST], Iterator[tuple[int, str]]]

# Methods that build, run or change a query and that no built-in type has.
QUERIES = {
    "aaggregate", "aggregate", "all", "annotate", "bulk_create", "bulk_update", "create", "defer", "delete", "distinct",
    "earliest", "exclude", "exists", "filter", "first", "get_or_create", "in_bulk", "iterator", "last", "latest",
    "only", "order_by", "prefetch_related", "raw", "refresh_from_db", "save", "select_for_update", "select_related",
    "update_or_create", "using", "values_list",
}  # fmt: skip
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
PLANS_OF_A_PERSON = {"plans", "plan_set"}
DAYS_OF_A_PERSON = {"day_plans", "dayplan_set"}


def dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""


def is_model(node: ast.AST) -> bool:
    """A name written as a class: `Plan`, `models.Plan`. A query that starts at the owner is no such name."""
    return dotted(node).rpartition(".")[2][:1].isupper()


def unowned_queries(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """`Model.objects` and `get_object_or_404(Model, ...)`: queries over everybody's rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, f"{ast.unparse(node)}: start at request.person or request.clinic"
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in SHORTCUTS:
            first = node.args[0] if node.args else next((word.value for word in node.keywords), node)
            if is_model(first):
                yield node.lineno, f"{ast.unparse(node)}: start at request.person or request.clinic"


def queries(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Everything that could reach the database by name. Rows arrive as arguments."""
    yield from unowned_queries(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            words = {word.arg for word in node.keywords}
            if name in QUERIES or (name in {"get", "update", "values", "count"} and words - {"default", None}):
                yield node.lineno, f"{ast.unparse(node)[:80]}: a presenter is given rows, it does not fetch them"


def side_doors(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """A plan, or its days, reached from a person by any other way than `cleared_plan`.

    A function that is handed a `plan` has come through the door and may read the person's days.
    """
    yield from _side_doors(tree, has_plan=False)


def _side_doors(node: ast.AST, *, has_plan: bool) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.FunctionDef):
        has_plan = has_plan or "plan" in {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
    if isinstance(node, ast.Attribute):
        days = node.attr in DAYS_OF_A_PERSON and dotted(node.value).endswith("person")
        if node.attr in PLANS_OF_A_PERSON or (days and not has_plan):
            yield node.lineno, f"{ast.unparse(node)}: the one door to a plan is person.cleared_plan(now)"
    for child in ast.iter_child_nodes(node):
        yield from _side_doors(child, has_plan=has_plan)


def view_modules() -> list[Path]:
    """views.py, and every other module of ours that a urls.py takes views from."""
    found = {path for path in source.python_files() if path.stem == "views" or "views" in path.parts}
    for urls in source.python_files():
        if urls.stem == "urls":
            ours = [one.module for one in source.imports(urls) if one.module.split(".")[0] in source.PACKAGES]
            found |= {Path(*name.split(".")).with_suffix(".py") for name in ours if source.is_module(name)}
    return sorted(path for path in found if (source.ROOT / path).exists() and path.stem not in {"urls", "converters"})


def presenter_modules() -> list[Path]:
    return [path for path in source.python_files() if path.stem == "presenters" or "presenters" in path.parts]


def faults(paths: list[Path], finder: Finder) -> list[str]:
    return [f"{path}:{line} {what}" for path in paths for line, what in finder(source.tree(path))]


def test_views_start_at_the_owner() -> None:
    found = faults(view_modules(), unowned_queries)
    assert not found, source.report(found)


def test_presenters_never_query() -> None:
    found = faults(presenter_modules(), queries)
    assert not found, source.report(found)


def test_cleared_plan_is_the_only_door() -> None:
    """For the pages of a person. Staff see a person's records through the clinic's own scope."""
    paths = [
        path for path in [*view_modules(), *presenter_modules()] if not source.under_folder(path, "footcare/clinic")
    ]
    found = faults(paths, side_doors)
    assert not found, source.report(found)


def test_templates_have_no_door_to_a_plan() -> None:
    door = re.compile(r"\.(plans|plan_set|day_plans|dayplan_set|cleared_plan)\b")
    found = [
        f"{path}:{number} {line.strip()}"
        for path in source.text_files("templates", ".html", ".txt")
        for number, line in enumerate((source.ROOT / path).read_text().splitlines(), 1)
        if door.search(line)
    ]
    assert not found, source.report(found)


@pytest.mark.parametrize(
    ("finder", "code", "caught"),
    [
        (unowned_queries, "Plan.objects.get(pk=1)", True),
        (unowned_queries, "get_object_or_404(Plan, uuid=uuid)", True),
        (unowned_queries, "shortcuts.get_object_or_404(klass=models.Plan, uuid=uuid)", True),
        (unowned_queries, "get_object_or_404(request.clinic.people, uuid=uuid)", False),
        (unowned_queries, "request.person.check_ins.recent(days=7)", False),
        (queries, "person.ticks.filter(done=True)", True),
        (queries, "rows.first()", True),
        (queries, "assessment.plans.get(uuid=uuid)", True),
        (queries, "words.get('a', 'b')", False),
        (queries, "words.values()", False),
        (queries, "names.count('a')", False),
        (side_doors, "request.person.plans.filter(state='active')", True),
        (side_doors, "person.day_plans.last()", True),
        (side_doors, "def today(request, *, plan): return request.person.day_plans.last()", False),
        (side_doors, "def today(request, *, plan): return request.person.plans.last()", True),
        (side_doors, "request.person.cleared_plan(now)", False),
        (side_doors, "plan.day_plans.current(day)", False),
    ],
)
def test_finder_table(finder: Finder, code: str, caught: bool) -> None:
    assert bool(list(finder(ast.parse(code)))) is caught

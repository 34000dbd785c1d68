"""Imports point one way (docs/architecture.md): a change can only surprise the floors above it."""

import ast
import sys
from pathlib import Path

import pytest

from tests.architecture import source
from tests.architecture.source import under

# Lower floors first. A package may import its own floor's package and those below, never a neighbour or above.
FLOORS = [
    ("footcare.environment", "footcare.drawing"),
    ("footcare.common",),
    ("footcare.accounts",),
    ("assessments",),
    ("programs",),
    ("footcare.clinic",),
    ("footcare.site",),  # merging, erasing and the demo walk all apps
    ("footcare.settings", "footcare.formats", "footcare.urls", "footcare.wsgi", "footcare.asgi"),
]
PACKAGES = [package for floor in FLOORS for package in floor]

# Plain Python: the standard library, their own package, and what is named here.
PURE = {
    "footcare.drawing": (),
    "assessments.domain": (),
    "programs.domain": ("assessments.domain",),
}

# Inside an app, by file name; a file that is not named here stands with the actions.
DOMAIN, ROWS, WORK, VIEWS, URLS, OUTSIDE = range(6)
RANKS = {
    "domain": DOMAIN,
    "models": ROWS,
    "catalogue": ROWS,
    "content_file": ROWS,
    "protocol_checks": ROWS,
    "entries": ROWS,
    "views": VIEWS,
    "learn_views": VIEWS,
    "urls": URLS,
    "apps": OUTSIDE,
    "admin": OUTSIDE,
    "checks": OUTSIDE,
    "management": OUTSIDE,
}


def home(module: str) -> str | None:
    """The package of FLOORS that a module belongs to."""
    return next((package for package in PACKAGES if under(module, package)), None)


def floor(package: str) -> int:
    return next(number for number, packages in enumerate(FLOORS) if package in packages)


def rank(module: str, package: str) -> int:
    own = module.removeprefix(package).strip(".").split(".")[0]
    return RANKS.get(own, ROWS if own.endswith("_parser") else WORK)


def fault(importer: str, imported: str) -> str | None:
    """Why one module of ours must not import another; None when it may."""
    here, there = home(importer), home(imported)
    if here is None or there is None:
        return None
    if here != there:
        if floor(there) >= floor(here):
            return f"{here} must not import {there}: it stands above or beside"
        return None
    if under(importer, f"{here}.domain") or here in PURE:
        return None  # the pure rule below decides
    if rank(imported, here) > rank(importer, here):
        return "inside an app: urls -> views -> forms, actions, presenters -> models, catalogue -> domain"
    if under(importer, f"{here}.presenters") and under(imported, f"{here}.actions"):
        return "presenters shape what is there; only views call actions"
    return None


def test_imports_point_one_way() -> None:
    faults = [
        f"{path}:{found.line} imports {found.module}: {why}"
        for path in source.python_files()
        for found in source.imports(path)
        if (why := fault(source.module_name(path), found.module))
    ]
    assert not faults, source.report(faults)


def test_every_file_has_a_floor() -> None:
    homeless = [
        str(path)
        for path in source.python_files()
        if home(source.module_name(path)) is None and path.name != "__init__.py"
    ]
    assert not homeless, f"say in FLOORS where these stand: {homeless}"


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_need_the_standard_library_only(package: str) -> None:
    allowed = (package, *PURE[package])
    faults = [
        f"{path}:{found.line} imports {found.module}: {package} is plain Python"
        for path in source.python_files(package.replace(".", "/"))
        for found in source.imports(path, for_types=True)
        if found.module.split(".")[0] not in sys.stdlib_module_names
        and not any(under(found.module, one) for one in allowed)
    ]
    assert not faults, source.report(faults)


def test_no_signals() -> None:
    faults = [
        f"{path}:{found.line} imports {found.module}: call the action instead, so that a reader can follow it"
        for path in source.python_files()
        for found in source.imports(path, for_types=True)
        if found.module == "django.dispatch" or found.module.split(".")[-1] == "signals"
    ]
    assert not faults, source.report(faults)


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("programs.actions", "assessments.actions", True),
        ("assessments.actions", "programs.actions", False),
        ("assessments.views", "footcare.accounts.models", True),
        ("footcare.common.dates", "footcare.accounts.models", False),
        ("footcare.clinic.views", "footcare.site.people", False),
        ("footcare.clinic.views", "programs.models", True),
        ("programs.models", "programs.actions", False),
        ("programs.actions", "programs.models", True),
        ("programs.presenters", "programs.actions", False),
        ("programs.views", "programs.presenters", True),
        ("programs.forms", "programs.views", False),
        ("programs.models", "programs.admin", False),
        ("programs.urls", "programs.views", True),
        ("programs.catalogue", "programs.domain.routine", True),
        ("programs.models", "django.db", True),
    ],
)
def test_fault_table(importer: str, imported: str, allowed: bool) -> None:
    assert (fault(importer, imported) is None) is allowed


def test_imports_are_read_with_their_lines_inside_functions_too() -> None:
    code = (
        "import os\n"
        "if TYPE_CHECKING:\n    from programs.models import Plan\n"
        "def f():\n    from programs import models\n    from django.db import transaction\n"
    )
    read = [(found.module, found.line) for found in source.imports_in(ast.parse(code), for_types=False)]
    assert read == [("os", 1), ("programs.models", 5), ("django.db", 6)]
    assert ("programs.models", 3) in [
        (found.module, found.line) for found in source.imports_in(ast.parse(code), for_types=True)
    ]


def test_source_sees_the_project() -> None:
    assert Path("programs/models/plans.py") in source.python_files()

"""Every static file can be hashed, and every address inside the files survives it."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.test.utils import override_settings

MENTIONS_IMPORT = re.compile(r"\s*(?://\s*)?(?:import|export)\b.*\bfrom\b|\s*import\s*[\"'(]")
CLEAN_IMPORT = re.compile(r'(?:import|export) \{[^}]*\} from "\./[\w/.-]+\.js";')
SOURCE = Path(project.BASE_DIR) / "static"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("staticfiles")
    storages = project.STORAGES | {
        "staticfiles": {"BACKEND": "footcare.common.staticfiles.HashedStaticFiles"},
    }
    with override_settings(STATIC_ROOT=target, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return target


def hashed(collected: Path, pattern: str) -> list[Path]:
    return [path for path in collected.glob(pattern) if re.search(r"\.[0-9a-f]{12}\.", path.name)]


def test_stylesheets_name_hashed_fonts(collected: Path) -> None:
    (sheet,) = hashed(collected, "css/site.*.css")
    addresses = re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    assert addresses
    for address in addresses:
        assert (sheet.parent / address).is_file(), address
        assert re.search(r"\.[0-9a-f]{12}\.", address), address


def test_every_import_of_our_scripts_leads_to_a_hashed_file(collected: Path) -> None:
    modules = hashed(collected, "js/**/*.js")
    assert modules
    for module in modules:
        for address in re.findall(r'^(?:import|export)\b[^;]*?"([^"]+)";', module.read_text(), re.MULTILINE):
            assert (module.parent / address).is_file(), f"{module.name} imports {address}"
            assert re.search(r"\.[0-9a-f]{12}\.js$", address), f"{module.name} imports {address} without its hash"


def test_every_import_statement_can_be_rewritten() -> None:
    """Django rewrites one import per line, double-quoted, ended by a semicolon; others would stay unhashed."""
    for path in (SOURCE / "js").rglob("*.js"):
        for line in path.read_text().splitlines():
            if MENTIONS_IMPORT.match(line):
                assert CLEAN_IMPORT.fullmatch(line), f"{path.name}: {line}"


@pytest.mark.parametrize("folder", sorted((SOURCE / "vendor").iterdir()), ids=lambda path: path.name)
def test_vendored_folder_has_version_and_licence(folder: Path) -> None:
    assert re.fullmatch(r"[a-z-]+-\d+\.\d+\.\d+", folder.name)
    assert (folder / "LICENSE").is_file()

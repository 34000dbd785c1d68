import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from footcare.common import css, icons

STATIC = Path(settings.BASE_DIR) / "static"
BUILD_TO_REFRESH = "is older than its parts: run manage.py build_css and commit the result"


def extract(text: str, *classes: str, elements: bool = False) -> str:
    return css.extract(text, classes=frozenset(classes), elements=elements)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (".btn { color: red }", ".btn { color: red }"),
        (".btn.active, .nav.active { color: red }", ".btn.active { color: red }"),
        (".btn:not(.btn-close, .nav) { color: red }", ""),
        ("h1, .h1 { margin: 0 }", ""),
        ("/* .nav { */ .btn { content: '}' }", ".btn { content: '}' }"),
        ("@media (width > 9px) { .nav { a: b } .btn { a: b } }", "@media (width > 9px) {\n.btn { a: b }\n}"),
        ("@media print { .nav { a: b } }", ""),
        ("@keyframes spin { to { a: b } }", ""),
        ('@charset "UTF-8"; .btn { a: b }', ".btn { a: b }"),
    ],
)
def test_extract_keeps_rules_whose_every_class_is_wanted(text: str, kept: str) -> None:
    assert extract(text, "btn", "active") == kept


def test_extract_takes_the_reset_of_elements_when_asked() -> None:
    assert extract("h1, .h1 { margin: 0 }", "btn", elements=True) == "h1 { margin: 0 }"


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        ("margin-left: 1px", "margin-inline-start: 1px"),
        ("padding-right: 0", "padding-inline-end: 0"),
        ("border-left-width: 0", "border-inline-start-width: 0"),
        ("text-align: right", "text-align: end"),
        ("float: left", "float: inline-start"),
        ("clear: right", "clear: inline-end"),
        ("background-position: left center", "background-position: left center"),
    ],
)
def test_logical(physical: str, logical: str) -> None:
    assert css.logical(physical) == logical


def test_without_unused_variables_follows_chains() -> None:
    text = ":root { --bs-a: 1px; --bs-b: var(--bs-a); --bs-c: 2px; --fc-d: 3px; } .x { gap: var(--bs-b); }"
    result = css.without_unused_variables(text)
    assert "--bs-a: 1px" in result
    assert "--bs-b: var(--bs-a)" in result
    assert "--fc-d" in result
    assert "--bs-c" not in result


def test_without_unused_variables_drops_a_rule_left_empty() -> None:
    assert css.without_unused_variables(".x { a: b } .y { --bs-c: 2px; }").strip() == ".x { a: b }"


def test_rebased_keeps_an_address_pointing_at_the_same_file() -> None:
    text = 'a { background: url("../../vendor/x/y.svg") }'
    assert css.rebased(text, "css/src/base.css", "css/site.css") == 'a { background: url("../vendor/x/y.svg") }'


def test_compact_changes_no_selector_and_no_value() -> None:
    text = "/* why */\n.a:not(.b) > p,\n.c { margin: calc(1px + 2px) 0;\n  color: red; }\n"
    assert css.compact(text) == ".a:not(.b) > p,.c{margin:calc(1px + 2px) 0;color:red}\n"


def test_build_css_is_fresh() -> None:
    for path, text in css.build(STATIC).items():
        assert (STATIC / path).read_text() == text, f"static/{path} {BUILD_TO_REFRESH}"


def test_build_css_command_writes_what_build_returns(tmp_path: Path, settings: Any) -> None:
    shutil.copytree(STATIC / "css", tmp_path / "static/css")
    shutil.copytree(STATIC / "vendor/bootstrap-5.3.9", tmp_path / "static/vendor/bootstrap-5.3.9")
    (tmp_path / "static/css/site.css").write_text("old")
    settings.BASE_DIR = tmp_path
    call_command("build_css", stdout=StringIO())
    assert (tmp_path / "static/css/site.css").read_text() == css.build(STATIC)["css/site.css"]


def test_every_part_is_used_by_a_sheet() -> None:
    parts = {path.stem for path in (STATIC / "css/src").glob("*.css")}
    assert parts == {part for parts in css.plan(STATIC)["sheets"].values() for part in parts}


def test_every_address_in_a_sheet_is_a_file() -> None:
    for path, text in css.build(STATIC).items():
        for address in css.URL.findall(text):
            assert (STATIC / path).parent.joinpath(address).is_file(), f"static/{path} names {address}"


def test_sheets_have_no_data_urls_and_no_outside_hosts() -> None:
    for path, text in css.build(STATIC).items():
        assert "data:" not in text, path
        assert "//" not in text, path
        assert "sourceMappingURL" not in text, path


def test_patient_stylesheet_stays_small() -> None:
    brotli = pytest.importorskip("brotli")
    assert len(brotli.compress((STATIC / "css/site.css").read_bytes())) <= 16 * 1024


def test_icon_sprite_is_fresh() -> None:
    assert (STATIC / "img/icons.svg").read_text() == icons.sprite(STATIC), "run manage.py build_icons and commit"


def test_icons_name_a_broken_file(tmp_path: Path) -> None:
    folder = tmp_path / icons.VENDORED / "outline"
    folder.mkdir(parents=True)
    (folder / "arrow.svg").write_text("not a picture")
    with pytest.raises(ValueError, match=r"arrow\.svg: no <svg> element"):
        icons.symbols(tmp_path)

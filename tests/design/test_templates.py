"""What the content security policy and the design forbid in any template."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from footcare.common import icons

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CODE = [path for folder in ("footcare", "assessments", "programs") for path in (ROOT / folder).rglob("*.py")]
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a data address": re.compile(r"""["'(]data:""", re.IGNORECASE),
    # A link that a person follows may lead outside; what the browser fetches or sends by itself may not.
    "an outside address": re.compile(r"""<(?!a\s)\w+\b[^>]*\s(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", re.I),
    "an include that sees everything": re.compile(r"\{%\s*include\b(?![^%]*\bonly\s*%\})"),
}


def read(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_nothing_forbidden(path: Path) -> None:
    text = read(path)
    found = {what: pattern.search(text) for what, pattern in FORBIDDEN.items()}
    assert {what: match[0] for what, match in found.items() if match} == {}


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("an inline style", '<p style="color:red">'),
        ("an inline script", "<script>go()</script>"),
        ("an inline handler", '<a href="/" onclick="go()">'),
        ("an outside address", '<img src="//cdn.example.org/x.png">'),
        ("an outside address", '<link rel="icon" href="https://cdn.example.org/x.png">'),
        ("an include that sees everything", '{% include "x.html" with a=b %}'),
    ],
)
def test_the_patterns_catch_what_they_name(what: str, markup: str) -> None:
    assert FORBIDDEN[what].search(markup)


@pytest.mark.parametrize("path", sorted((ROOT / "templates/components").glob("*.html")), ids=lambda path: path.name)
def test_component_says_what_it_takes(path: Path) -> None:
    text = path.read_text()
    takes_something = re.search(r"\{\{|\{% (?:if|for) ", COMMENT.sub("", text))
    assert not takes_something or text.startswith(("{% comment %}", "{# "))


def used_icons() -> set[str]:
    """Icon names in templates, and quoted words of the code that are icon names (presenters choose some)."""
    tags = {name for path in TEMPLATES for name in re.findall(r'\{% icon "([\w-]+)"', read(path))}
    words = {word for path in [*CODE, *TEMPLATES] for word in re.findall(r'"([a-z][\w-]*)"', path.read_text())}
    return tags | words & set(icons.symbols(ROOT / "static"))


def test_sprite_holds_every_icon_in_use_and_no_other() -> None:
    held = set(icons.symbols(ROOT / "static"))
    assert used_icons() - held == set(), "copy these from the icon package and run manage.py build_icons"
    assert held - used_icons() == set(), "delete these files and run manage.py build_icons"


def test_email_is_spelt_one_way() -> None:
    """As the sign-in pages of django-allauth spell it, whose own labels stand beside ours."""
    texts = [*(ROOT / "templates").rglob("*.*"), *CODE]
    assert [path.name for path in texts if re.search(r"e-mail", path.read_text(), re.IGNORECASE)] == []

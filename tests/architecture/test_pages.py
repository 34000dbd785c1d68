"""What no page, style sheet or script may hold: inline code, other hosts, ways round escaping; and no giant file."""

import re
from pathlib import Path

import pytest

from tests.architecture import source

LONGEST = 400
LONGEST_TEST = 600  # tables of cases
# Spelled in halves so that this file does not catch itself.
UNSAFE = re.compile("mark" r"_safe|csrf" r"_exempt|unsafe" r"-inline|unsafe" r"-eval|\|\s*safe\b|autoescape\s+off")
INLINE = re.compile(
    r"<[^>%]*\sstyle\s*=|<[^>%]*\son[a-z]+\s*=|<style\b|javascript:|data:[a-z]+/|<script(?![^>]*\ssrc=)[^>]*>",
    re.IGNORECASE,
)
# Namespaces are names, not addresses; a link that a person follows loads nothing here.
OTHER_HOST = re.compile(
    r"(?<![\w:])(?:https?:)?//(?!www\.w3\.org/(?:2000/svg|1999/xlink))[a-z0-9-]+\.[a-z]", re.IGNORECASE
)
LINK = re.compile(r'<a\b[^>]*?\shref="https://[^"]*"')
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->|/\*.*?\*/", re.DOTALL)

# Where text is made to be trusted, and why.
MAY_TRUST: dict[str, str] = {
    "footcare/common/pictures.py": "its own files, which build wrote and footcare.drawing escaped",
}


def matches(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        text = COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), (source.ROOT / path).read_text())
        text = LINK.sub("<a", text)
        for match in pattern.finditer(text):
            found.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1} {match.group().strip()[:80]}")
    return found


def page_files() -> list[Path]:
    return source.text_files("templates", ".html", ".txt", ".svg")


def static_files() -> list[Path]:
    return source.text_files("static", ".css", ".js", ".svg", ".json", ".webmanifest")


def test_nothing_goes_round_escaping_csrf_or_the_policy() -> None:
    html = source.text_files("templates", ".html", ".svg")  # plain text mails are rightly not escaped
    paths = [path for path in [*source.python_files(), *html] if path.as_posix() not in MAY_TRUST]
    found = matches(UNSAFE, paths)
    assert not found, source.report(found)


def test_templates_hold_no_inline_code() -> None:
    found = matches(INLINE, page_files())
    assert not found, source.report(found)


def test_no_other_host_is_named() -> None:
    found = matches(OTHER_HOST, [*page_files(), *static_files()])
    assert not found, source.report(found)


def test_files_stay_readable() -> None:
    built = {Path("static/css/site.css"), Path("static/css/staff.css")}
    paths = [*source.python_files(*source.PACKAGES, "tests"), *page_files(), *static_files()]
    long = [
        f"{path}: {lines} lines, at most {most}: split it by reason to change"
        for path in paths
        if path not in built
        and path.suffix not in {".svg", ".json"}
        and (lines := len((source.ROOT / path).read_text().splitlines()))
        > (most := LONGEST_TEST if path.parts[0] == "tests" else LONGEST)
    ]
    assert not long, source.report(long)


@pytest.mark.parametrize(
    ("pattern", "text", "caught"),
    [
        (INLINE, '<p style="color:red">', True),
        (INLINE, "<p onclick='x()'>", True),
        (INLINE, "<script>x</script>", True),
        (INLINE, '<script type="module" src="{% static \'js/page.js\' %}"></script>', False),
        (INLINE, '<link rel="stylesheet" href="/static/css/site.css">', False),
        (INLINE, '<a href="javascript:x">', True),
        (INLINE, '<p class="on-sun" data-online="1">', False),
        (OTHER_HOST, '<script src="//cdn.example.org/a.js">', True),
        (OTHER_HOST, "url(https://fonts.example.org/a.woff2)", True),
        (OTHER_HOST, '<svg xmlns="http://www.w3.org/2000/svg">', False),
        (OTHER_HOST, "// a comment. Nothing else", False),
        (UNSAFE, "{{ words|safe }}", True),
        (UNSAFE, "{{ words|safe_list }}", False),
    ],
)
def test_pattern_table(pattern: re.Pattern[str], text: str, caught: bool) -> None:
    assert bool(pattern.search(text)) is caught

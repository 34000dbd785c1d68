"""The colour table of the design, recomputed; and the dark theme said twice must be one theme."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = Path(settings.BASE_DIR) / "static/css/src"
TOKENS = re.sub(r"/\*.*?\*/", "", (SOURCE / "tokens.css").read_text(), flags=re.DOTALL)
COLOUR = re.compile(r"(--fc-[\w-]+):\s*(#[0-9a-f]{6})\s*;")
DECLARATION = re.compile(r"([\w-]+):\s*([^;]+);")

TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("ground", "surface", "sunken")),
    *((name, ground) for name in ("move", "touch", "danger") for ground in ("ground", "surface", f"{name}-soft")),
    ("on-move", "move"), ("on-move", "move-hover"), ("on-touch", "touch"), ("on-danger", "danger"), ("on-sun", "sun"),
    ("warn", "warn-soft"), ("info", "info-soft"), ("ink", "move-soft"), ("ink", "warn-soft"), ("ink", "sun-soft"),
    ("ground", "ink"), ("ink-2", "move-soft"), ("danger", "on-danger"), ("surface", "ink"),
]  # fmt: skip
SHAPES = [
    ("line-strong", "ground"), ("line-strong", "surface"), ("line-strong", "touch-soft"), ("line-strong", "move-soft"),
    ("move", "move-soft"), ("touch", "touch-soft"), ("move", "art-paper"), ("touch", "art-paper"),
    ("art-ink", "art-paper"), ("art-ink", "move-soft"), ("art-ink", "touch-soft"), ("art-ghost", "move-soft"),
    ("art-ghost", "ground"), ("art-ghost", "surface"), ("focus", "ground"), ("focus", "focus-halo"),
    ("load-5", "load-1"),
    ("art-sun", "surface"), ("art-sun", "sun-soft"), ("art-ink", "sun-soft"), ("art-ink", "art-shade"),
    ("art-ghost", "art-paper"), ("art-ghost", "art-shade"), ("art-ghost", "sun-soft"),
    ("move", "art-shade"), ("touch", "art-shade"), ("move", "sun-soft"), ("touch", "sun-soft"), ("move", "touch-soft"),
]  # fmt: skip


def block(start: str) -> str:
    """The declarations between the braces after `start`."""
    begin = TOKENS.index("{", TOKENS.index(start)) + 1
    return TOKENS[begin : TOKENS.index("}", begin)]


def colours(theme: str) -> dict[str, str]:
    light = dict(COLOUR.findall(block(":root,")))
    return light if theme == "light" else light | dict(COLOUR.findall(block('\n[data-bs-theme="dark"]')))


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(theme: str, first: str, second: str) -> float:
    found = colours(theme)
    lights = sorted((luminance(found[f"--fc-{name}"]) for name in (first, second)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def test_contrast_formula_agrees_with_the_published_pairs() -> None:
    assert contrast("light", "ink", "ground") == pytest.approx(15.16, abs=0.01)
    assert contrast("dark", "on-touch", "touch") == pytest.approx(8.40, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_contrast(theme: str, text: str, ground: str) -> None:
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shape_contrast(theme: str, shape: str, ground: str) -> None:
    assert contrast(theme, shape, ground) >= 3


def test_automatic_dark_equals_chosen_dark() -> None:
    chosen = dict(DECLARATION.findall(block('\n[data-bs-theme="dark"]')))
    bridge = TOKENS[: TOKENS.index("@media (prefers-color-scheme: dark)")].rindex('[data-bs-theme="dark"]')
    chosen |= dict(DECLARATION.findall(TOKENS[bridge : TOKENS.index("}", bridge)].split("{")[1]))
    automatic = dict(DECLARATION.findall(block("\n  :root:not([data-bs-theme])")))
    assert automatic == chosen


@pytest.mark.parametrize("part", sorted(SOURCE.glob("*.css")), ids=lambda path: path.name)
def test_parts_use_tokens_instead_of_colours(part: Path) -> None:
    """Colours outside the tokens would not follow the theme; the dark footer of the light theme is the exception."""
    if part.name == "tokens.css":
        return
    allowed = {"#dbe5df", "#fff"} if part.name == "nav.css" else set()
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", part.read_text())) <= allowed


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|(?:text-align|float|clear):\s*(?:left|right)\b|(?:left|right):)"
)


@pytest.mark.parametrize("sheet", ["site.css", "staff.css"])
def test_only_logical_properties(sheet: str) -> None:
    assert PHYSICAL.findall((SOURCE.parent / sheet).read_text()) == []

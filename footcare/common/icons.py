"""One sprite from the vendored icons: a page names an icon, the browser fetches the file once."""

import re
from pathlib import Path

VENDORED = "vendor/tabler-icons-3.51.0"
BLANK = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)

# Outline icons inherit fill, stroke and width from the page (`.icon`); media controls are filled.
FOLDERS = {"outline": 'stroke-linecap="round" stroke-linejoin="round"', "filled": 'fill="currentColor" stroke="none"'}


def symbols(static: Path) -> dict[str, str]:
    """Icon name -> `<symbol>` for every vendored file."""
    found = {}
    for folder, attributes in FOLDERS.items():
        for path in sorted((static / VENDORED / folder).glob("*.svg")):
            match = INNER.search(BLANK.sub("", path.read_text()))
            if match is None:
                raise ValueError(f"{path}: no <svg> element found; copy the file again from the icon package.")
            drawing = re.sub(r"\s+", " ", match[1]).replace("> <", "><").replace(" />", "/>").strip()
            found[path.stem] = f'<symbol id="{path.stem}" viewBox="0 0 24 24" {attributes}>{drawing}</symbol>'
    return found


def sprite(static: Path) -> str:
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols(static).values()) + "\n</svg>\n"

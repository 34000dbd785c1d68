"""A hash of each drawing, so that a change of the kernel says which it altered: look at those, then run
`python -m tests.drawing.snapshot` and commit the file with them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from footcare.drawing import svg
from tests.drawing.scenes import WRITTEN, drawn

FILE = Path(__file__).with_name("snapshot.json")


def hashes() -> dict[str, str]:
    return {key: hash_of(key) for key in sorted(WRITTEN)}


def hash_of(key: str) -> str:
    picture = drawn(key)
    texts = (svg.still(picture, "a", key), svg.moving(picture, "a", key), svg.thumbnail(picture))
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:16]


def kept() -> dict[str, str]:
    known: dict[str, str] = json.loads(FILE.read_text())
    return known


def altered() -> list[str]:
    """New, gone and changed drawings."""
    now, before = hashes(), kept()
    return sorted(key for key in now.keys() | before.keys() if now.get(key) != before.get(key))


if __name__ == "__main__":
    sys.stdout.write("\n".join(altered()) + "\n")
    FILE.write_text(json.dumps(hashes(), indent=1) + "\n")

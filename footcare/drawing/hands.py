"""Hands by name: hand-placed, moved rigidly, anchored at the point where they touch."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.shapes import Model

HANDS: Final[Mapping[str, Model]] = {}

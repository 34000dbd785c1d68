"""All hands by name."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.hands.holding import HOLDING
from footcare.drawing.hands.massaging import MASSAGING
from footcare.drawing.shapes import Model

HANDS: Final[Mapping[str, Model]] = {model.name: model for model in (*MASSAGING, *HOLDING)}

"""All views by name."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.shapes import View
from footcare.drawing.views import foot_side

VIEWS: Final[Mapping[str, View]] = {view.name: view for view in (foot_side.VIEW,)}

"""All views by name."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing.shapes import View
from footcare.drawing.views import figure_front, figure_seated, figure_side, foot_flat, foot_front, foot_rear, foot_side

VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        foot_side.VIEW,
        foot_front.VIEW,
        foot_rear.VIEW,
        foot_flat.SOLE,
        foot_flat.TOP,
        figure_side.VIEW,
        figure_front.VIEW,
        figure_seated.VIEW,
    )
}

"""All views by name."""

from collections.abc import Mapping
from typing import Final

from footcare.drawing import footprint
from footcare.drawing.shapes import View
from footcare.drawing.views import (
    figure_chair,
    figure_front,
    figure_seated,
    figure_side,
    figure_side_lying,
    figure_supine,
    foot_flat,
    foot_front,
    foot_rear,
    foot_shod,
    foot_side,
    lower_leg,
)

VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        foot_side.VIEW,
        foot_front.VIEW,
        foot_rear.VIEW,
        foot_flat.SOLE,
        foot_flat.TOP,
        foot_shod.HEELED,
        foot_shod.BOOTED,
        footprint.VIEW,
        lower_leg.VIEW,
        figure_side.VIEW,
        figure_side_lying.VIEW,
        figure_front.VIEW,
        figure_seated.VIEW,
        figure_chair.VIEW,
        figure_supine.VIEW,
    )
}

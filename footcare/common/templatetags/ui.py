"""Pictures of the design system as template tags: icons and feet seen from above."""

import math
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from footcare.common import pictures

register = template.Library()

# Degrees of the drawing for each answer to the toe question; outwards is positive. Design decision 22.
POSES = {"inward": -10, "straight": 0, "slightly_out": 8, "clearly_out": 25}
EDGES = ("inner", "even", "outer")
HEEL = (60, 222)  # turning point of the drawing
REACH = 212  # from the heel to just beyond the tips of the toes, in units of the drawing


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, css: str = "") -> SafeString:
    """An icon beside a word; hidden from screen readers, so an icon alone needs `aria-label` on its button."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" stroke-width="2" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        staticfiles_storage.url("img/icons.svg"),
        name,
    )


@register.simple_tag
def thumb(key: str, strand: str, instead: str) -> SafeString:
    """The small drawing of an item, or the icon `instead` while nobody has drawn it."""
    picture = pictures.thumbnail(key) or icon(instead)
    return format_html('<span class="thumb thumb--{}">{}</span>', strand, picture)


@register.simple_tag
def small_drawing(key: str) -> SafeString:
    """Beside an answer; nothing while nobody has drawn it."""
    picture = pictures.thumbnail(key)
    return format_html('<span class="small-drawing">{}</span>', picture) if picture else SafeString("")


@register.inclusion_tag("components/drawing.html")
def drawing(key: str, side: str = "left", play: str = "") -> dict[str, Any]:
    """The drawing of an item, still until somebody plays it; nothing while nobody has drawn it."""
    body_side: pictures.Side = "right" if side == "right" else "left"
    return {
        "still": pictures.still(key, body_side),
        "moving": pictures.moving(key, body_side) if play else None,
        "url": pictures.moving_url(key, body_side),
    }


@register.inclusion_tag("components/area_map.html")
def area_map(key: str, side: str, name: str, ticks: list[dict[str, Any]]) -> dict[str, Any]:
    """A picture whose areas are labels of the boxes of a list; nothing while nobody has drawn it.

    `name` is the list's, `ticks` its boxes in order: the ids of the inputs follow from them.
    """
    body_side: pictures.Side = "right" if side == "right" else "left"
    drawn = pictures.areas(key, body_side)
    boxes = [(f"{name}-{number}", tick["value"]) for number, tick in enumerate(ticks or (), start=1)]
    areas = [(box, drawn[value]) for box, value in boxes if value in drawn]
    return {"still": pictures.still(key, body_side), "areas": areas}


@register.simple_tag
def once(template_name: str, **parameters: Any) -> SafeString:
    """A component that its parameters alone decide, rendered once for each language and set of them.

    Parameters are compared by value and must be hashable; nothing of a person may be among them, as the process keeps
    what was rendered.
    """
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return render(template_name, get_language(), tuple(parameters.items()))


@lru_cache(maxsize=256)
def _rendered(template_name: str, language: str, parameters: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(template_name, dict(parameters))


@register.filter
def has_foot(answer: str) -> bool:
    """Whether an answer has its own drawing of a foot."""
    return answer in POSES or answer in EDGES


@register.inclusion_tag("components/foot_top.html")
def foot_top(side: str, answer: str = "", edge: str = "", ghost: bool = False) -> dict[str, Any]:
    """A foot from above. `answer`: a toe direction or weight answer; `edge` adds the weight answer to a direction."""
    angle = POSES.get(answer, 0)
    marked = answer if answer in EDGES else edge
    return {
        "side": side,
        "angle": angle,
        "edge": marked if marked in EDGES else "",
        "shows_direction": answer in POSES,
        "wedge": wedge(angle) if angle else None,
        "shape": "ghost" if ghost else "foot",
    }


def wedge(angle: int) -> dict[str, str]:
    """Path data of the sector between straight ahead and the foot's axis, and of its outer arc."""
    x, y = HEEL
    end_x = x + REACH * math.sin(math.radians(angle))
    end_y = y - REACH * math.cos(math.radians(angle))
    arc = f"M{x} {y - REACH}A{REACH} {REACH} 0 0 {int(angle > 0)} {end_x:.1f} {end_y:.1f}"
    return {"arc": arc, "sector": f"{arc}L{x} {y}Z"}

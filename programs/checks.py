"""`manage.py check` reads the shipped movements and rules, and whether they fit the shipped questions."""

from typing import Any

from django.core.checks import CheckMessage, Error

from assessments import catalogue as assessment_catalogue
from assessments.domain.errors import ContentError
from programs import catalogue
from programs.gate import asked, gaps


def content(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        problems = content_gaps()
    except ContentError as error:
        return [Error(str(error), hint="Correct the content file named here.", id="programs.E001")]
    return [Error(gap, hint="Correct the content file named here.", id="programs.E002") for gap in problems]


def pictures(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    from footcare.common.picture_building import faults  # a server need not know how to draw
    from programs.drawings import sources

    hint = "Correct the drawing in the content file named here."
    try:
        found = list(faults(sources()))
    except ContentError:
        return []  # said above: the items cannot be read at all
    return [Error(fault, hint=hint, id="programs.E003") for fault in found]


def content_gaps() -> list[str]:
    """Raises ContentError for content that cannot be read at all."""
    led_to = asked(assessment_catalogue.shipped(), assessment_catalogue.load())
    return list(gaps(catalogue.shipped(), led_to))

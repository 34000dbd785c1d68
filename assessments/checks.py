"""`manage.py check` refuses broken content, naming file and entry."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from assessments import catalogue
from assessments.domain.errors import ContentError


@register()
def content_is_valid(app_configs: Any, **options: Any) -> list[CheckMessage]:
    try:
        catalogue.parse(catalogue.load())
    except ContentError as error:
        return [Error(str(error), hint="Correct the file in assessments/content.", id="assessments.E001")]
    return []


@register()
def drawings_are_valid(app_configs: Any, **options: Any) -> list[CheckMessage]:
    from assessments.drawings import sources  # a server need not know how to draw
    from footcare.common.picture_building import faults

    hint = "Correct assessments/content/drawings.yaml."
    try:
        found = list(faults(sources()))
    except ContentError as error:
        found = [str(error)]
    return [Error(fault, hint=hint, id="assessments.E002") for fault in found]

"""`manage.py check` reads the articles and the list of whom an item is not for."""

from typing import Any

from django.core.checks import CheckMessage, Error

from assessments.domain.errors import ContentError
from programs.learning import articles, people


def learn_content(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        articles.shipped()
        people.shipped()
    except ContentError as error:
        return [Error(str(error), hint="Correct the content file named here.", id="programs.E003")]
    return []

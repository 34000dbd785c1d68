"""`manage.py check` reads the shipped movements and rules, and whether they fit the shipped questions."""

from collections.abc import Collection, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from assessments import catalogue as assessment_catalogue
from assessments.domain.definitions import Questionnaire
from assessments.domain.errors import ContentError
from programs import catalogue
from programs.domain.movements import Protocol


@register
def content(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        protocol, questionnaire = catalogue.shipped(), assessment_catalogue.shipped()
    except ContentError as error:
        return [Error(str(error), hint="Correct the content file named here.", id="programs.E001")]
    return [
        Error(misfit, hint="Name it in programs/content/vocabulary.yaml, or correct the question.", id="programs.E002")
        for misfit in misfits(questionnaire, protocol)
    ]


def misfits(questionnaire: Questionnaire, protocol: Protocol) -> Iterator[str]:
    """What the questions lead to and the protocol does not know."""
    bridge, vocabulary = questionnaire.bridge, protocol.vocabulary
    minutes = {int(option.value) for option in questionnaire.questions["minutes"].options}
    pairs: tuple[tuple[str, Collection[Any], Collection[Any]], ...] = (
        ("finding", {row.finding for row in bridge.findings}, vocabulary.findings),
        ("contraindication", bridge.contraindication_ids, vocabulary.contraindications),
        ("experience", bridge.experience.values(), vocabulary.experience),
        ("number of minutes", minutes, protocol.composer.budgets),
    )
    for what, led_to, known in pairs:
        for id in sorted(set(led_to) - set(known)):
            yield f"the questions lead to the {what} {id!r}, which the protocol does not know"

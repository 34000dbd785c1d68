"""The stored versions of the questions. Drafts follow the shipped one; a complete assessment keeps its own."""

import datetime as dt
import hashlib
from functools import lru_cache

from assessments import catalogue
from assessments.domain.definitions import Questionnaire
from assessments.models import QuestionnaireVersion


def in_force(now: dt.datetime) -> QuestionnaireVersion:
    """The row of the shipped content, stored when it is first needed."""
    shipped = catalogue.shipped()
    version, _made = QuestionnaireVersion.objects.defer("document").get_or_create(
        checksum=shipped.checksum, defaults={"document": catalogue.load, "loaded_at": now}
    )
    return version


def questionnaire_of(version: QuestionnaireVersion) -> Questionnaire:
    """Parsed once per process and version; the shipped one needs no row."""
    shipped = catalogue.shipped()
    return shipped if version.checksum == shipped.checksum else _parsed(version.checksum)


@lru_cache(maxsize=8)
def _parsed(checksum: str) -> Questionnaire:
    return catalogue.parse(QuestionnaireVersion.objects.get(checksum=checksum).document)


def consent_wording(questionnaire: Questionnaire) -> str:
    """Names the exact words that a person agreed to on the consent page."""
    return hashlib.sha256(repr(questionnaire.words.consent).encode()).hexdigest()

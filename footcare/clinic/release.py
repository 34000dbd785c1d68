"""What a release may bring back: the contraindications that the stopped answers set, each with its reason."""

import datetime as dt
from dataclasses import dataclass

from assessments.domain.findings import find
from assessments.models import Clearance
from assessments.standing import Standing
from assessments.stored import rows_of
from footcare.clinic.presenters import contraindication_label
from footcare.clinic.wording import quoted


@dataclass(frozen=True, slots=True)
class Liftable:
    """One that may not be lifted was set by an answer of level same day or emergency."""

    id: str
    label: str
    because: str
    may_be_lifted: bool


def liftables(clearance: Clearance, now: dt.datetime) -> list[Liftable]:
    """`clearance` is a stop with an assessment: `records.may_be_released`."""
    standing = Standing(clearance.assessment, clearance, now)
    return [
        Liftable(
            id=one.id,
            label=contraindication_label(one.id),
            because=" ".join(quoted([row]) for row in rows_of(one.because)),
            may_be_lifted=one.liftable,
        )
        for one in find(standing.questionnaire, standing.answers).contraindications
    ]

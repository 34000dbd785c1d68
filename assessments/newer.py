"""What the shipped questions make of answers that were given to older ones: safety facts do not wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessments import catalogue
from assessments.domain.safety import Screening, screen
from assessments.domain.unasked import unasked
from assessments.models import Assessment, Clearance
from assessments.outcome import outcome
from assessments.stored import frozen_pairs, stopped_pairs, thaw
from assessments.versions import questionnaire_of


@dataclass(frozen=True, slots=True)
class ScreenedAnew:
    """`asks_again`: no plan may show until a new screening. The rest comes on top of what the plan was made with."""

    asks_again: bool
    tags: frozenset[str]
    contraindications: frozenset[str]


def screened_anew(complete: Assessment, latest: Clearance | None) -> ScreenedAnew | None:
    """None while the answers were given to the shipped questions. `latest` is the person's clearance in force."""
    newest, version = catalogue.shipped(), complete.questionnaire_version
    if version.checksum == newest.checksum:
        return None
    answers = thaw(complete.answers or {})
    screening = screen(newest, answers)
    found: dict[str, Any] = outcome(newest, answers, "full", (complete.findings or {}).get("lifted", ()))
    held_back = screening.blocks_plan and not is_released(screening, latest)
    return ScreenedAnew(
        asks_again=held_back or bool(unasked(newest, questionnaire_of(version), answers)),
        tags=frozenset(found["tags"]),
        contraindications=frozenset(one["id"] for one in found["contraindications"]),
    )


def is_released(screening: Screening, latest: Clearance | None) -> bool:
    """Staff saw every answer that holds the plan back, and may release it by the newest rules too."""
    if latest is None or latest.kind != Clearance.Kind.RELEASED or not screening.releasable:
        return False
    return set(frozen_pairs(screening.blocking_fields)) <= stopped_pairs(latest)

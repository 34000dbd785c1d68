"""When two people become one: what each side said last, however long ago, and what of it stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments import catalogue
from assessments.domain.conditions import Answers
from assessments.domain.questionnaire import carried_over
from assessments.domain.safety import Screening, screen
from assessments.models import Assessment, Clearance
from assessments.newer import is_released
from assessments.outcome import outcome
from assessments.standing import Standing
from assessments.stored import thaw
from footcare.accounts.models import Person

RANKS = {level: rank for rank, level in enumerate(Clearance.Level.values)}
LeftOut = frozenset[tuple[str, str]]  # (contraindication or tag, its id)


@dataclass(frozen=True, slots=True)
class Said:
    """A complete assessment or a draft. `holds_back`: an answer allows no plan, and the ruling release is not about it.

    `kept` is what is left out because of answers that a new screening does not ask again.
    """

    assessment: Assessment
    screening: Screening
    holds_back: bool
    left_out: LeftOut
    kept: LeftOut

    @property
    def is_draft(self) -> bool:
        return self.assessment.state == Assessment.State.DRAFT

    @property
    def rank(self) -> int:
        return RANKS[self.screening.level]

    @property
    def beyond_release(self) -> int:
        """The rank of answers more serious than those that a clinic may release, else 0."""
        return self.rank if self.rank > RANKS[Clearance.Level.CLINICIAN_FIRST] else 0

    def amends(self, complete: Said | None) -> bool:
        return self.is_amendment and complete is not None and self.assessment.continues == complete.assessment

    @property
    def is_amendment(self) -> bool:
        return self.is_draft and self.assessment.kind == Assessment.Kind.AMENDED


@dataclass(frozen=True, slots=True)
class Choice:
    """`complete`: whose other answers a new screening keeps; None asks every question again.

    `hides_at` is the level of the row that hides the plan until the safety questions are answered again.
    """

    complete: Said | None
    draft: Said | None
    hides_at: str | None


def said_by(person: Person, ruling: Clearance | None, now: dt.datetime) -> list[Said]:
    latest = person.clearances.latest_one()  # type: ignore[attr-defined]
    complete = person.assessments.latest_complete()  # type: ignore[attr-defined]
    draft = person.assessments.draft()  # type: ignore[attr-defined]
    said = [_complete(complete, latest)] if complete else []
    return [*said, _draft(draft, latest, ruling, now)] if draft else said


def choose(said: Sequence[Said], ruling: Clearance | None) -> Choice:
    """A plan goes on showing only when nothing that either side said is lost with what does not stay."""
    completes = sorted((one for one in said if not one.is_draft), key=_completed_at, reverse=True)
    behind = next((one for one in completes if ruling and one.assessment.person_id == ruling.person_id), None)
    first = [*([behind] if behind else []), *completes]
    released = (one for one in said if ruling and one.is_draft and one.assessment.pk == ruling.assessment_id)
    stands = next(released, behind)
    draft = _draft_that_stays(said, ruling, stands)
    others = [one for one in said if not (one is draft and one.amends(stands))]
    if stands and _loses_nothing(stands, others):
        complete: Said | None = first[0] if first else None
        lost = False
    else:
        complete = next((one for one in first if all(one.kept >= other.kept for other in completes)), None)
        lost = True
    draft = _draft_that_stays(said, ruling, complete)
    return Choice(complete, draft, _hides_at(said, ruling, lost=lost))


def last_words(draft: Assessment) -> Answers:
    """The last value of each field, also of those that have grown too old to start from."""
    own = thaw(dict(draft.said.order_by("id").values_list("field", "value")))
    return {name: value for name, value in {**_carried(draft), **own}.items() if value is not None}


def _carried(draft: Assessment) -> Answers:
    if draft.continues is None or draft.continues.answers is None:
        return {}
    before = thaw(draft.continues.answers)
    return before if draft.kind == Assessment.Kind.AMENDED else carried_over(catalogue.shipped(), before)


def _complete(assessment: Assessment, latest: Clearance | None) -> Said:
    answers, findings = thaw(assessment.answers or {}), assessment.findings or {}
    screening = screen(catalogue.shipped(), answers)
    lifts = findings.get("lifted", ())
    return Said(
        assessment=assessment,
        screening=screening,
        holds_back=screening.blocks_plan and not is_released(screening, latest),
        left_out=_ids(findings) | _left_out(answers, lifts),
        kept=_left_out(carried_over(catalogue.shipped(), answers), lifts),
    )


def _draft(assessment: Assessment, latest: Clearance | None, ruling: Clearance | None, now: dt.datetime) -> Said:
    answers = last_words(assessment)
    screening = screen(catalogue.shipped(), answers)
    standing = Standing(assessment, latest, now)
    released = (standing.amends or latest == ruling) and standing.released_for_these
    lifts = latest.lifts if latest and released else ()
    return Said(
        assessment=assessment,
        screening=screening,
        holds_back=screening.blocks_plan and not released,
        left_out=_left_out(answers, lifts),
        kept=_left_out(carried_over(catalogue.shipped(), answers), lifts),
    )


def _left_out(answers: Answers, lifts: Iterable[str]) -> LeftOut:
    return _ids(outcome(catalogue.shipped(), answers, "full", lifts))


def _ids(findings: Mapping[str, Any]) -> LeftOut:
    contraindications = [("contraindication", one["id"]) for one in findings.get("contraindications", ())]
    return frozenset([*contraindications, *(("tag", tag) for tag in findings.get("tags", ()))])


def _completed_at(one: Said) -> tuple[dt.datetime | None, int]:
    return one.assessment.completed_at, one.assessment.pk


def _loses_nothing(stays: Said, others: Iterable[Said]) -> bool:
    return all(stays.left_out >= one.left_out and stays.kept >= one.kept for one in others)


def _draft_that_stays(said: Sequence[Said], ruling: Clearance | None, complete: Said | None) -> Said | None:
    """The draft with answers that no clinic may release, else the one that the ruling clearance is about, else the
    one with the more severe answers, else the newest.

    An amendment brings the safety answers that it continues: it stays only with them, or when it holds the plan back.
    """
    return max(
        (one for one in said if one.is_draft and (not one.is_amendment or one.amends(complete) or one.beyond_release)),
        key=lambda one: (
            one.beyond_release,
            ruling is not None and ruling.assessment_id == one.assessment.pk,
            one.rank,
            one.assessment.started_at,
        ),
        default=None,
    )


def _hides_at(said: Sequence[Said], ruling: Clearance | None, *, lost: bool) -> str | None:
    """Where a clearance still holds, or a clinic that does not see a draft could release the stop that stands."""
    if ruling is None:
        return None
    if ruling.valid_until is not None:
        holding = [one for one in said if one.holds_back]
        grave = max(holding or (said if lost else []), key=lambda one: one.rank, default=None)
    elif ruling.stops:
        more = (one for one in said if one.is_draft and one.holds_back and one.rank > RANKS[ruling.level])
        grave = max(more, key=lambda one: one.rank, default=None)
    else:
        grave = None
    return grave.screening.level if grave else None

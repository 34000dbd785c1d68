"""What a standing stop allows: which answers may still be corrected, and when a new screening is offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.domain.definitions import Page, Questionnaire
from assessments.domain.reasons import Because, reasons
from assessments.domain.safety import screen
from assessments.models import Assessment, Clearance
from assessments.standing import Standing
from assessments.stored import frozen_pairs, stopped_pairs, thaw


@dataclass(frozen=True, slots=True)
class StopAnswer:
    """One answer of a stop, with its level; `page` is where it may be corrected, None once that time is over."""

    field: str
    value: object
    level: str
    page: Page | None
    until: dt.datetime


class Stop:
    """The person's latest clearance row, a stop; a new row for the same answers does not restart their clock."""

    def __init__(
        self, row: Clearance, rows: Iterable[Clearance], pages: Iterable[Page], questionnaire: Questionnaire,
        now: dt.datetime,
    ) -> None:  # fmt: skip
        self.row = row
        self.level = questionnaire.levels[row.level]
        self._correction = dt.timedelta(minutes=questionnaire.timing.correction_minutes)
        self._block = dt.timedelta(hours=questionnaire.timing.block_hours)
        self._now = now
        self._first = first_made(rows)
        self._pages = tuple(pages)

    @property
    def answers(self) -> tuple[StopAnswer, ...]:
        """In the order of the row: the most serious first, each answer once."""
        seen: dict[tuple[str, str], StopAnswer] = {}
        for reason in self.row.because:
            pairs = list(zip(reason["fields"], reason["values"], strict=True))
            for (field, value), key in zip(pairs, frozen_pairs(pairs), strict=True):
                if key not in seen:
                    until = self._first.get(key, self.row.made_at) + self._correction
                    page = self._page_of(field) if self._now <= until else None
                    seen[key] = StopAnswer(field, value, reason["level"], page, until)
        return tuple(seen.values())

    @property
    def open_pages(self) -> frozenset[str]:
        """Ids of the pages that may be opened to correct an answer."""
        return frozenset(answer.page.id for answer in self.answers if answer.page)

    @property
    def closed_fields(self) -> frozenset[str]:
        """Answers of the stop that may not change any more."""
        return frozenset(answer.field for answer in self.answers if answer.page is None)

    @property
    def needs_check(self) -> bool:
        """A new screening waits, and begins with the question whether a health professional has checked this."""
        return not self.level.staff_can_release

    @property
    def again_from(self) -> dt.datetime:
        """When a new screening may begin."""
        return self.row.made_at + self._block if self.needs_check else self.row.made_at

    @property
    def may_begin_again(self) -> bool:
        return self._now >= self.again_from

    def _page_of(self, field: str) -> Page | None:
        return next((page for page in self._pages if field in page.field_names), None)


def first_made(rows: Iterable[Clearance]) -> dict[tuple[str, str], dt.datetime]:
    """When a stop first named each (field, value)."""
    first: dict[tuple[str, str], dt.datetime] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        for reason in row.because:
            for key in frozen_pairs(zip(reason["fields"], reason["values"], strict=True)):
                first.setdefault(key, row.made_at)
    return first


def stop_of(
    latest: Clearance, draft: Assessment | None, pages: Iterable[Page], questionnaire: Questionnaire, now: dt.datetime
) -> Stop:
    """Only the draft that the stop belongs to can be corrected."""
    own = draft is not None and draft.pk == latest.assessment_id
    rows = (
        Clearance.objects.filter(assessment_id=latest.assessment_id, kind=Clearance.Kind.STOPPED)
        if own
        else Clearance.objects.none()
    )
    return Stop(latest, rows, pages if own else (), questionnaire, now)


def lowers_a_serious_answer(
    questionnaire: Questionnaire, before: tuple[Because, ...], after: tuple[Because, ...]
) -> bool:
    """An answer that no clinic may release (same day, emergency) no longer reaches the level it had."""
    was, is_now = ranks(questionnaire, before), ranks(questionnaire, after)
    serious = serious_rank(questionnaire)
    return any(rank >= serious and is_now.get(field, 0) < rank for field, rank in was.items())


def corrected(standing: Standing) -> tuple[tuple[str, object], ...]:
    """The (field, new value) of what the last page of this draft changed in serious answers, in the order asked."""
    said = list(standing.assessment.said.order_by("id").values_list("field", "value", "said_at"))
    if not said:
        return ()
    last = said[-1][2]
    changed = {field for field, _value, at in said if at == last}
    earlier = thaw({field: value for field, value, at in said if at < last and field in changed})
    merged = {**standing.answers, **dict.fromkeys(changed), **earlier}
    before = {field: value for field, value in merged.items() if value is not None}
    was = ranks(standing.questionnaire, reasons(standing.questionnaire, before))
    serious = serious_rank(standing.questionnaire)
    return tuple(
        (field, standing.answers[field])
        for question in standing.questionnaire.questions.values()
        for field in (one.name for one in question.fields)
        if was.get(field, 0) >= serious and standing.answers.get(field) not in (None, before.get(field))
    )


def takes_back_released(standing: Standing, values: Mapping[str, object]) -> bool:
    """An answer that staff released would no longer hold the plan back. One that gets more serious may change."""
    if standing.latest is None or not standing.released:
        return False
    questionnaire, before = standing.questionnaire, standing.screening
    merged = {**standing.answers, **values}
    after = screen(questionnaire, {name: value for name, value in merged.items() if value is not None}, standing.kind)
    closed = stopped_pairs(standing.latest) & set(frozen_pairs(before.blocking_fields))
    taken_back = {field for field, _value in closed.difference(frozen_pairs(after.blocking_fields))}
    was, would_be = ranks(questionnaire, before.because), ranks(questionnaire, after.because)
    return any(would_be.get(field, 0) <= was[field] for field in taken_back)


def serious_rank(questionnaire: Questionnaire) -> int:
    """Of the lowest level that no clinic may release."""
    levels = questionnaire.levels.values()
    return min(level.rank for level in levels if level.blocks_plan and not level.staff_can_release)


def ranks(questionnaire: Questionnaire, because: tuple[Because, ...]) -> dict[str, int]:
    """The highest rank that each field takes part in."""
    found: dict[str, int] = {}
    for one in because:
        rank = questionnaire.levels[one.level or ""].rank
        for field, _value in one.answers:
            found[field] = max(rank, found.get(field, 0))
    return found

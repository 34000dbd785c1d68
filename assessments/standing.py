"""What a person's answers come to at one moment. Reads only; everything that writes is in `actions.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assessments import catalogue
from assessments.domain import questionnaire as flow
from assessments.domain.conditions import Answers
from assessments.domain.definitions import Kind, Page, Questionnaire
from assessments.domain.reasons import Because, reasons
from assessments.domain.safety import Screening, screen
from assessments.domain.unasked import unseen_ticks
from assessments.models import Assessment, Clearance
from assessments.newer import screened_anew
from assessments.stored import frozen_pairs, stopped_pairs, thaw
from assessments.versions import questionnaire_of
from footcare.accounts.models import Person

KINDS: Mapping[str, Kind] = {
    Assessment.Kind.FULL: "full",
    Assessment.Kind.RESCREEN: "rescreen",
    Assessment.Kind.AMENDED: "full",
}
Place = Literal["stop", "page", "review", "start", "again"]


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody without a plan goes on; `page` is set for the place "page"."""

    place: Place
    page: Page | None = None


def safety_part(questionnaire: Questionnaire) -> tuple[Page, ...]:
    """The pages that every new screening asks again; their answers are never carried over and grow old."""
    return questionnaire.flows["rescreen"].pages


def safety_fields(questionnaire: Questionnaire) -> frozenset[str]:
    return frozenset[str]().union(*(page.field_names for page in safety_part(questionnaire)))


class Standing:
    """One draft: the answers that count now, what they allow and which pages are open.

    A screening answer counts for `timing.resume_hours`; while a stop or a clinic's release stands for this draft it
    counts for as long as that does.
    """

    def __init__(self, assessment: Assessment, latest: Clearance | None, now: dt.datetime) -> None:
        self.questionnaire = catalogue.shipped()
        self.assessment = assessment
        self.latest = latest
        self.now = now
        self.kind = KINDS[assessment.kind]
        self.amends = assessment.kind == Assessment.Kind.AMENDED

    @classmethod
    def of_amendment(cls, complete: Assessment, latest: Clearance | None, now: dt.datetime) -> Standing:
        """A complete assessment as if an amendment of it had begun; nothing is stored."""
        draft = Assessment(
            person=complete.person, kind=Assessment.Kind.AMENDED, continues=complete, started_at=now, screening_from=now
        )
        return cls(draft, latest, now)

    @cached_property
    def own(self) -> dict[str, object]:
        """The last value of each field said in this draft; None takes back what is carried over."""
        return self._said[0]

    @cached_property
    def screening_is_old(self) -> bool:
        return self._said[1]

    @cached_property
    def answers(self) -> Answers:
        merged = {**self._carried, **self.own}
        return {name: value for name, value in merged.items() if value is not None}

    @cached_property
    def screening(self) -> Screening:
        return screen(self.questionnaire, self.answers, self.kind)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages of this draft in order; an amendment never asks the safety part."""
        shown = flow.visible_pages(self.questionnaire, self.answers, self.kind)
        return tuple(page for page in shown if not self.amends or not page.screening)

    @cached_property
    def next_page(self) -> Page | None:
        """The first page that still needs something, whatever part it belongs to."""
        return self._open[0] if self._open else None

    @property
    def stopped(self) -> bool:
        return self.latest is not None and self.latest.stops

    @property
    def still_stopped(self) -> bool:
        """An answer of the stop holds the plan back as before, also when a correction opened another question."""
        blocking = set(frozen_pairs(self.screening.blocking_fields))
        return self.stopped and self.latest is not None and bool(stopped_pairs(self.latest) & blocking)

    @property
    def amends_what_stands(self) -> bool:
        """False once something newer took the place of the complete assessment that an amendment continues."""
        continues = self.assessment.continues
        return self.amends and continues is not None and continues.state == Assessment.State.COMPLETE

    @property
    def released(self) -> bool:
        """A clinic's release stands for what is answered here; an amendment rests on the clearance in force."""
        latest = self.latest
        return (
            latest is not None
            and latest.kind == Clearance.Kind.RELEASED
            and (latest.assessment_id == self.assessment.pk or self.amends)
            and latest.holds_for(self.assessment.person, self.now)
            and not self._newer_questions_open
        )

    @property
    def cleared(self) -> bool:
        """A clearance holds today, and newer questions do not ask for another."""
        holds = self.latest is not None and self.latest.holds_for(self.assessment.person, self.now)
        return holds and not self._newer_questions_ask

    @cached_property
    def _newer_questions_ask(self) -> bool:
        """An amendment rests on safety answers that do not come to a plan any more under the shipped questions."""
        continues = self.assessment.continues if self.amends else None
        anew = screened_anew(continues, self.latest) if continues else None
        return anew is not None and anew.asks_again

    @property
    def released_for_these(self) -> bool:
        """The release covers every answer that holds the plan back, each with the value that staff saw."""
        if self.latest is None or not self.released or self.screening.level != Clearance.Level.CLINICIAN_FIRST:
            return False
        return set(frozen_pairs(self.screening.blocking_fields)) <= stopped_pairs(self.latest)

    def is_open(self, page: Page) -> bool:
        """Every earlier page is complete. Changing an answer of a plan needs no order."""
        if page not in self.pages:
            return False
        return self.amends or not any(one in self._open for one in self.pages[: self.pages.index(page)])

    @cached_property
    def _open(self) -> tuple[Page, ...]:
        return flow.open_pages(self.questionnaire, self.answers, self.kind)

    @cached_property
    def because(self) -> tuple[Because, ...]:
        """Every standing answer and rule above the lowest level."""
        return reasons(self.questionnaire, self.answers)

    @cached_property
    def _carried(self) -> dict[str, object]:
        continues = self.assessment.continues
        if continues is None or continues.answers is None:
            return {}
        answers = thaw(continues.answers)
        return answers if self.amends else flow.carried_over(self.questionnaire, answers)

    @cached_property
    def _rows(self) -> dict[str, tuple[object, dt.datetime]]:
        """The last value of each field and when it was said, without screening answers that an older start asked."""
        if self.assessment.pk is None:
            return {}
        safety, since = safety_fields(self.questionnaire), self.assessment.screening_from
        rows = self.assessment.said.order_by("id").values_list("field", "value", "said_at")
        last = {field: (value, said_at) for field, value, said_at in rows}
        return {
            field: (value, said_at)
            for field, (value, said_at) in last.items()
            if field not in safety or (value is not None and said_at >= since)
        }

    @cached_property
    def _said(self) -> tuple[dict[str, object], bool]:
        safety = safety_fields(self.questionnaire)
        said_at = [at for field, (_value, at) in self._rows.items() if field in safety]
        limit = dt.timedelta(hours=self.questionnaire.timing.resume_hours)
        aged = bool(said_at) and self.now - min(said_at) > limit
        old = bool(said_at) and (aged or self._newer_questions_open) and not self._kept_by_clearance
        return thaw({f: value for f, (value, _at) in self._rows.items() if not (old and f in safety)}), old

    @cached_property
    def _newer_questions_open(self) -> bool:
        """Content that came after this draft began asks for something that its screening answers do not say."""
        if self.amends or self.assessment.pk is None:
            return False
        version = self.assessment.questionnaire_version
        if version.checksum == self.questionnaire.checksum:
            return False
        answers = thaw({**self._carried, **{field: value for field, (value, _at) in self._rows.items()}})
        said = {field: value for field, value in answers.items() if value is not None}
        return bool(unseen_ticks(self.questionnaire, questionnaire_of(version), said))

    @property
    def _kept_by_clearance(self) -> bool:
        return self.released or (
            self.latest is not None and self.latest.stops and self.latest.assessment_id == self.assessment.pk
        )


def standing_of(person: Person, now: dt.datetime) -> Standing | None:
    """The person's draft as it stands, or None when there is none."""
    draft = person.assessments.draft()  # type: ignore[attr-defined]
    return Standing(draft, person.clearances.latest_one(), now) if draft else None  # type: ignore[attr-defined]


def way_on(person: Person, now: dt.datetime) -> Way:
    """Where the person goes on while no plan may show; `programs` asks this when its door stays shut.

    "stop": a stop or the safety card stands. "page" and "review": a draft goes on there. "again": the clearance does
    not hold any more, the safety questions are offered again. "start": nothing was ever finished.
    """
    latest = person.clearances.latest_one()  # type: ignore[attr-defined]
    if latest is not None and latest.stops:
        return Way("stop")
    draft = person.assessments.draft()  # type: ignore[attr-defined]
    if draft is None:
        finished = person.assessments.latest_complete()  # type: ignore[attr-defined]
        return Way("again") if finished else Way("start")
    return way_of(Standing(draft, latest, now))


def way_of(standing: Standing) -> Way:
    if standing.stopped or standing.assessment.safety_card_due:
        return Way("stop")
    if standing.amends and not (standing.cleared and standing.amends_what_stands):
        return Way("again")
    if standing.next_page is None:
        return Way("review")
    if standing.amends and standing.next_page not in standing.pages:
        return Way("again")
    return Way("page", standing.next_page)

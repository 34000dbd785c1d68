"""What the content files say, parsed: questions, pages, screening rules and the bridge to findings.

Built by `assessments.catalogue`; the functions of this package take a `Questionnaire` and answers. Answers are one flat
mapping from form field to value: an option id, "ticked", a whole number, or a tuple of option ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from assessments.domain.conditions import SIDES, Condition

Kind = Literal["full", "rescreen"]
QuestionType = Literal["yes_no_unsure", "yes_old", "single", "tick", "multi", "multi_with_none", "integer", "scale"]

NONE: Final = "none"
ANY: Final = "any"
BOTH: Final = "both"


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One rating of a measure, such as "now" of om.pain_back."""

    id: str
    text: str
    required: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One form field of a question: of a side, of an item, or (`asks_side`) its question about the side."""

    name: str
    question: "Question"
    side: str | None = None
    item: Item | None = None
    asks_side: bool = False

    @property
    def required(self) -> bool:
        if self.asks_side:
            return False
        return self.item.required if self.item else self.question.required


@dataclass(frozen=True)
class Question:
    id: str
    page: str | None
    kind: QuestionType
    text: str
    options: tuple[Option, ...] = ()
    help: str = ""
    how: str = ""
    meaning: str = ""
    advice: str = ""
    tell: str = ""  # a plain yes as the person would say it to somebody who helps
    rationale: str = ""
    per_side: bool = False
    asks_side: bool = False
    required: bool = True
    show_if: Condition | None = None
    items: tuple[Item, ...] = ()
    low: int | None = None
    high: int | None = None
    ask_again_above: int | None = None
    low_text: str = ""
    high_text: str = ""
    levels: Mapping[str, str] | None = None
    excludes: Mapping[str, tuple[str, ...]] | None = None
    safety_card_on: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @cached_property
    def words(self) -> int:
        """How many words a person reads here; yes, no and not sure are the same in every row and cost none."""
        texts = [self.text, self.help, self.how, *(item.text for item in self.items)]
        if self.kind not in ("yes_no_unsure", "yes_old"):
            texts += [option.text for option in self.options]
        return len(" ".join(texts).split())

    def option_text(self, value: object) -> str:
        return next((option.text for option in self.options if option.value == value), "")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field that the question can have, shown or not."""
        sides: tuple[str | None, ...] = SIDES if self.per_side else (None,)
        items: tuple[Item | None, ...] = self.items or (None,)
        found = [
            Field(".".join(part for part in (self.id, item and item.id, side) if part), self, side, item)
            for side in sides
            for item in items
        ]
        if self.asks_side:
            found.append(Field(f"{self.id}.side", self, asks_side=True))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: str


@dataclass(frozen=True)
class Page:
    """`none_id` is the field of "None of these" on a tick page; then at least one tick or it is needed."""

    id: str
    title: str
    stage: str
    questions: tuple[Question, ...]
    show_if: Condition | None = None
    none_id: str | None = None
    none_text: str = ""
    skippable: bool = False
    screening: bool = False

    @property
    def slug(self) -> str:
        return self.id.removeprefix("p_")

    @property
    def skipped_field(self) -> str:
        """Records that a page without a needed answer was passed with none given."""
        return f"{self.id}.skipped"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for question in self.questions for field in question.fields)

    @cached_property
    def field_names(self) -> frozenset[str]:
        """Every field name that the page may store."""
        names = {field.name for field in self.fields} | {self.skipped_field}
        return frozenset(names | {self.none_id} if self.none_id else names)


@dataclass(frozen=True, slots=True)
class Flow:
    """The pages of one kind of assessment in order; `always` are shown whatever their condition says.

    The review of the answers closes the flow and counts in `review_stage`.
    """

    pages: tuple[Page, ...]
    always: frozenset[str]
    review_stage: str


@dataclass(frozen=True, slots=True)
class Level:
    id: str
    rank: int
    label: str
    blocks_plan: bool
    blocks_tests: bool
    staff_can_release: bool


@dataclass(frozen=True, slots=True)
class Message:
    """`body` may hold {emergency_number}, {urgent_advice_contact} and {crisis_line}."""

    id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A combination rule: at least `at_least` of `conditions` and, when given, `only_if`."""

    id: str
    conditions: tuple[Condition, ...]
    at_least: int
    only_if: Condition | None
    level: str
    why: str
    sources: tuple[str, ...]
    message: str | None = None
    releasable: bool = True


@dataclass(frozen=True, slots=True)
class GateRule:
    """`that_side`: closes massage on the side of its own answer only."""

    text: str
    condition: Condition
    that_side: bool
    gate: Literal["never", "light"]


@dataclass(frozen=True, slots=True)
class Check:
    """A one-tap question outside the assessment."""

    field: str
    title: str
    text: str
    signs: tuple[str, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    correction_minutes: int
    resume_hours: int
    block_hours: int
    clearance_days: int
    away_days: int


@dataclass(frozen=True, slots=True)
class Band:
    """A range of numbers: `least` and `most` belong to it, `above` and `below` do not."""

    severity: int
    least: float | None = None
    most: float | None = None
    above: float | None = None
    below: float | None = None

    def holds(self, number: float) -> bool:
        return (
            (self.least is None or number >= self.least)
            and (self.most is None or number <= self.most)
            and (self.above is None or number > self.above)
            and (self.below is None or number < self.below)
        )


@dataclass(frozen=True, slots=True)
class SeverityFrom:
    """Severity by another answer: `bands` for numbers, `choices` for option ids; 0 means no finding.

    `not_given` counts when that answer is missing, `otherwise` when nothing else fits it.
    """

    field: str
    per_side: bool
    bands: tuple[Band, ...]
    choices: Mapping[str, int]
    not_given: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """An answer or a measured value that raises a finding; by option ids or by a range."""

    source: str
    values: tuple[str, ...]
    band: Band | None
    finding: str
    severity: int | SeverityFrom
    first_side: str | None = None


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A finding from the bands of a self test: of each side, or of the difference between both."""

    source: str
    difference: bool
    finding: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ContraindicationRow:
    source: str
    values: tuple[str, ...]
    contraindications: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PainNow:
    """The highest right-now rating of the regions that are asked; the fallback item stands in for a missing one."""

    measures: tuple[str, ...]
    item: str
    fallback: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Help that the result offers when a rating lies in a range."""

    id: str
    question: str
    band: Band


@dataclass(frozen=True, slots=True)
class Bridge:
    findings: tuple[FindingRow, ...]
    measured: tuple[MeasuredRow, ...]
    contraindications: tuple[ContraindicationRow, ...]
    pain_now: PainNow
    offers: tuple[Offer, ...]
    never_lift_levels: frozenset[str]
    replaced_on_lift: Mapping[str, str]
    staff_only: frozenset[str]
    allergens_question: str
    allergens_remove: Mapping[str, tuple[str, ...]]
    experience: Mapping[str, str]
    finding_ids: frozenset[str]
    contraindication_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class PainChangeRule:
    improved_drop: int
    improved_percent: int
    small_drop: int
    worse_rise: int


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences that belong to no single question."""

    errors: Mapping[str, str]
    sides: Mapping[str, str]
    messages: Mapping[str, Message]
    safety_card: Message
    support_box: str
    see_a_professional: tuple[str, ...]
    free_text: str
    evidence_short: str
    evidence_long: str
    consent_version: int
    consent: tuple[Message, ...]
    say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    words_a_minute: int
    seconds_an_answer: float


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Everything the content folder says. `checksum` names this version of it."""

    questions: Mapping[str, Question]
    pages: Mapping[str, Page]
    stages: tuple[Stage, ...]
    flows: Mapping[Kind, Flow]
    levels: Mapping[str, Level]
    tags: Mapping[str, str]
    rules: tuple[Rule, ...]
    gate_rules: tuple[GateRule, ...]
    gate_tags: Mapping[str, str]
    checks: Mapping[str, Check]
    timing: Timing
    bridge: Bridge
    pain_change: PainChangeRule
    reading_speed: ReadingSpeed
    words: Words
    sources: Mapping[str, Source]
    checksum: str

    def page_of_slug(self, slug: str) -> Page | None:
        return self.pages.get(f"p_{slug}")

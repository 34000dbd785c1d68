"""What the library of movement and touch is made of: items, rules, studies, and the protocol that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from programs.domain.breaks import Moment
from programs.domain.day_kinds import DayKinds
from programs.domain.progression_content import Progression
from programs.domain.rule_index import RuleIndex
from programs.domain.touch_words import TouchWords
from programs.domain.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Dose:
    """How much. ``minutes`` above 0 means timed, per side; ``load`` is in kilograms."""

    sets: int
    reps: int
    hold_s: int
    rest_s: int
    minutes: float
    days_per_week: int
    times_per_day: int
    load: float | None = None


@dataclass(frozen=True, slots=True)
class Tempo:
    up_s: int
    hold_s: int
    down_s: int


@dataclass(frozen=True, slots=True)
class JointMotion:
    joint: str
    start_deg: float
    end_deg: float


@dataclass(frozen=True, slots=True)
class Illustration:
    view: str
    joints: tuple[JointMotion, ...]
    motion: str


@dataclass(frozen=True, slots=True)
class ItemWords:
    name: str
    also_known_as: tuple[str, ...]
    purpose: str
    cues: tuple[str, ...]
    feels_like: str
    common_mistakes: tuple[str, ...]
    stop_signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One movement, massage or posture break. ``contraindications`` never show it, ``cautions`` add a line."""

    id: str
    kind: str
    region: str
    position: str
    level: int
    side: str
    equipment: tuple[str, ...]
    target_structures: tuple[str, ...]
    dose: Dose
    tempo: Tempo
    est_duration_s: int
    contraindications: tuple[str, ...]
    avoid_with_findings: tuple[str, ...]
    exclusion_tags: tuple[str, ...]
    cautions: tuple[str, ...]
    caution_findings: tuple[str, ...]
    indicated_for: tuple[str, ...]
    progression_of: str | None
    progresses_to: str | None
    regresses_to: str | None
    prerequisite_items: tuple[str, ...]
    prerequisite_gates: tuple[str, ...]
    evidence: tuple[str, ...]
    evidence_grade: str
    illustration: Illustration
    words: ItemWords
    reviewed_on: str
    next_review: str
    clinician_signed_off: bool
    rep_range: tuple[int, int] | None = None
    hold_range_s: tuple[int, int] | None = None
    loadable: bool = False
    pressure_0_10: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Selector:
    """Which items a rule leaves out. Every part that is given must fit."""

    text: str
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    level_min: int = 0

    def fits(self, item: Item) -> bool:
        return (
            item.level >= self.level_min
            and all(item.id == wanted for wanted in self.ids)
            and all(item.kind == wanted for wanted in self.kinds)
            and all(item.region == wanted for wanted in self.regions)
            and all(item.position == wanted for wanted in self.positions)
            and all(wanted in item.equipment for wanted in self.equipment)
            and all(wanted in item.exclusion_tags for wanted in self.tags)
        )


@dataclass(frozen=True, slots=True)
class When:
    """``findings``: any of them triggers. ``every`` and ``contra``: each must be there. ``equip``: any is owned."""

    findings: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    min_sev: int | None = None
    contra: tuple[str, ...] = ()
    equip: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    minutes: tuple[int, ...] = ()
    pain_min: int | None = None
    pain_max: int | None = None
    age_min: int | None = None

    @property
    def conditions(self) -> int:
        """How many conditions are given: a rule with more of them is more specific."""
        lists = (self.findings, self.every, self.contra, self.equip, self.experience, self.minutes)
        numbers = (self.min_sev, self.pain_min, self.pain_max, self.age_min)
        return sum(1 for part in lists if part) + sum(1 for number in numbers if number is not None)


@dataclass(frozen=True, slots=True)
class RuleCap:
    level: int | None = None
    strength_minus: int | None = None
    balance_level: int | None = None
    heel_raise_level: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """``dose`` holds (item, field, value); ``excluded`` the ids that ``exclude`` leaves out; ``note`` is for staff."""

    id: str
    number: int
    when: When
    prescribe: tuple[str, ...]
    dose: tuple[tuple[str, str, int], ...]
    exclude: tuple[Selector, ...]
    excluded: frozenset[str]
    cap: RuleCap
    citations: tuple[str, ...]
    reason: str
    note: str
    signpost: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    id: str
    authors: str
    year: int | None
    title: str
    journal: str
    doi: str | None
    doi_seen: bool
    verified: bool
    design: str
    n: int | None
    intervention: str
    effect: str
    grade: str
    note: str


@dataclass(frozen=True, slots=True)
class Range:
    min: int
    max: int

    def holds(self, value: int) -> bool:
        return self.min <= value <= self.max


@dataclass(frozen=True, slots=True)
class Budget:
    minutes: int
    max_sets: int
    massage_min: float
    stretch_reps: int
    short_hold_stretch_reps: int
    max_items: int
    extra_kind_caps: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Adjustment:
    rule: str
    add: int
    unless_findings: tuple[str, ...]
    unless_group: str


@dataclass(frozen=True, slots=True)
class Scoring:
    severity_step: int
    no_finding_base: int
    position_bonus: tuple[int, ...]
    extra_rule_bonus: int
    extra_rule_bonus_max: int
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class CapScope:
    """The family of items that an extra cap is about."""

    kind: str | None = None
    id_prefix: str | None = None

    def covers(self, item: Item) -> bool:
        if self.kind is not None and item.kind != self.kind:
            return False
        return self.id_prefix is None or item.id.startswith(self.id_prefix)


@dataclass(frozen=True, slots=True)
class CautionGroup:
    id: str
    positions: tuple[str, ...]
    kinds: tuple[str, ...]
    cautions: tuple[str, ...]

    def covers(self, item: Item) -> bool:
        return (
            (not self.positions or item.position in self.positions)
            and (not self.kinds or item.kind in self.kinds)
            and all(wanted in item.cautions for wanted in self.cautions)
        )


@dataclass(frozen=True, slots=True)
class CautionLine:
    """``key`` is a contraindication or an exclusion tag."""

    group: CautionGroup
    key: str
    line: str


@dataclass(frozen=True, slots=True)
class CountsAsBase:
    finding: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composer:
    severity: Range
    pain: Range
    level_cap_bonus: Range
    level_cap_bonus_level_max: int
    progress_kinds: tuple[str, ...]
    progress_fields: tuple[str, ...]
    added_finding: str
    added_severity: int
    block_order: tuple[str, ...]
    transition_s: int
    budgets: Mapping[int, Budget]
    short_hold_s_max: int
    timed_both_sides_factor: int
    kind_caps: Mapping[str, int]
    up_chain_cap: int
    up_chain_regions: tuple[str, ...]
    max_posture_breaks: int
    first_pass_kinds: tuple[str, ...]
    first_pass_not_regions: tuple[str, ...]
    cap_scope: Mapping[str, CapScope]
    block_check_order: tuple[str, ...]
    fit_check_order: tuple[str, ...]
    scoring: Scoring
    reason_groups: tuple[str, ...]
    counts_as_base: tuple[CountsAsBase, ...]
    prerequisite_reason: str
    weekdays: tuple[str, ...]
    strength_days: tuple[str, ...]
    min_hours_between_strength: int
    caution_lines: tuple[CautionLine, ...]
    tag_lines: tuple[CautionLine, ...]
    massage_pressure: tuple[tuple[int, int], ...]
    """(pain now from, highest pressure shown)"""
    day_kinds: DayKinds | None
    """None in content that is older than they are: then every day is a normal one."""
    wording_only_tags: tuple[str, ...] = ()
    """Tags that change words and need no item."""


@dataclass(frozen=True, slots=True)
class LeftOutWords:
    safety: bool
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    kinds: Mapping[str, str]
    left_out: Mapping[str, LeftOutWords]
    signposts: Mapping[str, str]
    messages: Mapping[str, Message]


@dataclass(frozen=True)
class Protocol:
    """The whole library. ``rules`` stand in the order of their numbers."""

    items: Mapping[str, Item]
    rules: tuple[Rule, ...]
    citations: Mapping[str, Citation]
    vocabulary: Vocabulary
    composer: Composer
    progression: Progression
    words: Words
    rules_by_id: Mapping[str, Rule]
    checksum: str
    touch: TouchWords | None = None
    """None in content that is older than these words."""
    breaks: tuple[Moment, ...] | None = None
    """When the short breaks come. None in content that is older."""

    @cached_property
    def rule_index(self) -> RuleIndex:
        return RuleIndex(self.rules, range(self.composer.severity.min, self.composer.severity.max + 1))

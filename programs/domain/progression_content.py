"""The numbers of progression.yaml: lights, the decision table, steps, and the course of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STOP_REFER = "STOP_REFER"
SWAP_7_DAYS = "SWAP_7_DAYS"
PAUSE_7_DAYS = "PAUSE_7_DAYS"
STEP_DOWN_2_REST_48H = "STEP_DOWN_2_REST_48H"
STEP_DOWN = "STEP_DOWN"
REASSESS = "REASSESS"
LEVEL_BACK = "LEVEL_BACK"
REPEAT = "REPEAT"
NOT_TODAY = "NOT_TODAY"
DELOAD = "DELOAD"
HOLD = "HOLD"
PROGRESS = "PROGRESS"
ACTIONS = (
    STOP_REFER,
    SWAP_7_DAYS,
    PAUSE_7_DAYS,
    STEP_DOWN_2_REST_48H,
    STEP_DOWN,
    REASSESS,
    LEVEL_BACK,
    REPEAT,
    NOT_TODAY,
    DELOAD,
    HOLD,
    PROGRESS,
)
FIRST_GROUPS = ("stop", "red")
"""Protection comes before anything else, whatever the order of the rest."""
GROUPS = (*FIRST_GROUPS, "gap", "48_hours", "deload", "amber", "green_rise", "green")


@dataclass(frozen=True, slots=True)
class LightNumbers:
    """Lowest values. A ``rise`` is of the morning above the baseline; ``hold_rise`` is above the practice before."""

    red_during: int
    red_morning: int
    red_rise: int
    amber_during: int
    amber_rise: int
    hold_rise: int


@dataclass(frozen=True, slots=True)
class GapDays:
    """The first day away of each row."""

    repeat: int
    step_down: int
    level_back: int
    reassess: int


@dataclass(frozen=True, slots=True)
class LogDefaults:
    """What counts when a practice does not say it."""

    baseline: int
    done: int
    effort: int


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind outside the table: after so many green practices it ``moves`` on, or the next version is offered."""

    greens: int
    completed: bool
    effort_max: int | None
    moves: bool


@dataclass(frozen=True, slots=True)
class LadderStage:
    item: str
    from_week: int
    sets: int


@dataclass(frozen=True, slots=True)
class LevelCapRise:
    days_without_red: int
    completed_min: int
    by: int


@dataclass(frozen=True, slots=True)
class Review:
    id: str
    day: int
    pain_drop_min: int
    better_function_counts: bool


@dataclass(frozen=True, slots=True)
class PainSpell:
    """A pain limit and for how many days it holds."""

    pain: int
    days: int


@dataclass(frozen=True, slots=True)
class Upkeep:
    days_per_week: int
    sets: int


@dataclass(frozen=True, slots=True)
class Maintenance:
    double_from_age: int
    strength: Upkeep
    strength_double: Upkeep
    least_days_kinds: tuple[str, ...]
    least_days_per_week: int


@dataclass(frozen=True, slots=True)
class Course:
    """``table_kinds`` follow the decision table, ``rest_kinds`` its 48 hour and deload rows too."""

    table_kinds: tuple[str, ...]
    rest_kinds: tuple[str, ...]
    baseline_mornings: int
    steps_down_at_red: int
    rest_hours_after_red: int
    deload_days: int
    deload_sets_divided_by: int
    other_kinds: Mapping[str, OtherKind]
    high_load_ladder: tuple[LadderStage, ...]
    level_cap: LevelCapRise
    reviews: tuple[Review, ...]
    early_end: PainSpell
    pain_return: PainSpell
    maintenance: Maintenance


@dataclass(frozen=True, slots=True)
class Progression:
    """``course`` is None in content that is older than it: see ``course_of``."""

    order: tuple[str, ...]
    lights: LightNumbers
    greens_to_progress: int
    ambers_to_step_down: int
    effort_max: int
    reps_step: int
    hold_step_s: int
    load_step_kg: int
    sets_max: int
    sets_max_loadable: int
    stop_during: int
    completed_min: int
    min_hours_between_strength: int
    reds_window_days: int
    red_swap_at: int
    red_stop_at: int
    swap_days: int
    pause_days: int
    deload_after_weeks: int
    gap_days: GapDays
    programme_weeks: int
    reassess_days: tuple[int, ...]
    defaults: LogDefaults
    course: Course | None


def course_of(progression: Progression) -> Course:
    """Raises ValueError for content from before there was a course: its plans keep their starting doses."""
    if progression.course is None:
        raise ValueError("this version of progression.yaml has no course: make the plan anew with the newest content")
    return progression.course

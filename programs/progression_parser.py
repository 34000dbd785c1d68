"""When a dose goes up, down, or waits: the numbers of progression.yaml."""

from __future__ import annotations

from collections.abc import Collection

from programs.domain.progression_content import (
    ACTIONS,
    FIRST_GROUPS,
    GROUPS,
    Course,
    GapDays,
    LadderStage,
    LevelCapRise,
    LightNumbers,
    LogDefaults,
    Maintenance,
    OtherKind,
    PainSpell,
    Progression,
    Review,
    Upkeep,
)
from programs.domain.vocabulary import Vocabulary
from programs.entries import Entry

EXPLAINING = ("light", "order_note", "scope", "streaks_after")
"""Sentences for who reads the file."""


def parse_progression(
    file: Entry, vocabulary: Vocabulary, items: Collection[str], citations: Collection[str]
) -> Progression:
    entry = file.sub("progression")
    if sorted(entry.texts("actions")) != sorted(ACTIONS):
        raise entry.error(f"actions must be these, each once: {', '.join(ACTIONS)}")
    order = entry.texts("order")
    if order[: len(FIRST_GROUPS)] != FIRST_GROUPS or sorted(order) != sorted(GROUPS):
        raise entry.error(f"order must name these, each once, with stop and red first: {', '.join(GROUPS)}")
    progression = Progression(
        order=order,
        lights=_lights(entry.sub("light_numbers")),
        greens_to_progress=entry.whole("green_in_a_row_to_progress", least=1),
        ambers_to_step_down=entry.whole("amber_in_a_row_to_step_down", least=1),
        effort_max=entry.whole("effort_max_to_progress", least=0, most=10),
        reps_step=entry.whole("reps_step", least=1),
        hold_step_s=entry.whole("hold_step_s", least=1),
        load_step_kg=entry.whole("load_step_kg", least=1),
        sets_max=entry.whole("sets_max", least=1),
        sets_max_loadable=entry.whole("sets_max_loadable", least=1),
        stop_during=entry.whole("stop_during_min", least=1, most=10),
        completed_min=entry.whole("completed_min_to_progress", least=1, most=100),
        min_hours_between_strength=entry.whole("min_hours_between_strength", least=0),
        reds_window_days=entry.whole("reds_window_days", least=1),
        red_swap_at=entry.whole("red_swap_at", least=2),
        red_stop_at=entry.whole("red_stop_at", least=2),
        swap_days=entry.whole("swap_days", least=1),
        pause_days=entry.whole("pause_days", least=1),
        deload_after_weeks=entry.whole("deload_after_progress_weeks", least=1),
        gap_days=_gap_days(entry.sub("gap_days")),
        programme_weeks=entry.whole("programme_weeks", least=1),
        reassess_days=entry.wholes("reassess_days"),
        defaults=_defaults(entry.sub("log_defaults")),
        course=_course(entry.sub("course"), vocabulary, items, citations) if entry.has("course") else None,
    )
    entry.ids("citations", citations, "citation")
    for field in EXPLAINING:
        entry.has(field)
    entry.finish()
    return progression


def _lights(entry: Entry) -> LightNumbers:
    red, amber, hold = entry.sub("red"), entry.sub("amber"), entry.sub("green_hold")
    lights = LightNumbers(
        red_during=red.whole("during_min", least=1, most=10),
        red_morning=red.whole("morning_min", least=1, most=10),
        red_rise=red.whole("morning_minus_baseline_min", least=1, most=10),
        amber_during=amber.whole("during_min", least=1, most=10),
        amber_rise=amber.whole("morning_minus_baseline_min", least=1, most=10),
        hold_rise=hold.whole("rise_from_previous_min", least=1, most=10),
    )
    for part in (red, amber, hold, entry):
        part.finish()
    if lights.amber_during >= lights.red_during or lights.amber_rise >= lights.red_rise:
        raise entry.error("amber must begin below red: lower it")
    return lights


def _gap_days(entry: Entry) -> GapDays:
    starts, expected = [], 0
    for row in ("continue_as_planned", "repeat", "step_down", "level_back", "reassess"):
        first, last = _band(entry, row)
        if first != expected or (last is None) != (row == "reassess") or (last is not None and last < first):
            raise entry.error(f"{row} must follow the row before it without a hole: begin it at {expected}")
        expected = 0 if last is None else last + 1
        starts.append(first)
    entry.finish()
    return GapDays(*starts[1:])


def _band(entry: Entry, row: str) -> tuple[int, int | None]:
    values = entry.any(row)
    if not isinstance(values, list) or len(values) != 2 or not isinstance(values[0], int):
        raise entry.error(f"{row} must be a first and a last day")
    if values[1] is not None and not isinstance(values[1], int):
        raise entry.error(f"{row} must end with a day, or with null")
    return values[0], values[1]


def _defaults(entry: Entry) -> LogDefaults:
    """The other defaults are for the worked cases: a log of dated rows gives them by itself."""
    return LogDefaults(
        baseline=entry.whole("baseline", least=0, most=10),
        done=entry.whole("done", least=1, most=100),
        effort=entry.whole("effort", least=0, most=10),
    )


def _course(entry: Entry, vocabulary: Vocabulary, items: Collection[str], citations: Collection[str]) -> Course:
    deload, cap = entry.sub("deload"), entry.sub("level_cap")
    table_kinds = entry.ids("table_kinds", vocabulary.kinds, "kind", least=1)
    course = Course(
        table_kinds=table_kinds,
        rest_kinds=entry.ids("rest_kinds", table_kinds, "kind of the table"),
        baseline_mornings=entry.whole("baseline_mornings", least=1),
        steps_down_at_red=entry.whole("steps_down_at_red", least=1),
        rest_hours_after_red=entry.whole("rest_hours_after_red", least=0),
        deload_days=deload.whole("days", least=1),
        deload_sets_divided_by=deload.whole("sets_divided_by", least=2),
        other_kinds=_other_kinds(entry, vocabulary, table_kinds),
        high_load_ladder=tuple(_stage(row, items) for row in entry.rows("high_load_ladder")),
        level_cap=LevelCapRise(
            days_without_red=cap.whole("days_without_red", least=1),
            completed_min=cap.whole("completed_min", least=1),
            by=cap.whole("raise", least=1),
        ),
        reviews=tuple(_review(id, review) for id, review in entry.subs("review")),
        early_end=_spell(entry.sub("early_end"), "pain_max"),
        pain_return=_spell(entry.sub("pain_return"), "pain_min"),
        maintenance=_maintenance(entry.sub("maintenance"), vocabulary),
    )
    entry.ids("citations", citations, "citation")
    entry.has("notes")
    for part in (deload, cap, entry):
        part.finish()
    return course


def _other_kinds(entry: Entry, vocabulary: Vocabulary, table_kinds: Collection[str]) -> dict[str, OtherKind]:
    kinds = {}
    for id, kind in entry.subs("other_kinds"):
        kind.one_of("id", [known for known in vocabulary.kinds if known not in table_kinds], "kind outside the table")
        kinds[id] = OtherKind(
            greens=kind.whole("greens", least=1),
            completed=kind.flag("completed"),
            effort_max=kind.whole_or_none("effort_max", least=0),
            moves=kind.flag("moves"),
        )
        kind.finish()
    return kinds


def _stage(row: Entry, items: Collection[str]) -> LadderStage:
    stage = LadderStage(
        item=row.one_of("item", items, "movement"),
        from_week=row.whole("from_week", least=1),
        sets=row.whole("sets", least=1),
    )
    row.finish()
    return stage


def _review(id: str, entry: Entry) -> Review:
    review = Review(
        id=id,
        day=entry.whole("day", least=1),
        pain_drop_min=entry.whole("pain_drop_min", least=1),
        better_function_counts=entry.flag("better_function_counts"),
    )
    entry.finish()
    return review


def _spell(entry: Entry, field: str) -> PainSpell:
    spell = PainSpell(pain=entry.whole(field, least=0, most=10), days=entry.whole("days", least=1))
    entry.finish()
    return spell


def _maintenance(entry: Entry, vocabulary: Vocabulary) -> Maintenance:
    maintenance = Maintenance(
        double_from_age=entry.whole("double_from_age", least=1),
        strength=_upkeep(entry.sub("strength")),
        strength_double=_upkeep(entry.sub("strength_double")),
        least_days_kinds=entry.ids("least_days_kinds", vocabulary.kinds, "kind"),
        least_days_per_week=entry.whole("least_days_per_week", least=1, most=7),
    )
    entry.finish()
    return maintenance


def _upkeep(entry: Entry) -> Upkeep:
    upkeep = Upkeep(entry.whole("days_per_week", least=1, most=7), entry.whole("sets", least=1))
    entry.finish()
    return upkeep

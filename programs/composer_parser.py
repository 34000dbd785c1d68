"""The composer's numbers and orders, checked against the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from programs.domain.blocks import CHECKS
from programs.domain.day_kinds import DayKinds, SoreDay
from programs.domain.movements import (
    Adjustment,
    Budget,
    CapScope,
    CautionGroup,
    CautionLine,
    Composer,
    CountsAsBase,
    Range,
    Scoring,
)
from programs.domain.routine import FIT_CHECKS, POSTURE_BREAK
from programs.domain.vocabulary import Vocabulary
from programs.entries import Entry


def parse_composer(
    file: Entry,
    vocabulary: Vocabulary,
    rule_ids: Collection[str],
    citations: Collection[str],
    items: Collection[str],
) -> Composer:
    inputs = file.sub("inputs")
    added, bonus = inputs.sub("added_finding"), inputs.sub("level_cap_bonus")
    up_chain, first, reasons = file.sub("up_chain"), file.sub("first_passes"), file.sub("reasons")
    kinds = tuple(kind for kind in vocabulary.kinds if kind != POSTURE_BREAK)
    weekdays = file.texts("weekdays", least=7)
    groups = {id: _caution_group(id, entry, vocabulary) for id, entry in file.subs("caution_groups")}
    severity, pain = inputs.sub("severity"), inputs.sub("pain")
    budgets = _budgets(file, kinds)
    composer = Composer(
        severity=_range(severity),
        pain=_range(pain),
        level_cap_bonus=_range(bonus),
        level_cap_bonus_level_max=bonus.whole("level_max", least=1),
        progress_kinds=inputs.ids("progress_kinds", vocabulary.kinds, "kind"),
        progress_fields=inputs.ids("progress_fields", ("sets", "reps", "hold_s", "load"), "dose field"),
        added_finding=added.one_of("finding", vocabulary.findings, "finding"),
        added_severity=added.whole("severity", least=1),
        block_order=_all_of(file, "block_order", kinds, "kind"),
        transition_s=file.whole("transition_s", least=0),
        budgets=budgets,
        short_hold_s_max=file.whole("short_hold_s_max", least=0),
        timed_both_sides_factor=file.whole("timed_both_sides_factor", least=1),
        kind_caps=_numbers(file, "kind_caps", kinds),
        up_chain_cap=up_chain.whole("cap", least=0),
        up_chain_regions=up_chain.ids("regions", vocabulary.regions, "region"),
        max_posture_breaks=file.whole("max_posture_breaks", least=0),
        first_pass_kinds=first.ids("kinds", kinds, "kind"),
        first_pass_not_regions=first.ids("not_regions", vocabulary.regions, "region"),
        cap_scope=_cap_scope(file.sub("cap_scope"), vocabulary),
        block_check_order=_all_of(file, "block_check_order", CHECKS, "check"),
        fit_check_order=_all_of(file, "fit_check_order", FIT_CHECKS, "check"),
        scoring=_scoring(file.sub("scoring"), vocabulary, rule_ids),
        reason_groups=_all_of(reasons, "group_order", vocabulary.finding_groups, "finding group"),
        counts_as_base=tuple(_counts_as_base(row, vocabulary) for row in reasons.rows("counts_as_base")),
        prerequisite_reason=reasons.said("prerequisite"),
        weekdays=weekdays,
        strength_days=file.ids("strength_days", weekdays, "weekday", least=1),
        min_hours_between_strength=file.whole("min_hours_between_strength", least=0),
        caution_lines=tuple(
            _line(row, "contraindication", vocabulary.contraindications, groups) for row in file.rows("caution_lines")
        ),
        tag_lines=tuple(_line(row, "tag", vocabulary.exclusion_tags, groups) for row in file.rows("tag_lines")),
        massage_pressure=tuple(
            (row.whole("pain_min", least=0), row.whole("max", least=0)) for row in file.rows("massage_pressure")
        ),
        day_kinds=_day_kinds(file.sub("day_kinds"), vocabulary, budgets, items) if file.has("day_kinds") else None,
        wording_only_tags=file.ids("wording_only_tags", vocabulary.exclusion_tags, "exclusion tag"),
    )
    file.ids("citations", citations, "citation")
    for notes in (inputs, file):
        notes.has("notes")
    inputs.has("basis")
    for entry in (inputs, added, bonus, severity, pain, up_chain, first, reasons):
        entry.finish()
    return composer


def _range(entry: Entry) -> Range:
    low = entry.whole("min", least=0)
    return Range(low, entry.whole("max", least=low))


def _all_of(entry: Entry, field: str, wanted: Collection[str], what: str) -> tuple[str, ...]:
    """An order that names each one exactly once."""
    order = entry.ids(field, wanted, what)
    for name in wanted:
        if name not in order:
            raise entry.error(f"{field} leaves out {name!r}: give it its place")
    return order


def _numbers(entry: Entry, field: str, wanted: Collection[str]) -> dict[str, int]:
    numbers = entry.keys(field, wanted, "kind")
    return {name: numbers.whole(name, least=0) for name in wanted}


def _budgets(file: Entry, kinds: Collection[str]) -> dict[int, Budget]:
    budgets = {}
    for _, entry in file.subs("budgets", key="minutes"):
        extra = entry.keys("extra_kind_caps", kinds, "kind") if entry.has("extra_kind_caps") else None
        budget = Budget(
            minutes=entry.whole("minutes", least=1),
            max_sets=entry.whole("max_sets", least=1),
            massage_min=entry.number("massage_min"),
            stretch_reps=entry.whole("stretch_reps", least=1),
            short_hold_stretch_reps=entry.whole("short_hold_stretch_reps", least=1),
            max_items=entry.whole("max_items", least=1),
            extra_kind_caps={kind: extra.whole(kind, least=0) for kind in extra.names()} if extra else {},
        )
        if budget.massage_min <= 0:
            raise entry.error(f"massage_min is {budget.massage_min}: use more than 0")
        entry.finish()
        budgets[budget.minutes] = budget
    return budgets


def _day_kinds(entry: Entry, vocabulary: Vocabulary, budgets: Collection[int], items: Collection[str]) -> DayKinds:
    minutes, sore = entry.wholes("busy_minutes"), entry.sub("sore")
    for one in minutes:
        if one not in budgets:
            raise entry.error(f"busy_minutes names {one}, which has no budget: use one of {sorted(budgets)}")
    kinds = DayKinds(
        busy_minutes=minutes,
        sore=SoreDay(
            first=sore.one_of("first", items, "item"),
            reason=sore.said("reason"),
            excluded_tags=sore.ids("excluded_tags", vocabulary.exclusion_tags, "exclusion tag"),
            help_at=sore.whole("help_at", least=1),
            within_days=sore.whole("within_days", least=1),
        ),
    )
    sore.finish()
    entry.finish()
    return kinds


def _cap_scope(entry: Entry, vocabulary: Vocabulary) -> Mapping[str, CapScope]:
    scopes = {}
    for name in ("strength_minus", "balance_level", "heel_raise_level"):
        scope = entry.sub(name)
        scopes[name] = CapScope(
            kind=scope.one_of("kind", vocabulary.kinds, "kind") if scope.has("kind") else None,
            id_prefix=scope.said("id_prefix") if scope.has("id_prefix") else None,
        )
        scope.finish()
    entry.finish()
    return scopes


def _scoring(entry: Entry, vocabulary: Vocabulary, rule_ids: Collection[str]) -> Scoring:
    adjustments = []
    for row in entry.rows("adjustments"):
        add = row.any("add")
        if isinstance(add, bool) or not isinstance(add, int):
            raise row.error(f"add must be a whole number, not {add!r}")
        adjustments.append(
            Adjustment(
                rule=row.one_of("rule", rule_ids, "rule"),
                add=add,
                unless_findings=row.ids("unless_findings", vocabulary.findings, "finding"),
                unless_group=row.one_of("unless_group", vocabulary.finding_groups, "finding group"),
            )
        )
        row.finish()
    scoring = Scoring(
        severity_step=entry.whole("severity_step", least=0),
        no_finding_base=entry.whole("no_finding_base", least=0),
        position_bonus=entry.wholes("position_bonus"),
        extra_rule_bonus=entry.whole("extra_rule_bonus", least=0),
        extra_rule_bonus_max=entry.whole("extra_rule_bonus_max", least=0),
        adjustments=tuple(adjustments),
    )
    entry.has("note")
    entry.finish()
    return scoring


def _counts_as_base(row: Entry, vocabulary: Vocabulary) -> CountsAsBase:
    entry = CountsAsBase(
        row.one_of("finding", vocabulary.findings, "finding"), row.ids("regions", vocabulary.regions, "region")
    )
    row.finish()
    return entry


def _caution_group(id: str, entry: Entry, vocabulary: Vocabulary) -> CautionGroup:
    group = CautionGroup(
        id,
        positions=entry.ids("positions", vocabulary.positions, "position") if entry.has("positions") else (),
        kinds=entry.ids("kinds", vocabulary.kinds, "kind") if entry.has("kinds") else (),
        cautions=entry.ids("cautions", vocabulary.contraindications, "contraindication")
        if entry.has("cautions")
        else (),
    )
    entry.finish()
    return group


def _line(row: Entry, field: str, known: Collection[str], groups: Mapping[str, CautionGroup]) -> CautionLine:
    line = CautionLine(
        group=groups[row.one_of("group", groups, "caution group")],
        key=row.one_of(field, known, field),
        line=row.said("line"),
    )
    row.finish()
    return line

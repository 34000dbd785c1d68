"""What the person chose about items, as their plans hold it: each change of a choice made the plan anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from programs.models import Plan, Preference


@dataclass(frozen=True, slots=True)
class Chosen:
    """`choice` is None for one that was taken back."""

    item: str
    choice: Preference.Choice | None
    since: dt.datetime


def changes_of(plans: Iterable[Plan]) -> list[Chosen]:
    """Newest first, like `plans`. A choice that outlives a plan is no change."""
    before: Mapping[str, Preference.Choice] = {}
    changes: list[Chosen] = []
    for plan in reversed(list(plans)):
        after = choices_in(plan)
        items = dict.fromkeys([*before, *after])
        changes += [
            Chosen(item, after.get(item), plan.made_at) for item in items if before.get(item) != after.get(item)
        ]
        before = after
    return changes[::-1]


def in_force(plans: Iterable[Plan]) -> list[Chosen]:
    """What the newest plan holds, each since when, newest first."""
    latest = {one.item: one for one in reversed(changes_of(plans))}
    return sorted((one for one in latest.values() if one.choice), key=lambda one: one.since, reverse=True)


def choices_in(plan: Plan) -> dict[str, Preference.Choice]:
    kinds = Preference.Choice
    left_out = dict.fromkeys(plan.preferences["leave_out"], kinds.LEAVE_OUT)
    return left_out | dict.fromkeys(plan.preferences["prefer_easier"], kinds.PREFER_EASIER)

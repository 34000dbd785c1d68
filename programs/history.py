"""The steps of a programme as its history reads them: by the day of practice that they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from programs.domain.progression_content import HOLD, NOT_TODAY, REPEAT
from programs.models import ProgressionStep

STAYS = (HOLD, REPEAT, NOT_TODAY)
Levels = Mapping[int, int | None]


def by_day(steps: QuerySet[ProgressionStep]) -> QuerySet[ProgressionStep]:
    """`day` is the day of the practice that a step is about: the decision may come days later, several at once."""
    return steps.annotate(day=Coalesce("practised_on", "local_date")).order_by("-day", "-pk")


def days_with_changes(steps: QuerySet[ProgressionStep]) -> tuple[list[dt.date], int]:
    """The days on which something changed, the newest first, and how many days have steps that change nothing."""
    changes = Count("pk", filter=~Q(action__in=STAYS))
    days = by_day(steps).values("day").annotate(changes=changes).order_by("-day").values_list("day", "changes")
    changed = [day for day, count in days if count]
    return changed, len(days) - len(changed)


def levels_opened(steps: QuerySet[ProgressionStep]) -> dict[int, int | None]:
    """By key of the step: the level that it opened, or None where health answers of the plan allow no higher one."""
    raised = steps.filter(action=ProgressionStep.Action.LEVEL_UP).select_related("plan")
    return {one.pk: _level_opened(one) for one in raised}


def _level_opened(step: ProgressionStep) -> int | None:
    caps = step.plan.outcome["caps"]
    level: int = caps["experience_level"] + step.after["bonus"]
    return level if level <= caps["health_level"] else None

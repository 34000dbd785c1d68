"""Where a plan stands, and by whose word: one read for the pages that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max, Q

from programs.domain.movements import Protocol
from programs.domain.programme import PROGRAMME, Progress
from programs.models import Plan, ProgressionStep
from programs.models.progression import ProgressionStepQuerySet
from programs.progress import progress_of

Action = ProgressionStep.Action


@dataclass(frozen=True, slots=True)
class Standings:
    """By the id under which progress is kept, as long as nothing has moved the item since: in `clinic_says` the words
    of the clinic beside the dose that it set, in `tried` what a next version took the place of.
    """

    progress: Progress
    clinic_says: Mapping[str, str]
    tried: Mapping[str, str]


def moving_steps(plan: Plan) -> ProgressionStepQuerySet:
    """Steps after which an item is not what it was, or is so by the word of the clinic."""
    items = ProgressionStep.objects.of_programme(plan).exclude(item=PROGRAMME)
    return items.filter(~Q(changes=[]) | Q(action=Action.SET_BY_CLINICIAN))


def read_standings(protocol: Protocol, plan: Plan) -> Standings:
    every = ProgressionStep.objects.of_programme(plan)
    last, moved = (
        steps.order_by().values("item").annotate(last=Max("pk")).values("last") for steps in (every, moving_steps(plan))
    )
    rows = list(every.filter(Q(pk__in=last) | Q(pk__in=moved)).order_by("pk"))
    latest = {step.item: step for step in rows}
    movers = {step.item: step for step in rows if step.changes or step.action == Action.SET_BY_CLINICIAN}
    progress = progress_of(protocol, ((item, step.after, step.made_at) for item, step in latest.items())).progress
    known = {item: step for item, step in movers.items() if item in progress.states}
    return Standings(
        progress,
        clinic_says={item: step.reason for item, step in known.items() if step.action == Action.SET_BY_CLINICIAN},
        tried={item: step.changes[0]["before"] for item, step in known.items() if step.action == Action.ACCEPTED},
    )

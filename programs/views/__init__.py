"""Pages that show a plan. Every one asks `Person.cleared_plan`; without a plan it says where to go on instead."""

from programs.views.day import item, kind, tick, today
from programs.views.plan import choice, history, offer, plan, result
from programs.views.reports import check, check_in, morning, screen_again

__all__ = [
    "check",
    "check_in",
    "choice",
    "history",
    "item",
    "kind",
    "morning",
    "offer",
    "plan",
    "result",
    "screen_again",
    "tick",
    "today",
]

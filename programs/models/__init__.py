from programs.models.days import (
    NOT_SAID,
    CheckIn,
    DailyCheck,
    DayPlan,
    DayPlanQuerySet,
    NextMorning,
    Tick,
    TickQuerySet,
)
from programs.models.plans import Plan, PlanQuerySet, Preference, ProtocolVersion, no_preferences
from programs.models.progression import ProgressionStep, ProgressionStepQuerySet

__all__ = [
    "NOT_SAID",
    "CheckIn",
    "DailyCheck",
    "DayPlan",
    "DayPlanQuerySet",
    "NextMorning",
    "Plan",
    "PlanQuerySet",
    "Preference",
    "ProgressionStep",
    "ProgressionStepQuerySet",
    "ProtocolVersion",
    "Tick",
    "TickQuerySet",
    "no_preferences",
]

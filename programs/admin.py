"""For superusers: everything here may be read, nothing may be changed by hand."""

from django.contrib import admin

from footcare.common.admin import ReadOnly
from programs.models import (
    CheckIn,
    DailyCheck,
    DayPlan,
    NextMorning,
    Plan,
    Preference,
    ProgressionStep,
    ProtocolVersion,
    Tick,
)


@admin.register(ProtocolVersion)
class ProtocolVersionAdmin(ReadOnly):
    search_fields = ("checksum",)
    list_display = ["__str__", "loaded_at", "questionnaire_checksum"]
    exclude = ["document"]


@admin.register(Plan)
class PlanAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "state", "minutes", "days", "started_on", "made_at", "archived_at"]
    list_filter = ["state", "minutes", "days"]
    search_fields = ["person__label", "uuid"]
    date_hierarchy = "made_at"
    list_select_related = ["person"]


@admin.register(DayPlan)
class DayPlanAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "local_date", "zone", "strength", "kind", "current"]
    list_filter = ["kind", "strength", "current"]
    search_fields = ["person__label"]
    date_hierarchy = "local_date"
    list_select_related = ["person"]


@admin.register(Tick)
class TickAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "local_date", "item", "done", "done_at", "received_at"]
    list_filter = ["done"]
    search_fields = ["person__label", "item", "op"]
    date_hierarchy = "local_date"
    list_select_related = ["person"]


@admin.register(DailyCheck)
class DailyCheckAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "local_date", "question", "answer", "said_at"]
    list_filter = ["question", "answer"]
    search_fields = ["person__label"]
    date_hierarchy = "local_date"
    list_select_related = ["person"]


@admin.register(CheckIn)
class CheckInAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "local_date", "pain_during", "pain_now", "effort", "said_at"]
    list_filter = ["effort"]
    search_fields = ["person__label"]
    date_hierarchy = "local_date"
    list_select_related = ["person"]


@admin.register(NextMorning)
class NextMorningAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "local_date", "pain_next_morning", "said_at"]
    list_filter = ["pain_next_morning"]
    search_fields = ["person__label"]
    date_hierarchy = "local_date"
    list_select_related = ["person"]


@admin.register(Preference)
class PreferenceAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "item", "choice", "since"]
    list_filter = ["choice"]
    search_fields = ["person__label", "item"]
    date_hierarchy = "since"
    list_select_related = ["person"]


@admin.register(ProgressionStep)
class ProgressionStepAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ["person", "local_date", "item", "action", "line", "light", "clinician_prompt", "by"]
    list_filter = ["action", "light", "clinician_prompt"]
    search_fields = ["person__label", "item"]
    date_hierarchy = "local_date"
    list_select_related = ["person", "by"]

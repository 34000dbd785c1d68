"""For superusers: everything can be read, nothing that was said or decided can be changed."""

from django.contrib import admin

from assessments.models import Answer, Assessment, Clearance, QuestionnaireVersion, ReviewRequest
from footcare.common.admin import ReadOnly


@admin.register(QuestionnaireVersion)
class QuestionnaireVersionAdmin(ReadOnly):
    list_display = ("checksum", "loaded_at")
    search_fields = ("checksum",)
    date_hierarchy = "loaded_at"
    exclude = ("document",)


@admin.register(Assessment)
class AssessmentAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ("person", "kind", "state", "started_at", "completed_at")
    list_filter = ("kind", "state")
    search_fields = ("uuid", "person__uuid", "person__label")
    list_select_related = ("person",)
    date_hierarchy = "started_at"


@admin.register(Answer)
class AnswerAdmin(ReadOnly):
    whose = "assessment.person.uuid"
    list_display = ("assessment", "field", "value", "said_at")
    search_fields = ("assessment__uuid", "assessment__person__label", "field")
    list_select_related = ("assessment__person",)
    date_hierarchy = "said_at"


@admin.register(Clearance)
class ClearanceAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ("person", "kind", "level", "made_at", "valid_until", "released_by")
    list_filter = ("kind", "level")
    search_fields = ("person__uuid", "person__label")
    list_select_related = ("person", "released_by")
    date_hierarchy = "made_at"


@admin.register(ReviewRequest)
class ReviewRequestAdmin(ReadOnly):
    whose = "clearance.person.uuid"
    list_display = ("clearance", "asked_at")
    search_fields = ("clearance__person__label",)
    list_select_related = ("clearance__person",)
    date_hierarchy = "asked_at"

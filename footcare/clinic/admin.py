from django.contrib import admin

from footcare.clinic.models import Note, QueueMark
from footcare.common.admin import ReadOnly


@admin.register(Note)
class NoteAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ("person", "clinic", "author", "written_at")
    list_filter = ("clinic",)
    search_fields = ("person__label", "person__uuid", "author__email")
    list_select_related = ("person", "clinic", "author")
    date_hierarchy = "written_at"


@admin.register(QueueMark)
class QueueMarkAdmin(ReadOnly):
    whose = "person.uuid"
    list_display = ("person", "clinic", "line", "mark", "until", "by", "at")
    list_filter = ("mark", "clinic")
    search_fields = ("person__label", "person__uuid", "line")
    list_select_related = ("person", "clinic", "by")

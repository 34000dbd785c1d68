"""For superusers. Records of what was said, decided and done are read here; only actions add to them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from footcare.common.models import AuditRow


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AuditRow)
class AuditRowAdmin(ReadOnly):
    list_display = ("at", "actor", "verb", "person", "clinic", "object")
    list_filter = ("verb",)
    search_fields = ("actor", "person", "clinic", "verb", "object")
    date_hierarchy = "at"

"""For superusers. Records of what was said, decided and done are read here; only actions add to them."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from footcare.common import audit
from footcare.common.models import AuditRow


class Audited(admin.ModelAdmin):  # type: ignore[type-arg]
    """Whoever looks at a person's record, or adds, changes or deletes anything, stands in the audit trail.

    `whose` leads from a row to the uuid of the person whose record it is; None where the model holds nobody's. Lists
    read it for every row: name the relations in `list_select_related`.
    """

    whose: str | None = None

    def changelist_view(self, request: Any, extra_context: Any = None) -> Any:
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            self.note_views(request, shown["cl"].result_list, self.opts.label_lower)
        return response

    def render_change_form(
        self, request: Any, context: Any, add: bool = False, change: bool = False, form_url: str = "", obj: Any = None
    ) -> Any:
        if obj is not None:
            self.note_views(request, [obj], self.name_of(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def note_views(self, request: Any, rows: Iterable[models.Model], object: str) -> None:
        if self.whose is not None:
            people = set(map(attrgetter(self.whose), rows))
            audit.record_views(at=request.now, by=request.user, people=sorted(people), object=object)

    def log_addition(self, request: Any, obj: models.Model, message: Any) -> Any:
        self.note_change(request, "added", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: Any, obj: models.Model, message: Any) -> Any:
        self.note_change(request, "changed", obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: Any, queryset: Any) -> Any:
        for obj in queryset:
            self.note_change(request, "deleted", obj)
        return super().log_deletions(request, queryset)

    def note_change(self, request: Any, verb: str, obj: models.Model) -> None:
        audit.record(at=request.now, by=request.user, verb=verb, object=self.name_of(obj))

    def name_of(self, obj: models.Model) -> str:
        return f"{self.opts.label_lower}:{getattr(obj, 'uuid', obj.pk)}"


class ReadOnly(Audited):
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

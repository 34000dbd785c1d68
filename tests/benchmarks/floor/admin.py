from django.contrib import admin

from tests.benchmarks.floor.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ("title", "owner", "day", "done", "text")
    list_select_related = ("owner",)
    search_fields = ("title",)
    list_per_page = 100

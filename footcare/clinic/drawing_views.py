"""The contact sheet: every drawing as people see it, for a clinician's eye."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from footcare.clinic.access import CARING, staff_page
from footcare.clinic.presenters import frame, sheet_rows
from footcare.common import pictures

PAGE_SIZE = 8


@require_safe
@staff_page(*CARING)
def drawings(request: Any) -> HttpResponse:
    page = Paginator(sorted(pictures.stems()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"rows": sheet_rows(page.object_list), "page": page, **frame(request.membership, "drawings")}
    return render(request, "clinic/drawings.html", context)

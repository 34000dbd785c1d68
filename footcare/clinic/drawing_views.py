"""The contact sheet: every drawing as people see it, for a clinician's eye."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from footcare.clinic.access import CARING, staff_page
from footcare.clinic.presenters import frame
from footcare.common import pictures

PAGE_SIZE = 12
LOOKS = ("small", "light", "dark", "print", "frames")  # four times the still, then start, middle and end


@require_safe
@staff_page(*CARING)
def drawings(request: Any) -> HttpResponse:
    page = Paginator(sorted(pictures.stems()), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {"key": key, "side": side, "looks": zip(LOOKS, pictures.sheet(key, side, len(LOOKS) - 1), strict=True)}
        for key, side in page.object_list
    ]
    context = {"rows": rows, "page": page, **frame(request.membership, "drawings")}
    return render(request, "clinic/drawings.html", context)

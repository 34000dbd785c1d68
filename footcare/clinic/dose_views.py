"""A clinician changes one dose of a person's plan by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from footcare.accounts.models import Membership
from footcare.clinic import actions
from footcare.clinic.access import find_person, staff_page, user_of
from footcare.clinic.dose_page import Asked, dose_page, read_asked
from footcare.clinic.forms import DoseForm
from footcare.clinic.presenters import frame
from programs.actions import DoseRefused, set_dose


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Membership.Role.CLINICIAN)
def dose(request: Any, uuid: UUID, item: str) -> HttpResponse:
    """Only for a place of the running plan at which there is something to choose."""
    found = find_person(request, uuid)
    asked = read_asked(found, item, request.now)
    if asked is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = DoseForm(posted, choices=asked.choices, stands=asked.place.standing, rests=asked.rests)
    if request.method == "POST" and form.is_valid():
        choice = asked.choices[form.cleaned_data["to"]]
        try:
            set_dose(
                plan=asked.plan, item=item, to=choice.item, dose=form.dose(choice), reason=form.cleaned_data["reason"],
                seen=seen_in(form), now=request.now, by_user=user_of(request), clinic=request.clinic,
            )  # fmt: skip
        except DoseRefused as refusal:
            form.add_error(None, _("Nothing was changed: %(why)s.") % {"why": refusal})
            asked = read_asked(found, item, request.now) or asked
        else:
            messages.success(request, _("Saved. What comes by itself starts from this dose."))
            return redirect(f"{reverse('clinic:person', args=[uuid])}#doses")
    return show(request, found, asked, form)


def seen_in(form: DoseForm) -> int | None:
    text = form.cleaned_data["seen"]
    return int(text) if text.isdecimal() else None


def show(request: Any, found: Any, asked: Asked, form: DoseForm) -> HttpResponse:
    actions.note_view(person=found, clinic=request.clinic, now=request.now, by=user_of(request))
    context = {
        "person": found,
        "shown": dose_page(asked, form, request.now),
        "form": form,
        **frame(request.membership, "people"),
    }
    return render(request, "clinic/dose.html", context, status=422 if form.errors else 200)

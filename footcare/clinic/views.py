"""Staff pages. Each starts at `request.clinic`: what belongs to another clinic is not there."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.actions import ReleaseRefused
from assessments.actions import release as release_stop
from assessments.domain.findings import LiftRefused
from footcare.accounts import actions as accounts
from footcare.accounts.models import Membership
from footcare.clinic import actions, records
from footcare.clinic.access import CARING, find_person, person_or_404, staff_page, user_of
from footcare.clinic.audit_page import audit_row
from footcare.clinic.facts import gather, ticked_by_day
from footcare.clinic.forms import MarkForm, NoteForm, ReleaseForm, SearchForm
from footcare.clinic.models import QueueMark
from footcare.clinic.person_page import age_of, person_page
from footcare.clinic.presenters import (
    frame,
    just_marked,
    last_days,
    marked_row,
    person_row,
    queue_filter,
    queue_row,
)
from footcare.clinic.queue import lines
from footcare.clinic.release import Liftable, liftables

PAGE_SIZE = 25
AUDIT_PAGE_SIZE = 50


@require_safe
@staff_page()
def queue(request: Any) -> HttpResponse:
    """Authors see no people: for them the page is calm and says so."""
    if request.membership.role not in CARING:
        return render(request, "clinic/author.html", frame(request.membership, "queue"))
    found = lines(gather(request.clinic.people, request.clinic, request.now), request.now)
    waiting = [line for line in found if line.waits(request.now)]
    marked = [line for line in found if line.mark and line not in waiting]
    just = next((line for line in marked if line.mark and str(line.mark.pk) == request.GET.get("marked")), None)
    shown = queue_filter(waiting, marked, request.GET.get("show", ""))
    context = {
        "chips": shown.chips,
        "just": just_marked(just, just.mark, request.now) if just and just.mark else None,
        "people": [[queue_row(line, request.now) for line in of_person] for of_person in shown.waiting],
        "marked": [marked_row(line, line.mark, request.now) for line in shown.marked if line.mark],
        "is_filtered": shown.is_filtered,
        **frame(request.membership, "queue", len({line.person.pk for line in waiting})),
    }
    return render(request, "clinic/queue.html", context)


@require_POST
@staff_page(*CARING)
def mark(request: Any, uuid: UUID) -> HttpResponse:
    person = person_or_404(request, uuid)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return render(request, "400.html", status=400)
    what, key = form.chosen
    of_person = gather(request.clinic.people.filter(pk=person.pk), request.clinic, request.now)
    line = next((one for one in lines(of_person, request.now) if one.key == key), None)
    if line is None:
        messages.info(request, _("That line is not there any more."))
    elif what == "undo":
        actions.undo_mark(person=person, clinic=request.clinic, line=key, now=request.now, by=user_of(request))
        messages.success(request, _("%(code)s is back in the queue.") % {"code": person.label})
    elif what == QueueMark.Kind.SNOOZED and not line.may_be_put_off:
        messages.warning(request, _("That line cannot be put off. Mark it as done when somebody has seen to it."))
    else:
        made = actions.mark_line(
            person=person, clinic=request.clinic, line=key, mark=what, now=request.now, by=user_of(request)
        )
        return redirect(f"{reverse('clinic:queue')}?marked={made.pk}")
    return redirect("clinic:queue")


@require_safe
@staff_page(*CARING)
def people(request: Any) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    found = request.clinic.people.filter(label__icontains=query) if query else request.clinic.people
    # Numbers first: ordering whole rows would work out the facts of everybody, not of one page.
    numbers = list(found.order_by("label", "pk").values_list("pk", flat=True))
    page = Paginator(numbers, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = request.clinic.people.filter(pk__in=page.object_list).order_by("label", "pk")
    since = last_days(request.now.date() - dt.timedelta(days=1))[0]  # west of here it is still yesterday
    gathered = gather(shown, request.clinic, request.now, planned_since=since)
    ticked = ticked_by_day([facts.person.pk for facts in gathered], since)
    rows = [person_row(facts, ticked.get(facts.person.pk, {}), request.now) for facts in gathered]
    context = {
        "rows": rows,
        "page": page,
        "query": query,
        "page_query": f"&{urlencode({'q': query})}" if query else "",
        **frame(request.membership, "people"),
    }
    return render(request, "clinic/people.html", context)


@require_safe
@staff_page(*CARING)
def person(request: Any, uuid: UUID) -> HttpResponse:
    return show_person(request, uuid, NoteForm())


def show_person(request: Any, uuid: UUID, note_form: NoteForm, status: int = 200) -> HttpResponse:
    """Every look at a person's page is in the audit trail."""
    found = find_person(request, uuid)
    record = records.read(found, request.clinic, request.now)
    actions.note_view(person=found, clinic=request.clinic, now=request.now, by=user_of(request))
    context = {
        "person": found,
        "shown": person_page(record, user_of(request), request.now),
        "note_form": note_form,
        "may_set_doses": request.membership.role == Membership.Role.CLINICIAN,
        **frame(request.membership, "people"),
    }
    return render(request, "clinic/person.html", context, status=status)


@require_POST
@staff_page(*CARING)
def notes(request: Any, uuid: UUID) -> HttpResponse:
    found = person_or_404(request, uuid)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_person(request, uuid, form, status=422)
    actions.add_note(
        person=found, clinic=request.clinic, text=form.cleaned_data["text"], now=request.now, by=user_of(request)
    )
    messages.success(request, _("The note is saved."))
    return redirect("clinic:person", uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*CARING)
def release(request: Any, uuid: UUID) -> HttpResponse:
    """Only for the latest clearance, and only when it is a stop that staff may release at all."""
    found = find_person(request, uuid)
    latest = found.clearances.latest_one()
    if latest is None or not records.may_be_released(latest):
        return no_release(request, uuid)
    choices = liftables(latest, request.now)
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        shows=latest.pk,
        liftable=[(one.id, one.label) for one in choices if one.may_be_lifted],
    )
    if request.method == "POST" and form.is_valid():
        try:
            release_stop(
                clearance=latest, lifts=form.cleaned_data["lifts"], reason=form.cleaned_data["reason"],
                now=request.now, by_user=user_of(request), clinic=request.clinic,
            )  # fmt: skip
        except (ReleaseRefused, LiftRefused) as refusal:
            form.add_error(None, _("Nothing was released: %(why)s.") % {"why": refusal})
        else:
            messages.success(request, _("Released. %(code)s can finish and start.") % {"code": found.label})
            return redirect("clinic:person", uuid=uuid)
    return show_release(request, found, form, choices)


def no_release(request: Any, uuid: UUID) -> HttpResponse:
    """Something newer stands, or somebody was quicker. A reason that was typed stays in sight, ready to be a note."""
    if request.method != "POST":
        messages.info(request, _("There is no stop here that you can release."))
        return redirect("clinic:person", uuid=uuid)
    messages.warning(
        request,
        _(
            "Nothing was released: there is no stop here that you can release now. What you wrote stands under “Add a "
            "note”. It is not saved yet."
        ),
    )
    return show_person(request, uuid, NoteForm(initial={"text": request.POST.get("reason", "")}), status=409)


def show_release(request: Any, found: Any, form: ReleaseForm, choices: list[Liftable]) -> HttpResponse:
    record = records.read(found, request.clinic, request.now)
    actions.note_view(person=found, clinic=request.clinic, now=request.now, by=user_of(request))
    chosen = form.data.getlist("lifts") if form.is_bound else []
    context = {
        "person": found,
        "age": age_of(record),
        "shown": person_page(record, user_of(request), request.now),
        "form": form,
        "liftables": [(one, one.id in chosen) for one in choices],
        **frame(request.membership, "people"),
    }
    return render(request, "clinic/release.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*CARING)
def codes(request: Any) -> HttpResponse:
    if request.method == "POST":
        made = accounts.make_join_code(clinic=request.clinic, now=request.now, by=user_of(request))
        messages.success(request, _("The new code is %(code)s.") % {"code": made.code})
        return redirect("clinic:codes")
    usable = request.clinic.join_codes.usable(request.now).select_related("made_by").order_by("-made_at", "-pk")
    context = {"codes": usable, "join_url": request.build_absolute_uri("/join/"), **frame(request.membership, "codes")}
    return render(request, "clinic/codes.html", context)


@require_POST
@staff_page(*CARING)
def revoke(request: Any, code: str) -> HttpResponse:
    found = request.clinic.join_codes.usable(request.now).filter(code=code).select_related("clinic").first()
    if found is None:
        raise Http404
    accounts.revoke_join_code(code=found, now=request.now, by=user_of(request))
    messages.success(request, _("The code %(code)s does not work any more.") % {"code": found.code})
    return redirect("clinic:codes")


@require_safe
@staff_page(Membership.Role.MANAGER)
def audit(request: Any) -> HttpResponse:
    page = Paginator(records.audit_rows(request.clinic), AUDIT_PAGE_SIZE).get_page(request.GET.get("page"))
    names = records.names_of(page.object_list, request.clinic)
    members = request.clinic.memberships.select_related("user").order_by("role", "user__email")
    context = {
        "rows": [audit_row(row, names) for row in page.object_list],
        "page": page,
        "members": members,
        **frame(request.membership, "audit"),
    }
    return render(request, "clinic/audit.html", context)

"""Everything about oneself on one page: details, clinics, a copy, the look of the pages, leaving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from footcare.accounts import actions, guests
from footcare.site import copying, people
from footcare.site.forms import DetailsForm, ThemeForm, country_name

THEME_COOKIE = "theme"
THEME_COOKIE_SECONDS = 400 * 86400


def by(request: Any) -> Any:
    """Who is acting: the signed-in user, else the guest."""
    return request.user if request.user.is_authenticated else request.person


def is_nobody(request: Any) -> bool:
    return not request.user.is_authenticated and not request.person


def to_the_start(request: Any) -> HttpResponse:
    """Somebody without records: a page sends them to the first question, a post is refused."""
    if request.method == "POST":
        return render(request, "site/nobody.html", status=403)
    messages.info(request, _("There is nothing kept about you here yet. Start with the first questions."))
    return redirect("/assessment/")


@require_safe
def me(request: Any) -> HttpResponse:
    if is_nobody(request):
        return to_the_start(request)
    signed_in = request.user.is_authenticated
    context = {
        "person": request.person,
        "country": country_name(request.person.country) if request.person else "",
        "links": request.person.clinic_links.live().select_related("clinic") if request.person else (),
        "guest_here": guests.from_cookie(request) if signed_in else None,
        "theme_form": ThemeForm(initial={"theme": request.COOKIES.get(THEME_COOKIE, "auto")}),
    }
    return render(request, "site/me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: Any) -> HttpResponse:
    if not request.person:
        return to_the_start(request)
    person = request.person
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        initial={"country": person.country, "zone": person.zone, "shared_device": person.shared_device},
    )
    if request.method != "POST" or not form.is_valid():
        errors = [{"href": f"#id_{name}", "message": faults[0]} for name, faults in form.errors.items()]
        context = {"form": form, "errors": errors}
        return render(request, "site/me_details.html", context, status=422 if errors else 200)
    actions.change_details(person=person, **form.cleaned_data, now=request.now, by=by(request))
    messages.success(request, _("Your details are saved."))
    response = redirect("site:me")
    if person.user_id is None:
        guests.set_cookie(response, person)
    return response


@require_safe
def copy(request: Any) -> HttpResponse:
    if not request.person:
        return to_the_start(request)
    rows = copying.copy_of(request.person, request.now)
    response = JsonResponse(rows, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="footcare-copy.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def theme(request: Any) -> HttpResponse:
    form = ThemeForm(request.POST)
    response = redirect("site:me")
    if form.is_valid():
        chosen = form.cleaned_data["theme"]
        if chosen == "auto":
            response.delete_cookie(THEME_COOKIE, samesite="Lax")
        else:
            response.set_cookie(THEME_COOKIE, chosen, max_age=THEME_COOKIE_SECONDS, httponly=True, samesite="Lax")
    return response


@require_POST
def unlink(request: Any, clinic: UUID) -> HttpResponse:
    if not request.person:
        return to_the_start(request)
    link = request.person.clinic_links.live().filter(clinic__uuid=clinic).select_related("clinic", "person").first()
    if link is None:
        raise Http404
    actions.leave_clinic(link=link, now=request.now, by=by(request))
    messages.success(request, _("%(clinic)s can no longer see your records.") % {"clinic": link.clinic.name})
    return redirect("site:me")


@require_POST
def guest_here(request: Any) -> HttpResponse:
    """Answers given in this browser without an account: add them to the account, or let go of them here."""
    guest = guests.from_cookie(request) if request.user.is_authenticated else None
    if guest is None:
        return to_the_start(request) if is_nobody(request) else redirect("site:me")
    response = redirect("site:me")
    if request.POST.get("whose") == "mine":
        own = people.claim_or_merge(guest=guest, user=request.user, now=request.now)
        messages.success(request, _("The answers in this browser now belong to your account."))
        if people.plan_waits(own, request.now):
            messages.info(request, people.PLAN_WAITS)
        guests.forget_cookie(response)
    elif request.POST.get("whose") == "not_mine":
        messages.success(request, _("This browser no longer opens those answers."))
        guests.forget_cookie(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Any) -> HttpResponse:
    if is_nobody(request):
        return to_the_start(request)
    if request.method != "POST":
        return render(request, "site/me_delete.html")
    user = request.user._wrapped if request.user.is_authenticated else None
    person = request.person or None
    people.erase(person=person, user=user, now=request.now, by=user or person)
    logout(request)
    messages.success(request, _("Everything about you has been deleted."))
    response = redirect("/")
    guests.forget_cookie(response)
    return response

"""Pages that need no person: start, help, privacy, error pages and the two probes."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from assessments import catalogue
from assessments.presenters import stop_notice
from footcare.site import presenters, readiness
from footcare.site.context import contact_for
from footcare.site.pruning import DRAFT_DAYS, GUEST_DAYS

RETRY_AFTER = 30  # seconds


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    asking: Any = request
    person = asking.person
    _country, contact = contact_for(request)
    shipped = catalogue.shipped()
    latest = person.clearances.latest_one() if person else None
    stop = stop_notice(latest, shipped, contact) if latest and latest.stops else None
    asking.plan_shows = bool(person and person.cleared_plan(asking.now))
    start = presenters.first_step(
        has_plan=asking.plan_shows,
        has_draft=bool(person and person.assessments.draft()),
        is_known=bool(person),
    )
    context = {"stop": stop, "start": start, **presenters.home_page(shipped, contact)}
    return render(request, "site/home.html", context)


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    _country, contact = contact_for(request)
    return render(request, "site/get_help.html", presenters.help_page(catalogue.shipped(), contact))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html", {"draft_days": DRAFT_DAYS, "guest_days": GUEST_DAYS})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of answers that are no page."""
    return redirect(static("img/icon.svg"))


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is touched."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    if readiness.faults():
        return HttpResponse("not ready", content_type="text/plain", status=503)
    return HttpResponse("ready", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: whatever broke must not break this page too. A database that is away comes back."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(render_to_string("500.html"), status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a usable CSRF token: nothing was saved; say so and how to go on."""
    return render(request, "403_csrf.html", status=403)

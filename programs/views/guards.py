"""What every page of a plan shares: who may see it, where else to go on, and how a refusal reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.reports import Report
from programs.ways import WayToAPlan, way_to_a_plan

View = Callable[..., HttpResponse]

NO_PERSON = gettext_lazy("Nothing was saved: this browser holds no plan. Answer the questions first, or sign in.")
STRONG_PAIN = gettext_lazy(
    "You told us that the pain was strong while you practised. Stop for now, and talk to a health professional before "
    "you practise again. Your plan is hidden until the safety questions are answered again."
)
PAIN_STOPS = gettext_lazy(
    "What you told us about your pain is a sign to stop. Talk to a health professional before you practise again. "
    "Your plan is hidden until the safety questions are answered again."
)
HELP = "/help/"
# 303: whatever was posted, the next page is fetched with GET.
SEE_OTHER = 303


def needs_plan(view: View) -> View:
    """Hands the cleared plan to the view as `plan`; without one nothing of the view runs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person and request.method == "POST":
            return refuse(request, 403, str(NO_PERSON))
        plan = request.person.cleared_plan(request.now) if request.person else None
        if plan is None:
            return show_way(request, way_to_a_plan(request.person, request.now))
        request.plan_shows = True
        return view(request, *args, plan=plan, **kwargs)

    return guarded


def needs_person(view: View) -> View:
    """For POSTs: a request without a person changes nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person:
            return refuse(request, 403, str(NO_PERSON))
        return view(request, *args, **kwargs)

    return guarded


def with_help(text: object, report: Report | None = None, *, always: bool = True) -> SafeString:
    """Where help is, with what is said: after strong pain, and after a note, which nobody reads as it is written."""
    links = [(HELP, _("When to get help"))] if always else []
    if report and report.note:
        links.append((f"{HELP}#support", _("Help when it is too much")))
    return format_html("{} {}", text, format_html_join(" ", '<a href="{}">{}</a>', links)) if links else escape(text)


def actor(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else request.person


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def back_to_today() -> dict[str, str]:
    return {"back": reverse("programs:today")}


def see_other(to: str) -> HttpResponse:
    response = redirect(to)
    response.status_code = SEE_OTHER
    return response


def show_way(request: HttpRequest, way: WayToAPlan) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"go": way.url}, status=409)
    if way.sentence:
        asking: Any = request
        nobody = not asking.user.is_authenticated and not asking.person
        messages.info(request, _with_sign_in(way.sentence, request) if nobody else way.sentence)
    return see_other(way.url)


def _with_sign_in(text: str, request: HttpRequest) -> SafeString:
    """Somebody with an account who is signed out has a plan that this browser does not know of."""
    query = urlencode({"next": request.path})
    link = format_html('<a href="{}?{}">{}</a>', reverse("account_login"), query, _("Sign in"))
    return format_html("{} {} {}", text, _("Do you have an account?"), link)


def refuse(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """A page, or for the script its sentence, that says what happened and what to do."""
    if wants_json(request):
        return JsonResponse({"message": text}, status=status)
    return render(request, "programs/refused.html", {"text": text}, status=status)

"""Joining a clinic by its code."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from footcare.accounts import actions, joining
from footcare.accounts.forms import JoinForm

UNKNOWN_CODE = gettext_lazy(
    "This code does not work. Check that all eight characters are as your clinic gave them. A code works for two "
    "weeks; after that, ask your clinic for a new one."
)


@require_safe
def enter_code(request: Any) -> HttpResponse:
    """For a code that was read from paper; spaces and dashes do not matter."""
    typed = request.GET.get("code", "")
    code = "".join(character for character in typed if character.isalnum())
    if code.isascii() and code:
        return redirect("accounts:join", code=code[:40])
    return show_code_form(request, typed.strip(), status=404 if typed.strip() else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Any, code: str) -> HttpResponse:
    """A code that never was, has expired or was revoked gets one and the same answer."""
    if joining.too_many_tries(request):
        return render(request, "accounts/join_later.html", status=429)
    found = joining.find(request, code, request.now)
    if found is None:
        return show_code_form(request, code, status=404)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.person and form.is_valid():
        by = request.user if request.user.is_authenticated else request.person
        actions.join_clinic(
            person=request.person, clinic=found.clinic, wording=joining.wording(), now=request.now, by=by
        )
        messages.success(request, _("You are linked to %(clinic)s.") % {"clinic": found.clinic.name})
        return redirect("site:me")
    context = {
        "clinic": found.clinic.name,
        "form": form,
        "staff_see": joining.STAFF_SEE,
        "staff_can": joining.STAFF_CAN,
        "staff_do_not": joining.STAFF_DO_NOT,
    }
    return render(request, "accounts/join.html", context, status=status_of(request))


def show_code_form(request: Any, typed: str, status: int) -> HttpResponse:
    """Given back with what was typed and what to do, where that is not the code of any clinic."""
    error = UNKNOWN_CODE if typed else ""
    return render(request, "accounts/enter_code.html", {"typed": typed[:40], "error": error}, status=status)


def status_of(request: Any) -> int:
    """Of the consent page: shown, or posted by nobody, or posted without the tick."""
    if request.method != "POST":
        return 200
    return 422 if request.person else 403

"""Attaches who is asking, looked up only when a view asks, and ends staff sessions that were left open."""

import datetime as dt
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from footcare.accounts import guests
from footcare.accounts.models import Clinic, Membership, Person
from footcare.common.middleware import GetResponse

STAFF_PATHS = ("/staff/", "/admin/")
STAFF_SESSION = "staff_session"  # session key: [signed in at, last seen at], both seconds since 1970
STAFF_IDLE = dt.timedelta(minutes=30)
STAFF_ABSOLUTE = dt.timedelta(hours=12)
SEEN_IS_WRITTEN_EVERY = dt.timedelta(minutes=1)


class WhoIsAsking:
    """`request.person` is the signed-in user's person, else the guest of the cookie, else falsy (wrapped None).

    `request.membership` and `request.clinic` say where a signed-in member of staff works; falsy for everybody else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking: Any = request
        asking.person = SimpleLazyObject(lambda: person_of(request))
        asking.membership = SimpleLazyObject(lambda: membership_of(request))
        asking.clinic = SimpleLazyObject(lambda: clinic_of(asking))
        response = self.get_response(request)
        guests.roll_cookie(request, response)
        return response


def person_of(request: HttpRequest) -> Person | None:
    if request.user.is_authenticated:
        return getattr(request.user, "person", None)
    return guests.from_cookie(request)


def membership_of(request: HttpRequest) -> Membership | None:
    return Membership.objects.of(request.user) if request.user.is_authenticated else None


def clinic_of(request: Any) -> Clinic | None:
    return request.membership.clinic if request.membership else None


class StaffSession:
    """Staff pages ask to sign in again after 30 minutes without a click, and 12 hours after signing in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAFF_PATHS) and request.user.is_authenticated:
            now: float = request.now.timestamp()  # type: ignore[attr-defined]
            signed_in, seen = request.session.get(STAFF_SESSION) or [signed_in_at(request, now), now]
            if now - seen > STAFF_IDLE.total_seconds() or now - signed_in > STAFF_ABSOLUTE.total_seconds():
                logout(request)
                messages.info(
                    request,
                    _("Sign in again to go on. Staff pages close after a while to keep people's records private."),
                )
                return redirect_to_login(request.get_full_path())
            if STAFF_SESSION not in request.session or now - seen > SEEN_IS_WRITTEN_EVERY.total_seconds():
                request.session[STAFF_SESSION] = [signed_in, now]
        return self.get_response(request)


def signed_in_at(request: HttpRequest, now: float) -> float:
    """When this browser signed in, as the account pages noted it."""
    noted = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return noted[-1]["at"] if noted else now

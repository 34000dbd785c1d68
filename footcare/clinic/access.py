"""Who may open a staff page. Everything that is not theirs is a 404, whether it exists or not."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from footcare.accounts.models import Membership, Person
from footcare.clinic import records

StaffView = Callable[..., HttpResponse]
CARING = (Membership.Role.CLINICIAN, Membership.Role.MANAGER)


def staff_page(*roles: str) -> Callable[[StaffView], StaffView]:
    """For the clinic's staff in one of `roles`; without roles, for all of them."""

    def decorate(view: StaffView) -> StaffView:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.membership or (roles and request.membership.role not in roles):
                raise Http404
            request.person = None  # staff pages show nothing of one's own records
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def person_or_404(request: Any, uuid: Any) -> Person:
    """Only somebody who lets this clinic see their records right now."""
    return get_object_or_404(request.clinic.people, uuid=uuid)


def find_person(request: Any, uuid: UUID) -> Any:
    """Such a person with what this clinic and this user know of them: see `records.find`."""
    found = records.find(request.clinic, uuid, user_of(request))
    if found is None:
        raise Http404
    return found


def user_of(request: Any) -> Any:
    """The user itself: lazy objects do not belong into rows."""
    return request.membership.user

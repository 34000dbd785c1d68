"""Attaches who is asking: `request.person` and `request.clinic`, each looked up only when a view asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from footcare.accounts import guests
from footcare.accounts.models import Clinic, Person
from footcare.common.middleware import GetResponse


class WhoIsAsking:
    """`request.person` is the signed-in user's person, else the guest of the cookie, else falsy (wrapped None)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking: Any = request
        asking.person = SimpleLazyObject(lambda: person_of(request))
        asking.clinic = SimpleLazyObject(lambda: clinic_of(request))
        response = self.get_response(request)
        guests.roll_cookie(request, response)
        return response


def person_of(request: HttpRequest) -> Person | None:
    if request.user.is_authenticated:
        return Person.objects.filter(user=request.user).first()
    return guests.from_cookie(request)


def clinic_of(request: HttpRequest) -> Clinic | None:
    """The clinic that the signed-in user works for; the first by name when there are several."""
    if not request.user.is_authenticated:
        return None
    return Clinic.objects.of_staff(request.user).order_by("name").first()


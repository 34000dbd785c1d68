"""Changes to who is who: guests, claims, links to a clinic."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from footcare.accounts.models import Person, User
from footcare.common import audit
from footcare.common.dates import is_zone


def make_person(*, user: User | None, country: str, zone: str, shared_device: bool, now: dt.datetime) -> Person:
    """An unknown country or zone becomes the deployment's own: neither may keep somebody from starting."""
    with transaction.atomic():
        person = Person.objects.create(
            user=user,
            country=country if country in settings.CONTACTS else next(iter(settings.CONTACTS)),
            zone=zone if is_zone(zone) else settings.TIME_ZONE,
            shared_device=shared_device,
            created_at=now,
        )
        audit.record(at=now, by=user or person, verb="made_person", person=person.uuid)
    return person


def make_guest(*, country: str, zone: str, shared_device: bool, now: dt.datetime) -> Person:
    """A person held by a cookie: hand them to `guests.set_cookie` with the response."""
    return make_person(user=None, country=country, zone=zone, shared_device=shared_device, now=now)


def person_for_request(
    request: HttpRequest, *, country: str, zone: str, shared_device: bool, now: dt.datetime
) -> Person:
    """Whoever is asking; made on the spot, for the signed-in user or as a guest, when there is nobody yet."""
    if request.person:  # type: ignore[attr-defined]
        return request.person  # type: ignore[attr-defined, no-any-return]
    user = request.user if request.user.is_authenticated else None
    person = make_person(user=user, country=country, zone=zone, shared_device=shared_device, now=now)
    request.person = person  # type: ignore[attr-defined]
    return person

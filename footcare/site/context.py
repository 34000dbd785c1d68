"""What every page shows: whose country's numbers, and whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from footcare.environment import Contact


def contact_for(request: HttpRequest) -> tuple[str, Contact]:
    """(country code, numbers) of the person's country, else of the first country that is set up."""
    person = getattr(request, "person", None)
    country = person.country if person else ""
    if country not in settings.CONTACTS:
        country = next(iter(settings.CONTACTS))
    return country, settings.CONTACTS[country]


def site(request: HttpRequest) -> dict[str, Any]:
    country, contact = contact_for(request)
    return {"contact": contact, "contact_country": country, "demo": settings.DEMO}

"""What every page shows: navigation, theme, whose country's numbers, and whether this is the demo."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from footcare.environment import Contact
from footcare.site.presenters import account_link, primary_nav

THEMES = ("light", "dark")


def contact_for(request: HttpRequest) -> tuple[str, Contact]:
    """(country code, numbers) of the person's country, else of the first country that is set up."""
    person = getattr(request, "person", None)
    country = person.country if person else ""
    if country not in settings.CONTACTS:
        country = next(iter(settings.CONTACTS))
    return country, settings.CONTACTS[country]


def plan_shows(request: Any) -> bool:
    """Asked where the navigation is drawn only; a view that has looked for the plan already says so."""
    if not hasattr(request, "plan_shows"):
        person = getattr(request, "person", None)
        request.plan_shows = bool(person and person.cleared_plan(request.now))
    return bool(request.plan_shows)


def site(request: HttpRequest) -> dict[str, Any]:
    country, contact = contact_for(request)
    theme = request.COOKIES.get("theme", "")
    user = getattr(request, "user", None)
    return {
        "contact": contact,
        "contact_country": country,
        "demo": settings.DEMO,
        "sign_in_code_minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        "theme": theme if theme in THEMES else "",
        "primary_nav": cache(lambda: primary_nav(request.path) if plan_shows(request) else ()),
        "known": lambda: bool(getattr(request, "person", None)),
        "account": account_link(signed_in=bool(user and user.is_authenticated)),
    }

"""The library and its articles: for anybody, with or without a plan, and never a plan themselves.

Two kinds of people are shown no item: whose answers stop everything, and who reported something new or strong pain
and has not answered the safety questions since.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments import catalogue as assessment_catalogue
from assessments.models import Clearance
from assessments.presenters import contact_of, stop_notice
from programs import catalogue
from programs.learning import articles, library, people
from programs.presenters.articles import article_page
from programs.presenters.learn import entry_page, library_page
from programs.views.guards import show_way
from programs.ways import way_to_a_plan


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    if _held_back(request):
        return _way_on(request)
    shelf = library.shipped()
    page = library_page(catalogue.shipped(), shelf, shelf.filters(request.GET.dict()), articles.shipped().values())
    return render(request, "learn/library.html", {"page": page, "has_plan": _has_plan(request)})


@require_safe
def learn_page(request: HttpRequest, key: str) -> HttpResponse:
    article = articles.shipped().get(key)
    if article is not None:
        read = article_page(article, articles.known(), contact_of(_person(request)), has_plan=_has_plan(request))
        held_back = _held_back(request)
        return render(
            request,
            "learn/article.html",
            {"page": read, "stop": _stop(request, held_back), "no_items": bool(held_back)},
        )
    protocol = catalogue.shipped()
    item = protocol.items.get(key)
    if item is None:
        return render(request, "learn/unknown.html", status=404)
    if _held_back(request):
        return _way_on(request)
    page = entry_page(protocol, people.shipped(), item)
    return render(request, "learn/item.html", {"page": page, "has_plan": _has_plan(request)})


def _person(request: Any) -> Any:
    return request.person


def _has_plan(request: Any) -> bool:
    """The navigation asks the same: it is told here."""
    person = _person(request)
    request.plan_shows = bool(person and person.cleared_plan(request.now))
    return bool(request.plan_shows)


def _held_back(request: HttpRequest) -> Clearance | None:
    """The clearance that allows no item. One that ran out, or waits for the last pages, says nothing against any."""
    person = _person(request)
    latest: Clearance | None = person.clearances.latest_one() if person else None
    return latest if latest and (latest.stops or latest.kind == Clearance.Kind.WITHDRAWN) else None


def _way_on(request: Any) -> HttpResponse:
    return show_way(request, way_to_a_plan(request.person, request.now))


def _stop(request: HttpRequest, held_back: Clearance | None) -> dict[str, Any] | None:
    """The advice that stands on top of an article."""
    if held_back is None or not held_back.stops:
        return None
    return stop_notice(held_back, assessment_catalogue.shipped(), contact_of(_person(request)))

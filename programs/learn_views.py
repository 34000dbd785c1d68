"""The library and its articles: for anybody, with or without a plan, and never a plan themselves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments import catalogue as assessment_catalogue
from assessments.presenters import contact_of, stop_notice
from programs import catalogue
from programs.learning import articles, library, people
from programs.presenters.articles import article_page
from programs.presenters.learn import entry_page, library_page


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    if _stop(request):
        return redirect("assessments:stop")
    shelf = library.shipped()
    page = library_page(catalogue.shipped(), shelf, shelf.filters(request.GET.dict()), articles.shipped().values())
    return render(request, "learn/library.html", {"page": page})


@require_safe
def learn_page(request: HttpRequest, key: str) -> HttpResponse:
    article = articles.shipped().get(key)
    if article is not None:
        read = article_page(article, articles.known(), contact_of(_person(request)))
        return render(request, "learn/article.html", {"page": read, "stop": _stop(request)})
    protocol = catalogue.shipped()
    item = protocol.items.get(key)
    if item is None:
        return render(request, "learn/unknown.html", status=404)
    if _stop(request):
        return redirect("assessments:stop")
    page = entry_page(protocol, people.shipped(), item)
    return render(request, "learn/item.html", {"page": page})


def _person(request: Any) -> Any:
    return request.person


def _stop(request: HttpRequest) -> dict[str, Any] | None:
    """Whose last answers stop everything gets that advice, and no item: an article has it on top."""
    person = _person(request)
    latest = person.clearances.latest_one() if person else None
    if latest is None or not latest.stops:
        return None
    return stop_notice(latest, assessment_catalogue.shipped(), contact_of(person))

"""The pages of the assessment. A person sees only their own; without one everything leads to the first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, catalogue, presenters
from assessments.actions import OutsideAudience, Refused, ReleaseStands, Saved
from assessments.domain.definitions import Page
from assessments.forms import ConsentForm, PageForm
from assessments.models import Assessment
from assessments.standing import Standing, Way, standing_of, way_of, way_on
from assessments.stops import corrected, stop_of
from assessments.withdrawals import words_of
from footcare.accounts import guests
from footcare.environment import Contact

View = Callable[..., HttpResponse]
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def for_a_person(view: View) -> View:
    """Without a person a page leads to the first page, and a post is refused."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _only_forms(request)
        if request.person:  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return render(request, "assessments/no_person.html", status=403)
        return _go(request, Way("start"))

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Before the first question. Who has answered before is shown how to go on instead."""
    _only_forms(request)
    person: Any = request.person  # type: ignore[attr-defined]
    if person and (way := way_on(person, _now(request))).place != "start":
        return _go_on(request, way)
    questionnaire = catalogue.shipped()
    form = ConsentForm(questionnaire, request.POST if request.method == "POST" else None)
    if form.age is not None and (message := actions.outside_audience(form.age)):
        actions.turn_away(now=_now(request))
        return render(request, "assessments/turned_away.html", presenters.filled(message, _contact(request)))
    if form.is_valid():
        return _begin(request, form)
    context = {
        "form": form,
        "title": form.page.title,
        "task": presenters.first_task(questionnaire),
        "points": presenters.consent_points(questionnaire, _contact(request)),
    }
    return render(request, "assessments/consent.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_a_person
def page(request: HttpRequest, page: Page) -> HttpResponse:
    """One page of questions."""
    person: Any = request.person  # type: ignore[attr-defined]
    standing = standing_of(person, _now(request))
    if standing is None:
        complete = person.assessments.latest_complete()
        standing = Standing.of_amendment(complete, person.clearances.latest_one(), _now(request)) if complete else None
    if standing is None:
        return _go(request, Way("start"))
    saved = None
    try:
        if request.method == "POST":
            saved = _save(request, standing, page)
            if not saved.errors or saved.leads_to_stop or "later" in request.POST:
                return _after(request, saved)
            standing = standing_of(person, _now(request)) or standing
        else:
            actions.refuse_closed_page(standing, page)
    except OutsideAudience as outside:
        actions.turn_away(now=_now(request))
        context = presenters.filled(outside.message, _contact(request)) | {"has_draft": True}
        return render(request, "assessments/turned_away.html", context)
    except ReleaseStands:
        return _render_page(request, standing, page, Saved((), stopped=False, card_due=False), release_stands=True)
    except Refused as refused:
        return _refused(request, refused, standing, page)
    return _render_page(request, standing, page, saved)


@require_safe
@for_a_person
def review(request: HttpRequest) -> HttpResponse:
    """Every answer with its change link; the button posts to the result."""
    standing = standing_of(request.person, _now(request))  # type: ignore[attr-defined]
    way = way_of(standing) if standing else way_on(request.person, _now(request))  # type: ignore[attr-defined]
    if standing is None or way.place != "review":
        return _go(request, way)
    plan = request.person.cleared_plan(_now(request)) if standing.amends else None  # type: ignore[attr-defined]
    chosen = presenters.chosen_since(standing, plan.choices) if plan and plan.choices else {}
    context = {
        "task": presenters.task(standing, None),
        "stages": presenters.review_stages(standing, _just_changed(standing), chosen),
        "result_url": reverse("programs:result"),
        "button": _("Update my plan") if standing.amends else _("Show my plan"),
    }
    return render(request, "assessments/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_a_person
def stop(request: HttpRequest) -> HttpResponse:
    """A stop, or the safety card after a stop answer was lowered."""
    error = ""
    if request.method == "POST":
        answer = _answer_stop(request)
        if not isinstance(answer, str):
            return answer
        error = answer
    person: Any = request.person  # type: ignore[attr-defined]
    latest, draft, now = person.clearances.latest_one(), person.assessments.draft(), _now(request)
    questionnaire, contact = catalogue.shipped(), _contact(request)
    if draft and draft.safety_card_due:
        card = presenters.safety_card(questionnaire, corrected(Standing(draft, latest, now)), contact)
        return render(request, "assessments/safety_card.html", card)
    if latest is None or not latest.stops:
        return _go(request, way_on(person, now))
    pages = Standing(draft, latest, now).pages if draft else ()
    context = presenters.stop_page(
        stop_of(latest, draft, pages, questionnaire, now), questionnaire, contact,
        zone=person.zone, now=now, linked=person.clinic_links.filter(until=None).exists(), error=error,
    )  # fmt: skip
    return render(request, "assessments/stop.html", {"stop": context}, status=422 if error else 200)


@require_POST
@for_a_person
def again(request: HttpRequest) -> HttpResponse:
    """Starts the safety questions again."""
    person: Any = request.person  # type: ignore[attr-defined]
    try:
        actions.begin_again(person=person, now=_now(request), by=_by(request))
    except Refused as refused:
        return _go(request, refused.way)
    return redirect(presenters.url_of(way_on(person, _now(request))))


@require_safe
@for_a_person
def saved(request: HttpRequest) -> HttpResponse:
    """How to come back."""
    person: Any = request.person  # type: ignore[attr-defined]
    words = presenters.saved_words(
        guest=person.user_id is None,
        shared_device=person.shared_device,
        hours=catalogue.shipped().timing.resume_hours,
    )
    link = {"url": presenters.url_of(way_on(person, _now(request))), "label": _("Go on now")}
    context = {"title": _("Your answers are saved"), "texts": words, "link": link, "task": {}}
    return render(request, "assessments/go_on.html", context)


def _begin(request: HttpRequest, form: ConsentForm) -> HttpResponse:
    person: Any = request.person or None  # type: ignore[attr-defined]
    user: Any = request.user if request.user.is_authenticated else None
    try:
        assessment = actions.begin(
            person=person,
            user=user,
            country=form.cleaned_data["country"] or "",
            zone=form.cleaned_data["zone"],
            shared_device=form.cleaned_data["shared_device"],
            age=form.age or 0,
            now=_now(request),
        )
    except Refused as refused:
        return _go(request, refused.way)
    response = redirect(presenters.url_of(way_on(assessment.person, _now(request))))
    if assessment.person.user_id is None:
        guests.set_cookie(response, assessment.person)
    return response


def _save(request: HttpRequest, standing: Standing, page: Page) -> Saved:
    posted = dict(request.POST.lists())
    change: Any = {"page": page, "posted": posted, "now": _now(request), "by": _by(request)}
    if standing.assessment.pk is None:
        return actions.amend(assessment=standing.assessment.continues, **change)  # type: ignore[arg-type]
    return actions.save_page(assessment=standing.assessment, **change)


def _after(request: HttpRequest, saved: Saved) -> HttpResponse:
    if "later" in request.POST and not saved.leads_to_stop:
        return redirect("assessments:saved")
    return redirect(presenters.url_of(way_on(request.person, _now(request))))  # type: ignore[attr-defined]


def _refused(request: HttpRequest, refused: Refused, standing: Standing, page: Page) -> HttpResponse:
    if refused.way.place == "again" and page.screening and standing.cleared:
        messages.info(request, _("Your plan stands on these safety answers. To change them, answer all of them again."))
        return redirect("assessments:consent")
    return _go(request, refused.way)


def _render_page(
    request: HttpRequest, standing: Standing, page: Page, saved: Saved | None, *, release_stands: bool = False
) -> HttpResponse:
    """`saved`: what was posted is shown again."""
    shown = tuple(presenters.shown_questions(standing, page))
    form = PageForm(
        standing.questionnaire,
        page,
        shown=shown,
        answers=standing.answers,
        posted=request.POST if saved else None,
        errors=saved.errors if saved else (),
    )
    is_consent = page == standing.questionnaire.flows["full"].pages[0]
    context = {
        "form": form,
        "title": page.title,
        "heading": presenters.heading(page, shown),
        "task": presenters.task(standing, page, saves=not standing.amends),
        "points": presenters.consent_points(standing.questionnaire, _contact(request)) if is_consent else [],
        "safety_card": presenters.safety_note(standing, page, _contact(request)),
        "looks_down": presenters.looks_down(page, standing.answers),
        "button": _("Save") if standing.amends else _("Continue"),
        "note": _("You can change your answers later.") if not page.screening else "",
        "release_stands": release_stands,
    }
    status = 409 if release_stands else 422 if form.errors else 200
    return render(request, "assessments/page.html", context, status=status)


def _just_changed(standing: Standing) -> frozenset[str]:
    """The fields changed on the way back to the review: all of an amendment, else the page saved last, if not the last
    of all pages, which leads to the review by itself."""
    if standing.amends:
        return frozenset(standing.own)
    newest = standing.assessment.said.order_by("-id").values_list("field", flat=True).first()
    page = next((page for page in standing.pages if newest in page.field_names), None)
    return frozenset() if page is None or page == standing.pages[-1] else page.field_names


def _answer_stop(request: HttpRequest) -> HttpResponse | str:
    """What was posted on the stop page; a text is the error beside the question."""
    person: Any = request.person  # type: ignore[attr-defined]
    now, by = _now(request), _by(request)
    draft: Assessment | None = person.assessments.draft()
    try:
        if "read" in request.POST and draft:
            actions.acknowledge_card(assessment=draft, now=now, by=by)
        elif "ask" in request.POST and (latest := person.clearances.latest_one()):
            actions.ask_clinic(clearance=latest, now=now, by=by)
        elif request.POST.get("professional_checked") == "yes":
            actions.begin_again(person=person, now=now, by=by, checked=True)
        elif request.POST.get("professional_checked") == "no":
            actions.still_unchecked(person=person, now=now, by=by)
        else:
            check = catalogue.shipped().checks["checked_by_professional"]
            return _("Choose yes or no for: %(question)s") % {"question": check.text}
    except Refused as refused:
        return _go(request, refused.way)
    return redirect(presenters.url_of(way_on(person, now)))


def _go_on(request: HttpRequest, way: Way) -> HttpResponse:
    """The first page for somebody who has answered before."""
    person: Any = request.person  # type: ignore[attr-defined]
    if way.place == "stop" or request.method == "POST":
        return redirect(presenters.url_of(way))
    if way.place in ("page", "review"):
        standing = standing_of(person, _now(request))
        why = words_of(standing.latest) if standing else ""
        context = {
            "title": _("Answer the safety questions again") if why else _("Continue where you stopped"),
            "texts": [why or _("Your answers so far are saved.")],
            "link": {"url": presenters.url_of(way), "label": _("Continue")},
            "again": standing is not None and (standing.amends or standing.released),
        }
        return render(request, "assessments/go_on.html", context | {"task": {}})
    if person.cleared_plan(_now(request)):
        context = {
            "title": _("You have a plan"),
            "texts": [_("Has something changed? Answer the safety questions again. Your plan follows your answers.")],
            "link": {"url": reverse("programs:result"), "label": _("Show my plan")},
        }
    else:
        context = {
            "title": _("The safety questions come first"),
            "texts": [_("Answer the safety questions again, and your plan comes back.")],
        }
    return render(request, "assessments/go_on.html", context | {"again": True, "task": {}})


def _go(request: HttpRequest, way: Way) -> HttpResponse:
    """A redirect with a sentence."""
    if words := presenters.sentence(way):
        messages.info(request, words)
    return redirect(presenters.url_of(way))


def _only_forms(request: HttpRequest) -> None:
    if request.method == "POST" and request.content_type not in FORM_TYPES:
        raise BadRequest("this address takes a form")


def _contact(request: HttpRequest) -> Contact:
    return presenters.contact_of(request.person)  # type: ignore[attr-defined]


def _now(request: HttpRequest) -> Any:
    return request.now  # type: ignore[attr-defined]


def _by(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else request.person  # type: ignore[attr-defined]

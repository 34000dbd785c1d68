"""What the person reports: the daily questions, the morning after, and the check-in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from assessments import catalogue as assessment_catalogue
from assessments.actions import Refused
from programs import actions
from programs.days import said_on
from programs.forms import CheckForm, CheckInForm, MorningForm
from programs.models import DailyCheck, Plan
from programs.presenters.after_red import red_lines
from programs.presenters.check_in import check_in_page
from programs.presenters.plan import TOUCHING
from programs.presenters.words import contact_of, lower_first
from programs.versions import protocol_of
from programs.views.guards import (
    PAIN_STOPS,
    STRONG_PAIN,
    actor,
    back_to_today,
    needs_person,
    needs_plan,
    refuse,
    see_other,
    show_way,
    with_help,
)
from programs.views.reading import first_tomorrow, red_steps
from programs.ways import way_from, way_to_a_plan

SAVED = gettext_lazy("Thank you. Your answers are saved.")
HIGH_MORNING = gettext_lazy("Your answer is saved. Your plan goes more gently after a morning like this.")
NO_MASSAGE = gettext_lazy(
    "No massage today, because of your answer before the massage. Something may have changed, so the safety questions "
    "come again before anything else."
)


@require_POST
@needs_person
def check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.POST)
    if not form.is_valid():
        return refuse(request, 400, _("Nothing was saved. Open Today again and choose one answer."))
    said = form.cleaned_data
    try:
        actions.answer_check(
            person=request.person,
            question=said["question"],
            answer=said["answer"],
            op=said["op"],
            now=request.now,
            by=actor(request),
        )
    except actions.OperationConflict:
        return refuse(
            request, 409, _("Nothing was saved: this tap was used before for another answer. Open Today again.")
        )
    except actions.NotCleared:
        pass
    massage = said["question"] == DailyCheck.Question.MASSAGE_CHECK
    if request.person.cleared_plan(request.now) is None:
        if massage and said["answer"] != "no":
            messages.warning(request, NO_MASSAGE)
        return show_way(request, way_to_a_plan(request.person, request.now))
    if massage:
        return see_other(f"{reverse('programs:today')}#{TOUCHING}")
    return see_other("programs:today")


@require_POST
@needs_person
def screen_again(request: HttpRequest) -> HttpResponse:
    try:
        actions.screen_again(person=request.person, now=request.now, by=actor(request))
    except Refused as refusal:
        return show_way(request, way_from(refusal.way))
    return show_way(request, way_to_a_plan(request.person, request.now))


@require_POST
@needs_person
def morning(request: HttpRequest) -> HttpResponse:
    """Pain or stiffness this morning, which decides about today's doses."""
    form = MorningForm(request.POST)
    if not form.is_valid():
        return refuse(request, 400, _("Nothing was saved. Open Today again and choose a number from 0 to 10."))
    said = form.cleaned_data
    try:
        actions.next_morning(
            person=request.person,
            pain=said["pain_next_morning"],
            op=said["op"],
            now=request.now,
            by=actor(request),
        )
    except actions.OperationConflict:
        return refuse(request, 409, _("Nothing was saved: this tap was used before for another number."))
    except actions.NotCleared:
        pass
    plan = request.person.cleared_plan(request.now)
    if plan is None:
        messages.warning(request, with_help(PAIN_STOPS))
        return show_way(request, way_to_a_plan(request.person, request.now))
    date = request.person.today(request.now)
    lines = red_lines(
        protocol_of(plan.protocol_version), red_steps(request.person, made_at=request.now), date, request.person.zone
    )
    if lines:
        said = format_html("{}{}", HIGH_MORNING, format_html_join("", "<br>{}", ((line,) for line in lines)))
        messages.warning(request, with_help(said))
    else:
        messages.success(request, SAVED)
    return see_other("programs:today")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_plan
def check_in(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    form = CheckInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.check_in(
                person=request.person,
                report=form.report(),
                op=form.cleaned_data["op"],
                now=request.now,
                by=actor(request),
            )
        except actions.OperationConflict:
            return refuse(request, 409, _("Nothing was saved: this form was sent before. Open the check-in again."))
        except actions.NotCleared:
            return show_way(request, way_to_a_plan(request.person, request.now))
        if request.person.cleared_plan(request.now) is None:
            messages.warning(request, with_help(STRONG_PAIN, form.report()))
            return show_way(request, way_to_a_plan(request.person, request.now))
        thanks = f"{SAVED} {_about_tomorrow(request, plan)}".strip()
        messages.success(request, with_help(thanks, form.report(), always=False))
        return see_other("programs:today")
    if "op" in form.errors:
        return refuse(
            request, 400, _("Nothing was saved: the page sent something it should not. Open the check-in again.")
        )
    date = request.person.today(request.now)
    page = check_in_page(
        form,
        before=request.person.check_ins.filter(local_date__lt=date).order_by("-id").first(),
        today=request.person.check_ins.filter(local_date=date).order_by("-id").first(),
        questionnaire=assessment_catalogue.shipped(),
        contact=contact_of(request.person),
    )
    return render(
        request, "programs/check_in.html", {"page": page, "task": back_to_today()}, status=422 if form.is_bound else 200
    )


def _about_tomorrow(request: HttpRequest, plan: Plan) -> str:
    """A line after a green check-in: Today itself says what stronger pain leads to."""
    person, protocol = request.person, protocol_of(plan.protocol_version)
    if not said_on(person, protocol, person.today(request.now)).is_green:
        return ""
    first = first_tomorrow(person, plan, request.now)
    if first is None:
        return ""
    return _("Tomorrow starts with %(name)s.") % {"name": lower_first(protocol.items[first].words.name)}

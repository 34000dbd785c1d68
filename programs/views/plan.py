"""The result, the whole plan, and what the person may change about it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import catalogue as assessment_catalogue
from assessments.actions import Refused
from assessments.versions import questionnaire_of
from programs import actions
from programs.choosing import chosen_now
from programs.composing import routines_now
from programs.days import eases_by_pain, said_on
from programs.forms import ChoicesForm, OfferForm, PreferenceForm
from programs.history import by_day, days_with_changes, levels_opened
from programs.models import Plan
from programs.presenters.choices import choices_shown, from_when
from programs.presenters.history import history_by_day, unchanged_words
from programs.presenters.plan import plan_page
from programs.presenters.result import result_page
from programs.presenters.words import contact_of
from programs.standings import read_standings
from programs.versions import protocol_of
from programs.views.guards import actor, needs_person, needs_plan, refuse, see_other, show_way
from programs.views.reading import day_as_fixed, list_of_today, routine_before
from programs.ways import way_from, way_to_a_plan

NOTHING_SAVED = gettext_lazy("Nothing was saved: the page sent something it should not. Open your plan again.")
NOTHING_LEFT = gettext_lazy(
    "Nothing was saved: a day would have nothing left to do. Leave this one in, or change others."
)
CHANGED = gettext_lazy("Your plan is changed. What you ticked today stays ticked.")
FROM_TOMORROW = gettext_lazy("Your plan changes from tomorrow. Today’s list stays as it is.")
DAYS_OF_HISTORY = 7


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest) -> HttpResponse:
    return start_plan(request) if request.method == "POST" else show_result(request)


@needs_person
def start_plan(request: HttpRequest) -> HttpResponse:
    draft = request.person.assessments.draft()
    if draft is None:
        return see_other("programs:result")
    try:
        actions.start_plan(person=request.person, assessment=draft, now=request.now, by=actor(request))
    except Refused as refusal:
        return show_way(request, way_from(refusal.way))
    return see_other("programs:result")


def show_result(request: HttpRequest) -> HttpResponse:
    plan = request.person.cleared_plan(request.now) if request.person else None
    request.plan_shows = plan is not None
    if plan is None:
        way = way_to_a_plan(request.person, request.now)
        if way.url != reverse("programs:result"):
            return show_way(request, way)
        message = assessment_catalogue.shipped().words.messages["clinician_first"]
        return render(request, "programs/no_plan.html", {"message": message})
    plan.assessment = request.person.assessments.select_related("questionnaire_version").get(pk=plan.assessment_id)
    protocol = protocol_of(plan.protocol_version)
    day = day_as_fixed(request, plan, with_ticks=False)
    held_back = day or said_on(request.person, protocol, request.person.today(request.now))
    routine = day.routine if day else routine_before(request, plan)
    routine = replace(
        routine,
        items=tuple(one for one in routine.items if held_back.allows(one)),
        breaks=tuple(one for one in routine.breaks if held_back.allows(one)),
    )
    questionnaire = questionnaire_of(plan.assessment.questionnaire_version)
    page = result_page(
        plan,
        protocol,
        routine,
        questionnaire,
        contact_of(request.person),
        stopped_by_pain=held_back.stopped_by_pain,
    )
    return render(request, "programs/result.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_plan
def plan(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    questionnaire = assessment_catalogue.shipped()
    form = ChoicesForm(questionnaire, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.change_plan(
                person=request.person,
                choices=form.choices(),
                now=request.now,
                by=actor(request),
                from_tomorrow=form.from_tomorrow,
            )
        except actions.NotCleared:
            return show_way(request, way_to_a_plan(request.person, request.now))
        messages.success(request, FROM_TOMORROW if form.from_tomorrow else CHANGED)
        return see_other("programs:plan")
    plan.assessment = request.person.assessments.select_related("questionnaire_version").get(pk=plan.assessment_id)
    protocol, date = protocol_of(plan.protocol_version), request.person.today(request.now)
    standings = read_standings(protocol, plan)
    today = list_of_today(request, plan)
    listed = [one["item"] for one in today.items] if today else []
    hurt = eases_by_pain(protocol, today.reported if today else None)
    page = plan_page(
        plan,
        protocol,
        routines_now(protocol, plan, standings.progress, date),
        questionnaire_of(plan.assessment.questionnaire_version),
        chosen_now(protocol, plan, standings, listed, request.now, hurt=hurt),
    )
    context = {
        "page": page,
        "when": from_when(),
        "from_tomorrow": bool(today and today.made_with_id),
        "change": choices_shown(plan, questionnaire, form),
        "evidence": questionnaire.words.evidence_short,
    }
    return render(request, "programs/plan.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs_plan
def history(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    """Every change, by day: also of earlier plans."""
    steps = request.person.progression_steps.all()
    levels = levels_opened(steps)
    steps = steps.exclude(pk__in=[step for step, level in levels.items() if level is None])
    days, unchanged = days_with_changes(steps)
    page = Paginator(days, DAYS_OF_HISTORY).get_page(request.GET.get("page"))
    shown = list(page) or [request.person.today(request.now)]
    of_page = by_day(steps).filter(day__in=shown).defer("before")
    context = {
        "days": history_by_day(protocol_of(plan.protocol_version), of_page, levels),
        "unchanged": unchanged_words(unchanged) if unchanged else "",
        "page": page,
    }
    return render(request, "programs/history.html", context)


@require_POST
@needs_person
def choice(request: HttpRequest) -> HttpResponse:
    """Leaves an item out, takes its easier version, or takes such a choice back."""
    form = PreferenceForm(request.POST)
    if not form.is_valid():
        return refuse(request, 400, str(NOTHING_SAVED))
    try:
        actions.choose(
            person=request.person,
            item=form.cleaned_data["item"],
            choice=form.preference,
            now=request.now,
            by=actor(request),
            from_tomorrow=form.from_tomorrow,
        )
    except actions.NotCleared:
        return show_way(request, way_to_a_plan(request.person, request.now))
    except actions.NothingLeft:
        return refuse(request, 409, str(NOTHING_LEFT))
    except actions.NotOffered:
        return refuse(request, 409, _("Nothing was saved: your plan has no such choice now. Open your plan again."))
    messages.success(request, FROM_TOMORROW if form.from_tomorrow else CHANGED)
    return see_other("programs:plan")


@require_POST
@needs_person
def offer(request: HttpRequest) -> HttpResponse:
    """Takes the next version of an item, or goes back to the one before."""
    form = OfferForm(request.POST)
    if not form.is_valid():
        return refuse(request, 400, str(NOTHING_SAVED))
    undo = bool(form.cleaned_data["undo"])
    try:
        act = actions.undo_offer if undo else actions.take_offer
        act(person=request.person, item=form.cleaned_data["item"], now=request.now, by=actor(request))
    except actions.NotCleared:
        return show_way(request, way_to_a_plan(request.person, request.now))
    except actions.NotOffered:
        return refuse(request, 409, _("Nothing was saved: this is not offered any more. Open Today again."))
    if undo:
        messages.success(request, _("Your plan has the version before it again. What you ticked today stays ticked."))
        return see_other("programs:plan")
    messages.success(request, _("Your plan has the next version now. What you ticked today stays ticked."))
    return see_other("programs:today")

"""Pages that show a plan. Every one asks `Person.cleared_plan`; without a plan it says where to go on instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import catalogue as assessment_catalogue
from assessments.actions import Refused
from assessments.versions import questionnaire_of
from programs import actions
from programs.charts import monday_of
from programs.composing import allowed, routine_of, routine_on
from programs.days import Day, done_by_day, eases_by_pain, last_strength_day, read_day, said_on
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.domain.routine import Routine
from programs.domain.week import is_strength_day
from programs.forms import CheckForm, CheckInForm, ChoicesForm, TickForm
from programs.models import DailyCheck, Plan
from programs.presenters.check_in import check_in_page
from programs.presenters.choices import choices_shown
from programs.presenters.item import item_page
from programs.presenters.plan import TOUCHING, plan_page
from programs.presenters.result import result_page
from programs.presenters.today import progress, tick_form, today_mark, today_page
from programs.presenters.words import contact_of
from programs.progress import read_progress
from programs.reports import Report
from programs.versions import protocol_of
from programs.ways import WayToAPlan, way_from, way_to_a_plan

View = Callable[..., HttpResponse]
CHECK_INS_READ = 12  # enough for the last days, also when some days have several

NO_PERSON = gettext_lazy("Nothing was saved: this browser holds no plan. Answer the questions first, or sign in.")
STRONG_PAIN = gettext_lazy(
    "You told us that the pain was strong while you practised. Stop for now, and talk to a health professional before "
    "you practise again. Your plan is hidden until the safety questions are answered again."
)
SAVED = gettext_lazy("Thank you. Your answers are saved.")
HIGH_PAIN = gettext_lazy(
    "Your answers are saved. Pain this strong is a sign to stop. Stop here for today. If it stays high, talk to a "
    "health professional."
)
NO_MASSAGE = gettext_lazy(
    "No massage today, because of your answer before the massage. Something may have changed, so the safety questions "
    "come again before anything else."
)
HELP = "/help/"
# 303: whatever was posted, the next page is fetched with GET.
SEE_OTHER = 303


def needs_plan(view: View) -> View:
    """Hands the cleared plan to the view as `plan`; without one nothing of the view runs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person and request.method == "POST":
            return refuse(request, 403, str(NO_PERSON))
        plan = request.person.cleared_plan(request.now) if request.person else None
        if plan is None:
            return show_way(request, way_to_a_plan(request.person, request.now))
        request.plan_shows = True
        return view(request, *args, plan=plan, **kwargs)

    return guarded


def needs_person(view: View) -> View:
    """For POSTs: a request without a person changes nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.person:
            return refuse(request, 403, str(NO_PERSON))
        return view(request, *args, **kwargs)

    return guarded


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
    day = _day(request, plan, with_ticks=False)
    held_back = day or said_on(request.person, protocol, request.person.today(request.now))
    routine = day.routine if day else _routine_before(request, plan)
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
            actions.change_plan(person=request.person, choices=form.choices(), now=request.now, by=actor(request))
        except actions.NotCleared:
            return show_way(request, way_to_a_plan(request.person, request.now))
        messages.success(request, _("Your plan is changed. What you ticked today stays ticked."))
        return see_other("programs:plan")
    plan.assessment = request.person.assessments.get(pk=plan.assessment_id)
    protocol = protocol_of(plan.protocol_version)
    context = {
        "page": plan_page(plan, protocol),
        "change": choices_shown(plan, questionnaire, form),
        "evidence": questionnaire.words.evidence_short,
    }
    return render(request, "programs/plan.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs_plan
def today(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    person, date = request.person, request.person.today(request.now)
    days = person.day_plans.filter(current=True, local_date__gte=monday_of(date), local_date__lte=date)
    day_plans = list(days.with_reports())
    own = next((one for one in day_plans if one.local_date == date), None)
    if own is None or own.plan_id != plan.pk:
        if actions.open_day(person=person, plan=plan, now=request.now, by=actor(request)) is None:
            messages.warning(request, with_help(STRONG_PAIN))
            return show_way(request, way_to_a_plan(person, request.now))
        day_plans = list(days.with_reports())
        own = next(one for one in day_plans if one.local_date == date)
    lately = person.ticks.filter(local_date__gt=date - dt.timedelta(days=7), local_date__lte=date)
    done = done_by_day(lately.operations())
    page = today_page(
        read_day(plan, own, done.get(date, frozenset()), person.daily_checks.filter(local_date=date)),
        plan=plan,
        day_plans=day_plans,
        done=done,
        practised_on=max((day for day, items in done.items() if items), default=None) or plan.practised_on,
        check_ins=person.check_ins.order_by("-local_date", "-id")[:CHECK_INS_READ] if own.reported is not None else (),
        questionnaire=assessment_catalogue.shipped(),
    )
    return render(request, "programs/today.html", {"page": page})


@require_POST
@needs_person
def tick(request: HttpRequest) -> HttpResponse:
    form = TickForm(request.POST)
    if not form.is_valid():
        return refuse(request, 400, _("Nothing was saved: the page sent something it should not. Open Today again."))
    item, done = form.cleaned_data["item"], form.cleaned_data["done"] == "1"
    try:
        day = actions.tick(person=request.person, item=item, done=done, op=form.cleaned_data["op"], now=request.now)
    except actions.NotCleared:
        return show_way(request, way_to_a_plan(request.person, request.now))
    except actions.AskFirst:
        messages.warning(request, _("One question comes first. Answer it, then tick."))
        return show_way(request, WayToAPlan(reverse("programs:today")))
    except actions.NotToday:
        return refuse(request, 409, _("Nothing was saved: this item is not on today’s list. Open Today again."))
    except actions.OperationConflict:
        return refuse(
            request, 409, _("Nothing was saved: this tap was used before for something else. Open Today again.")
        )
    if wants_json(request):
        return JsonResponse(_ticked(request, day, item))
    if form.cleaned_data["back"] == "item":
        return see_other(f"{reverse('programs:item', args=[item])}#done")
    return see_other(f"{reverse('programs:today')}#item-{item}")


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


@require_safe
@needs_plan
def item(request: HttpRequest, item: str, *, plan: Plan) -> HttpResponse:
    protocol = protocol_of(plan.protocol_version)
    day = _day(request, plan)
    held_back = day or said_on(request.person, protocol, request.person.today(request.now))
    if held_back.stopped_by_pain:
        return see_other("programs:today")
    planned = (day.planned(item) if day else None) or _planned(plan, item)
    if planned is None:
        raise Http404(item)
    if not held_back.allows(planned):
        return see_other("programs:today")
    plan.assessment = request.person.assessments.select_related("questionnaire_version").get(pk=plan.assessment_id)
    questionnaire = questionnaire_of(plan.assessment.questionnaire_version)
    page = item_page(plan, protocol, planned, day, questionnaire)
    return render(request, "programs/item.html", {"page": page, "task": back_to_today()})


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
        if eases_by_pain(protocol_of(plan.protocol_version), form.report().pain_during):
            messages.warning(request, with_help(HIGH_PAIN, form.report()))
        else:
            messages.success(request, with_help(SAVED, form.report()))
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


def _day(request: HttpRequest, plan: Plan, *, with_ticks: bool = True) -> Day | None:
    """Today as it was fixed; None before the first look at Today. A page that shows no tick need not read them."""
    date = request.person.today(request.now)
    fixed = request.person.day_plans.filter(current=True, local_date=date, plan=plan).with_reports().first()
    if fixed is None:
        return None
    done = done_by_day(request.person.ticks.filter(local_date=date).operations()) if with_ticks else {}
    return read_day(plan, fixed, done.get(date, frozenset()), request.person.daily_checks.filter(local_date=date))


def _routine_before(request: HttpRequest, plan: Plan) -> Routine:
    """What today would be if it were opened now."""
    protocol, date = protocol_of(plan.protocol_version), request.person.today(request.now)
    last = last_strength_day(request.person, protocol, date)
    progress = read_progress(protocol, plan).progress
    strength = is_strength_day(protocol, date, plan.started_on, last)
    routine = routine_on(protocol, plan, progress, date, strength=strength)
    return allowed(protocol, plan, routine)


def _planned(plan: Plan, item: str) -> Any:
    protocol = protocol_of(plan.protocol_version)
    routines = [allowed(protocol, plan, routine_of(protocol, plan, day)) for day in (STRENGTH_DAY, OTHER_DAY)]
    return next((one for routine in routines for one in (*routine.items, *routine.breaks) if one.item == item), None)


def _ticked(request: HttpRequest, day: Day, item: str) -> dict[str, Any]:
    shown = progress(day)
    planned = day.planned(item)
    return {
        "item": item,
        "done": item in day.done,
        "tick": tick_form(day, planned) if planned else None,
        "today": today_mark(day),
        "progress": {"ring": shown.ring, "counts": shown.counts, "next": shown.next, "finished": shown.finished},
    }


def with_help(text: object, report: Report | None = None) -> SafeString:
    """What was saved, and where help is: after strong pain, and after a note, which nobody reads as it is written."""
    links = []
    if text != SAVED:
        links.append((HELP, _("When to get help")))
    if report and report.note:
        links.append((f"{HELP}#support", _("Help when it is too much")))
    return format_html("{} {}", text, format_html_join(" ", '<a href="{}">{}</a>', links)) if links else escape(text)


def actor(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else request.person


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def back_to_today() -> dict[str, str]:
    return {"back": reverse("programs:today")}


def see_other(to: str) -> HttpResponse:
    response = redirect(to)
    response.status_code = SEE_OTHER
    return response


def show_way(request: HttpRequest, way: WayToAPlan) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"go": way.url}, status=409)
    if way.sentence:
        messages.info(request, way.sentence)
    return see_other(way.url)


def refuse(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """A page, or for the script its sentence, that says what happened and what to do."""
    if wants_json(request):
        return JsonResponse({"message": text}, status=status)
    return render(request, "programs/refused.html", {"text": text}, status=status)

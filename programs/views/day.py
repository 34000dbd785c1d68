"""Today: its list and ticks, the kind of the day, and the page of one item."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import catalogue as assessment_catalogue
from assessments.versions import questionnaire_of
from programs import actions
from programs.charts import monday_of
from programs.choosing import chosen_now
from programs.days import Day, done_by_day, read_day, said_on
from programs.forms import KindForm, TickForm
from programs.models import DayPlan, Plan
from programs.presenters.choices import from_when
from programs.presenters.item import item_page
from programs.presenters.today import progress, tick_form, today_page
from programs.presenters.week_strip import today_mark
from programs.standings import read_standings
from programs.versions import protocol_of
from programs.views.guards import (
    PAIN_STOPS,
    actor,
    back_to_today,
    needs_person,
    needs_plan,
    refuse,
    see_other,
    show_way,
    wants_json,
    with_help,
)
from programs.views.reading import day_as_fixed, planned_in, red_steps
from programs.ways import WayToAPlan, way_to_a_plan

DAY = dt.timedelta(days=1)
CHECK_INS_READ = 12  # enough for the last days, also when some days have several


@require_safe
@needs_plan
def today(request: HttpRequest, *, plan: Plan) -> HttpResponse:
    person, date = request.person, request.person.today(request.now)
    days = person.day_plans.filter(current=True, local_date__gte=min(monday_of(date), date - DAY), local_date__lte=date)
    days = days.with_reports_and_mornings()
    day_plans = list(days)
    own = next((one for one in day_plans if one.local_date == date), None)
    if own is None or own.plan_id != plan.pk:
        if actions.open_day(person=person, plan=plan, now=request.now, by=actor(request)) is None:
            messages.warning(request, with_help(PAIN_STOPS))
            return show_way(request, way_to_a_plan(person, request.now))
        day_plans = list(days.all())
        own = next(one for one in day_plans if one.local_date == date)
    lately = person.ticks.filter(local_date__gt=date - dt.timedelta(days=7), local_date__lte=date)
    done = done_by_day(lately.operations())
    checks = person.daily_checks.filter(local_date=date)
    day = read_day(plan, own, done.get(date, frozenset()), checks, now=request.now)
    check_ins = person.check_ins.order_by("-local_date", "-id")[:CHECK_INS_READ]
    page = today_page(
        day,
        plan=plan,
        day_plan=own,
        day_plans=day_plans,
        done=done,
        sore_days=_sore_days(plan, own),
        practised_on=max((day for day, items in done.items() if items), default=None) or plan.practised_on,
        check_ins=list(check_ins) if day.checked_in else [],
        red_steps=red_steps(person, local_date=date) if day.eased_by_pain else [],
        questionnaire=assessment_catalogue.shipped(),
        now=request.now,
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
def kind(request: HttpRequest) -> HttpResponse:
    """Makes today shorter, gentler, or usual again."""
    form = KindForm(request.POST)
    if not form.is_valid():
        return refuse(request, 400, _("Nothing was changed. Open Today again and choose one."))
    chosen = form.cleaned_data
    try:
        actions.set_day_kind(
            person=request.person,
            kind=chosen["kind"],
            minutes=chosen["minutes"],
            now=request.now,
            by=actor(request),
        )
    except actions.NotCleared:
        return show_way(request, way_to_a_plan(request.person, request.now))
    except actions.NotToday:
        return refuse(request, 409, _("Nothing was changed: this is not offered today. Open Today again."))
    return see_other("programs:today")


@require_safe
@needs_plan
def item(request: HttpRequest, item: str, *, plan: Plan) -> HttpResponse:
    protocol = protocol_of(plan.protocol_version)
    day = day_as_fixed(request, plan)
    held_back = day or said_on(request.person, protocol, request.person.today(request.now))
    if held_back.stopped_by_pain:
        return see_other("programs:today")
    standings = read_standings(protocol, plan)
    date = request.person.today(request.now)
    planned = (day.planned(item) if day else None) or planned_in(plan, standings.progress, date, item)
    if planned is None:
        raise Http404(item)
    if not held_back.allows(planned):
        return see_other("programs:today")
    plan.assessment = request.person.assessments.select_related("questionnaire_version").get(pk=plan.assessment_id)
    questionnaire = questionnaire_of(plan.assessment.questionnaire_version)
    of_today = [one.item for one in day.routine.items] if day else []
    chosen = chosen_now(protocol, plan, standings, of_today, request.now, hurt=held_back.eased_by_pain)
    page = item_page(plan, protocol, planned, day, questionnaire, chosen)
    return render(request, "programs/item.html", {"page": page, "task": back_to_today(), "when": from_when()})


def _sore_days(plan: Plan, today: DayPlan) -> int:
    """Of the window that the content names; 0 unless today is one."""
    kinds = protocol_of(plan.protocol_version).composer.day_kinds
    if kinds is None or today.kind != DayPlan.Kind.SORE:
        return 0
    since = today.local_date - dt.timedelta(days=kinds.sore.within_days)
    days = plan.person.day_plans.filter(current=True, kind=DayPlan.Kind.SORE, local_date__gt=since)
    return days.filter(local_date__lte=today.local_date).count()


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

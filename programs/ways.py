"""Where a person without a cleared plan goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Clearance
from assessments.standing import Way, way_on
from assessments.withdrawals import words_of
from footcare.accounts.models import Person

NO_PLAN_YET = gettext_lazy("There is no plan yet. Answer the questions first, and your plan appears.")
RAN_OUT = gettext_lazy("The safety answers have run out. Answer the safety questions again, then your plan comes back.")
RELEASED = gettext_lazy("Your clinic has looked at your answers. Go on here, and your plan comes after the last page.")
CHANGED = gettext_lazy("The safety questions have changed. Answer them again, then your plan comes back.")
AWAY = gettext_lazy("You have been away for a while. Answer the safety questions again, then your plan comes back.")


@dataclass(frozen=True, slots=True)
class WayToAPlan:
    """`sentence` is empty where the page itself says all that is needed."""

    url: str
    sentence: str = ""


def way_to_a_plan(person: Person | None, now: dt.datetime) -> WayToAPlan:
    if not person:
        return way_from(Way("start"))
    way = way_on(person, now)
    latest = person.clearances.latest_one()
    if way.place in ("page", "review") and latest and latest.kind == Clearance.Kind.RELEASED:
        return replace(way_from(way), sentence=str(RELEASED))
    if way.place in ("page", "review") and (why := words_of(latest)):
        return replace(way_from(way), sentence=why)
    return _again(person, now) if way.place == "again" else way_from(way)


def way_from(way: Way) -> WayToAPlan:
    """The page of a place in the assessment."""
    if way.place == "stop":
        return WayToAPlan(reverse("assessments:stop"))
    if way.place == "page" and way.page is not None:
        page = reverse("assessments:page", args=[way.page.slug])
        return WayToAPlan(page, _("Answer these questions first. Your plan comes after them."))
    if way.place == "review":
        return WayToAPlan(reverse("assessments:review"), _("Check your answers first. Your plan comes after them."))
    return WayToAPlan(reverse("assessments:consent"), str(RAN_OUT if way.place == "again" else NO_PLAN_YET))


def _again(person: Person, now: dt.datetime) -> WayToAPlan:
    """The clearance ran out, newer questions ask again, the person was away for too long, or no plan is allowed."""
    latest = person.clearances.latest_one()
    if latest is None or not latest.holds_for(person, now):
        return way_from(Way("again"))
    plan = person.plans.active().first()
    if plan:
        return WayToAPlan(reverse("assessments:consent"), str(CHANGED if plan.asks_again else AWAY))
    return WayToAPlan(reverse("programs:result"))

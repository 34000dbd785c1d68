"""What a clinician of the linked clinic changes in a plan, and what refuses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from footcare.accounts.models import Clinic, Membership, Person, User
from footcare.common import audit
from footcare.common.dates import end_of_day
from programs.actions.days import make_day
from programs.actions.progression import released
from programs.actions.shared import hold
from programs.composing import routines_now
from programs.days import done_by_day
from programs.domain.day_kinds import BUSY
from programs.domain.dose_steps import Change, Standing, differences
from programs.domain.movements import Dose, Protocol
from programs.domain.progression_state import begin, set_by_clinician, standing_on
from programs.doses import Choice, choices_of, places_of, usable_now
from programs.models import Plan, ProgressionStep
from programs.progress import write_step
from programs.versions import protocol_of


class DoseRefused(ValueError):
    """Nothing was set; the message says why, for staff."""


def set_dose(
    *,
    plan: Plan,
    item: str,
    to: str,
    dose: Mapping[str, float],
    reason: str,
    seen: int | None,
    now: dt.datetime,
    by_user: User,
    clinic: Clinic,
) -> ProgressionStep:
    """Puts the place of the plan prescribed as `item` at the item `to`: a step like any other, from which the next
    automatic one starts. `dose` holds what may be set of it, the rest is the library's. `seen` is the last step that
    the clinician knew of. Today's list follows at once, unless it is done already. A stop stays.

    Raises DoseRefused, and ValueError outside the bounds of the library.
    """
    with transaction.atomic():
        person: Person = plan.person
        hold(person)
        _refuse(plan, by_user, clinic, reason)
        if seen != last_step(plan, item):
            raise DoseRefused(_("this dose changed after you opened the page: read what stands now"))
        protocol, today = protocol_of(plan.protocol_version), person.today(now)
        progress = released(plan, now)
        places = places_of(protocol, plan, progress, today, routines_now(protocol, plan, progress, today))
        usable = usable_now(protocol, plan, progress, today)
        choice = choices_of(protocol, places, item, usable).get(to) if item in places else None
        if choice is None:
            raise DoseRefused(_("this item cannot be set for this person now: open the page again"))
        before = progress.states.get(item) or begin(protocol, item, on=plan.started_on, at=_start(plan))
        standing = Standing(to, _with(choice, dose))
        after = set_by_clinician(protocol, before, standing, on=today, at=now)
        step = write_step(
            plan,
            ProgressionStep.Action.SET_BY_CLINICIAN,
            before,
            after,
            on=today,
            now=now,
            changes=_changes(protocol, places[item].standing, standing),
            by=by_user,
            reason=reason.strip(),
        )
        audit.record(at=now, by=by_user, verb="set_dose", person=person.uuid, clinic=clinic.uuid, object=str(step.uuid))
        _renew_today(plan, now, {item, to, standing_on(before, today).item, places[item].planned.item})
        return step


def last_step(plan: Plan, item: str) -> int | None:
    """The newest step of this place in the programme."""
    steps = ProgressionStep.objects.of_programme(plan).filter(item=item).order_by("-pk")
    return steps.values_list("pk", flat=True).first()


def _refuse(plan: Plan, by_user: User, clinic: Clinic, reason: str) -> None:
    if not plan.person.clinic_links.filter(clinic=clinic, until=None).exists():
        raise DoseRefused(_("this person is not linked to your clinic"))
    if not clinic.memberships.filter(user=by_user, role=Membership.Role.CLINICIAN).exists():
        raise DoseRefused(_("only clinicians of the linked clinic may set a dose"))
    if not plan.person.plans.active().filter(pk=plan.pk).exists():
        raise DoseRefused(_("the plan was made anew after you opened the page: read what stands now"))
    if not reason.strip():
        raise DoseRefused(_("write the reason for this change"))


def _start(plan: Plan) -> dt.datetime:
    """Before the first practice, so that a red that is told late still counts."""
    return end_of_day(plan.started_on - dt.timedelta(days=2), plan.person.zone)


def _with(choice: Choice, dose: Mapping[str, float]) -> Dose:
    settable = {*choice.bounds, *(("load",) if choice.takes_load else ())}
    unknown = dose.keys() - settable
    if unknown:
        raise DoseRefused(_("%(what)s cannot be set for this item") % {"what": ", ".join(sorted(unknown))})
    values: dict[str, Any] = dict(dose)
    if "load" in values:
        values["load"] = values["load"] or None  # 0 kg is no load
    return replace(choice.start, **values)


def _changes(protocol: Protocol, before: Standing, after: Standing) -> list[Change]:
    """Beside a new item the doses that are not as the library begins it."""
    if before.item == after.item:
        return list(differences(before.dose, after.dose))
    start = protocol.items[after.item].dose
    return [Change("item", before.item, after.item), *differences(start, after.dose)]


def _renew_today(plan: Plan, now: dt.datetime, items: set[str]) -> None:
    """What is done today stays as it was done: then the new dose begins with the next day."""
    person, today = plan.person, plan.person.today(now)
    day = person.day_plans.filter(local_date=today, current=True, plan=plan).first()
    done = done_by_day(person.ticks.filter(local_date=today).operations()).get(today, frozenset())
    if day and not items & done:
        minutes = day.minutes if day.kind == BUSY else None
        make_day(plan, day, now, strength=day.strength, kind=day.kind, minutes=minutes)

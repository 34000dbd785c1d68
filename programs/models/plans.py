"""The content in force, the plan that was made with it, and what the person chose about it."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cache
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessments import catalogue as assessment_catalogue
from assessments.models import Assessment
from assessments.newer import ScreenedAnew, screened_anew
from footcare.accounts.models import Person
from programs import catalogue
from programs.domain.inputs import NO_PREFERENCES
from programs.domain.prescriptions import stops
from programs.domain.records import preferences_to_json


class ProtocolVersion(models.Model):
    """An immutable copy of items, rules and words, with the questionnaire it was checked against."""

    checksum = models.CharField(max_length=64, unique=True)
    questionnaire_checksum = models.CharField(max_length=64)
    document = models.JSONField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.checksum[:12]


def no_preferences() -> dict[str, list[str]]:
    return preferences_to_json(NO_PREFERENCES)


class PlanQuerySet(models.QuerySet["Plan"]):
    def active(self) -> PlanQuerySet:
        """At most one. For making and replacing plans: what may be shown comes from `Person.cleared_plan` alone."""
        return self.filter(state=Plan.State.ACTIVE)

    def last_in_force(self) -> Plan | None:
        """The active plan, or the one that was active last: what a new plan continues."""
        return self.order_by(F("archived_at").desc(nulls_first=True), "-made_at", "-id").first()

    def cleared(self, person: Person, now: dt.datetime) -> Plan | None:
        """The active plan, if the person's latest clearance holds today and they were not away for too long."""
        plan = _active_with_clearance().filter(person=person).first()
        if plan is None or plan.cleared_until is None:
            return None
        plan.person = person
        today = person.day_reached(now)
        if plan.cleared_until < today:
            return None
        if plan.cleared_for == Assessment.State.DRAFT:  # released by a clinic, but the plan is still of older answers
            return None
        if plan.screened_with == assessment_catalogue.shipped().checksum:
            plan.screened_anew = None  # nothing to screen, and nothing more to read
        if plan.asks_again:
            return None
        if person.opened_on == today:  # judged when the day was opened, and a day is not longer than a day
            return plan
        longest = dt.timedelta(days=assessment_catalogue.shipped().timing.away_days)
        if max(plan.started_on, person.today(plan.cleared_at)) + longest >= today:
            return plan
        return plan if plan.practised_on and plan.practised_on + longest >= today else None


@cache
def _active_with_clearance() -> PlanQuerySet:
    """The latest clearance first. Resolved once: resolving it anew takes longer than asking the database.

    To be filtered, never joined with another QuerySet (`&`): that would look at the clearances a second time.
    """
    return (
        Plan.objects.filter(state=Plan.State.ACTIVE)
        .annotate(
            cleared_until=F("person__clearances__valid_until"),
            cleared_at=F("person__clearances__made_at"),
            cleared_for=F("person__clearances__assessment__state"),
            ruled_out=F("assessment__ruled_out"),
            screened_with=F("person__clearances__assessment__questionnaire_version__checksum"),
        )
        .select_related("protocol_version")
        .defer("protocol_version__document")
        .order_by("-person__clearances__id")
    )


class Plan(models.Model):
    """What was prescribed from one assessment, with its inputs: the same inputs give the same outcome."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ARCHIVED = "archived", _("Archived")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plans")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="plans")
    protocol_version = models.ForeignKey(ProtocolVersion, on_delete=models.PROTECT, related_name="+")
    engine = models.PositiveSmallIntegerField(help_text="number of the composing engine")
    minutes = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField(help_text="practice days a week")
    inputs = models.JSONField()
    outcome = models.JSONField(help_text="both day types as composed; keys only, words come from content")
    choices = models.JSONField(
        default=dict, help_text="minutes, days, equipment, lacks as changed on the plan page: they win over the answers"
    )
    preferences = models.JSONField(
        default=no_preferences, help_text="what the person left out or chose an easier version of, as the plan was made"
    )
    would_change = models.JSONField(
        default=list, help_text="which single answer, minute or thing would change the plan"
    )
    programme = models.UUIDField(
        default=uuid4, editable=False, help_text="shared by the plans of one course: progress goes on with them"
    )
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    started_on = models.DateField(help_text="the person's local day")
    made_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="active"), name="one_active_plan_per_person"),
            models.CheckConstraint(
                condition=Q(state="active", archived_at__isnull=True) | Q(state="archived", archived_at__isnull=False),
                name="archived_plan_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="plan_latest")]

    def __str__(self) -> str:
        return f"{self.person}, from {self.started_on}"

    @cached_property
    def screened_anew(self) -> ScreenedAnew | None:
        """What newer questions make of the answers behind the plan; None while there are no newer ones."""
        complete = Assessment.objects.with_version().get(pk=self.assessment_id)
        return screened_anew(complete, self.person.clearances.latest_one())

    @cached_property
    def ruled_out(self) -> dict[str, Any] | None:
        """By answers that the person changed and has not finished changing (`Assessment.ruled_out`)."""
        changed: dict[str, Any] | None = self.assessment.ruled_out
        return changed

    @property
    def asks_again(self) -> bool:
        """Newer safety content hides the plan until the safety questions are answered again."""
        newest, anew, changed = catalogue.shipped(), self.screened_anew, self.ruled_out
        if anew is None and not changed and self.protocol_version.checksum == newest.checksum:
            return False
        set_anew = {*(anew.contraindications if anew else ()), *(changed["contraindications"] if changed else ())}
        stopped = stops(newest, {*self.inputs["contra"], *set_anew})
        return bool(stopped) or (anew is not None and anew.asks_again)

    @cached_property
    def practised_on(self) -> dt.date | None:
        """The last local day on which the person ticked an item."""
        return self.person.ticks.standing().order_by("-local_date").values_list("local_date", flat=True).first()


class Preference(models.Model):
    """What the person chose about one item. It only ever takes away: safety stands before it."""

    class Choice(models.TextChoices):
        LEAVE_OUT = "leave_out", _("Left out of the plan")
        PREFER_EASIER = "prefer_easier", _("An easier version")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="preferences")
    item = models.CharField(max_length=60)
    choice = models.CharField(max_length=13, choices=Choice)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="one_preference_per_item")]

    def __str__(self) -> str:
        return f"{self.item}: {self.choice}"

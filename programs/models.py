"""The plan, its days, and what was done on them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessments import catalogue as assessment_catalogue
from assessments.models import Assessment
from assessments.newer import ScreenedAnew, screened_anew
from footcare.accounts.models import Person
from programs import catalogue
from programs.domain.prescriptions import stops


class ProtocolVersion(models.Model):
    """An immutable copy of items, rules and words, with the questionnaire it was checked against."""

    checksum = models.CharField(max_length=64, unique=True)
    questionnaire_checksum = models.CharField(max_length=64)
    document = models.JSONField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.checksum[:12]


class PlanQuerySet(models.QuerySet["Plan"]):
    def active(self) -> PlanQuerySet:
        """At most one. For making and replacing plans: what may be shown comes from `Person.cleared_plan` alone."""
        return self.filter(state=Plan.State.ACTIVE)

    def cleared(self, person: Person, now: dt.datetime) -> Plan | None:
        """The active plan, if the person's latest clearance holds today and they were not away for too long."""
        plan = (
            self.filter(state=Plan.State.ACTIVE)
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
            .first()
        )
        if plan is None or plan.cleared_until is None:
            return None
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


NOT_SAID = -1


class DayPlanQuerySet(models.QuerySet["DayPlan"]):
    def with_reports(self) -> DayPlanQuerySet:
        """Adds `reported` of each day: the worst pain during practice of its check-ins, NOT_SAID, or None without one.

        A limited subquery, not EXISTS, and ordered by day: PostgreSQL would read the reports of everybody otherwise.
        """
        check_ins = CheckIn.objects.filter(person=OuterRef("person"), local_date=OuterRef("local_date"))
        pain = check_ins.values(pain=Coalesce("pain_during", NOT_SAID, output_field=models.SmallIntegerField()))
        return self.annotate(reported=Subquery(pain.order_by("-pain")[:1])).order_by("local_date", "id")


class DayPlan(models.Model):
    """The items of one local day, fixed when the day is first opened."""

    class Kind(models.TextChoices):
        NORMAL = "normal", _("Normal")
        BUSY = "busy", _("Busy")
        SORE = "sore", _("Sore")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="day_plans")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="day_plans")
    local_date = models.DateField()
    zone = models.CharField(max_length=64)
    strength = models.BooleanField()
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NORMAL)
    items = models.JSONField(help_text="planned items in order, as composed; keys only")
    made_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    objects = DayPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "local_date"], condition=Q(current=True), name="one_current_day_plan"
            )
        ]
        indexes = [models.Index(fields=["person", "local_date"], name="day_plan_by_date")]

    def __str__(self) -> str:
        return f"{self.person}, {self.local_date}"

    @property
    def later_opened_at(self) -> dt.datetime | None:
        """When the person last opened a later day: who travels west comes back to a day."""
        reached = max(filter(None, [self.person.opened_on, self.person.reached_on]), default=None)
        if reached is None or reached <= self.local_date:
            return None
        later = self.person.day_plans.filter(local_date__gt=self.local_date).order_by("-made_at")
        return later.values_list("made_at", flat=True).first()


class TickQuerySet(models.QuerySet["Tick"]):
    def standing(self) -> TickQuerySet:
        """Of items that the last operation of the day leaves done.

        A limited subquery: PostgreSQL looks it up for one tick at a time, and stops at the first that stands.
        """
        of_the_same = Tick.objects.filter(
            person=OuterRef("person"), local_date=OuterRef("local_date"), item=OuterRef("item")
        )
        last = of_the_same.order_by("-done_at", "-received_at", "-id").values("done")[:1]
        return self.filter(done=True).alias(stands=Subquery(last)).filter(stands=True)

    def operations(self) -> models.QuerySet[Tick, tuple[dt.date, str, bool]]:
        """(local date, item, done) in the order in which they count: of a day and item the last one wins."""
        return self.order_by("done_at", "received_at", "id").values_list("local_date", "item", "done")


class Tick(models.Model):
    """One operation, never changed: an item was ticked or unticked. The last by (done_at, received_at, id) counts."""

    op = models.UUIDField(help_text="made by the client; the same operation sent again is stored once")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ticks")
    day_plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="ticks")
    local_date = models.DateField()
    item = models.CharField(max_length=60)
    done = models.BooleanField()
    done_at = models.DateTimeField(help_text="the client's time, clamped by the server")
    received_at = models.DateTimeField()

    objects = TickQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "op"], name="tick_stored_once")]
        indexes = [models.Index(fields=["person", "local_date"], name="tick_by_date")]

    def __str__(self) -> str:
        return f"{self.item} {'done' if self.done else 'undone'}"


class DailyCheck(models.Model):
    """The one-tap safety questions of a day: anything new, and before the first massage."""

    class Question(models.TextChoices):
        ANYTHING_NEW = "anything_new", _("Anything new since last time?")
        MASSAGE_CHECK = "massage_check", _("Before massage")

    ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("not_sure", _("Not sure"))]

    op = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="daily_checks")
    local_date = models.DateField()
    question = models.CharField(max_length=13, choices=Question)
    answer = models.CharField(max_length=8, choices=ANSWERS)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "op"], name="daily_check_stored_once")]
        indexes = [models.Index(fields=["person", "local_date"], name="daily_check_by_date")]

    def __str__(self) -> str:
        return f"{self.local_date} {self.question}: {self.answer}"


class CheckIn(models.Model):
    """What the person reports after practising. Everything is optional; a later one supersedes, none is edited."""

    class Effort(models.TextChoices):
        VERY_EASY = "very_easy", _("Very easy")
        EASY = "easy", _("Easy")
        ABOUT_RIGHT = "about_right", _("About right")
        HARD = "hard", _("Hard")
        TOO_HARD = "too_hard", _("Too hard")

    op = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_ins")
    day_plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="check_ins")
    local_date = models.DateField()
    pain_during = models.PositiveSmallIntegerField(null=True, blank=True)
    pain_now = models.PositiveSmallIntegerField(null=True, blank=True)
    effort = models.CharField(max_length=12, blank=True, choices=Effort)
    note = models.TextField(blank=True, max_length=2000)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "op"], name="check_in_stored_once"),
            models.CheckConstraint(
                condition=(Q(pain_during__isnull=True) | Q(pain_during__lte=10))
                & (Q(pain_now__isnull=True) | Q(pain_now__lte=10)),
                name="pain_is_0_to_10",
            ),
        ]
        indexes = [models.Index(fields=["person", "local_date"], name="check_in_by_date")]

    def __str__(self) -> str:
        return f"{self.person}, {self.local_date}"

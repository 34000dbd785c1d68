"""The days of a plan, what was done on them, and what the person reported."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cache

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from footcare.accounts.models import Person
from programs.domain.day_kinds import BUSY, NORMAL, SORE
from programs.models.plans import Plan

NOT_SAID = -1


class DayPlanQuerySet(models.QuerySet["DayPlan"]):
    def with_reports(self) -> DayPlanQuerySet:
        """Adds `reported` of each day: the worst pain during practice of its check-ins, NOT_SAID, or None without one.

        A limited subquery, not EXISTS, and ordered by day: PostgreSQL would read the reports of everybody otherwise.
        """
        return _with_reports() & self

    def with_reports_and_mornings(self) -> DayPlanQuerySet:
        """Adds `morning` too: the highest value that was said for the morning of the day, or None."""
        return _with_reports_and_mornings() & self


class DayPlan(models.Model):
    """The items of one local day, fixed when the day is first opened."""

    class Kind(models.TextChoices):
        NORMAL = NORMAL, _("Usual")
        BUSY = BUSY, _("Busy")
        SORE = SORE, _("Sore")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="day_plans")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="day_plans")
    made_with = models.ForeignKey(
        Plan,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the plan whose list goes on today, where a choice counts from tomorrow",
    )
    local_date = models.DateField()
    zone = models.CharField(max_length=64)
    strength = models.BooleanField()
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NORMAL)
    minutes = models.PositiveSmallIntegerField(help_text="of this day: fewer than the plan's on a busy day")
    items = models.JSONField(help_text="planned items in order, as composed; keys only")
    news = models.JSONField(
        default=dict, help_text="by item: the step that changed it since the day before, or why it rests today"
    )
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


class NextMorning(models.Model):
    """Pain or stiffness on a morning. Never edited: of several values for one morning the highest counts."""

    op = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="next_mornings")
    local_date = models.DateField(help_text="the morning itself: it speaks of the practice on the day before")
    pain_next_morning = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "op"], name="next_morning_stored_once"),
            models.CheckConstraint(condition=Q(pain_next_morning__lte=10), name="next_morning_is_0_to_10"),
        ]
        indexes = [models.Index(fields=["person", "local_date"], name="next_morning_by_date")]

    def __str__(self) -> str:
        return f"{self.person}, {self.local_date}"


# Resolved once: resolving the two anew takes longer than asking the database.


@cache
def _with_reports() -> DayPlanQuerySet:
    check_ins = CheckIn.objects.filter(person=OuterRef("person"), local_date=OuterRef("local_date"))
    pain = check_ins.values(pain=Coalesce("pain_during", NOT_SAID, output_field=models.SmallIntegerField()))
    worst = Subquery(pain.order_by("-pain")[:1])
    return DayPlan.objects.annotate(reported=worst).order_by("local_date", "id")


@cache
def _with_reports_and_mornings() -> DayPlanQuerySet:
    said = NextMorning.objects.filter(person=OuterRef("person"), local_date=OuterRef("local_date"))
    worst = Subquery(said.order_by("-pain_next_morning").values("pain_next_morning")[:1])
    return _with_reports().annotate(morning=worst)

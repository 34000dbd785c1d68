"""What a person said, when, and what it allows. Answers and clearances are only ever added."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from footcare.accounts.models import Person, User


class QuestionnaireVersion(models.Model):
    """An immutable copy of the questions, screening and findings content, known by its checksum."""

    checksum = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.checksum[:12]


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def draft(self) -> Assessment | None:
        drafts = (
            self.filter(state=Assessment.State.DRAFT).with_version().select_related("continues__questionnaire_version")
        )
        drafts = drafts.defer("questionnaire_version__document", "continues__questionnaire_version__document")
        return next(iter(drafts), None)  # there is one at most; to order it would cost more than to fetch it

    def latest_complete(self) -> Assessment | None:
        return self.filter(state=Assessment.State.COMPLETE).with_version().order_by("-completed_at").first()

    def with_version(self) -> AssessmentQuerySet:
        """With the checksum of the questions that were answered, without their text."""
        return self.select_related("questionnaire_version").defer("questionnaire_version__document")


class Assessment(models.Model):
    """One walk through the questions.

    `full` asks everything, `rescreen` asks the safety part again, `amended` changes answers outside the safety part.
    """

    class Kind(models.TextChoices):
        FULL = "full", _("Full")
        RESCREEN = "rescreen", _("Safety part again")
        AMENDED = "amended", _("Some answers changed")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        COMPLETE = "complete", _("Complete")
        SUPERSEDED = "superseded", _("Superseded")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assessments")
    questionnaire_version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FULL)
    continues = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text="the complete assessment whose other answers a rescreen or an amendment keeps",
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    started_at = models.DateTimeField()
    screening_from = models.DateTimeField(help_text="screening answers said before this no longer count")
    safety_card_due = models.BooleanField(default=False, help_text="a lowered stop answer: show the card once more")
    completed_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(null=True, blank=True, help_text="frozen at completion")
    findings = models.JSONField(null=True, blank=True)
    ruled_out = models.JSONField(
        null=True,
        blank=True,
        help_text="by changed answers that are not finished yet: contraindications, tags, by_person; holds at once",
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="draft"), name="one_draft_per_person"),
            models.CheckConstraint(
                condition=Q(state="draft", completed_at__isnull=True)
                | Q(state__in=["complete"], completed_at__isnull=False, answers__isnull=False)
                | Q(state="superseded"),
                name="complete_assessment_has_frozen_answers",
            ),
        ]
        indexes = [models.Index(fields=["person", "-completed_at"], name="assessment_latest")]

    def __str__(self) -> str:
        return f"{self.person}, {self.started_at:%Y-%m-%d}"


class Answer(models.Model):
    """One value said for one field at one time. The last row of a field counts; null takes the answer back."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="said")
    field = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["assessment", "field", "-id"], name="answer_standing")]

    def __str__(self) -> str:
        return f"{self.field} = {self.value}"


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    def latest_one(self) -> Clearance | None:
        return self.order_by("-id").select_related("review_request").first()


class Clearance(models.Model):
    """What the answers allow. Immutable; the latest row rules; only one with `valid_until` lets a plan show."""

    class Kind(models.TextChoices):
        SCREENED = "screened", _("Screening finished")
        STOPPED = "stopped", _("An answer stopped the plan")
        UNFINISHED = "unfinished", _("Screening not finished")
        WITHDRAWN = "withdrawn", _("Something new: screening starts again")
        RELEASED = "released", _("Released by clinic staff")

    class Level(models.TextChoices):
        CLEAR = "clear", _("Clear to start")
        CAUTION = "caution", _("OK with some parts left out")
        CLINICIAN_FIRST = "clinician_first", _("See a clinician before you start")
        SAME_DAY = "same_day", _("Get medical advice today")
        EMERGENCY = "emergency", _("Get emergency help now")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="clearances")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.CASCADE, related_name="clearances")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField(max_length=16, choices=Level)
    because = models.JSONField(default=list, help_text="list of {rule or question or check: id, fields, values, level}")
    made_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True, help_text="last local day on which a plan may show")
    released_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    lifts = models.JSONField(default=list, help_text="contraindication ids a release lifts")

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(kind="screened", level__in=["clear", "caution"])
                | Q(kind="released", level="clinician_first", released_by__isnull=False) & ~Q(reason=""),
                name="only_cleared_rows_are_valid",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="clearance_latest")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_level_display()}"

    def holds_for(self, person: Person, now: dt.datetime) -> bool:
        """`person` is the row's own: handed over because it is at hand and may be read afresh under a lock."""
        return self.valid_until is not None and person.day_reached(now) <= self.valid_until

    @property
    def stops(self) -> bool:
        """A stop page stands: the person may not go on."""
        return self.kind == self.Kind.STOPPED

    def fields(self) -> set[str]:
        rows: list[dict[str, Any]] = self.because
        return {field for row in rows for field in row["fields"]}


class ReviewRequest(models.Model):
    """A linked person asked the clinic to look at a stop. Nothing promises when."""

    clearance = models.OneToOneField(Clearance, on_delete=models.CASCADE, related_name="review_request")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.clearance.person} asked"

"""How the items of a programme went up and down, step by step."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from footcare.accounts.models import Person
from programs.models.plans import Plan


class ProgressionStepQuerySet(models.QuerySet["ProgressionStep"]):
    def of_programme(self, plan: Plan) -> ProgressionStepQuerySet:
        return self.filter(plan__programme=plan.programme, person=plan.person_id)

    def latest_by_item(self, plan: Plan) -> ProgressionStepQuerySet:
        """Where each item of the programme stands: its last step."""
        last = self.of_programme(plan).order_by().values("item").annotate(last=models.Max("pk")).values("last")
        return self.filter(pk__in=last)


class ProgressionStep(models.Model):
    """One decision about one item, never changed: where it stood, where it stands now, and why.

    An empty `item` is a step of the whole programme: the level of its items.
    """

    class Action(models.TextChoices):
        """Steps beside the decision table."""

        SET_BY_CLINICIAN = "SET_BY_CLINICIAN", _("Set by a clinician")
        RELEASED = "RELEASED", _("Goes on after a stop")
        ACCEPTED = "ACCEPTED", _("Next version taken")
        TAKEN_BACK = "TAKEN_BACK", _("Next version taken back")
        LEVEL_UP = "LEVEL_UP", _("Harder items opened")
        RESTARTED = "RESTARTED", _("Programme begins again")
        MERGED = "MERGED", _("Two plans became one")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="progression_steps")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="progression_steps")
    item = models.CharField(max_length=60, blank=True, help_text="as prescribed; `after` says which item stands for it")
    action = models.CharField(max_length=20, help_text="of the decision table, or one of Action")
    line = models.CharField(max_length=20, help_text="the row of the decision table, or the rule beside it")
    light = models.CharField(max_length=5, blank=True)
    before = models.JSONField()
    after = models.JSONField()
    changes = models.JSONField(default=list)
    because = models.JSONField(default=list)
    practised_on = models.DateField(null=True, blank=True)
    local_date = models.DateField(help_text="the person's day on which it was decided")
    clinician_prompt = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True, max_length=500, help_text="a clinician's own words")

    objects = ProgressionStepQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "plan", "item"], name="progression_by_item")]

    def __str__(self) -> str:
        return f"{self.item or 'programme'}: {self.action}"

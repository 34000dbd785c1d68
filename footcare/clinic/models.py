"""What clinic staff add: notes, and what became of a line in the queue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from footcare.accounts.models import Clinic, Person, User


class Note(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=4000)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-id"]

    def __str__(self) -> str:
        return f"{self.person}, {self.written_at:%Y-%m-%d}"


class QueueMark(models.Model):
    """Staff dealt with a queue line, or put it off. A line is known by person, kind and the event it is about."""

    class Kind(models.TextChoices):
        DONE = "done", _("Done")
        SNOOZED = "snoozed", _("Snoozed")

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="queue_marks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="queue_marks")
    line = models.CharField(max_length=80, help_text="kind:event, for example stop:417 or quiet:2026-11-02")
    mark = models.CharField(max_length=8, choices=Kind)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clinic", "person"], name="queue_mark_by_person")]

    def __str__(self) -> str:
        return f"{self.line} {self.mark}"

from django.db import models


class AuditRow(models.Model):
    """Who did what to whose record. Insert-only: the database itself refuses a change (see the first migration).

    Actor and person are kept as text, so that the row outlives them without naming them. No health values.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=60, help_text="user:<uuid>, person:<uuid> or system:<command>")
    verb = models.CharField(max_length=60)
    person = models.UUIDField(null=True, blank=True, help_text="whose record")
    clinic = models.UUIDField(null=True, blank=True, help_text="the clinic the actor worked for")
    object = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "-id"], name="audit_person"),
            models.Index(fields=["clinic", "-id"], name="audit_clinic"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb}"

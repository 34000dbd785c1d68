from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One row of a list that somebody owns."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries")
    day = models.DateField(db_index=True)
    title = models.CharField(max_length=80)
    text = models.TextField()
    done = models.BooleanField(default=False)

    class Meta:
        app_label = "floor"
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.title

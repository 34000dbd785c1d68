"""Stores the shipped questions and movements as immutable versions. Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.domain.errors import ContentError
from assessments.versions import in_force
from programs.checks import content_gaps
from programs.versions import shipped_version


class Command(BaseCommand):
    help = "Stores the shipped content as versions; does nothing when it is stored already."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            problems = content_gaps()
        except ContentError as error:
            raise CommandError(str(error)) from None
        if problems:
            raise CommandError("; ".join(problems))
        now = timezone.now()
        self.stdout.write(f"questions {in_force(now)}, movements {shipped_version(now)}")

"""Stores the shipped questions and movements as immutable versions. Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments import catalogue as assessment_catalogue
from assessments.domain.errors import ContentError
from assessments.versions import in_force
from programs import catalogue
from programs.checks import misfits
from programs.versions import shipped_version


class Command(BaseCommand):
    help = "Stores the shipped content as versions; does nothing when it is stored already."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            problems = list(misfits(assessment_catalogue.shipped(), catalogue.shipped()))
        except ContentError as error:
            raise CommandError(str(error)) from None
        if problems:
            raise CommandError("; ".join(problems))
        now = timezone.now()
        self.stdout.write(f"questions {in_force(now)}, movements {shipped_version(now)}")

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

import assessments.drawings
import programs.drawings
from assessments.domain.errors import ContentError
from footcare.common import picture_building
from footcare.drawing.scene import DrawingError


class Command(BaseCommand):
    help = "Draw what changed since the last time: stills, moving pictures and thumbnails, as files."
    requires_system_checks = []

    def handle(self, *, verbosity: int, **options: object) -> None:
        try:
            sources = [*assessments.drawings.sources(), *programs.drawings.sources()]
            drawn = picture_building.build(sources)
        except (ContentError, DrawingError) as error:
            raise CommandError(str(error)) from None
        if verbosity:
            self.stdout.write(f"{drawn} of {len(sources)} drawings were drawn anew.")

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from footcare.common import css


class Command(BaseCommand):
    help = "Write static/css/site.css and staff.css from static/css/src and the Bootstrap rules in use."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        static = Path(settings.BASE_DIR) / "static"
        for path, text in css.build(static).items():
            if (static / path).read_text() != text:  # a read-only source is fine while it is fresh
                (static / path).write_text(text)
            self.stdout.write(f"{path}: {len(text.encode()) / 1024:.1f} KB")

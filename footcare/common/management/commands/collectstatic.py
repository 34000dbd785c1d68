from typing import Any

from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command


class Command(collectstatic.Command):
    """Django's own, after stylesheets and drawings are made afresh."""

    def handle(self, **options: Any) -> str | None:
        if not options["dry_run"]:
            call_command("build_css", verbosity=0)
            call_command("build_drawings", verbosity=0)
        return super().handle(**options)

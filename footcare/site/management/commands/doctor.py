import logging
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from footcare.site import doctor


class Command(BaseCommand):
    help = "Says in one line each whether this deployment is fit for people. Exit status 1 when something is not."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("footcare.site.readiness").disabled = True  # the line below says it
        findings = list(doctor.examine(timezone.now()))
        for finding in findings:
            self.stdout.write(f"{'FAULT' if finding.fault else 'ok':6}{finding.what}: {finding.words}")
        if any(finding.fault for finding in findings):
            raise SystemExit(1)

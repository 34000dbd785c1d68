"""Makes stored plans anew from their own inputs and compares them, byte for byte."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from programs.composing import ENGINE, replayed
from programs.domain.records import canonical
from programs.models import Plan
from programs.versions import protocol_of

BATCH = 200


class Command(BaseCommand):
    help = "Rebuilds every plan of an engine number and compares it with what is stored. Exit code 1 with the list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--engine",
            type=int,
            default=ENGINE,
            help="with an older number: which plans the running engine would make otherwise (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        plans = Plan.objects.filter(engine=options["engine"]).select_related("protocol_version").order_by("pk")
        count, differ = plans.count(), []
        for plan in tqdm(plans.iterator(BATCH), total=count, desc="Replaying", unit="plan", disable=None):
            if canonical(replayed(protocol_of(plan.protocol_version), plan)) != canonical(plan.outcome):
                differ.append(f"{plan.uuid} (of {plan.made_at:%Y-%m-%d}, {plan.state})")
        if differ:
            raise CommandError(
                f"{len(differ)} of {count} plans of engine {options['engine']} would differ:\n" + "\n".join(differ)
            )
        self.stdout.write(f"{count} plans of engine {options['engine']} replayed: all the same")

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from footcare.site import pruning


class Command(BaseCommand):
    help = "Erases people without an account whose time is over, as the page about privacy says. May run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        found = tqdm(list(pruning.find(now)), desc="Erasing", unit="person", disable=None)
        erased = sum(pruning.erase(person, now) for person in found)
        self.stdout.write(f"People erased: {erased}")

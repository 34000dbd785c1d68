from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from footcare.common import icons


class Command(BaseCommand):
    help = "Write static/img/icons.svg from the vendored icons. To use a new icon, copy its file there first."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        static = Path(settings.BASE_DIR) / "static"
        (static / "img/icons.svg").write_text(icons.sprite(static))
        self.stdout.write(f"img/icons.svg: {len(icons.symbols(static))} icons")

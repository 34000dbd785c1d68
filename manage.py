#!/usr/bin/env python
"""Run a management command. `manage.py demo` turns demo mode on before the settings are read."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footcare.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["FOOTCARE_DEMO"] = "true"
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run `make run`, or install requirements.txt first.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""Runs a command with the settings of a test run, or with `--production` as on a server:

python -m tests.with_environment [--production] COMMAND [ARGUMENTS]
"""

import os
import secrets
import subprocess
import sys

from tests import environment  # noqa: F401 - fills os.environ

PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(48),
    "ALLOWED_HOSTS": "footcare.example",
    "HTTPS": "true",
    "DEBUG": "false",
    "EMAIL_URL": "smtp://localhost:25",
}


def main(words: list[str]) -> int:
    if words[:1] == ["--production"]:
        words = words[1:]
        os.environ.update(PRODUCTION)
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

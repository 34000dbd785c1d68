"""The environment of a test run, set before Django's settings are read (loaded by `-p tests.environment`)."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-0123456789-abcdefghij-klmnopqrst")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("CONTACTS", "GB,IE")
os.environ.setdefault("EMERGENCY_NUMBER_GB", "999")
os.environ.setdefault("URGENT_CONTACT_GB", "NHS 111")
os.environ.setdefault("CRISIS_LINE_GB", "Samaritans on 116 123")
os.environ.setdefault("EMERGENCY_NUMBER_IE", "112 or 999")
os.environ.setdefault("URGENT_CONTACT_IE", "your out of hours doctor on 1800 000 000")
os.environ.setdefault("CRISIS_LINE_IE", "Samaritans on 116 123")
os.environ.setdefault("CONTACTS_CONFIRMED_ON", "2026-11-01")
os.environ.setdefault("EMAIL_URL", "memory:")
os.environ.setdefault("CACHE_URL", "db://cache")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in the test's thread

# A folder of its own for every process (each xdist worker is one), so that runs side by side never meet.
VAR = Path(tempfile.mkdtemp(prefix="footcare-tests-"))
os.environ["FOOTCARE_VAR"] = str(VAR)
(VAR / "staticfiles").mkdir()  # WhiteNoise warns without it
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

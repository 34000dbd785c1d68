import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footcare.settings")
application = get_wsgi_application()

# Read the content once, before the first request: a worker with a broken file refuses to start and says which.
from assessments import catalogue as assessment_catalogue  # noqa: E402
from assessments.domain.errors import ContentError  # noqa: E402
from programs import catalogue as program_catalogue  # noqa: E402

try:
    assessment_catalogue.shipped()
    program_catalogue.shipped()
except ContentError as error:
    sys.exit(f"footcare cannot start. {error}")
gc.freeze()  # the content stays for the life of the worker: the garbage collector need not walk it again and again
# Measured: a page makes many short-lived objects, and a tenth of its time went into looking for cycles among them.
gc.set_threshold(5_000, 10, 10)

"""Which databases the demo may touch: an empty one, which it marks, and one that it marked before."""

from __future__ import annotations

import datetime as dt
from enum import Enum, auto

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from assessments.models import QuestionnaireVersion
from footcare.common import audit, triggers
from footcare.common.models import AuditRow
from programs.models import ProtocolVersion

DEMO = audit.System("demo")
ADOPTED = "adopted_for_demo"
SEEDED = "seeded_demo"

# What `migrate` and `load_content` leave behind, before anybody used the site.
FILLED_BY_SETTING_UP = (MigrationRecorder.Migration, ContentType, Permission, QuestionnaireVersion, ProtocolVersion)


class State(Enum):
    EMPTY = auto()
    DEMO = auto()
    FOREIGN = auto()


def state() -> State:
    tables = set(connection.introspection.table_names())
    if _is_marked(tables, ADOPTED):
        return State.DEMO
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    ours = {**models, MigrationRecorder.Migration._meta.db_table: MigrationRecorder.Migration}
    if tables - ours.keys() - _cache_tables():
        return State.FOREIGN
    in_use = (ours[table] for table in tables & ours.keys() if ours[table] not in FILLED_BY_SETTING_UP)
    return State.FOREIGN if any(model._base_manager.exists() for model in in_use) else State.EMPTY


def is_seeded() -> bool:
    return _is_marked({AuditRow._meta.db_table}, SEEDED)


def adopt(now: dt.datetime) -> None:
    """The mark is a row of the audit trail: nothing can change or remove it but emptying the whole database."""
    audit.record(at=now, by=DEMO, verb=ADOPTED)


def mark_seeded(now: dt.datetime) -> None:
    audit.record(at=now, by=DEMO, verb=SEEDED)


def empty() -> None:
    """Every row goes. The audit trail refuses deletion, so its triggers are lifted for this alone."""
    with connection.schema_editor() as editor:
        triggers.drop(editor)
    try:
        call_command("flush", interactive=False, verbosity=0)
        cache.clear()
    finally:
        with connection.schema_editor() as editor:
            triggers.create(editor)


def _is_marked(tables: set[str], verb: str) -> bool:
    if AuditRow._meta.db_table not in tables:
        return False
    return AuditRow.objects.filter(actor=DEMO.audit_name, verb=verb).exists()


def _cache_tables() -> set[str]:
    return {str(options["LOCATION"]) for options in settings.CACHES.values() if options.get("LOCATION")}

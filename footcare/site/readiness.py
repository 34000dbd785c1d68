"""Whether this process can do its work: asked by the load balancer, answered without detail."""

import logging
import shutil
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

LEAST_FREE_DISK = 0.05  # share of the disk that holds the database and uploads

logger = logging.getLogger(__name__)


def faults() -> list[str]:
    """What keeps the process from being ready; empty when it is."""
    found = []
    try:
        if not database_is_writable():
            found.append("no migration has ever been applied")
        elif missing := sorted(known_migrations() - set(MigrationRecorder(connection).applied_migrations())):
            found.append(f"migrations are not applied: {missing}")
    except DatabaseError as error:
        found.append(f"the database cannot be written: {error}")
    disk = shutil.disk_usage(settings.VAR)
    if disk.free < LEAST_FREE_DISK * disk.total:
        found.append(f"less than {LEAST_FREE_DISK:.0%} of the disk is free")
    for fault in found:
        logger.error("Not ready: %s", fault)
    return found


def database_is_writable() -> bool:
    """Write one row onto itself and roll back: reading alone would not notice a full or read-only disk."""
    with transaction.atomic():
        written = MigrationRecorder(connection).migration_qs.filter(app="contenttypes").update(app="contenttypes")
        transaction.set_rollback(True)
    return written > 0


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)

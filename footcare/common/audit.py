"""Writes the audit trail. Called explicitly where a change is made, inside the same transaction."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from footcare.common.models import AuditRow


class Actor(Protocol):
    """Whoever can act: a user, a person without an account, or a named command."""

    @property
    def audit_name(self) -> str: ...


class System:
    """A management command acting without a person."""

    def __init__(self, command: str) -> None:
        self.audit_name = f"system:{command}"


def record_views(*, at: dt.datetime, by: Actor, people: Iterable[UUID], object: str) -> None:
    """One row for each person whose record was shown, in one statement."""
    AuditRow.objects.bulk_create(
        AuditRow(at=at, actor=by.audit_name, verb="viewed", person=person, object=object) for person in people
    )


def record(
    *,
    at: dt.datetime,
    by: Actor,
    verb: str,
    person: UUID | None = None,
    clinic: UUID | None = None,
    object: str = "",
    reason: str = "",
) -> AuditRow:
    if not by.audit_name.partition(":")[2]:
        raise ValueError(f"audit {verb!r}: the actor has no name; an anonymous request may not change anything")
    return AuditRow.objects.create(
        at=at, actor=by.audit_name, verb=verb, person=person, clinic=clinic, object=object, reason=reason
    )

"""What every change shares: the person's row is held, so that two tabs take turns, and refusals have names."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar
from uuid import UUID

from django.db import models

from footcare.accounts.models import Person
from programs.models import Plan
from programs.versions import protocol_of

Operation = TypeVar("Operation", bound=models.Model)

MOVES_ON = ("zone", "opened_on", "reached_on")  # in another tab, meanwhile


class NotCleared(Exception):
    """No clearance holds, so there is no plan to work on."""


class OperationConflict(Exception):
    """The same operation came before with other content."""


class NotToday(Exception):
    """The item is not in today's routine, or the day allows no such change."""


class AskFirst(Exception):
    """A safety question of the day has no answer that allows this yet."""


class NotOffered(Exception):
    """The item is not in the plan, or there is nothing such to choose about it."""


class NothingLeft(NotOffered):
    """Without this item a day would have nothing to do."""


def hold(person: Person) -> None:
    held = Person.objects.select_for_update().values(*MOVES_ON).get(pk=person.pk)
    for name, value in held.items():
        setattr(person, name, value)


def said_before(rows: models.Manager[Operation], op: UUID, **content: object) -> Operation | None:
    before = rows.filter(op=op).first()
    if before and any(getattr(before, name) != value for name, value in content.items()):
        raise OperationConflict
    return before


def was_away(plan: Plan, today: dt.date) -> bool:
    """For so long that the programme begins again at its starting doses."""
    last = plan.practised_on or plan.started_on
    return (today - last).days >= protocol_of(plan.protocol_version).progression.gap_days.reassess

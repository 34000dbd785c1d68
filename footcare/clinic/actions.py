"""What staff change beside the release of a stop, which belongs to the assessment."""

import datetime as dt

from django.db import transaction

from footcare.accounts.models import Clinic, Person, User
from footcare.clinic.models import Note, QueueMark
from footcare.clinic.queue import SNOOZE
from footcare.common import audit


def add_note(*, person: Person, clinic: Clinic, text: str, now: dt.datetime, by: User) -> Note:
    with transaction.atomic():
        note = Note.objects.create(person=person, clinic=clinic, author=by, text=text, written_at=now)
        audit.record(at=now, by=by, verb="added_note", person=person.uuid, clinic=clinic.uuid, object=f"note:{note.pk}")
    return note


def mark_line(*, person: Person, clinic: Clinic, line: str, mark: str, now: dt.datetime, by: User) -> QueueMark:
    """Done for good, or snoozed for a week; the newest mark of a line counts."""
    with transaction.atomic():
        made = QueueMark.objects.create(
            clinic=clinic,
            person=person,
            line=line,
            mark=mark,
            until=now + SNOOZE if mark == QueueMark.Kind.SNOOZED else None,
            by=by,
            at=now,
        )
        audit.record(at=now, by=by, verb=f"line_{mark}", person=person.uuid, clinic=clinic.uuid, object=line)
    return made


def undo_mark(*, person: Person, clinic: Clinic, line: str, now: dt.datetime, by: User) -> None:
    """The line waits again. Undoing what was undone changes nothing."""
    with transaction.atomic():
        undone, _by_model = QueueMark.objects.filter(clinic=clinic, person=person, line=line).delete()
        if undone:
            audit.record(at=now, by=by, verb="line_undone", person=person.uuid, clinic=clinic.uuid, object=line)


def note_view(*, person: Person, clinic: Clinic, now: dt.datetime, by: User) -> None:
    audit.record(at=now, by=by, verb="viewed_person", person=person.uuid, clinic=clinic.uuid)

"""The audit trail in words. A verb that has no words yet is shown as it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from footcare.common.models import AuditRow


@dataclass(frozen=True, slots=True)
class AuditShown:
    when_iso: str
    when: object
    who: str
    what: str
    person: str
    reason: str


def verbs() -> dict[str, str]:
    return {
        "viewed_person": _("opened the page of"),
        "added_note": _("wrote a note about"),
        "line_done": _("dealt with a queue line of"),
        "line_snoozed": _("put off a queue line of"),
        "line_undone": _("brought back a queue line of"),
        "released": _("released a stop of"),
        "set_dose": _("set a dose for"),
        "joined_clinic": _("let the clinic see"),
        "left_clinic": _("unlinked"),
        "made_join_code": _("made a join code"),
        "revoked_join_code": _("ended a join code"),
        "made_member": _("added a member"),
        "changed_member": _("changed a member"),
        "removed_member": _("removed a member"),
        "made_clinic": _("made the clinic"),
    }


def audit_row(row: AuditRow, names: Mapping[str, str]) -> AuditShown:
    kind, _colon, uuid = row.actor.partition(":")
    who = _("command %(name)s") % {"name": uuid} if kind == "system" else names.get(uuid, _("somebody who left"))
    person = names.get(str(row.person), _("somebody who left")) if row.person else ""
    return AuditShown(row.at.isoformat(), row.at, who, verbs().get(row.verb, row.verb), person, row.reason)

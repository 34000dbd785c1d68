"""Steps of progress as staff read them: the person's own words, and who set a dose by hand and why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from programs.domain.dose_steps import ITEM
from programs.domain.movements import Protocol
from programs.models import ProgressionStep
from programs.presenters.progress_words import change_words, facts, item_name, step_words
from programs.presenters.words import sentence


def words_of(protocol: Protocol, step: ProgressionStep) -> str:
    if step.action != ProgressionStep.Action.SET_BY_CLINICIAN:
        return step_words(protocol, step.action, step.line, step.changes, step.because)
    changed = change_words(protocol, step.changes) or _("the same dose, without a rest")
    return f"{sentence(changed)} " + _("Reason: %(reason)s") % {"reason": step.reason}


def set_words(step: ProgressionStep) -> str:
    return _("Dose set by %(who)s") % {"who": step.by or _("somebody who left")}


def why_of(protocol: Protocol, step: ProgressionStep) -> str:
    """What it went by, one fact after the other."""
    return ". ".join(facts(protocol, step.line, step.because))


def item_now(protocol: Protocol, step: Any) -> str:
    """The item that the step was about, or moved on from."""
    before = next((change["before"] for change in step.changes if change["what"] == ITEM), None)
    return item_name(protocol, before or step.item)

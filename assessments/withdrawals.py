"""Why the safety questions came back, in the words that the person reads for as long as they are open.

A floor that withdraws a clearance for reasons of its own adds the words for them when it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from assessments.models import Clearance

_words: dict[str, Callable[[], str]] = {
    "anything_new": lambda: _(
        "You told us that something is new, or that you are not sure. The safety questions come first. Your plan comes "
        "after them."
    ),
    "massage_check": lambda: _(
        "You told us about a change on this leg, or that you are not sure. The safety questions come first. Your plan "
        "comes after them."
    ),
    "asked": lambda: _("You asked for the safety questions again. Your plan comes after them."),
}


def add_words(words: Mapping[str, Callable[[], str]]) -> None:
    _words.update(words)


def words_of(latest: Clearance | None) -> str:
    """Empty unless a withdrawal is the last word on what the person may do."""
    if latest is None or latest.kind != Clearance.Kind.WITHDRAWN:
        return ""
    known = (_words.get(str(reason.get("check"))) for reason in latest.because)
    return next((words() for words in known if words), "")

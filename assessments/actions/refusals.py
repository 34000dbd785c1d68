"""Why a change is not allowed. Nothing was saved then."""

from __future__ import annotations

from assessments.domain.definitions import Message
from assessments.standing import Way


class Refused(Exception):
    """The change is not allowed as things stand; nothing was saved. `way` is where the person goes on instead."""

    def __init__(self, way: Way) -> None:
        super().__init__(way.place)
        self.way = way


class Incomplete(Refused):
    """A page still needs an answer."""


class StopStands(Refused):
    """A stop, or the safety card after a corrected stop answer, comes first."""


class ScreenAgain(Refused):
    """No clearance holds that this could rest on: the safety questions come first."""


class ReleaseStands(Refused):
    """The change would take back an answer that staff released; only a new screening does that."""


class OutsideAudience(Exception):
    """The programme is not for somebody of this age; `message` says whom to ask."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class ReleaseRefused(ValueError):
    """The clinic may not release this; the message says why."""

"""Every change to assessments and clearances: one transaction each, the person's row locked, the audit row inside."""

from assessments.actions.clinic import ask_clinic, release
from assessments.actions.drafts import (
    Saved,
    acknowledge_card,
    amend,
    begin,
    begin_again,
    outside_audience,
    refuse_closed_page,
    save_page,
    still_unchecked,
    turn_away,
    withdraw,
)
from assessments.actions.refusals import (
    Incomplete,
    OutsideAudience,
    Refused,
    ReleaseRefused,
    ReleaseStands,
    ScreenAgain,
    StopStands,
)
from assessments.actions.results import complete

__all__ = [
    "Incomplete",
    "OutsideAudience",
    "Refused",
    "ReleaseRefused",
    "ReleaseStands",
    "Saved",
    "ScreenAgain",
    "StopStands",
    "acknowledge_card",
    "amend",
    "ask_clinic",
    "begin",
    "begin_again",
    "complete",
    "outside_audience",
    "refuse_closed_page",
    "release",
    "save_page",
    "still_unchecked",
    "turn_away",
    "withdraw",
]

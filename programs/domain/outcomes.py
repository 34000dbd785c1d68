"""What the reports of several days say together."""

from collections.abc import Sequence


def pain_is_rising(reports: Sequence[int], rise: int) -> bool:
    """Whether the last two reports are both `rise` or more above the one before them. Oldest first."""
    if len(reports) < 3:
        return False
    before, earlier, latest = reports[-3:]
    return min(earlier, latest) - before >= rise

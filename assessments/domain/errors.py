"""The one error for broken content."""


class ContentError(ValueError):
    """A content file says something that cannot be used; the message names file, entry and what to do."""

"""How a log record becomes text on standard error."""

import copy
import logging


class Line(logging.Formatter):
    """A refused request (400 to 499) is one line: nothing of ours is broken. Everything else keeps its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        if 400 <= getattr(record, "status_code", 500) < 500:
            record = copy.copy(record)
            record.exc_info = record.exc_text = record.stack_info = None
        return super().format(record)

import datetime as dt

import pytest
from django.utils import timezone

from tests.conftest import NOON


class Clock:
    """The time that a request reads."""

    def __init__(self) -> None:
        self.now = NOON

    def move(self, **by: int) -> dt.datetime:
        self.now += dt.timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock

"""Staff pages close after 30 minutes without a click, and 12 hours after signing in."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from footcare.common import middleware
from tests.footcare.clinic.factories import make_clinic, make_staff, signed_in

pytestmark = pytest.mark.django_db
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> Callable[[dt.timedelta], None]:
    def set_clock(passed: dt.timedelta) -> None:
        monkeypatch.setattr(middleware.timezone, "now", lambda: now + passed)

    set_clock(dt.timedelta())
    return set_clock


@pytest.fixture
def staff(now: dt.datetime, at: object) -> Client:
    return signed_in(make_staff(make_clinic(now), now))


@pytest.mark.parametrize(("idle", "status"), [(29 * MINUTE, 200), (31 * MINUTE, 302)])
def test_idle(staff: Client, at: Callable[[dt.timedelta], None], idle: dt.timedelta, status: int) -> None:
    assert staff.get("/staff/").status_code == 200
    at(idle)
    response = staff.get("/staff/people/?q=FC")
    assert response.status_code == status
    if status == 302:
        assert response["Location"] == "/accounts/login/?next=/staff/people/%3Fq%3DFC"
        assert "_auth_user_id" not in staff.session


def test_every_click_counts_but_not_for_ever(staff: Client, at: Callable[[dt.timedelta], None]) -> None:
    statuses = []
    for half_hours in range(26):
        at(half_hours * 29 * MINUTE)
        statuses.append(staff.get("/staff/").status_code)
    assert statuses == [200] * 25 + [302]


def test_pages_of_a_person_have_no_such_end(staff: Client, at: Callable[[dt.timedelta], None]) -> None:
    staff.get("/staff/")
    at(13 * HOUR)
    assert staff.get("/me/").status_code == 200

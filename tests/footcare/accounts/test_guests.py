"""The guest's cookie: renewed by use, and the visit noted with it."""

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts import guests
from footcare.accounts.models import Person
from footcare.site import pruning
from tests.conftest import Clock
from tests.factories import make_cleared_person

pytestmark = pytest.mark.django_db


def browser(person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Holds the guest's cookie, made now; cookies grow old by the test's clock."""
    monkeypatch.setattr(signing.time, "time", lambda: clock.now.timestamp())
    client = Client()
    signer = signing.get_cookie_signer(salt=settings.GUEST_COOKIE + guests.SALT)
    client.cookies[settings.GUEST_COOKIE] = signer.sign(str(person.uuid))
    return client


@pytest.mark.parametrize(("days", "renewed"), [(6, False), (8, True)])
def test_a_visit_after_a_week_renews_the_cookie_and_is_noted(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, days: int, renewed: bool
) -> None:
    person = make_cleared_person(clock.now)
    client = browser(person, clock, monkeypatch)
    clock.move(days=days)
    response = client.get("/help/")
    assert (settings.GUEST_COOKIE in response.cookies) is renewed
    person.refresh_from_db()
    assert person.last_seen_on == (person.today(clock.now) if renewed else None)


def test_who_only_looks_at_pages_is_kept_400_days_from_the_last_renewal(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_cleared_person(clock.now)
    client = browser(person, clock, monkeypatch)
    clock.move(days=390)
    client.get("/plan/")
    clock.move(days=20)
    assert person not in pruning.find(clock.now)
    clock.move(days=382)
    assert person in pruning.find(clock.now)


def test_a_renewal_does_not_stand_for_a_day_that_was_opened(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who was away for too long answers the safety questions first, however often they look."""
    person = make_cleared_person(clock.now)
    client = browser(person, clock, monkeypatch)
    clock.move(days=29)
    assert settings.GUEST_COOKIE in client.get("/help/").cookies
    for _look in range(2):
        assert client.get("/today/")["Location"] == "/assessment/"
    assert Person.objects.get().cleared_plan(clock.now) is None


def test_a_fresh_cookie_costs_no_query(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(make_cleared_person(clock.now), clock, monkeypatch)
    client.get("/help/")
    with CaptureQueriesContext(connection) as made:
        client.get("/healthz")
    assert len(made) == 0

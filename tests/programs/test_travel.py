"""A journey west brings a local day back: neither its questions nor a clearance come back with it."""

import datetime as dt
from uuid import uuid4

import pytest

from programs import actions
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new

pytestmark = pytest.mark.django_db
BEGIN = dt.datetime(2026, 1, 5, 18, tzinfo=dt.UTC)  # a Monday; London's clock shows UTC
HALF_PAST_MIDNIGHT = BEGIN + dt.timedelta(hours=6, minutes=30)


def test_going_west_asks_again(clock: Clock) -> None:
    clock.now = BEGIN
    person = make_plan(clock.now).person
    client = client_of(person)
    nothing_new(person, clock.now)
    assert "data-tick" in client.get("/today/").content.decode()
    clock.now = HALF_PAST_MIDNIGHT
    assert "Tuesday" in client.get("/today/").content.decode()
    clock.move(minutes=1)
    person.zone = "America/New_York"
    person.save(update_fields=["zone"])
    text = client.get("/today/").content.decode()
    assert "Monday" in text
    assert "Anything new since last time?" in text
    assert "data-tick" not in text
    with pytest.raises(actions.AskFirst):
        actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=clock.now)
    clock.move(minutes=1)
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    assert "data-tick" in client.get("/today/").content.decode()


def test_going_west_does_not_lengthen_a_clearance(clock: Clock) -> None:
    clock.now = BEGIN
    person = make_plan(clock.now).person
    clock.move(days=20)
    nothing_new(person, clock.now)
    actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=clock.now)
    clock.now = HALF_PAST_MIDNIGHT + dt.timedelta(days=41)
    client = client_of(person)
    assert client.get("/today/").status_code == 200
    person.refresh_from_db()
    last_day = person.last_seen_on
    person.zone = "America/New_York"
    person.save(update_fields=["zone"])
    assert client.get("/today/").status_code == 200
    person.refresh_from_db()
    assert person.last_seen_on == last_day
    person.last_seen_on = last_day + dt.timedelta(days=1)
    person.save(update_fields=["last_seen_on"])
    response = client.get("/today/", follow=True)
    assert response.redirect_chain[-1][0] == "/assessment/"
    assert "have run out" in response.content.decode()

"""A journey west brings a local day back: neither its questions nor a clearance come back with it."""

import datetime as dt
from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from programs import actions, catalogue
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

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


def massage_of(person: Person, clock: Clock) -> str:
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    return next(entry["item"] for entry in plan.outcome["strength"]["items"] if entry["kind"] == "massage")


def go_west(person: Person) -> None:
    person.zone = "America/New_York"
    person.save(update_fields=["zone"])


def test_going_west_asks_before_massage_again(clock: Clock) -> None:
    clock.now = BEGIN
    person = make_plan(clock.now).person
    client = client_of(person)
    nothing_new(person, clock.now)
    item = massage_of(person, clock)
    clock.now = HALF_PAST_MIDNIGHT
    assert "Tuesday" in client.get("/today/").content.decode()
    clock.move(minutes=1)
    go_west(person)
    assert "Monday" in client.get("/today/").content.decode()
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    with pytest.raises(actions.AskFirst):
        actions.tick(person=person, item=item, done=True, op=uuid4(), now=clock.now)
    clock.move(minutes=1)
    client.post("/today/check/", {"massage_check": "no", "op": str(uuid4())})
    assert item in actions.tick(person=person, item=item, done=True, op=uuid4(), now=clock.now).done


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_going_west_keeps_massage_off_for_its_day(clock: Clock, answer: str) -> None:
    """The plan is another one by then, so that the day has to be opened anew: its answer stands all the same."""
    clock.now = BEGIN
    person = make_plan(clock.now).person
    client = client_of(person)
    nothing_new(person, clock.now)
    item = massage_of(person, clock)
    client.post("/today/check/", {"massage_check": answer, "op": str(uuid4())})
    clock.now = HALF_PAST_MIDNIGHT
    rescreen(person, clock.now)
    assert "Tuesday" in client.get("/today/").content.decode()
    assert client.post("/plan/", {"minutes": "30", "days": "5", "equipment": ["ball"]}).status_code == 303
    item = massage_of(person, clock)
    name = catalogue.shipped().items[item].words.name
    assert "How to do it" in client.get(f"/today/{item}/").content.decode()
    clock.move(minutes=1)
    go_west(person)
    response = client.get(f"/today/{item}/")
    assert (response.status_code, response.get("Location")) == (303, "/today/")
    assert name not in client.get("/assessment/result/").content.decode()
    text = client.get("/today/").content.decode()
    assert "Monday" in text
    assert "No massage today" in text
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    client.post("/today/check/", {"massage_check": "no", "op": str(uuid4())})
    with pytest.raises(actions.NotToday):
        actions.tick(person=person, item=item, done=True, op=uuid4(), now=clock.now)


def test_pain_of_a_day_that_comes_again_still_stops_it(clock: Clock) -> None:
    clock.now = BEGIN
    person = make_plan(clock.now).person
    client = client_of(person)
    nothing_new(person, clock.now)
    client.post("/today/check-in/", {"pain_during": "8", "op": str(uuid4())})
    clock.now = HALF_PAST_MIDNIGHT
    rescreen(person, clock.now)
    assert "Tuesday" in client.get("/today/").content.decode()
    assert client.post("/plan/", {"minutes": "30", "days": "5", "equipment": ["ball"]}).status_code == 303
    clock.move(minutes=1)
    go_west(person)
    item = massage_of(person, clock)
    assert client.get(f"/today/{item}/").status_code == 303
    assert "Stop here for today" in client.get("/assessment/result/").content.decode()


@pytest.mark.parametrize("there_and_back", [False, True])
def test_another_zone_in_the_details_brings_no_run_out_clearance_back(clock: Clock, there_and_back: bool) -> None:
    """The day was not opened in the old zone: nothing was there to open."""
    clock.now = BEGIN
    person = make_plan(clock.now).person
    for days in (20, 41):
        clock.now = BEGIN + dt.timedelta(days=days)
        nothing_new(person, clock.now)
        actions.tick(person=person, item="ankle-circles", done=True, op=uuid4(), now=clock.now)
    clock.now = HALF_PAST_MIDNIGHT + dt.timedelta(days=42)
    if there_and_back:  # the day begins further east while it is still yesterday here
        clock.move(hours=-2)
    client = client_of(person)
    zones = ["Asia/Tokyo", "Europe/London"] if there_and_back else ["America/New_York"]
    assert (client.get("/today/").status_code == 200) is there_and_back
    for zone in zones:
        details = {"country": "GB", "zone": zone}
        assert client.post("/me/details/", details).status_code == 302
        assert client.get("/today/").status_code == 303, zone


def test_another_zone_in_the_details_keeps_a_clearance_that_holds(clock: Clock) -> None:
    clock.now = BEGIN
    client = client_of(make_plan(clock.now).person)
    for zone in ("America/New_York", "Asia/Tokyo", "Europe/London"):
        client.post("/me/details/", {"country": "GB", "zone": zone})
        assert client.get("/today/").status_code == 200


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
    last_day = person.opened_on
    person.zone = "America/New_York"
    person.save(update_fields=["zone"])
    assert client.get("/today/").status_code == 200
    person.refresh_from_db()
    assert person.opened_on == last_day
    person.opened_on = last_day + dt.timedelta(days=1)
    person.save(update_fields=["opened_on"])
    response = client.get("/today/", follow=True)
    assert response.redirect_chain[-1][0] == "/assessment/"
    assert "have run out" in response.content.decode()


def test_going_west_brings_no_strength_back(clock: Clock) -> None:
    """Monday's list is fixed, Tuesday's strength is done, and New York has Monday again: the rest still counts."""
    clock.now = BEGIN
    person = make_plan(clock.now, **{"main.region": "feet"}, experience="weekly", minutes="20", days="7").person
    nothing_new(person, clock.now)
    strength = next(one["item"] for one in person.day_plans.get().items if one["kind"] == "strength")
    clock.now = HALF_PAST_MIDNIGHT
    nothing_new(person, clock.now)
    actions.tick(person=person, item=strength, done=True, op=uuid4(), now=clock.now)
    clock.move(minutes=10)
    go_west(person)
    client_of(person).post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    clock.move(minutes=1)
    with pytest.raises(actions.NotToday):
        actions.tick(person=person, item=strength, done=True, op=uuid4(), now=clock.now)
    assert person.ticks.filter(item=strength).count() == 1

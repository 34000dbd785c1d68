"""What a day holds back stays held back on every page."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from footcare.accounts.models import Person
from footcare.clinic import person_plan
from programs import catalogue, versions
from programs.composing import routines_now
from programs.domain.programme import Progress
from programs.domain.routine import Routine
from programs.doses import places_of
from programs.models import Plan
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = pytest.mark.django_db


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def massages(person: Person, clock: Clock) -> list[str]:
    plan: Any = person.cleared_plan(clock.now)
    items = {entry["item"]: entry["kind"] for day in ("strength", "other") for entry in plan.outcome[day]["items"]}
    return [item for item, kind in items.items() if kind == "massage"]


def test_massage_is_off_on_every_page(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    items = massages(person, clock)
    names = [catalogue.shipped().items[item].words.name for item in items]
    assert any(name in text_of(client, "/assessment/result/") for name in names)
    client.post("/today/check/", {"massage_check": "yes", "op": str(uuid4())})
    rescreen(person, clock.move(minutes=5))
    for item in items:
        response = client.get(f"/today/{item}/")
        assert (response.status_code, response["Location"]) == (303, "/today/")
    assert not any(name in text_of(client, "/assessment/result/") for name in names)
    clock.move(days=1)
    assert "How to do it" in text_of(client, f"/today/{items[0]}/")


def test_a_massage_answer_counts_before_the_day_is_opened(person: Person, client: Client, clock: Clock) -> None:
    item = massages(person, clock)[0]
    name = catalogue.shipped().items[item].words.name
    assert "How to do it" in text_of(client, f"/today/{item}/")
    assert name in text_of(client, "/assessment/result/")
    client.post("/today/check/", {"massage_check": "yes", "op": str(uuid4())})
    rescreen(person, clock.move(minutes=5))
    assert client.get(f"/today/{item}/").status_code == 303
    assert name not in text_of(client, "/assessment/result/")
    assert not person.day_plans.exists()


def test_result_after_strong_pain_invites_to_nothing(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    text = text_of(client, "/assessment/result/")
    assert "Try one now" in text
    assert "Start today’s routine" in text
    client.post("/today/check-in/", {"pain_during": "8", "op": str(uuid4())})
    rescreen(person, clock.move(minutes=5))
    text = text_of(client, "/assessment/result/")
    assert "Stop here for today" in text
    assert "Try one now" not in text
    assert "Start today’s routine" not in text
    assert not any(item.words.name in text for item in catalogue.shipped().items.values())


def withhold(item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Newer content says that the item is not for somebody who falls."""
    older = catalogue.shipped()
    changed = replace(older.items[item], contraindications=("fall_risk",))
    newer = replace(older, items={**older.items, item: changed}, checksum="newer")
    monkeypatch.setitem(versions._parsed, older.checksum, older)
    monkeypatch.setattr(catalogue, "shipped", lambda: newer)


def test_a_withheld_break_is_on_no_page(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make_plan(clock.now, **{"hx.falls": "ticked"})
    nothing_new(plan.person, clock.now)
    client = client_of(plan.person)
    item = plan.outcome["other"]["breaks"][0]["item"]
    assert f'href="/today/{item}/"' in text_of(client, "/today/")
    withhold(item, monkeypatch)
    text = text_of(client, "/today/")
    assert f'href="/today/{item}/"' not in text
    name = catalogue.shipped().items[item].words.name
    assert f"{name}: Left out because of your answers about health, pain or worries." in text
    assert client.get(f"/today/{item}/").status_code == 404


def routines_of(plan: Plan) -> dict[str, Routine]:
    """Both kinds of day before the first practice."""
    return routines_now(catalogue.shipped(), plan, Progress(), plan.started_on)


def test_the_clinic_sees_what_is_withheld_among_what_was_left_out(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan(clock.now, **{"hx.falls": "ticked"})
    protocol, routines = catalogue.shipped(), routines_of(plan)
    name = protocol.items["ankle-circles"].words.name

    def items() -> list[str]:
        places = places_of(protocol, plan, Progress(), plan.started_on, routines)
        return [one.name for one in person_plan.items_of(places.values(), protocol)]

    assert name in items()
    withhold("ankle-circles", monkeypatch)
    assert name not in items()
    left_out = [one for one in person_plan.left_out_of(plan, routines, protocol) if one["name"] == name]
    assert [one["code"] for one in left_out] == ["contraindication:fall_risk"]


def test_an_allergy_takes_things_away_in_health_words(clock: Clock) -> None:
    allergy = {"hx.allergy": "ticked", "dt.allergy_text": ("latex",)}
    plan = make_plan(clock.now, **allergy)
    client = client_of(plan.person)
    text = text_of(client, "/assessment/result/")
    assert "You can start, with a few parts left out" in text
    assert "Nothing had to be left out" not in text
    protocol = catalogue.shipped()
    for _chosen_anew in range(2):
        text = text_of(client, "/plan/")
        for thing in ("ball", "band"):
            assert f"It needs: {protocol.vocabulary.equipment[thing].label}" not in text
        assert "Left out because of your answers about health, pain or worries." in text
        client.post("/plan/", {"minutes": "15", "days": "5", "equipment": ["ball", "band"]})
    left_out = list(person_plan.left_out_of(plan, routines_of(plan), protocol))
    by_thing = [one["why"] for one in left_out if one["code"] in ("equipment:ball", "equipment:band")]
    assert by_thing
    assert not any("add it to your things" in why for why in by_thing)


def test_a_thing_that_is_not_there_can_be_added(clock: Clock) -> None:
    plan = make_plan(clock.now, equipment=("none",))
    assert "add it to your things" in text_of(client_of(plan.person), "/plan/")


def test_today_has_words_for_the_script_when_a_page_answers_a_tick(client: Client) -> None:
    assert 'data-not-saved="Not saved. Open Today again and try once more."' in text_of(client, "/today/")

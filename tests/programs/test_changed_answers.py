"""An answer that was changed, and not yet finished, takes out at once what it rules out."""

from html import unescape
from uuid import uuid4

import pytest

from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.presenters.words import lower_first
from programs.reports import Choices
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = pytest.mark.django_db

FLARE = "inflammatory_flare"


@pytest.fixture
def person(clock: Clock) -> Person:
    person = make_plan(clock.now, minutes="30").person
    nothing_new(person, clock.now)
    return person


def ruled_out(person: Person) -> list[str]:
    """What is on today's list, as it was fixed, and does not go with a flare."""
    planned = [entry["item"] for entry in person.day_plans.filter(current=True).latest("local_date").items]
    return [item for item in planned if FLARE in catalogue.shipped().items[item].contraindications]


def change(person: Person, flag: str) -> None:
    response = client_of(person).post("/assessment/health3/", {"more_health": flag})
    assert response.status_code == 302
    assert person.assessments.draft().kind == "amended"


def test_items_go_before_the_change_is_finished(person: Person, clock: Clock) -> None:
    items = ruled_out(person)
    assert items
    change(person, FLARE)
    client = client_of(person)
    pages = {address: client.get(address).content.decode() for address in ("/today/", "/plan/", "/assessment/result/")}
    assert "You changed some answers" in pages["/today/"]
    for item in items:
        assert f"/today/{item}/" not in "".join(pages.values())
        assert client.get(f"/today/{item}/").status_code == 404
        with pytest.raises(actions.NotToday):
            actions.tick(person=person, item=item, done=True, op=uuid4(), now=clock.now)


def test_they_stay_away_on_later_days_and_in_a_plan_made_anew(person: Person, clock: Clock) -> None:
    items = ruled_out(person)
    change(person, FLARE)
    choices = Choices(minutes="20", days="5", equipment=("ball", "band"), lacks=())
    changed = actions.change_plan(person=person, choices=choices, now=clock.now, by=person)
    planned = {entry["item"] for day in ("strength", "other") for entry in changed.outcome[day]["items"]}
    assert not planned & set(items)
    clock.move(days=10)
    nothing_new(person, clock.now)
    assert not ruled_out(person)


def told(person: Person) -> str:
    html = client_of(person).get("/plan/").content.decode()
    section = html[html.index('id="would-change"') :]
    return unescape(section[: section.index("</section>")])


def test_what_would_change_the_plan_tells_nothing_that_is_ruled_out(clock: Clock) -> None:
    plan = make_plan(clock.now, minutes="10")
    items = catalogue.shipped().items
    coming = {id for change in plan.would_change for id in change["adds"]}
    standing = {lower_first(items[id].words.name) for id in coming if "cannot_stand" in items[id].contraindications}
    before = told(plan.person)
    assert any(name in before for name in standing)
    said = {"ability": ["no_stand"], "worry_about_moving": ["not"]}
    assert client_of(plan.person).post("/assessment/able/", said)["Location"] == "/assessment/review/"
    after = told(plan.person)
    assert [name for name in standing if name in after] == []
    assert 0 < after.count("<dt>") < before.count("<dt>")  # what moved nothing else is not told any more
    assert after.count("Comes in: ") > 0


def test_taking_the_change_back_brings_them_back(person: Person, clock: Clock) -> None:
    item = ruled_out(person)[0]
    change(person, FLARE)
    client_of(person).post("/assessment/health3/", {"more_health": "none"})
    assert client_of(person).get(f"/today/{item}/").status_code == 200


def test_a_finished_change_and_a_new_screening_leave_nothing_behind(person: Person, clock: Clock) -> None:
    change(person, FLARE)
    client_of(person).post("/assessment/result/")
    plan = person.cleared_plan(clock.now)
    assert FLARE in plan.inputs["contra"]
    assert plan.ruled_out is None
    assert rescreen(person, clock.move(hours=1)) is not None
    assert person.cleared_plan(clock.now).ruled_out is None

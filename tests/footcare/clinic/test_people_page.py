"""The list of people: search, pages, and the last two weeks."""

import datetime as dt

import pytest
from django.test import Client

from footcare.accounts.models import Clinic, Person
from programs import actions as programs
from tests.footcare.clinic.factories import (
    make_linked,
    practise,
    start_plan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.timedelta(days=1)


def test_people_whose_plan_is_paused_have_that_flag(staff: Client, person: Person, now: dt.datetime) -> None:
    start_plan(person, now - 2 * DAY)
    assert "Plan paused" not in staff.get("/staff/people/").text
    programs.screen_again(person=person, now=now, by=person)
    assert "Plan paused" in staff.get("/staff/people/").text
    assert "Plan paused" in staff.get(f"/staff/people/{person.uuid}/").text


def test_people_list_finds_by_code_and_shows_the_fortnight(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    wanted, other = make_linked(clinic, now), make_linked(clinic, now)
    start_plan(wanted, now - 2 * DAY, **{"main.region": "back", "om.pain_back.now": 6})
    for back, rating in ((2, 6), (0, 3)):
        practise(wanted, now - back * DAY, pain_now=rating)
    page = staff.get("/staff/people/", {"q": wanted.label[3:].lower()}).content.decode()
    assert wanted.label in page
    assert other.label not in page
    assert "Practised on 2 of 14 days" in page
    assert "down 3 since the start" in page
    assert "1 of 12" in page
    assert "has a code with" in staff.get("/staff/people/", {"q": "nobody"}).content.decode()


def test_people_list_pages_keep_the_search(staff: Client, clinic: Clinic, now: dt.datetime) -> None:
    for _person in range(26):
        make_linked(clinic, now)
    page = staff.get("/staff/people/", {"q": "FC"}).content.decode()
    assert "Page 1 of 2" in page
    assert "?page=2&amp;q=FC" in page
    assert staff.get("/staff/people/", {"page": "99", "q": "FC"}).status_code == 200

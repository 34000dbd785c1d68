"""Who sees the pages of a plan, and where everybody else is led."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Person, User
from tests.assessments.helpers import answer_all
from tests.conftest import Clock
from tests.factories import BACKEND
from tests.programs.helpers import PAGES, client_of, nothing_new, sentences, shows_no_item, stop, tick
from tests.programs.test_actions import released_surgery

pytestmark = pytest.mark.django_db
POSTS = ("/assessment/result/", "/plan/", "/today/tick/", "/today/check/", "/today/check-in/", "/today/screen/")


@pytest.mark.parametrize("url", PAGES)
def test_pages_with_a_plan(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("url", PAGES)
def test_pages_without_a_person_lead_to_the_questions(url: str, clock: Clock) -> None:
    response = Client().get(url)
    assert (response.status_code, response["Location"]) == (303, "/assessment/")
    assert "There is no plan yet" in sentences(response)
    assert "/accounts/login/?next=" in sentences(response)


def test_somebody_who_is_signed_in_is_not_asked_to_sign_in(clock: Clock) -> None:
    client = Client()
    client.force_login(User.objects.create_user("new@example.org"), backend=BACKEND)
    said = sentences(client.get("/today/"))
    assert "There is no plan yet" in said
    assert "Sign in" not in said


@pytest.mark.parametrize("url", POSTS)
def test_posts_without_a_person_are_refused(url: str, clock: Clock) -> None:
    response = Client().post(url, {})
    assert response.status_code == 403
    assert "Answer the questions first" in response.content.decode()


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("level", ["emergency", "same_day", "clinician_first"])
def test_pages_after_a_stop(person: Person, client: Client, clock: Clock, url: str, level: str) -> None:
    stop(person, clock.now, level)
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (303, "/assessment/stop/")
    assert shows_no_item(response)
    assert shows_no_item(client.get(url, follow=True))


@pytest.mark.parametrize("url", PAGES)
def test_pages_after_something_new(person: Person, client: Client, clock: Clock, url: str) -> None:
    client.post("/today/check/", {"anything_new": "not_sure", "op": str(uuid4())})
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (303, "/assessment/ces/")
    assert shows_no_item(response)


@pytest.mark.parametrize("url", PAGES)
def test_pages_with_an_unfinished_assessment(clock: Clock, url: str) -> None:
    client = Client()
    client.post("/assessment/", {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB"})
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (303, "/assessment/region/")


@pytest.mark.parametrize("url", PAGES)
def test_pages_before_the_last_button(clock: Clock, url: str) -> None:
    client = Client()
    answer_all(client)
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (303, "/assessment/review/")


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(("days", "status"), [(42, 200), (43, 303)])
def test_a_clearance_lasts_through_day_42(
    person: Person, client: Client, clock: Clock, url: str, days: int, status: int
) -> None:
    clock.move(days=20)
    nothing_new(person, clock.now)
    tick(client)
    clock.move(days=days - 20)
    response = client.get(url)
    assert response.status_code == status
    if status == 303:
        assert response["Location"] == "/assessment/"
        assert "have run out" in sentences(response)


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(("days", "status"), [(28, 200), (29, 303)])
def test_28_days_away_are_allowed(
    person: Person, client: Client, clock: Clock, url: str, days: int, status: int
) -> None:
    clock.move(days=3)
    nothing_new(person, clock.now)
    tick(client)
    clock.move(days=days)
    response = client.get(url)
    assert response.status_code == status
    if status == 303:
        assert response["Location"] == "/assessment/"
        assert "away for a while" in sentences(response)


def test_the_page_after_a_plan_ran_out_offers_the_safety_questions(client: Client, clock: Clock) -> None:
    clock.move(days=60)
    assert "/assessment/again/" in client.get("/today/", follow=True).content.decode()


def test_no_plan_where_a_contraindication_allows_none(clock: Clock) -> None:
    person = released_surgery(clock.now, lifts=[])
    client = client_of(person)
    response = client.post("/assessment/result/", follow=True)
    assert response.request["PATH_INFO"] == "/assessment/result/"
    assert "Please see a clinician first" in response.content.decode()
    assert shows_no_item(response)
    for url in PAGES[1:]:
        assert client.get(url)["Location"] == "/assessment/result/"


def test_the_door_to_a_plan_looks_at_clearances_once_the_latest_first(person: Person, clock: Clock) -> None:
    """Looking a second time would let an older clearance decide, where rows happen to come in another order."""
    with CaptureQueriesContext(connection) as asked:
        assert person.cleared_plan(clock.now)
    (sql,) = (query["sql"] for query in asked.captured_queries)
    assert sql.count('JOIN "assessments_clearance"') == 1
    assert 'ORDER BY "assessments_clearance"."id" DESC' in sql

import re
import shutil
from collections import namedtuple
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from assessments import catalogue
from assessments.domain import questionnaire
from assessments.standing import standing_of
from footcare.accounts.models import Person
from footcare.site import presenters, readiness, views
from tests.assessments.helpers import CALF, HEART, SADDLE, answer_all
from tests.footcare.accounts.test_sign_in import hold
from tests.programs.helpers import make_plan

Usage = namedtuple("Usage", ["total", "used", "free"])
PUBLIC = ["/", "/help/", "/privacy/", "/learn/", "/learn/feet-and-back/", "/learn/touch/", "/learn/ankle-circles/"]


def text_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_open_without_a_person(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert b'name="robots"' not in response.content
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, "/nowhere/"])
def test_help_is_in_the_same_place_on_every_page(client: Client, path: str) -> None:
    footer = client.get(path).content.decode().split("<footer")[1]
    assert re.search(r'<ul><li><a href="/help/">When to get help</a>', footer)


@pytest.mark.django_db
def test_home_says_how_long_it_takes(client: Client) -> None:
    shipped = catalogue.shipped()
    assert f"about {questionnaire.minutes(shipped)} minutes" in text_of(client.get("/"))


@pytest.mark.django_db
@pytest.mark.parametrize(("region", "place"), [("feet", 0), ("none", 0), ("back", 1), ("both", 1)])
def test_home_promises_the_steps_that_a_calm_person_meets(client: Client, region: str, place: int) -> None:
    promised = re.search(r"(\d+) to (\d+) short steps", text_of(client.get("/")))
    assert promised
    visited = answer_all(client, **{"main.region": region})
    assert visited["Location"] == "/assessment/review/"
    standing = standing_of(Person.objects.get(), timezone.now())
    assert standing
    assert len(standing.pages) + 1 == int(promised.groups()[place])


@pytest.mark.django_db
def test_home_and_help_promise_nothing(client: Client) -> None:
    banned = ["treats back pain", "cure", "proven", "corrects", "realign", "all clear", "!"]
    for path in PUBLIC:
        words = text_of(client.get(path)).lower()
        assert [word for word in banned if word in words] == []


@pytest.mark.parametrize(
    ("has_plan", "has_draft", "is_known", "url", "label"),
    [
        (False, False, False, "/assessment/", "Start the self-assessment"),
        (False, True, True, "/assessment/", "Continue where you stopped"),
        (False, False, True, "/today/", "Go on"),
        (True, False, True, "/today/", "Go to today"),
        (True, True, True, "/today/", "Go to today"),
    ],
)
def test_first_step(has_plan: bool, has_draft: bool, is_known: bool, url: str, label: str) -> None:
    step = presenters.first_step(has_plan=has_plan, has_draft=has_draft, is_known=is_known)
    assert (step.url, step.label, bool(step.note)) == (url, label, is_known)


@pytest.mark.django_db
def test_home_tells_somebody_who_was_here_where_they_stand(client: Client) -> None:
    hold(client, make_plan(timezone.now()).person)
    words = text_of(client.get("/"))
    assert "Your plan is ready." in words
    assert "short steps" not in words


@pytest.mark.django_db
@pytest.mark.parametrize(("answers", "dials"), [(CALF, ["111", "999"]), (SADDLE, ["999", "111"]), (HEART, [])])
def test_home_shows_a_stop_that_stands(client: Client, answers: dict[str, Any], dials: list[str]) -> None:
    answer_all(client, **answers)
    html = client.get("/").content.decode()
    assert re.findall(r'href="tel:(\d+)"', html) == dials
    assert 'href="/assessment/stop/">Open your advice' in html
    assert "Continue where you stopped" not in html
    assert html.index("Open your advice") < html.index("<h1")


@pytest.mark.django_db
def test_navigation_shows_the_plan_pages_only_with_a_plan(client: Client) -> None:
    answer_all(client, **CALF)
    for path in (*PUBLIC, "/me/"):
        assert 'aria-label="Main"' not in client.get(path).content.decode()
    hold(client, make_plan(timezone.now()).person)
    for path in (*PUBLIC, "/me/", "/today/"):
        assert 'aria-label="Main"' in client.get(path).content.decode()


@pytest.mark.django_db
def test_get_help_shows_the_numbers_and_the_clinical_words(client: Client) -> None:
    contact = settings.CONTACTS["GB"]
    shipped = catalogue.shipped()
    words = text_of(client.get("/help/"))
    for sentence in (shipped.words.safety_card.body, shipped.words.support_box, shipped.checks["anything_new"].text):
        assert sentence.format(**presenters.numbers(contact)) in words
    html = client.get("/help/").content.decode()
    for dial in (contact.emergency_dial, contact.urgent_dial, contact.crisis_dial):
        assert f'href="tel:{dial}"' in html


@pytest.mark.django_db
def test_get_help_lists_every_question_that_can_stop_a_plan_by_itself(client: Client) -> None:
    words = text_of(client.get("/help/"))
    shipped = catalogue.shipped()
    asked = [question for page in shipped.flows["full"].pages for question in page.questions]
    urgent = [q.text for q in asked if (q.levels or {}).get("yes") in ("emergency", "same_day")]
    assert len(urgent) >= 10
    assert [text for text in urgent if " ".join(text.split()) not in words] == []


@pytest.mark.django_db
def test_help_says_when_to_see_a_professional(client: Client) -> None:
    section = client.get("/help/").content.decode().split('id="professional"')[1]
    signs = catalogue.shipped().words.see_a_professional
    assert len(signs) == 7
    assert [sign for sign in signs if f"<li>{sign}</li>" not in section] == []
    assert catalogue.shipped().words.evidence_long in section
    hold(client, make_plan(timezone.now()).person)
    for path in ("/assessment/result/", "/plan/"):
        assert 'href="/help/#professional">What to look for' in client.get(path).content.decode()


def test_call_without_a_number_is_words_only() -> None:
    assert presenters.call("your local health centre", "") == presenters.Call("your local health centre", "")


def test_call_keeps_a_number_on_one_line() -> None:
    assert presenters.call("Samaritans on 116 123", "116123").label == "Call Samaritans on 116\N{NO-BREAK SPACE}123"


@pytest.mark.django_db
def test_privacy_names_the_periods(client: Client) -> None:
    words = text_of(client.get("/privacy/"))
    assert f"{views.DRAFT_DAYS} days" in words
    assert f"{settings.GUEST_COOKIE_DAYS} days" in words


@pytest.mark.django_db
def test_who_sees_the_records_leaves_nobody_out(client: Client) -> None:
    hold(client, make_plan(timezone.now()).person)
    for path in ("/privacy/", "/me/"):
        words = text_of(client.get(path))
        assert "people who run this server" in words
        assert "clinic" in words
    assert "notes that a clinic wrote about you are part of it" in text_of(client.get("/privacy/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookie", "attribute"), [("dark", 'data-bs-theme="dark"'), ("light", 'data-bs-theme="light"'), ("pink", "")]
)
def test_theme_is_written_only_when_chosen(client: Client, cookie: str, attribute: str) -> None:
    client.cookies["theme"] = cookie
    opening = client.get("/").content.decode().split("<head>")[0]
    assert attribute in opening
    assert ("data-bs-theme" in opening) is bool(attribute)


def test_healthz_needs_no_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies


@pytest.mark.django_db
def test_readyz_when_all_is_well(client: Client) -> None:
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_missing_migration(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    MigrationRecorder.Migration.objects.filter(app="programs").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready")


@pytest.mark.django_db
def test_readyz_database_that_cannot_be_written(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bool:
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(readiness, "database_is_writable", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready")


@pytest.mark.django_db
@pytest.mark.parametrize(("free", "status"), [(51, 200), (50, 200), (49, 503)])
def test_readyz_disk(client: Client, monkeypatch: pytest.MonkeyPatch, free: int, status: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1000, 1000 - free, free))
    assert client.get("/readyz").status_code == status


@pytest.mark.django_db
def test_readyz_changes_nothing(client: Client) -> None:
    before = list(MigrationRecorder.Migration.objects.values_list())
    client.get("/readyz")
    assert list(MigrationRecorder.Migration.objects.values_list()) == before


def test_server_error_needs_neither_request_nor_database(rf: Any) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    response = views.server_error(request)
    assert response.status_code == 500
    assert "Something broke on our side" in text_of(response)


@pytest.mark.urls("tests.security.test_headers")
def test_a_database_that_is_away_asks_to_come_back(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/away/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "What you saved before is still here" in text_of(response)


@pytest.mark.django_db
def test_error_pages_say_what_happened_and_what_to_do(client: Client) -> None:
    assert "There is nothing at this address" in text_of(client.get("/nowhere/"))
    refused = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    assert refused.status_code == 403
    assert "This form has been open too long" in text_of(refused)

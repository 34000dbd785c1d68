"""The stop page over HTTP, and that no answer which stops a plan ever passes (S29)."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from assessments import catalogue
from assessments.domain.safety import screen
from assessments.models import Clearance
from footcare.accounts.models import Clinic, ClinicLink, Consent, Person
from footcare.common.models import AuditRow
from tests.assessments.helpers import answer_all, given, posted

pytestmark = pytest.mark.django_db

CALF = {"rf.leg.calf": "yes"}
SADDLE = {"main.region": "back", "rf.ces.saddle": "yes"}


@pytest.fixture
def now() -> dt.datetime:
    """A moment after the requests that made the draft."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)


def post(client: Client, slug: str, **answers: Any) -> Any:
    page = catalogue.shipped().page_of_slug(slug)
    assert page
    return client.post(f"/assessment/{slug}/", posted(page, given(**answers)))


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_stop_page_quotes_the_answer_and_hides_the_reasons(client: Client) -> None:
    assert answer_all(client, **CALF)["Location"] == "/assessment/stop/"
    page = text(client.get("/assessment/stop/"))
    question = catalogue.shipped().questions["rf.leg.calf"]
    assert "<title>Get medical advice today" in page
    assert question.text in page
    assert question.rationale not in page
    assert "NHS 111" in page
    assert page.index('href="tel:111"') < page.index('href="tel:999"')
    assert "/today/" not in page
    assert "/plan/" not in page


@pytest.mark.parametrize(
    ("answers", "say", "began"),
    [
        (CALF, "<p>One of my calves or legs is newly swollen, warm or red, or sore for no clear reason.</p>", True),
        ({"rf.leg.calf": "not_sure"}, "<p>I am not sure, but this may be so: One of my calves or legs is newly", True),
        (
            {"rf.foot.skin": "sore"},
            "<p>I was asked: “Do you have any broken skin on your legs or feet?” I answered",
            False,
        ),
        ({"hx.surgery": "ticked"}, "<p>I ticked: “An operation on my back, leg or foot in the last 12 weeks”.", False),
    ],
)
def test_stop_page_says_in_short_what_to_tell(client: Client, answers: dict[str, str], say: str, began: bool) -> None:
    answer_all(client, **answers)
    page = text(client.get("/assessment/stop/")).split("What to tell them")[1]
    assert say in page
    assert ("It started on" in page) == began


def test_every_yes_that_stops_has_words_to_tell() -> None:
    questionnaire = catalogue.shipped()
    blocking = {id for id, level in questionnaire.levels.items() if level.blocks_plan}
    stops = [one for one in questionnaire.questions.values() if (one.levels or {}).get("yes") in blocking]
    assert len(stops) > 10
    assert [one.id for one in stops if not one.tell] == []


def test_stop_emergency_calls_the_emergency_number_first(client: Client) -> None:
    answer_all(client, **SADDLE)
    page = text(client.get("/assessment/stop/"))
    assert page.index('href="tel:999"') < page.index('href="tel:111"')
    assert 'href="/assessment/ces/"' in page


def test_stop_correction_shows_the_card_and_then_goes_on(client: Client) -> None:
    answer_all(client, **SADDLE)
    assert post(client, "ces", **{"main.region": "back"})["Location"] == "/assessment/stop/"
    page = text(client.get("/assessment/stop/"))
    question = catalogue.shipped().questions["rf.ces.saddle"].text
    assert page.index(question) < page.index("You changed your answer to: “No”.") < page.rindex("Know these signs")
    assert page.count("You changed your answer to") == 1
    assert client.get("/assessment/spine/")["Location"] == "/assessment/stop/"
    assert client.post("/assessment/stop/", {"read": "1"})["Location"] == "/assessment/spine/"


def test_stop_other_pages_lead_back(client: Client) -> None:
    answer_all(client, **CALF)
    for slug in ("health1", "toe", "review"):
        assert client.get(f"/assessment/{slug}/")["Location"] == "/assessment/stop/"
        assert client.post(f"/assessment/{slug}/" if slug != "review" else "/assessment/day/").status_code == 302
    assert client.get("/assessment/legs/").status_code == 200


def age_rows(**by: float) -> None:
    """Lets time pass: everything happened earlier."""
    for row in Clearance.objects.all():
        Clearance.objects.filter(pk=row.pk).update(made_at=row.made_at - dt.timedelta(**by))


def test_stop_after_24_hours_asks_whether_it_was_checked(client: Client) -> None:
    answer_all(client, **CALF)
    assert "professional_checked" not in text(client.get("/assessment/stop/"))
    assert client.post("/assessment/stop/", {"professional_checked": "yes"})["Location"] == "/assessment/stop/"
    age_rows(hours=25)
    page = text(client.get("/assessment/stop/"))
    assert "Has a health professional checked this?" in page
    assert "Change this answer" not in page
    assert client.post("/assessment/stop/", {"professional_checked": "perhaps"}).status_code == 422
    assert client.post("/assessment/stop/", {"professional_checked": "no"})["Location"] == "/assessment/stop/"
    assert "professional_checked" not in text(client.get("/assessment/stop/"))
    age_rows(hours=25)
    assert client.post("/assessment/stop/", {"professional_checked": "yes"})["Location"] == "/assessment/region/"


def test_again_cannot_open_a_serious_stop(client: Client) -> None:
    answer_all(client, **CALF)
    assert client.post("/assessment/again/")["Location"] == "/assessment/stop/"
    age_rows(hours=48)
    assert client.post("/assessment/again/")["Location"] == "/assessment/stop/"


def test_again_after_clinician_first(client: Client) -> None:
    answer_all(client, **{"hx.heart": "ticked"})
    page = text(client.get("/assessment/stop/"))
    assert "Please see a clinician first" in page
    assert "Answer the safety questions again" in page
    assert client.post("/assessment/again/")["Location"] == "/assessment/region/"


def test_stop_page_quotes_a_tick_that_is_no_longer_asked(client: Client) -> None:
    answer_all(client, **{"hx.heart": "ticked"})
    row = Clearance.objects.get()
    row.because = [{"question": "hx.retired", "fields": ["hx.retired"], "values": ["ticked"], "level": row.level}]
    row.save()
    response = client.get("/assessment/stop/")
    assert response.status_code == 200
    assert "hx.retired" in text(response)


def linked(person: Person, now: dt.datetime) -> Clinic:
    clinic = Clinic.objects.create(name="Northway", country="GB", zone="Europe/London")
    consent = Consent.objects.create(person=person, kind=Consent.Kind.CLINIC, wording="x", given_at=now)
    ClinicLink.objects.create(person=person, clinic=clinic, consent=consent, since=now)
    return clinic


def test_stop_a_linked_person_asks_the_clinic_once(client: Client, now: dt.datetime) -> None:
    answer_all(client, **{"hx.heart": "ticked"})
    assert "Ask the clinic" not in text(client.get("/assessment/stop/"))
    client.post("/assessment/stop/", {"ask": "1"})
    person = Person.objects.get()
    assert not hasattr(person.clearances.latest_one(), "review_request")
    linked(person, now)
    assert "Nobody can say when" in text(client.get("/assessment/stop/"))
    for _twice in range(2):
        client.post("/assessment/stop/", {"ask": "1"})
    assert person.clearances.latest_one().review_request
    assert AuditRow.objects.filter(verb="asked").count() == 1
    assert "You asked your clinic" in text(client.get("/assessment/stop/"))


def test_old_page_in_a_second_tab_cannot_complete(client: Client, now: dt.datetime) -> None:
    answer_all(client)
    review = client.get("/assessment/review/")
    assert review.status_code == 200
    post(client, "legs", **CALF)  # the second tab
    client.post("/assessment/result/")
    assert not Clearance.objects.exclude(valid_until=None).exists()


def stopping_answers() -> Iterator[dict[str, Any]]:
    """Every question with every answer that alone reaches clinician_first or above, on the path that shows it."""
    shipped = catalogue.shipped()
    openers: dict[str, dict[str, Any]] = {
        "rf.leg.chest": {"rf.leg.calf": "yes"},
        "rf.gen.fever": {"rf.foot.hot": "yes"},
        "p_injury": {"rf.foot.injury": "yes"},
        "dt.diabetes_check": {"hx.diabetes": "ticked"},
        "dt.numb_new": {"hx.numb": "ticked"},
        "dt.clot_when": {"hx.clot_past": "ticked"},
        "dt.preg_advice": {"hx.pregnant": "ticked"},
    }
    for question in shipped.questions.values():
        for value in question.levels or {}:
            answers = {"main.region": "both", question.id: value}
            answers |= openers.get(question.id, {}) | openers.get(question.page or "", {})
            if question.id != "main.region" and screen(shipped, answers).blocks_plan:
                yield answers


def test_stopping_answers_are_many() -> None:
    assert len(list(stopping_answers())) > 60


@pytest.mark.sweep
@pytest.mark.parametrize(
    "answers", list(stopping_answers()), ids=lambda answers: "-".join(map(str, list(answers.items())[1]))
)
def test_no_stopping_answer_reaches_a_plan(client: Client, answers: dict[str, Any]) -> None:
    """S29: by posting on, by the address of the result, by the review, by a page further on."""
    assert answer_all(client, **answers)["Location"] == "/assessment/stop/"
    client.post("/assessment/result/")
    client.get("/assessment/result/")
    client.post("/assessment/again/")
    post(client, "health3")
    client.post("/assessment/result/")
    assert not Clearance.objects.exclude(valid_until=None).exists()
    person = Person.objects.get()
    assert person.cleared_plan(dt.datetime.now(dt.UTC)) is None

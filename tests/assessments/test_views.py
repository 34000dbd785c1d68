"""The assessment pages over HTTP: order, bad input, what is kept, and how to go on."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments import actions, catalogue
from assessments.models import Answer, Assessment, Clearance
from assessments.standing import safety_fields
from footcare.accounts.models import Person, User
from footcare.common.models import AuditRow
from tests.assessments.helpers import answer_all, answer_pages, given, make_complete_assessment, make_draft, posted

pytestmark = pytest.mark.django_db

CONSENT = {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB", "zone": "Europe/Paris"}
CALF = {"rf.leg.calf": "yes"}
SADDLE = {"main.region": "back", "rf.ces.saddle": "yes"}


@pytest.fixture
def now() -> dt.datetime:
    """A moment after the requests that made the draft."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)


@pytest.fixture
def person(client: Client, now: dt.datetime) -> Person:
    """A guest whose cookie the client holds."""
    client.post("/assessment/", CONSENT)
    return Person.objects.get()


@pytest.fixture
def draft(person: Person) -> Assessment:
    found = person.assessments.draft()
    assert found
    return found


def post(client: Client, slug: str, **answers: Any) -> Any:
    page = catalogue.shipped().page_of_slug(slug)
    assert page
    return client.post(f"/assessment/{slug}/", posted(page, given(**answers)))


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# consent


def test_consent_makes_a_guest_with_a_cookie(client: Client) -> None:
    response = client.post("/assessment/", CONSENT)
    assert response["Location"] == "/assessment/region/"
    person = Person.objects.get()
    assert (person.zone, person.country) == ("Europe/Paris", "GB")
    assert client.cookies["footcare_guest"]["httponly"]
    assert client.get("/assessment/region/").status_code == 200


def test_consent_names_everybody_who_can_see_the_answers(client: Client) -> None:
    said = text(client.get("/assessment/"))
    assert "You, and the people who run this server. If you join a clinic" in said


def test_an_error_about_a_list_names_what_the_list_asks(client: Client, draft: Assessment) -> None:
    post(client, "region", **{"main.region": "back"})
    post(client, "ces", **{"main.region": "back"})
    summary = re.search(r'<div class="error-summary".*?</div>', text(client.post("/assessment/spine/", {})))
    assert summary
    assert '<a href="#spine-1">Tick at least one box: “Do any of these fit you?”</a>' in summary[0]
    assert "a few more checks" not in summary[0]


@pytest.mark.parametrize("zone", ["", "Mars/Base", "x" * 80, "\0"])
def test_consent_unknown_zone_is_the_deployments_own(client: Client, settings: Any, zone: str) -> None:
    client.post("/assessment/", CONSENT | {"zone": zone})
    assert [person.zone for person in Person.objects.all()] in ([settings.TIME_ZONE], [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"age": ""}, "Write a whole number from 0 to 120"),
        ({"age": "44.5"}, "Write a whole number from 0 to 120"),
        ({"age": "-1"}, "Write a whole number from 0 to 120"),
        ({"age": "121"}, "Write a whole number from 0 to 120"),
        ({"age": "9" * 30}, "Write a whole number from 0 to 120"),
        ({"consent.terms": ""}, "Tick this box to go on"),
        ({"consent.about_me": "forged"}, "These answers are about me"),
        ({"age": "110"}, "You wrote 110"),
    ],
)
def test_consent_refuses_and_says_what_to_do(client: Client, change: dict[str, str], said: str) -> None:
    response = client.post("/assessment/", CONSENT | change)
    assert response.status_code == 422
    assert said in text(response)
    assert "<title>Error: " in text(response)
    assert not Person.objects.exists()


def test_consent_over_105_is_asked_once_more(client: Client) -> None:
    first = client.post("/assessment/", CONSENT | {"age": "110"})
    assert 'name="age_again" value="110"' in text(first)
    assert client.post("/assessment/", CONSENT | {"age": "110", "age_again": "110"}).status_code == 302


@pytest.mark.parametrize(("age", "asked"), [("105", False), ("106", True)])
def test_the_content_says_which_age_is_asked_once_more(client: Client, age: str, asked: bool) -> None:
    assert catalogue.shipped().questions["age"].ask_again_above == 105
    assert client.post("/assessment/", CONSENT | {"age": age}).status_code == (422 if asked else 302)


def test_consent_under_18_stores_nothing(client: Client) -> None:
    response = client.post("/assessment/", CONSENT | {"age": "12"})
    assert "This is for adults" in text(response)
    assert not client.cookies
    assert (Person.objects.count(), Assessment.objects.count(), Answer.objects.count()) == (0, 0, 0)
    row = AuditRow.objects.get()
    assert (row.verb, row.person, row.object, row.reason) == ("under_18", None, "", "")


def test_consent_for_who_has_begun_offers_to_go_on(client: Client, person: Person) -> None:
    response = client.get("/assessment/")
    assert "Continue where you stopped" in text(response)
    assert client.post("/assessment/", CONSENT | {"age": "80"})["Location"] == "/assessment/region/"
    assert Person.objects.count() == 1


def test_consent_signed_in_keeps_the_person_with_the_user(client: Client) -> None:
    user = User.objects.create_user("a@example.org", "long enough password")
    client.force_login(user)
    client.post("/assessment/", CONSENT)
    assert Person.objects.get().user == user
    assert "footcare_guest" not in client.cookies


@pytest.mark.parametrize("more", [{}, {"consent.about_me": ""}, {"later": "1"}])
def test_consent_page_of_a_draft_stores_no_age_under_18(
    client: Client, person: Person, draft: Assessment, more: dict[str, str]
) -> None:
    rows = Answer.objects.count()
    response = client.post("/assessment/consent/", CONSENT | {"age": "16"} | more)
    assert "This is for adults" in text(response)
    assert "This age was not kept. Your earlier answers have not changed." in text(response)
    assert Answer.objects.count() == rows
    assert not Answer.objects.filter(value=16).exists()
    assert not Clearance.objects.exists()
    row = AuditRow.objects.get(verb="under_18")
    assert (row.person, row.object, row.reason) == (None, "", "")


# order and bad input


def test_a_page_without_a_person_leads_to_the_start(client: Client) -> None:
    for path in ("region", "review", "stop", "saved"):
        response = client.get(f"/assessment/{path}/")
        assert response["Location"] == "/assessment/"


@pytest.mark.parametrize("path", ["region", "stop", "again"])
def test_a_post_without_a_person_is_refused_with_words(client: Client, path: str) -> None:
    response = client.post(f"/assessment/{path}/", {"main.region": "feet"})
    assert response.status_code == 403
    assert "Nothing was saved" in text(response)


def test_out_of_order_redirects_and_saves_nothing(client: Client, person: Person) -> None:
    rows = Answer.objects.count()
    assert client.get("/assessment/toe/")["Location"] == "/assessment/region/"
    assert post(client, "toe")["Location"] == "/assessment/region/"
    assert client.get("/assessment/review/")["Location"] == "/assessment/region/"
    assert Answer.objects.count() == rows
    assert "Answer this page first" in text(client.get("/assessment/region/"))


@pytest.mark.parametrize("slug", ["nothing", "result_gate", "plan", "optional", "REGION"])
def test_unknown_page_is_a_404(client: Client, person: Person, slug: str) -> None:
    assert client.get(f"/assessment/{slug}/").status_code == 404
    assert client.post(f"/assessment/{slug}/").status_code == 404


@pytest.mark.parametrize(
    ("slug", "form", "said"),
    [
        ("region", {"main.region": "moon"}, "Choose one of the answers shown"),
        ("region", {}, "Choose an answer: “"),
        ("region", {"main.region": ["back", "feet"]}, "Choose only one answer"),
        ("region", {"rf.ces.saddle": "yes", "main.region": "feet"}, "This page does not ask"),
        ("region", {"main.region.left": "feet"}, "Choose an answer: “"),
    ],
)
def test_bad_answers_are_refused_by_the_row(
    client: Client, person: Person, slug: str, form: dict[str, Any], said: str
) -> None:
    response = client.post(f"/assessment/{slug}/", form)
    assert response.status_code == 422
    assert said in text(response)


@pytest.mark.parametrize(
    ("slug", "field", "value"),
    [
        ("pain", "om.pain_foot.now.left", "11"),
        ("pain", "om.pain_foot.now.left", "999"),
        ("pain", "om.pain_foot.now.middle", "3"),
        ("toe", "fp.toe_direction.middle", "inward"),
        ("toe", "fp.toe_direction.left", "9"),
        ("day", "minutes", "17"),
        ("site", "pain_site.left", "moon"),
    ],
)
def test_impossible_values_are_refused(
    client: Client, person: Person, draft: Assessment, now: dt.datetime, slug: str, field: str, value: str
) -> None:
    answer_pages(draft, now, until=slug)
    page = catalogue.shipped().page_of_slug(slug)
    assert page
    response = client.post(f"/assessment/{slug}/", posted(page, given()) | {field: [value]})
    assert response.status_code == 422
    assert value not in {str(row.value) for row in Answer.objects.filter(field=field)}


def test_none_and_a_tick_together_are_refused(
    client: Client, person: Person, draft: Assessment, now: dt.datetime
) -> None:
    answer_pages(draft, now, until="health1")
    response = client.post("/assessment/health1/", {"p_health1.none": "ticked", "hx.bones": "ticked"})
    assert response.status_code == 422
    assert "not both" in text(response)


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_wrong_content_type_is_a_400(client: Client, person: Person, kind: str) -> None:
    for path in ("/assessment/", "/assessment/region/", "/assessment/stop/", "/assessment/again/"):
        assert client.post(path, b'{"main.region": "feet"}', content_type=kind).status_code == 400


def test_huge_body_is_a_400(client: Client, person: Person) -> None:
    body = b"main.region=" + b"x" * 300_000
    response = client.post("/assessment/region/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


def test_typed_answers_are_kept_beside_errors(
    client: Client, person: Person, draft: Assessment, now: dt.datetime
) -> None:
    answer_pages(draft, now, until="toe")
    response = client.post("/assessment/toe/", {"fp.toe_direction.left": "inward"})
    page = text(response)
    assert re.search(r'name="fp.toe_direction.left" value="inward" checked', page)
    assert 'href="#fp.toe_direction.right-1"' in page
    assert 'id="fp.toe_direction.right-1"' in page
    assert page.count("Choose an answer: “Right foot”") == 1
    assert "</span>Choose an answer</p>" in page


def test_later_saves_what_is_there(client: Client, person: Person, draft: Assessment, now: dt.datetime) -> None:
    answer_pages(draft, now, until="toe")
    response = client.post("/assessment/toe/", {"fp.toe_direction.left": "inward", "later": "1"})
    assert response["Location"] == "/assessment/saved/"
    assert "same browser" in text(client.get("/assessment/saved/"))
    assert "checked" in text(client.get("/assessment/toe/"))


def test_later_cannot_pass_a_stop(client: Client, person: Person, draft: Assessment, now: dt.datetime) -> None:
    answer_pages(draft, now, until="ces", **SADDLE)
    response = client.post("/assessment/ces/", {"rf.ces.saddle": "yes", "later": "1"})
    assert response["Location"] == "/assessment/stop/"


def test_fresh_pages_have_nothing_chosen(client: Client) -> None:
    everything = {"main.region": "both", "rf.foot.injury": "yes", "hx.allergy": "ticked", "rf.foot.hot": "no"}
    assert not re.search(r"<input[^>]* checked", text(client.get("/assessment/")))
    response, said, walked = client.post("/assessment/", CONSENT), given(**everything), 0
    while page := catalogue.shipped().page_of_slug(response["Location"].rstrip("/").rsplit("/", 1)[-1]):
        html = text(client.get(response["Location"]))
        assert not re.search(r"<(input|option)[^>]* (checked|selected)", html), page.id
        response, walked = client.post(response["Location"], posted(page, said)), walked + 1
    assert walked == 18


def test_foreign_and_forged_fields_take_no_effect(client: Client, person: Person, draft: Assessment) -> None:
    form = {"main.region": "feet", "person": "1", "state": "complete", "valid_until": "2099-01-01", "kind": "amended"}
    client.post("/assessment/region/", form)
    draft.refresh_from_db()
    assert (draft.state, draft.kind, draft.person_id) == ("draft", "full", person.pk)
    assert not Answer.objects.filter(field__in=["person", "state", "valid_until", "kind"]).exists()


def test_another_persons_cookie_shows_only_their_own(client: Client, person: Person) -> None:
    other = Client()
    answer_all(other, **CALF)
    assert client.get("/assessment/stop/")["Location"] == "/assessment/region/"


def unfolded(client: Client) -> str:
    page = text(client.get("/assessment/review/"))
    return re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)


def test_the_review_folds_only_what_decides_nothing_about_safety(client: Client) -> None:
    answer_all(client)
    page = text(client.get("/assessment/review/"))
    folded = "".join(re.findall(r"<details>.*?</details>", page, re.DOTALL))
    seen = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    changes = set(re.findall(r'<dd class="answers__change"><a href="([^"]+)">', folded))
    assert changes == {f"/assessment/{slug}/" for slug in ("pain", "toe", "weight", "habits", "mood")}
    questionnaire = catalogue.shipped()
    for field in safety_fields(questionnaire):
        question = questionnaire.questions.get(field)
        assert not question or question.text not in unescape(folded)
    assert "Show 2 answers" in folded
    assert all(slug in seen for slug in ("/assessment/legs/", "/assessment/health1/", "/assessment/able/"))


def test_the_review_opens_where_an_answer_was_just_changed(client: Client) -> None:
    answer_all(client)
    assert "/assessment/toe/" not in unfolded(client)
    post(client, "toe", **{"fp.toe_direction.left": "clearly_out"})
    assert "/assessment/toe/" in unfolded(client)
    assert "/assessment/habits/" not in unfolded(client)


def test_the_review_quotes_questions_and_lets_nobody_take_back_consent_by_a_link(client: Client) -> None:
    answer_all(client, **{"main.region": "feet"})
    page = text(client.get("/assessment/review/"))
    assert "(more than one)" not in page
    rows = re.findall(r'<div class="answers__row">(.*?)</div>', page)
    consents = [row for row in rows if "/assessment/consent/" in row]
    assert len(consents) == 1
    assert catalogue.shipped().questions["age"].text in consents[0]
    assert catalogue.shipped().words.consent[0].title in text(client.get("/assessment/consent/"))


def test_the_consent_page_leaves_the_zone_to_the_server(client: Client) -> None:
    assert 'name="zone" value=""' in client.get("/assessment/").content.decode()
    page = client.post("/assessment/", {"zone": "Europe/Paris"}).content.decode()
    assert 'name="zone" value="Europe/Paris"' in page
    answer_all(client)
    assert Person.objects.get().zone == settings.TIME_ZONE


# after the plan


def test_amending_a_page_after_the_plan(client: Client, person: Person, draft: Assessment, now: dt.datetime) -> None:
    answer_pages(draft, now)
    actions.complete(assessment=draft, now=now, by=person)
    assert 'value="straight" checked' in text(client.get("/assessment/toe/"))
    response = post(client, "toe", **{"fp.toe_direction.left": "clearly_out"})
    assert response["Location"] == "/assessment/review/"
    assert "Update my plan" in text(client.get("/assessment/review/"))
    assert client.get("/assessment/legs/")["Location"] == "/assessment/"
    assert "Answer the safety questions again" in text(client.get("/assessment/"))


def test_expired_offers_the_safety_questions(
    client: Client, person: Person, draft: Assessment, now: dt.datetime
) -> None:
    answer_pages(draft, now)
    actions.complete(assessment=draft, now=now, by=person)
    Clearance.objects.update(valid_until=person.today(now) - dt.timedelta(days=1))
    page = text(client.get("/assessment/"))
    assert "The safety questions come first" in page
    assert client.post("/assessment/again/")["Location"] == "/assessment/ces/"
    assert client.get("/assessment/toe/")["Location"] == "/assessment/ces/"


def test_prefer_not_shows_the_card_as_a_note_on_the_next_page(
    client: Client, person: Person, draft: Assessment
) -> None:
    post(client, "region", **{"main.region": "back"})
    response = post(client, "ces", **{"main.region": "back", "rf.ces.sex": "prefer_not"})
    assert response["Location"] == "/assessment/spine/"
    assert "Know these signs" in text(client.get("/assessment/spine/"))
    post(client, "spine", **{"main.region": "back"})
    assert "Know these signs" not in text(client.get("/assessment/legs/"))


# work of the database


@pytest.mark.parametrize("path", ["region", "day", "review", "stop", ""])
@pytest.mark.parametrize("rows", [1, 30])
def test_queries_stay_constant(
    client: Client,
    now: dt.datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    path: str,
    rows: int,
) -> None:
    user = User.objects.create_user("a@example.org", "long enough password")
    client.force_login(user)
    client.post("/assessment/", CONSENT)
    person = Person.objects.get()
    for _older in range(rows - 1):
        old = person.assessments.create(
            questionnaire_version=person.assessments.draft().questionnaire_version,
            started_at=now, screening_from=now, state="superseded",
        )  # fmt: skip
        old.said.create(field="age", value=44, said_at=now)
    draft = person.assessments.draft()
    answer_pages(draft, now, **(CALF if path == "stop" else {}))
    for _row in range(rows - 1):
        draft.said.create(field="minutes", value="15", said_at=now)
    with django_assert_max_num_queries(8):
        response = client.get(f"/assessment/{path}/" if path else "/assessment/")
    assert response.status_code in (200, 302)


def test_make_complete_assessment_belongs_to_a_guest(client: Client, person: Person, now: dt.datetime) -> None:
    """The helper that other tests rest on gives what the pages give."""
    by_pages = person.assessments.draft()
    answer_all(client)
    actions.complete(assessment=by_pages, now=now, by=person)
    by_actions = make_complete_assessment(actions_person(now), now)
    by_pages.refresh_from_db()
    by_actions.refresh_from_db()
    assert by_pages.findings == by_actions.findings
    assert by_pages.answers == by_actions.answers


def actions_person(now: dt.datetime) -> Person:
    return Person.objects.create(country="GB", zone="Europe/London", created_at=now)


def test_guest_cookie_of_nobody_is_ignored(client: Client, now: dt.datetime) -> None:
    draft = make_draft(actions_person(now), now, until="legs")
    draft.person.delete()
    assert client.get("/assessment/legs/")["Location"] == "/assessment/"

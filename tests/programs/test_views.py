"""The pages of a plan over HTTP: who sees what, and what each post answers."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Clearance
from footcare.accounts.models import Person, User
from programs import actions, catalogue
from programs.models import DailyCheck, Plan, Tick
from programs.reports import Report
from tests.assessments.helpers import answer_all, make_person
from tests.conftest import Clock
from tests.programs.helpers import BACK_AND_FEET, client_of, make_draft, make_plan, nothing_new, rescreen, stop
from tests.programs.test_actions import released_surgery

pytestmark = pytest.mark.django_db
PAGES = ("/assessment/result/", "/plan/", "/today/", "/today/ankle-circles/", "/today/check-in/")
POSTS = ("/assessment/result/", "/plan/", "/today/tick/", "/today/check/", "/today/check-in/", "/today/screen/")
JSON = {"Accept": "application/json"}


@pytest.fixture
def person(clock: Clock) -> Person:
    return make_plan(clock.now).person


@pytest.fixture
def client(person: Person) -> Client:
    return client_of(person)


def sentences(response: Any) -> str:
    """The messages that the next page shows."""
    return " ".join(str(message) for message in response.wsgi_request._messages)


def tick(
    client: Client, item: str = "ankle-circles", done: str = "1", op: object = None, back: str = "", **extra: Any
) -> Any:
    return client.post("/today/tick/", {"item": item, "done": done, "op": str(op or uuid4()), "back": back}, **extra)


def shows_no_item(response: Any) -> bool:
    text = response.content.decode()
    return not any(item.words.name in text for item in catalogue.shipped().items.values())


# Who sees a plan


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


# Making and changing a plan


def test_result_post_makes_the_plan(clock: Clock) -> None:
    person = make_person(clock.now)
    make_draft(person, clock.now, **BACK_AND_FEET)
    client = client_of(person)
    for _twice in range(2):
        response = client.post("/assessment/result/")
        assert (response.status_code, response["Location"]) == (303, "/assessment/result/")
    assert Plan.objects.get().person == person


def test_result_post_too_early_leads_to_the_open_page(clock: Clock) -> None:
    client = Client()
    client.post("/assessment/", {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked", "country": "GB"})
    assert client.post("/assessment/result/")["Location"] == "/assessment/region/"
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, ["Lower back pain", "6 patterns stand out", "Well out", "Change", "From your answers, not measured"]),
        ({}, ["You lean more on your right leg", "Try one now", "Start today’s routine", "is not certain yet"]),
        (
            {"main.region": "none", "fp.toe_direction.right": "straight", "fp.weight_side_edge.right": "even",
             "fp.weight_left_right": "both", "hb.positions": ("none",)},
            ["Nothing stands out", "general plan"],
        ),
        ({"hx.thinners": "ticked"}, ["You can start, with a few parts left out"]),
        ({"hx.bendy": "ticked", "main.region": "none"}, ["You can start"]),
        ({"mood.weigh": 8}, ["Long-lasting pain can wear anyone down", "Samaritans on 116 123", "999"]),
        ({"rf.spine.inflammatory": "ticked"}, ["Ask for a routine appointment"]),
    ],
)  # fmt: skip
def test_result_says(clock: Clock, answers: dict[str, Any], words: list[str]) -> None:
    person = make_plan(clock.now, **answers).person
    text = client_of(person).get("/assessment/result/").content.decode()
    for word in words:
        assert word in text


def test_result_without_weight_on_the_mind_has_no_support_box(client: Client) -> None:
    assert "Long-lasting pain" not in client.get("/assessment/result/").content.decode()


def test_result_tries_one_before_it_talks_of_accounts(client: Client) -> None:
    text = client.get("/assessment/result/").content.decode()
    assert text.index("Try one now") < text.index("Save this plan")


def test_plan_shows_every_item_with_all_reasons_and_sources(person: Person, client: Client, clock: Clock) -> None:
    text = client.get("/plan/").content.decode().replace("&#x27;", "'")
    protocol = catalogue.shipped()
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    for day in ("strength", "other"):
        for entry in plan.outcome[day]["items"] + plan.outcome[day]["breaks"]:
            assert protocol.items[entry["item"]].words.name in text
            for reason in entry["reasons"]:
                assert protocol.rules_by_id[reason["rule"]].reason.rstrip(".") in text
        for left in plan.outcome[day]["left_outs"] + plan.outcome[day]["dropped"]:
            assert protocol.items[left["item"]].words.name in text
    assert "Stop and ask a professional if pain affects your day-to-day life." in text
    assert "https://doi.org/" in text


def test_plan_says_a_shared_reason_once_and_every_reason_with_its_item(clock: Clock) -> None:
    page = client_of(make_plan(clock.now, **BACK_AND_FEET).person).get("/plan/").content.decode()
    seen = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    for head, *rows in (part.split('<li class="card plan-row"') for part in re.split(r"<h2", seen)):
        reasons = [found for row in rows for found in re.findall(r'<p class="quiet">(.*?)</p>', row)]
        full = [reason for reason in reasons if not reason.startswith("Because of: ")]
        assert all(reason not in head for reason in full)
        assert len(full) == len(set(full))
    for row in page.split('<li class="card plan-row"')[1:]:
        folded = re.findall(r"<details>.*?</details>", row, re.DOTALL)[0]
        assert re.search(r"(Tested in trials|Indirect evidence|Clinic experience)</span></summary>", folded)
        assert "<li>" in folded.split("Sources")[0]
        assert "<li>" in folded.split("Sources")[1]


def test_plan_says_how_sure_the_evidence_is(client: Client) -> None:
    assert "Whether they ease back pain is not certain yet." in client.get("/plan/").content.decode()


def test_plan_safety_words_never_name_an_answer(clock: Clock) -> None:
    person = make_plan(clock.now, **{"hx.thinners": "ticked", "hx.falls": "ticked"}).person
    text = client_of(person).get("/plan/").content.decode()
    left_out = " ".join(re.findall(r'<dl class="left-out">.*?</dl>', text, re.DOTALL)).lower()
    assert "because of your answers about health" in left_out
    for word in ("thinner", "bleed", "fall", "unsteady"):
        assert word not in left_out


def test_plan_post_changes_the_plan_at_once(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    tick(client)
    response = client.post("/plan/", {"minutes": "5", "days": "7", "equipment": ["ball"]})
    assert (response.status_code, response["Location"]) == (303, "/plan/")
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    assert (plan.minutes, plan.days) == (5, 7)
    today = client.get("/today/").content.decode()
    assert "Mark as not done: Ankle circles" in today


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"minutes": "3", "days": "5"},
        {"minutes": "15", "days": "1"},
        {"minutes": "15", "days": "5", "equipment": "anvil"},
        {"minutes": "15", "days": "5", "lacks": "none"},
    ],
)
def test_plan_post_unknown_values_change_nothing(client: Client, posted: dict[str, str]) -> None:
    response = client.post("/plan/", posted)
    assert response.status_code == 422
    assert "<title>Error:" in response.content.decode()
    assert Plan.objects.count() == 1


# Today


def test_today_asks_first(client: Client) -> None:
    text = client.get("/today/").content.decode()
    assert "Anything new since last time?" in text
    assert "data-tick" not in text
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    text = client.get("/today/").content.decode()
    assert "data-tick" in text
    assert "Before you massage" in text
    assert text.index("“This leg” means any of them.") < text.index("on this leg today?")
    response = client.post("/today/check/", {"massage_check": "no", "op": str(uuid4())})
    assert (response.status_code, response["Location"]) == (303, "/today/#touch")
    text = client.get("/today/").content.decode()
    assert "Before you massage" not in text
    assert 'id="touch"' in text


def test_today_ticks_and_unticks(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    response = tick(client)
    assert (response.status_code, response["Location"]) == (303, "/today/#item-ankle-circles")
    assert "Mark as not done: Ankle circles" in client.get("/today/").content.decode()
    tick(client, done="0")
    assert "Mark as done: Ankle circles" in client.get("/today/").content.decode()
    assert Tick.objects.count() == 2


def test_tick_with_script_answers_with_the_day(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    answer = tick(client, headers=JSON).json()
    assert (answer["item"], answer["done"], answer["progress"]["finished"]) == ("ankle-circles", True, False)
    assert answer["progress"]["counts"][0]["text"].startswith("1 of ")
    assert answer["progress"]["next"]["label"].startswith("Continue: ")
    assert answer["today"] == {"state": "part", "text": f"Today, {clock.now:%A}: part done"}
    page = client.get("/today/").content.decode()
    assert 'data-open="0 of 5 days this week.' in page
    assert 'data-part="1 of 5 days this week.' in page
    assert tick(client, done="0", headers=JSON).json()["today"]["state"] == "open"


def test_tick_before_the_question_leads_back(client: Client) -> None:
    client.get("/today/")
    response = tick(client)
    assert (response.status_code, response["Location"]) == (303, "/today/")
    assert "One question comes first" in sentences(response)
    assert tick(client, headers=JSON).json() == {"go": "/today/"}
    assert not Tick.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"item": "ankle-circles", "done": "1"},
        {"item": "ankle-circles", "done": "2", "op": str(uuid4())},
        {"item": "ankle-circles", "done": "1", "op": "7"},
        {"item": "ankle circles'--", "done": "1", "op": str(uuid4())},
        {"item": "a" * 61, "done": "1", "op": str(uuid4())},
    ],
)
def test_tick_malformed(person: Person, client: Client, clock: Clock, posted: dict[str, str]) -> None:
    nothing_new(person, clock.now)
    response = client.post("/today/tick/", posted)
    assert response.status_code == 400
    assert "Open Today again" in response.content.decode()
    assert not Tick.objects.exists()


def test_tick_conflicts(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    op = uuid4()
    assert tick(client, op=op).status_code == 303
    assert tick(client, op=op).status_code == 303
    assert tick(client, op=op, done="0").status_code == 409
    response = tick(client, item="downward-dog-pedal")
    assert response.status_code == 409
    assert "not on today’s list" in response.content.decode()
    assert "message" in tick(client, item="downward-dog-pedal", headers=JSON).json()


def test_check_yes_goes_to_the_first_safety_page_each_time(client: Client, clock: Clock) -> None:
    op = str(uuid4())
    for _twice in range(2):
        response = client.post("/today/check/", {"anything_new": "yes", "op": op})
        assert (response.status_code, response["Location"]) == (303, "/assessment/ces/")
    assert Clearance.objects.filter(kind="withdrawn").count() == 1


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"anything_new": "maybe", "op": str(uuid4())},
        {"anything_new": "no", "massage_check": "no", "op": str(uuid4())},
        {"anything_new": "no"},
    ],
)
def test_check_malformed(client: Client, posted: dict[str, str]) -> None:
    assert client.post("/today/check/", posted).status_code == 400
    assert not DailyCheck.objects.exists()


def test_check_other_answer_with_the_same_operation(client: Client) -> None:
    op = str(uuid4())
    assert client.post("/today/check/", {"anything_new": "no", "op": op}).status_code == 303
    assert client.post("/today/check/", {"anything_new": "yes", "op": op}).status_code == 409


def test_today_states(person: Person, client: Client, clock: Clock) -> None:
    assert "Answer the question above first." in client.get("/today/").content.decode()
    nothing_new(person, clock.now)
    assert "Your first day" in client.get("/today/").content.decode()
    items = [entry["item"] for entry in person.day_plans.get().items]
    for item in items:
        tick(client, item=item)
    text = client.get("/today/").content.decode()
    assert "Done for today" in text
    assert "How did it feel?" in text
    assert f"Show today’s {len(items)} items" in text
    assert "1 of 5 days this week" in text
    clock.move(days=1)
    text = client.get("/today/").content.decode()
    assert "Welcome back" not in text
    clock.move(days=2)
    assert "Welcome back" not in client.get("/today/").content.decode()
    clock.move(days=1)
    assert "Welcome back. Start with 5 minutes." in client.get("/today/").content.decode()


def test_today_says_why_there_is_no_strength(clock: Clock) -> None:
    person = make_plan(clock.now, minutes="30", experience="weekly").person
    nothing_new(person, clock.now)
    strength = next(e["item"] for e in person.day_plans.get().items if e["kind"] == "strength")
    tick(client_of(person), item=strength)
    clock.move(days=1)
    assert "No strength work today" in client_of(person).get("/today/").content.decode()


def test_today_massage_off(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    client.post("/today/check/", {"massage_check": "yes", "op": str(uuid4())})
    rescreen(person, clock.move(minutes=5))
    text = client.get("/today/").content.decode()
    assert "No massage today" in text
    assert 'id="touch"' not in text


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_after_the_massage_answer_the_next_page_says_why(
    person: Person, client: Client, clock: Clock, answer: str
) -> None:
    nothing_new(person, clock.now, massage=False)
    response = client.post("/today/check/", {"massage_check": answer, "op": str(uuid4())}, follow=True)
    notices = re.findall(r'<div class="notice [^>]*>.*?<p>(.*?)</p>', response.content.decode(), re.DOTALL)
    assert notices[0].startswith("No massage today, because of your answer")
    assert "safety questions" in notices[0]


def test_today_counts_what_stands_under_each_heading(clock: Clock) -> None:
    person = make_plan(clock.now, minutes="30", experience="weekly").person
    nothing_new(person, clock.now)
    client = client_of(person)
    tick(client, item=person.day_plans.get().items[0]["item"])
    text = client.get("/today/").content.decode()
    counts = dict(re.findall(r'data-count="(\w+)">(\d+ of \d+) done', text))
    listed = re.findall(
        r'strand-head[^>]* id="(\w+)".*?<ul class="plan-list">(.*?)</ul>\s*(?=<div class="section__head|<p)',
        text,
        re.DOTALL,
    )
    assert {name for name, _rows in listed} == set(counts)
    assert "finish" in counts
    for name, rows in listed:
        done, of = rows.count('aria-pressed="true"'), rows.count("data-item=")
        assert counts[name] == f"{done} of {of}"


def test_plan_says_each_reason_for_leaving_out_once(client: Client) -> None:
    text = client.get("/plan/").content.decode()
    groups = re.findall(r'<dl class="left-out">(.*?)</dl>', text, re.DOTALL)[-1]
    reasons, names = re.findall("<dt>(.*?)</dt>", groups), re.findall("<dd>(.*?)</dd>", groups)
    assert len(reasons) == len(set(reasons))
    assert len(names) == len(set(names)) > len(reasons)
    assert f"Show {len(names)} items and why" in text


# Items


def test_item_page_shows_everything(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    words = catalogue.shipped().items["ankle-circles"].words
    text = client.get("/today/ankle-circles/").content.decode()
    for line in (*words.cues, *words.common_mistakes, *words.stop_signs, words.feels_like, "Mark as done", "Sitting"):
        assert line in text
    assert 'rel="next"' in text
    assert 'href="/today/"' in text


def test_item_page_leads_on_to_what_is_left(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    page = client.get("/today/ankle-circles/").content.decode()
    assert "Twice a day. One tick is enough." in page
    assert "Back to Today" not in page
    response = tick(client, back="item")
    assert (response.status_code, response["Location"]) == (303, "/today/ankle-circles/#done")
    page = client.get("/today/ankle-circles/").content.decode()
    assert 'id="done"' in page
    assert "Back to Today" in page
    order = [entry["item"] for entry in person.day_plans.get().items]
    assert re.search(rf'href="/today/{order[1]}/">Next: ', page)
    last = order[-1]
    for item in order[1:]:
        tick(client, item=item)
    tick(client, done="0")
    assert 'href="/today/ankle-circles/">Next: ankle circles' in client.get(f"/today/{last}/").content.decode()
    tick(client)
    page = client.get(f"/today/{last}/").content.decode()
    assert "That was the last one for today." in page
    assert "Next: " not in page


def test_item_page_leads_to_the_question_before_a_massage(person: Person, client: Client, clock: Clock) -> None:
    client.get("/today/")
    client.post("/today/check/", {"anything_new": "no", "op": str(uuid4())})
    for entry in person.day_plans.get().items:
        if entry["kind"] != "massage":
            tick(client, item=entry["item"])
    assert re.search(r'href="/today/#massage-check">Next: ', client.get("/today/ankle-circles/").content.decode())


def test_item_page_has_this_persons_cautions_and_pressure(clock: Clock) -> None:
    person = make_plan(clock.now, **{"hx.thinners": "ticked", "om.pain_back.now": 7, "equipment": ("none",)}).person
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    touch = next(e["item"] for e in plan.outcome["other"]["items"] if e["kind"] == "massage")
    text = client_of(person).get(f"/today/{touch}/").content.decode()
    assert "Light pressure only, stop at any bruise" in text
    assert "out of 10" in text


def test_item_outside_the_plan_is_not_found(client: Client) -> None:
    assert client.get("/today/downward-dog-pedal/").status_code == 404
    assert client.get("/today/no-such-item/").status_code == 404


def test_item_of_another_day_has_no_tick(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    today = {entry["item"] for entry in person.day_plans.get().items}
    other = next(e["item"] for e in plan.outcome["strength"]["breaks"] if e["item"] not in today)
    text = client.get(f"/today/{other}/").content.decode()
    assert "Mark as done" not in text


# SQL


def statements(client: Client, method: str, url: str, data: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(url, data or {})
    assert response.status_code in (200, 303), url
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN")) for query in queries.captured_queries)


def practise(person: Person, clock: Clock, days: int) -> None:
    for _day in range(days):
        nothing_new(person, clock.now)
        for entry in person.day_plans.get(current=True, local_date=clock.now.date()).items[:2]:
            actions.tick(person=person, item=entry["item"], done=True, op=uuid4(), now=clock.now)
        actions.check_in(person=person, report=Report(1, 1, "", "note"), op=uuid4(), now=clock.now, by=person)
        clock.move(days=1)
    nothing_new(person, clock.now)


@pytest.mark.parametrize("signed_in", [False, True])
def test_sql_is_constant_and_small(person: Person, clock: Clock, signed_in: bool) -> None:
    client = client_of(person)
    more = 0
    if signed_in:
        person.user = User.objects.create_user("someone@example.org", "long enough words")
        person.save()
        client = Client()
        more = 1  # the session and the user, who brings the person
    counts = []
    for days in (1, 26, 4):
        practise(person, clock, days)
        if signed_in:
            client.force_login(person.user)
        client.get("/today/")
        posted = {"item": "ankle-circles", "done": "1", "op": str(uuid4())}
        counts.append({url: statements(client, "get", url) for url in PAGES})
        counts[-1]["tick"] = statements(client, "post", "/today/tick/", posted)
    assert counts[0] == counts[1]
    assert counts[0] == counts[2]  # also when the last practice decides whether the plan shows
    assert counts[0]["/today/"] <= 6 + more
    assert counts[0]["/plan/"] <= 6
    assert counts[0]["/assessment/result/"] <= 6
    assert counts[0]["/today/ankle-circles/"] <= 6 + more
    assert counts[0]["tick"] <= 7 + more

"""The learn pages as a browser gets them: for anybody, without a plan, light, and quiet where answers stop."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Clearance
from programs import catalogue
from programs.learning import articles
from programs.ways import way_to_a_plan
from tests.assessments.helpers import CALF, HEART, answer_all, make_draft, make_person
from tests.conftest import Clock
from tests.footcare.accounts.test_sign_in import hold
from tests.pages import forms_of
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = pytest.mark.django_db

PROTOCOL = catalogue.shipped()
ADDRESSES = ["/learn/", *(f"/learn/{key}/" for key in (*articles.KEYS, *PROTOCOL.items))]
LIGHT = 9_000  # bytes gzipped, the whole library on one page
LIGHT_PAGE = 6_500


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main(response: Any) -> str:
    assert response.status_code == 200
    html: str = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.fixture
def client() -> Client:
    """A stranger, not the person with a plan of the other tests."""
    return Client()


def test_a_stranger_opens_every_page_without_the_database(client: Client, django_assert_num_queries: Any) -> None:
    for address in ADDRESSES:
        with django_assert_num_queries(0):
            response = client.get(address)
        html = main(response)
        assert len(gzip.compress(response.content)) <= (LIGHT if address == "/learn/" else LIGHT_PAGE), address
        assert "/today/" not in html, address
        assert "/plan/" not in html, address
        assert not response.cookies, address


def test_the_library_lists_every_item_once(client: Client) -> None:
    html = main(client.get("/learn/"))
    linked = re.findall(r'<a href="/learn/([\w-]+)/">', html)
    assert sorted(linked) == sorted([*PROTOCOL.items, *articles.KEYS])
    assert "124 ways" in text_of(html)


def test_the_form_keeps_what_was_chosen_in_the_address(client: Client) -> None:
    html = client.get("/learn/?words=heel&position=sitting").content.decode()
    (form,) = [form for form in forms_of(html, "/learn/") if form.names]
    assert (form.method, form.action) == ("get", "/learn/")
    assert {name: value for name, value in form.data.items() if value != [""]} == {
        "words": ["heel"],
        "position": ["sitting"],
    }
    assert form.names == {"words", "purpose", "position", "equipment", "minutes"}


def test_a_choice_says_how_many_and_each_can_be_taken_away(client: Client) -> None:
    html = main(client.get("/learn/?words=heel&position=sitting"))
    found = len(re.findall(r'class="learn-row"', html))
    assert f"{found} of 124 items fit." in text_of(html)
    assert f"Sitting ({found})" in text_of(html)
    for left in ("/learn/?words=heel", "/learn/?position=sitting", "/learn/"):
        assert f'href="{left}"' in html
    assert 'name="robots" content="noindex"' in client.get("/learn/?words=heel").content.decode()


def test_nothing_found_offers_a_way_on(client: Client) -> None:
    html = main(client.get("/learn/?words=tennis&position=kneeling"))
    words = text_of(html)
    assert "0 of 124 items fit." in words
    assert "Without “tennis”: 4 items" in words
    assert "Without kneeling: 3 items" in words
    assert 'href="/learn/"' in html
    assert 'class="learn-row"' not in html


def test_words_that_nothing_has_say_how_to_see_all_again(client: Client) -> None:
    words = text_of(main(client.get("/learn/?words=zzz")))
    assert "Nothing found for “zzz”. All 124 items are shown when you clear the search. Clear the search" in words
    assert "Did you mean" not in words


def test_a_slip_of_the_keys_leads_to_the_word(client: Client) -> None:
    html = main(client.get("/learn/?words=balence&position=standing"))
    assert "Did you mean: balance" in text_of(html)
    assert 'href="/learn/?words=balance&amp;position=standing"' in html


def test_whoever_has_a_plan_is_led_to_it_and_not_to_the_questions(clock: Clock) -> None:
    person = make_plan(clock.now).person
    client = client_of(person)
    for address in ("/learn/", "/learn/ankle-circles/", "/learn/moving/", "/learn/touch/"):
        html = main(client.get(address))
        assert "Your own plan is on Today" in text_of(html)
        assert 'href="/today/"' in html
        assert "/assessment/" not in html
    clock.move(days=100)
    for address in ("/learn/", "/learn/ankle-circles/", "/learn/moving/"):
        html = main(client.get(address))
        assert "/today/" not in html
        assert 'href="/assessment/"' in html


def test_words_find_articles_too(client: Client) -> None:
    words = text_of(main(client.get("/learn/?words=back+pain")))
    assert "To read Feet and back" in words


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    html = client.get("/learn/", {"words": '"><b>x'}).content.decode()
    assert "<b>x" not in html
    assert "&lt;b&gt;x" in html


@pytest.mark.parametrize("query", ["words=%00", "minutes=99&minutes=2", "position=%F0%9F%A6%B6", "words=" + "a" * 5000])
def test_any_address_is_answered(client: Client, query: str) -> None:
    assert client.get(f"/learn/?{query}").status_code == 200


def test_an_item_page_holds_all_of_it(client: Client) -> None:
    html = main(client.get("/learn/heel-raise-both-towel/"))
    item, words = PROTOCOL.items["heel-raise-both-towel"], text_of(html)
    for said in (item.words.name, item.words.purpose, item.words.feels_like, *item.words.cues):
        assert said in words
    for said in (*item.words.common_mistakes, *item.words.stop_signs):
        assert said in words
    for said in ("Not for you if", "Ask first if", "Standing", "About 4 min", "3 days a week", "Indirect evidence"):
        assert said in words
    assert "This is a library, not a plan." in words
    assert html.count('href="/assessment/"') == 1
    for other in ("big-toe-hand-extension", "heel-raise-both", "heel-raise-two-up-one-down"):
        assert f'href="/learn/{other}/"' in html


def test_a_doi_stands_only_where_it_was_seen(client: Client) -> None:
    seen, unseen = PROTOCOL.citations["grieve_2022"], PROTOCOL.citations["rathleff_2015"]
    assert (seen.doi_seen, unseen.doi_seen) == (True, False)
    html = client.get("/learn/heel-raise-single-towel-step/").content.decode()
    assert unseen.title in unescape(html)
    assert str(unseen.doi) not in html
    users = [item.id for item in PROTOCOL.items.values() if seen.id in item.evidence]
    assert f"https://doi.org/{seen.doi}" in client.get(f"/learn/{users[0]}/").content.decode()


def test_a_study_that_nobody_saw_is_marked(client: Client) -> None:
    assert not PROTOCOL.citations["seed_article"].verified
    assert "We have not seen this one ourselves." in text_of(main(client.get("/learn/big-toe-ball-lean/")))


def test_every_note_of_an_article_leads_to_its_source(client: Client) -> None:
    for key in articles.KEYS:
        html = main(client.get(f"/learn/{key}/"))
        assert set(re.findall(r'href="#(source-\d+)"', html)) == set(re.findall(r'id="(source-\d+)"', html))


def test_help_names_the_numbers_of_the_country(client: Client) -> None:
    words = text_of(main(client.get("/learn/when-to-get-help/")))
    assert "Call 999" in words
    assert "NHS 111" in words
    assert "{" not in words
    assert 'href="/help/#support"' in client.get("/learn/when-pain-weighs-on-you/").content.decode()


@pytest.mark.parametrize("key", ["nothing", "ankle-circles-2"])
def test_an_unknown_key_leads_back(client: Client, key: str) -> None:
    response = client.get(f"/learn/{key}/")
    assert response.status_code == 404
    assert 'href="/learn/"' in response.content.decode()


def test_learn_is_in_the_navigation_of_a_plan_and_a_link_for_a_stranger(client: Client) -> None:
    header, footer = (client.get("/").content.decode().split(f"<{part}")[1] for part in ("header", "footer"))
    assert 'href="/learn/">Learn' in header
    assert 'href="/learn/">Learn' in footer
    hold(client, make_plan(timezone.now()).person)
    html = client.get("/learn/").content.decode()
    navigation = html[html.index('aria-label="Main"') : html.index("</nav>")]
    assert re.findall(r"<span>(.*?)</span>", navigation) == ["Today", "My plan", "Learn"]
    assert navigation.count('aria-current="page"') == 1


@pytest.mark.parametrize("answers", [CALF, HEART], ids=["same_day", "clinician_first"])
def test_whoever_is_stopped_gets_the_advice_and_no_item(client: Client, answers: dict[str, Any]) -> None:
    answer_all(client, **answers)
    for address in ("/learn/", "/learn/?words=heel", "/learn/ankle-circles/"):
        assert client.get(address)["Location"] == "/assessment/stop/"
    assert client.get("/learn/no-such-item/").status_code == 404
    read = main(client.get("/learn/moving/"))
    assert "Open your advice" in read
    assert 'href="/assessment/"' not in read
    assert 'href="/learn/ankle-circles/"' not in read
    for address in ("/assessment/stop/", "/"):
        assert 'href="/learn/"' not in client.get(address).content.decode()


def reads_items(client: Client) -> list[bool]:
    return [
        client.get("/learn/").status_code == 200,
        client.get("/learn/ankle-circles/").status_code == 200,
        'href="/learn/ankle-circles/"' in main(client.get("/learn/moving/")),
    ]


@pytest.mark.parametrize(
    ("address", "report"),
    [("/today/check/", {"anything_new": "yes"}), ("/today/check-in/", {"pain_during": "8"})],
    ids=["something new", "strong pain"],
)
def test_whoever_reported_something_new_gets_no_item_before_the_questions(
    clock: Clock, address: str, report: dict[str, str]
) -> None:
    person = make_plan(clock.now).person
    if address == "/today/check-in/":
        nothing_new(person, clock.now)
    client = client_of(person)
    assert reads_items(client) == [True] * 3
    client.post(address, report | {"op": str(uuid4())})
    assert person.clearances.latest_one().kind == Clearance.Kind.WITHDRAWN
    way = way_to_a_plan(person, clock.now).url
    assert way.startswith("/assessment/")
    for held_back in ("/learn/", "/learn/?words=heel", "/learn/ankle-circles/"):
        assert client.get(held_back)["Location"] == way
    assert reads_items(client) == [False] * 3
    rescreen(person, clock.move(minutes=5))
    assert reads_items(client) == [True] * 3


def test_unfinished_questions_and_a_clearance_that_ran_out_leave_the_library_open(clock: Clock) -> None:
    begun = make_person(clock.now)
    make_draft(begun, clock.now, until="legs")
    assert begun.clearances.latest_one() is None
    assert reads_items(client_of(begun)) == [True] * 3
    person = make_plan(clock.now).person
    clock.move(days=100)
    assert person.cleared_plan(clock.now) is None
    assert reads_items(client_of(person)) == [True] * 3

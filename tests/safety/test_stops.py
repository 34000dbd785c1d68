"""After an answer that holds the plan back, no page shows an item and no post changes a plan, whichever way it comes.

The whole system is asked: every question with a stopping option and every combination rule, on the real pages, by a
link, an edited address, a form of an older page, and the pages of a second tab.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from django.http import HttpResponse
from django.test import Client

from assessments.models import Answer, Assessment, Clearance
from assessments.standing import standing_of
from footcare.accounts.models import Person
from programs.models import CheckIn, DailyCheck, DayPlan, Plan, Tick
from programs.versions import protocol_of
from tests.architecture.test_urls import routes
from tests.assessments.helpers import answer_pages, given, posted
from tests.conftest import NOON, Clock, Once
from tests.factories import client_for, make_cleared_person, make_clinic, make_link, make_member, make_practice
from tests.pages import forms_of
from tests.safety.situations import AGE, SHIPPED, SITUATIONS, Situation, of_options, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_once")]

OF_A_PLAN = (Plan, DayPlan, Tick, DailyCheck, CheckIn)
OF_ANSWERS = (Assessment, Answer, Clearance)
ITEM_LINK = re.compile(r'href="(/today/[^"#]+/)[^"]*"')
CHECK = "/today/check/"
ASKS_AGAIN = {"/today/screen/"}  # asks the safety questions again: see the last test
SAFE_TO_LINK = {"/today/check-in/"}
LIBRARY = "/learn/"

Post = tuple[str, dict[str, Any]]


def rows(*tables: type[models.Model]) -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in tables}


def plan_pages(item: str) -> list[str]:
    """Every address of the app that owns the plan, so that a new page is asked too."""
    return [route.address().replace("nobody", item) for route in routes() if route.name.startswith("programs:")]


class Probe:
    """A person with a plan, who keeps the pages of a cleared day open in another tab."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.person = make_cleared_person(clock.now, age=AGE)
        plan = make_practice(self.person, clock.now)
        self.client = client_for(self.person)
        self.item = self.person.day_plans.get().items[0]["item"]
        items = protocol_of(plan.protocol_version).items
        self.names = {items[planned["item"]].words.name for planned in self.person.day_plans.get().items}
        pages = {page: self.client.get(page) for page in plan_pages(self.item)}
        self.pages = [page for page, response in pages.items() if response.status_code == 200]
        self.posts = [post for page in self.pages for post in self.old_posts(page, pages[page])]
        assert {"/today/tick/", "/plan/", "/today/check-in/"} <= {action for action, _data in self.posts}

    def old_posts(self, page: str, response: HttpResponse) -> Iterator[Post]:
        """One form of each kind that a page holds; ticks differ in nothing but the item."""
        kinds = {}
        for form in forms_of(response.content.decode(), page):
            if form.method == "post" and form.action in plan_pages(self.item) and form.action not in ASKS_AGAIN:
                kinds[form.action, *sorted(form.names)] = form
        yield from ((form.action, form.filled()) for form in kinds.values())

    def items_on(self, response: HttpResponse) -> list[str]:
        """Items that a page names or leads to."""
        text = response.content.decode()
        links = {link for link in ITEM_LINK.findall(text) if link not in SAFE_TO_LINK}
        return sorted(links | {name for name in self.names if f">{name}<" in text})

    def faults(self, *more: Post, library_is_open: bool = False) -> list[str]:
        """What still shows or changes, by every address and every form of an older page, and by these posts too."""
        found = self.pages_shown(library_is_open=library_is_open)
        before = rows(*OF_A_PLAN, *OF_ANSWERS)
        posts = [("/assessment/result/", {}), *self.posts, *more]
        for action, data in sorted(posts, key=lambda post: post[0] == CHECK):  # a yes there would hide what comes after
            found += self.shown(f"POST {action}", self.client.post(action, data))
        after = rows(*OF_A_PLAN, *OF_ANSWERS)
        found += [f"{table} changed" for table in before if before[table] != after[table]]
        if self.person.cleared_plan(self.clock.now) is not None:
            found.append("the door to the plan is open")
        return found

    def shown(self, what: str, response: HttpResponse) -> list[str]:
        """Nothing of a plan may be on a page, and no page of a plan may open or fail."""
        found = [f"{what} shows {items}"] if (items := self.items_on(response)) else []
        return found + ([f"{what} answers {response.status_code}"] if response.status_code in (200, 500) else [])

    def pages_shown(self, *, library_is_open: bool = False) -> list[str]:
        """The library holds no plan and is for anybody. Where it is open, nothing in it may come from the plan: it must
        be what strangers read, to the letter.
        """
        found = []
        for page in self.pages:
            response = self.client.get(page)
            if library_is_open and page.startswith(LIBRARY):
                again = self.client.get(page)  # the first carries what the page before it had to say
                if main_of(again) != main_of(Client().get(page)):
                    found.append(f"GET {page} differs from what a stranger reads")
            else:
                found += self.shown(f"GET {page}", response)
        return found

    def glance(self) -> list[str]:
        """The door, Today and one tick."""
        tick = next(post for post in self.posts if post[0] == "/today/tick/")
        found = self.shown("GET /today/", self.client.get("/today/")) + self.shown("tick", self.client.post(*tick))
        return found + (["the door to the plan is open"] if self.person.cleared_plan(self.clock.now) else [])


def main_of(response: HttpResponse) -> str:
    assert response.status_code == 200
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def forged(item: str) -> list[Post]:
    """What no page offers: made-up operations, and fields that would like to be believed."""
    claims = {"level": "clear", "valid_until": "2099-01-01", "released": "1", "assessment": "1"}
    posts: list[Post] = [
        ("/assessment/result/", {}),
        ("/today/tick/", {"item": item, "done": "1", "op": str(uuid4())}),
        (CHECK, {"anything_new": "no", "op": str(uuid4())}),
        (CHECK, {"massage_check": "no", "op": str(uuid4())}),
        ("/today/check-in/", {"pain_now": "1", "op": str(uuid4())}),
        ("/plan/", {"minutes": "10", "days": "5"}),
    ]
    return [(action, data | claims) for action, data in posts]


@pytest.fixture(scope="module")
def made_once(once: Once) -> Probe:
    return once(lambda: Probe(Clock()), at=NOON)


@pytest.fixture
def probe(clock: Clock, made_once: Probe) -> Probe:
    """Each test has the person as stored, and a browser that holds what the one before the answer held."""
    probe = copy.copy(made_once)
    probe.clock, probe.person = clock, Person.objects.get(pk=made_once.person.pk)
    probe.client, probe.posts = client_for(None), copy.deepcopy(made_once.posts)
    probe.client.cookies = copy.deepcopy(made_once.client.cookies)
    return probe


def test_the_probe_sees_a_plan_that_shows(probe: Probe) -> None:
    """Without this a probe that sees nothing would pass everything."""
    found = "\n".join(probe.faults())
    for words in (
        "GET /plan/ answers 200",
        "GET /today/ shows",
        f"GET /today/{probe.item}/ answers 200",
        "GET /assessment/result/ answers 200",
        "Plan changed",
        "Tick changed",
        "CheckIn changed",
        "DailyCheck changed",
    ):
        assert words in found
    assert probe.person.cleared_plan(probe.clock.now) is None  # the last form of the old Today said: something is new


def test_there_are_situations() -> None:
    asked = {name.partition("=")[0] for name in (situation.name for situation in SITUATIONS)}
    stopping = {
        question.id
        for question in SHIPPED.questions.values()
        if any(SHIPPED.levels[level].blocks_plan for level in (question.levels or {}).values())
    }
    rules = {rule.id for rule in SHIPPED.rules} - {"C10"}  # under 18: nothing is stored, see the assessment's tests
    assert asked == stopping | rules


def answered_on(situation: Situation) -> str:
    """The page of the last answer of a situation: what came before may still be harmless."""
    slugs = [page.slug for page in SHIPPED.flows["full"].pages]
    pages = {SHIPPED.pages[SHIPPED.questions[field].page or ""].slug for field in situation.answers}
    return max(pages, key=slugs.index)


def reach_the_stop(probe: Probe, situation: Situation) -> list[str]:
    """Begins the safety questions again while the plan shows and posts the answer; faults right after it."""
    probe.client.post("/assessment/again/")
    said = given(**{"age": AGE, **situation.answers})
    answer_pages(probe.person.assessments.draft(), probe.clock.now, until=answered_on(situation), **said)
    found = []
    for step in range(20):
        standing = standing_of(probe.person, probe.clock.now)
        if standing is None or standing.stopped or standing.next_page is None:
            break
        probe.client.post(f"/assessment/{standing.next_page.slug}/", posted(standing.next_page, said))
        found += [f"right after the answer: {fault}" for fault in probe.glance()] if step == 0 else []
    latest = probe.person.clearances.latest_one()
    if not latest.stops or SHIPPED.levels[latest.level].rank < SHIPPED.levels[situation.level].rank:
        found.append(f"not stopped at {situation.level}: {latest}")
    return found


@pytest.mark.sweep
@pytest.mark.parametrize("part", range(4))
def test_a_stop_during_a_plan_hides_it_everywhere(probe: Probe, part: int) -> None:
    found = []
    for situation in SITUATIONS[part::4]:
        with undone():
            faults = reach_the_stop(probe, situation) + probe.faults()
            found += [f"{situation.name}: {fault}" for fault in faults]
    assert not found, "\n" + "\n".join(found)


BY_LEVEL = {situation.level: situation for situation in of_options()}


@pytest.mark.parametrize("situation", BY_LEVEL.values(), ids=BY_LEVEL.keys())
def test_forged_posts_do_not_bring_a_plan_back(probe: Probe, situation: Situation) -> None:
    assert reach_the_stop(probe, situation) == []
    assert probe.faults(*forged(probe.item)) == []


@pytest.mark.parametrize("situation", BY_LEVEL.values(), ids=BY_LEVEL.keys())
def test_the_stop_page_leads_to_no_item(probe: Probe, situation: Situation) -> None:
    assert reach_the_stop(probe, situation) == []
    for page in (*probe.pages, "/assessment/", "/assessment/review/", "/"):
        response = probe.client.get(page, follow=True)
        assert response.status_code == 200
        assert probe.items_on(response) == []


@pytest.mark.parametrize("situation", BY_LEVEL.values(), ids=BY_LEVEL.keys())
def test_pages_of_a_second_tab_change_nothing_once_stopped(probe: Probe, situation: Situation) -> None:
    """Every question page, left open with harmless answers; the page of the answer itself after its time is over."""
    assert reach_the_stop(probe, situation) == []
    probe.clock.move(minutes=30, seconds=1)
    before = rows(*OF_A_PLAN, *OF_ANSWERS)
    calm = given()
    for page in SHIPPED.flows["full"].pages[1:]:
        response = probe.client.post(f"/assessment/{page.slug}/", posted(page, calm))
        assert (response.status_code, response["Location"]) == (302, "/assessment/stop/"), page.id
    probe.client.post("/assessment/", {"age": "44", "consent.terms": "ticked", "consent.about_me": "ticked"})
    probe.client.post("/assessment/review/")
    assert rows(*OF_A_PLAN, *OF_ANSWERS) == before
    assert probe.faults() == []


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
@pytest.mark.parametrize("question", DailyCheck.Question.values)
def test_something_new_hides_the_plan_everywhere(probe: Probe, question: str, answer: str) -> None:
    probe.client.post(CHECK, {question: answer, "op": str(uuid4())})
    assert probe.faults(*forged(probe.item)) == []


def test_an_answer_below_a_stop_keeps_the_plan_hidden_until_screening_is_done(probe: Probe) -> None:
    """Lowered within its time: the safety card, then the rest of the questions, and only then a plan.

    No stop stands meanwhile, so the library is as open as it is for anybody who has not finished the questions.
    """
    assert reach_the_stop(probe, Situation("rf.leg.cold=yes", "emergency", {"rf.leg.cold": "yes"})) == []
    probe.client.post("/assessment/legs/", posted(SHIPPED.pages["p_legs"], given()))
    assert probe.person.assessments.draft().safety_card_due
    assert probe.faults(*forged(probe.item), library_is_open=True) == []
    probe.client.post("/assessment/stop/", {"read": "1"})
    assert not probe.person.assessments.draft().safety_card_due
    assert probe.faults(*forged(probe.item), library_is_open=True) == []


def test_asking_for_the_questions_again_after_a_stop_shows_no_plan(probe: Probe) -> None:
    """A new screening may begin at once after a stop that a clinician could release; the plan waits for its end.

    The stop is gone with the new questions, so the library is as open as it is for a stranger.
    """
    assert reach_the_stop(probe, BY_LEVEL["clinician_first"]) == []
    probe.client.post("/today/screen/")
    assert probe.faults(*forged(probe.item)) == []
    probe.client.post("/assessment/again/")
    assert probe.faults(*forged(probe.item), library_is_open=True) == []
    assert probe.person.clearances.latest_one().kind == Clearance.Kind.UNFINISHED


def test_a_release_shows_no_plan_of_older_answers(probe: Probe) -> None:
    clinic = make_clinic(probe.clock.now)
    make_link(probe.person, clinic, probe.clock.now)
    assert reach_the_stop(probe, Situation("hx.surgery", "clinician_first", {"hx.surgery": "ticked"})) == []
    staff = client_for(make_member(clinic, probe.clock.now))
    seen = {"checked": "on", "reason": "Seen today.", "clearance": probe.person.clearances.latest_one().pk}
    staff.post(f"/staff/people/{probe.person.uuid}/release/", seen)
    assert probe.person.clearances.latest_one().kind == Clearance.Kind.RELEASED
    assert probe.person.cleared_plan(probe.clock.now) is None
    assert probe.pages_shown(library_is_open=True) == []  # the clinic let the person go on

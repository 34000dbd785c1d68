"""Newer safety questions do not wait for a new plan: what they hold back is hidden and said at once."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import actions as assessment_actions
from assessments import catalogue as assessment_catalogue
from assessments.domain.definitions import Questionnaire
from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.composing import inputs_now
from programs.reports import Choices
from tests.assessments.helpers import answer_pages, given, make_draft, make_person, page, posted
from tests.conftest import Clock
from tests.factories import make_clinic, make_link, make_member
from tests.programs.helpers import client_of, make_plan, nothing_new, rescreen

pytestmark = pytest.mark.django_db

Ship = Callable[[Questionnaire], None]


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Ship:
    """From now on these questions are the shipped ones."""

    def shipping(newest: Questionnaire) -> None:
        newest = replace(newest, checksum="newer")
        monkeypatch.setattr(assessment_catalogue, "shipped", lambda: newest)

    return shipping


def changed(question: str, **fields: Any) -> Questionnaire:
    """The shipped questions with one of them changed, on its page too."""
    older = assessment_catalogue.shipped()
    newer = replace(older.questions[question], **fields)

    def on(page: Any) -> Any:
        return replace(page, questions=tuple(newer if one.id == question else one for one in page.questions))

    return replace(
        older,
        questions=MappingProxyType({**older.questions, question: newer}),
        pages={id: on(page) for id, page in older.pages.items()},
        flows={kind: replace(flow, pages=tuple(map(on, flow.pages))) for kind, flow in older.flows.items()},
    )


@pytest.mark.parametrize("level", ["clinician_first", "same_day", "emergency"])
def test_an_answer_that_newer_rules_hold_back_hides_the_plan(clock: Clock, ship: Ship, level: str) -> None:
    person = make_plan(clock.now, **{"hx.falls": "ticked"}).person
    client = client_of(person)
    nothing_new(person, clock.now)
    ship(changed("hx.falls", levels={"ticked": level}))
    assert person.cleared_plan(clock.now) is None
    for address in ("/today/", "/plan/", "/assessment/result/", "/today/ankle-circles/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0] == "/assessment/"
        assert "The safety questions have changed." in response.content.decode()
    assert client.post("/assessment/again/").status_code == 302
    draft = person.assessments.draft()
    assert (draft.kind, person.clearances.latest_one().kind) == ("rescreen", "withdrawn")


def test_the_plan_comes_back_after_the_new_questions(clock: Clock, ship: Ship) -> None:
    person = make_plan(clock.now, **{"hx.falls": "ticked"}).person
    ship(changed("hx.falls", levels={"ticked": "clinician_first"}))
    assert person.cleared_plan(clock.now) is None
    rescreen(person, clock.move(hours=1))
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    assert plan.screened_anew is None


def test_answers_that_newer_rules_take_lightly_keep_their_plan(clock: Clock, ship: Ship) -> None:
    person = make_plan(clock.now).person
    ship(changed("hx.falls", levels={"ticked": "emergency"}))
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    assert plan.screened_anew is not None
    assert not plan.screened_anew.asks_again


def test_a_new_tag_takes_its_items_out_at_once(clock: Clock, ship: Ship) -> None:
    plan = make_plan(clock.now, **{"hx.falls": "ticked"})
    nothing_new(plan.person, clock.now)
    client = client_of(plan.person)
    ids = {entry["item"] for day in ("strength", "other") for entry in plan.outcome[day]["items"]}
    tag = next(
        tag
        for id in sorted(ids)
        for tag in catalogue.shipped().items[id].exclusion_tags
        if tag not in plan.inputs["excluded_tags"]
    )
    item = next(id for id in sorted(ids) if tag in catalogue.shipped().items[id].exclusion_tags)
    assert client.get(f"/today/{item}/").status_code == 200
    ship(changed("hx.falls", excludes={"ticked": (tag,)}))
    cleared = plan.person.cleared_plan(clock.now)
    inputs = inputs_now(cleared)
    assert tag in inputs.excluded_tags
    assert inputs.excluded_tags >= set(plan.inputs["excluded_tags"]), "the stricter of both"
    assert client.get(f"/today/{item}/").status_code == 404
    name = catalogue.shipped().items[item].words.name
    assert f"{name}: Left out because of your answers about health, pain or worries." in (
        client.get("/today/").content.decode()
    )
    choices = Choices(minutes="30", days="5", equipment=("ball", "band"), lacks=())
    made = actions.change_plan(person=plan.person, choices=choices, now=clock.now, by=plan.person)
    assert tag in made.inputs["excluded_tags"]
    assert item not in {entry["item"] for day in ("strength", "other") for entry in made.outcome[day]["items"]}


def test_a_new_contraindication_counts_and_one_that_allows_no_plan_hides_it(clock: Clock, ship: Ship) -> None:
    person = make_plan(clock.now, **{"hx.falls": "ticked"}).person
    older = assessment_catalogue.shipped()
    row = next(one for one in older.bridge.contraindications if one.source == "hx.falls")
    for id, hidden in (("pregnancy", False), ("charcot_foot", True)):
        bridge = replace(
            older.bridge,
            contraindications=(*older.bridge.contraindications, replace(row, contraindications=(id,))),
        )
        ship(replace(older, bridge=bridge))
        plan = person.cleared_plan(clock.now)
        assert (plan is None) is hidden
        if plan:
            assert id in inputs_now(plan).contra


def test_a_required_safety_question_that_nobody_answered_asks_again(clock: Clock, ship: Ship) -> None:
    person = make_plan(clock.now).person
    older = assessment_catalogue.shipped()
    new = replace(older.questions["rf.leg.calf"], id="rf.foot.new")
    first = older.flows["rescreen"].pages[0]

    def on(page: Any) -> Any:
        return replace(page, questions=(*page.questions, new)) if page.id == first.id else page

    ship(
        replace(
            older,
            questions=MappingProxyType({**older.questions, new.id: new}),
            pages={id: on(page) for id, page in older.pages.items()},
            flows={kind: replace(flow, pages=tuple(map(on, flow.pages))) for kind, flow in older.flows.items()},
        )
    )
    assert person.cleared_plan(clock.now) is None
    assert "have changed" in client_of(person).get("/today/", follow=True).content.decode()


def test_a_release_covers_what_staff_saw_and_may_still_release(clock: Clock, ship: Ship) -> None:
    person = make_released(clock)
    assert person.cleared_plan(clock.now) is not None
    ship(changed("hx.falls", levels={"ticked": "clinician_first"}))
    assert person.cleared_plan(clock.now) is not None, "hx.falls was not ticked"
    ship(changed("hx.surgery", levels={"ticked": "same_day"}))
    assert person.cleared_plan(clock.now) is None


def make_released(clock: Clock) -> Person:
    """A plan after an operation, which staff of the linked clinic released."""
    clinic, person = make_clinic(clock.now), make_person(clock.now)
    make_link(person, clinic, clock.now)
    draft = make_draft(person, clock.now, **{"hx.surgery": "ticked"})
    stop, by = person.clearances.latest_one(), make_member(clinic, clock.now)
    assessment_actions.release(
        clearance=stop, lifts=["post_surgery"], reason="Seen", now=clock.now, by_user=by, clinic=clinic
    )
    answer_pages(draft, clock.now)
    assert actions.start_plan(person=person, assessment=draft, now=clock.now, by=person) is not None
    return person


def test_an_amendment_rests_on_no_answers_that_newer_rules_hold_back(clock: Clock, ship: Ship) -> None:
    plan = make_plan(clock.now, **{"hx.falls": "ticked"})
    form = posted(page("day"), given(minutes="5"))
    by = plan.person
    assessment_actions.amend(assessment=plan.assessment, page=page("day"), posted=form, now=clock.now, by=by)
    draft = by.assessments.draft()
    ship(changed("hx.falls", levels={"ticked": "clinician_first"}))
    with pytest.raises(assessment_actions.ScreenAgain):
        actions.start_plan(person=by, assessment=draft, now=clock.now, by=by)
    with pytest.raises(assessment_actions.ScreenAgain):
        assessment_actions.save_page(assessment=draft, page=page("day"), posted=form, now=clock.now, by=by)
    response = client_of(by).get("/assessment/day/", follow=True)
    assert response.redirect_chain[-1][0] == "/assessment/"
    assert by.clearances.latest_one().kind == "screened"


def test_an_amendment_that_newer_questions_allow_brings_their_tags(clock: Clock, ship: Ship) -> None:
    plan = make_plan(clock.now, **{"hx.falls": "ticked"})
    ship(changed("hx.falls", excludes={"ticked": ("massage_any",)}))
    form = posted(page("day"), given(minutes="5"))
    by = plan.person
    assessment_actions.amend(assessment=plan.assessment, page=page("day"), posted=form, now=clock.now, by=by)
    made = actions.start_plan(person=by, assessment=by.assessments.draft(), now=clock.now, by=by)
    assert "massage_any" in made.inputs["excluded_tags"]
    assert made.assessment.questionnaire_version.checksum == "newer"
    assert by.cleared_plan(clock.now).screened_anew is None


def test_the_same_questions_cost_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_plan(clock.now).person
    monkeypatch.setattr("programs.models.plans.screened_anew", None)
    with CaptureQueriesContext(connection) as made:
        plan = Person.objects.get(pk=person.pk).cleared_plan(clock.now)
        assert plan is not None
        assert plan.screened_anew is None
    assert len(made) == 2
    assert "questionnaire" in made.captured_queries[1]["sql"]
    assert '"document"' not in made.captured_queries[1]["sql"]


def with_new_tick(on_page: str) -> Questionnaire:
    """The shipped questions with one more entry in a list, which stops a plan."""
    older = assessment_catalogue.shipped()
    new = replace(older.questions["hx.surgery"], id="hx.new", levels={"ticked": "clinician_first"}, excludes={})

    def on(page: Any) -> Any:
        return replace(page, questions=(*page.questions, new)) if page.id == on_page else page

    return replace(
        older,
        questions=MappingProxyType({**older.questions, new.id: new}),
        pages={id: on(page) for id, page in older.pages.items()},
        flows={kind: replace(flow, pages=tuple(map(on, flow.pages))) for kind, flow in older.flows.items()},
    )


def test_a_list_that_grew_since_it_was_answered_is_asked_again(clock: Clock, ship: Ship) -> None:
    """Every page was answered with the older questions; the plan was not made yet."""
    person = make_person(clock.now)
    draft = make_draft(person, clock.now)
    ship(with_new_tick("p_health1"))
    clock.move(minutes=5)
    assert client_of(person).post("/assessment/result/")["Location"] != "/assessment/result/"
    assert person.cleared_plan(clock.now) is None
    answer_pages(draft, clock.now, **{"hx.new": "ticked"})
    assert person.clearances.latest_one().level == "clinician_first"
    assert person.cleared_plan(clock.now) is None


def test_a_list_that_did_not_change_is_not_asked_again(clock: Clock, ship: Ship) -> None:
    person = make_person(clock.now)
    make_draft(person, clock.now)
    ship(changed("hx.falls", text="Other words"))
    assert client_of(person).post("/assessment/result/")["Location"] == "/assessment/result/"
    assert person.cleared_plan(clock.now) is not None


def test_a_release_says_nothing_of_a_list_that_grew_since(clock: Clock, ship: Ship) -> None:
    clinic, person = make_clinic(clock.now), make_person(clock.now)
    make_link(person, clinic, clock.now)
    draft = make_draft(person, clock.now, **{"hx.surgery": "ticked"})
    ship(with_new_tick("p_health2"))
    clock.move(days=20)
    stop, staff = person.clearances.latest_one(), make_member(clinic, clock.now)
    assessment_actions.release(
        clearance=stop, lifts=["post_surgery"], reason="Seen", now=clock.now, by_user=staff, clinic=clinic
    )
    with pytest.raises(assessment_actions.Refused):
        actions.start_plan(person=person, assessment=draft, now=clock.now, by=person)
    answer_pages(draft, clock.now, **{"hx.surgery": "ticked", "hx.new": "ticked"})
    assert person.clearances.latest_one().stops
    assert person.cleared_plan(clock.now) is None

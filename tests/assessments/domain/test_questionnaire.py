from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.questionnaire import (
    carried_over,
    minutes,
    next_page,
    open_fields,
    open_pages,
    page_complete,
    previous_page,
    progress,
    seconds,
    visible_fields,
    visible_pages,
    visible_questions,
)
from assessments.domain.reading import read_page
from assessments.domain.safety import screen
from tests.assessments.domain.walks import SHIPPED, Answers, fill, keep, walk

COMMON = ["p_pain", "p_toe", "p_weight", "p_habits", "p_mood", "p_site", "p_feet_more", "p_able", "p_day", "p_health3"]


@pytest.mark.parametrize(
    ("said", "screening"),
    [
        ({"main.region": "feet"}, ["p_consent", "p_region", "p_legs", "p_health1", "p_health2"]),
        ({"main.region": "none"}, ["p_consent", "p_region", "p_legs", "p_health1", "p_health2"]),
        ({"main.region": "back"}, ["p_consent", "p_region", "p_ces", "p_spine", "p_legs", "p_health1", "p_health2"]),
        (
            {"main.region": "both", "rf.foot.injury": "not_sure", "hx.allergy": "ticked"},
            ["p_consent", "p_region", "p_ces", "p_spine", "p_legs", "p_injury", "p_health1", "p_health2", "p_details"],
        ),
    ],
)
def test_next_page_walks_the_flow_in_order(said: dict[str, str], screening: list[str]) -> None:
    answers, seen = walk(said)
    assert seen == screening + COMMON
    assert next_page(SHIPPED, answers) is None
    assert [page.id for page in visible_pages(SHIPPED, answers)] == seen


@pytest.mark.parametrize(
    ("region", "seen"),
    [
        ("feet", ["p_ces", "p_legs", "p_region", "p_health1", "p_health2"]),
        ("none", ["p_ces", "p_legs", "p_region", "p_health1", "p_health2"]),
        ("back", ["p_ces", "p_legs", "p_region", "p_spine", "p_health1", "p_health2"]),
    ],
)
def test_next_page_rescreen_begins_with_the_back_whatever_the_region(region: str, seen: list[str]) -> None:
    before, _ = walk({"main.region": "feet"})
    kept = carried_over(SHIPPED, before)
    answers, pages = walk({"main.region": region}, kept, "rescreen")
    assert pages == seen
    assert screen(SHIPPED, answers, "rescreen").complete
    assert answers["rf.ces.saddle"] == "no"


def test_next_page_rescreen_opens_the_branches() -> None:
    _, seen = walk({"rf.foot.injury": "yes", "hx.numb": "ticked", "main.region": "both"}, {"age": 50}, "rescreen")
    assert seen == ["p_ces", "p_legs", "p_injury", "p_region", "p_spine", "p_health1", "p_health2", "p_details"]


def test_carried_over_keeps_nothing_that_is_asked_again() -> None:
    answers, _ = walk({"main.region": "both", "rf.foot.injury": "yes", "hx.skin": "ticked", "age": "71"})
    kept = carried_over(SHIPPED, answers)
    screened = {question.id for page in SHIPPED.flows["rescreen"].pages for question in page.questions}
    assert not {name for name in kept if any(name == id_ or name.startswith(f"{id_}.") for id_ in screened)}
    assert not {name for name in kept if name.endswith(".none")}
    assert kept["age"] == 71
    assert {"fp.toe_direction.left", "pain_site.right", "minutes", "om.pain_back.now", "consent.terms"} <= kept.keys()
    assert next_page(SHIPPED, kept, "rescreen") == SHIPPED.pages["p_ces"]


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_next_page_never_skips_a_shown_screening_page(data: st.DataObject) -> None:
    said = {}
    for question in SHIPPED.questions.values():
        if question.levels and data.draw(st.integers(0, 5), label=question.id) == 0:
            values = ["ticked"] if question.kind == "tick" else [option.value for option in question.options]
            said[question.id] = data.draw(st.sampled_from(values))
    said["main.region"] = data.draw(st.sampled_from(["back", "feet", "both", "none"]))
    answers, seen = walk(said)
    assert screen(SHIPPED, answers).complete
    assert {page.id for page in visible_pages(SHIPPED, answers) if page.screening} <= set(seen)
    order = [page.id for page in SHIPPED.flows["full"].pages]
    assert sorted(seen, key=order.index) == seen


def test_previous_page_goes_back_over_the_shown_pages() -> None:
    answers, seen = walk({"main.region": "feet"})
    pages = [SHIPPED.pages[id_] for id_ in seen]
    assert previous_page(SHIPPED, pages[0], answers) is None
    for before, page in pairwise(pages):
        assert previous_page(SHIPPED, page, answers) == before
    assert previous_page(SHIPPED, None, answers) == pages[-1]


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, False),
        ({"rf.leg.calf": "no"}, False),
        ({"rf.leg.calf": "not_sure"}, True),
        ({"rf.leg.calf": "yes"}, True),
        ({"rf.leg.calf": "no", "rf.leg.chest": "no"}, False),
        ({"rf.leg.calf": "no", "rf.leg.chest": "yes"}, True),
    ],
)
def test_visible_questions_opened_row(answers: Answers, shown: bool) -> None:
    page = SHIPPED.pages["p_legs"]
    assert (SHIPPED.questions["rf.leg.chest"] in visible_questions(SHIPPED, page, answers)) is shown


def test_visible_questions_shows_a_closed_row_only_while_its_answer_holds_the_plan_back() -> None:
    answers: Answers = {
        "main.region": "feet",
        "rf.ces.saddle": "yes",
        "rf.ces.bowel": "no",
        "rf.spine.inflammatory": "ticked",
    }
    assert [q.id for q in visible_questions(SHIPPED, SHIPPED.pages["p_ces"], answers)] == ["rf.ces.saddle"]
    assert SHIPPED.pages["p_ces"] in visible_pages(SHIPPED, answers)
    assert SHIPPED.pages["p_spine"] not in visible_pages(SHIPPED, answers)


@pytest.mark.parametrize(
    ("region", "names"),
    [
        ("back", ["om.pain_back.now", "om.pain_back.average", "om.bother"]),
        (
            "feet",
            [
                "om.pain_foot.now.left",
                "om.pain_foot.average.left",
                "om.pain_foot.now.right",
                "om.pain_foot.average.right",
                "om.bother",
            ],
        ),
        ("none", ["om.bother"]),
    ],
)
def test_visible_fields_pain_by_region(region: str, names: list[str]) -> None:
    fields = visible_fields(SHIPPED, SHIPPED.pages["p_pain"], {"main.region": region})
    assert [field.name for field in fields] == names
    assert [field.name for field in fields if field.required] == [name for name in names if ".now" in name]


@pytest.mark.parametrize(
    ("id_", "value", "asked"),
    [
        ("rf.foot.skin", None, False),
        ("rf.foot.skin", "none", False),
        ("rf.foot.skin", "minor", True),
        ("rf.foot.injury", "no", False),
        ("rf.foot.injury", "not_sure", True),
        ("hx.skin", "ticked", True),
    ],
)
def test_visible_fields_side_after_an_answer_other_than_no_or_none(id_: str, value: str | None, asked: bool) -> None:
    page = SHIPPED.pages[SHIPPED.questions[id_].page or ""]
    fields = visible_fields(SHIPPED, page, {id_: value} if value else {})
    sides = [field for field in fields if field.name == f"{id_}.side"]
    assert bool(sides) is asked
    assert not any(field.required for field in sides)


def test_visible_fields_gives_way_times_opens_by_either_side() -> None:
    page = SHIPPED.pages["p_site"]
    for side in ("left", "right"):
        names = [f.name for f in visible_fields(SHIPPED, page, {f"pain_site.{side}": ("arch", "ankle_gives_way")})]
        assert names == ["pain_site.left", "pain_site.right", "gives_way_times"]
    assert len(visible_fields(SHIPPED, page, {"pain_site.left": ("none",)})) == 2


def test_fields_of_follow_the_form_contract() -> None:
    names = [field.name for question in SHIPPED.questions.values() for field in question.fields]
    assert len(names) == len(set(names))
    assert {
        "rf.foot.skin.side",
        "om.pain_foot.now.left",
        "om.pain_back.average",
        "pain_site.right",
        "fp.toe_direction.left",
        "minutes",
        "consent.about_me",
        "hx.numb",
    } <= set(names)


def test_page_complete_of_a_tick_page_needs_a_tick_or_none() -> None:
    page = SHIPPED.pages["p_health1"]
    assert open_fields(SHIPPED, page, {}) == ("p_health1.none",)
    assert page_complete(SHIPPED, page, {"p_health1.none": "ticked"})
    assert page_complete(SHIPPED, page, {"hx.thinners": "ticked"})
    assert not page_complete(SHIPPED, page, {"hx.thinners": "ticked", "p_health1.none": "ticked"})


def test_page_complete_of_a_mixed_page_needs_rows_and_ticks() -> None:
    page = SHIPPED.pages["p_spine"]
    rows: Answers = {"main.region": "back", "rf.spine.tearing": "no", "rf.spine.trauma": "no", "rf.spine.fever": "no"}
    assert open_fields(SHIPPED, page, rows) == ("p_spine.none",)
    assert page_complete(SHIPPED, page, {**rows, "rf.spine.minor_fall": "ticked"})
    ticked: Answers = {"main.region": "back", "p_spine.none": "ticked"}
    assert open_fields(SHIPPED, page, ticked) == ("rf.spine.tearing", "rf.spine.trauma", "rf.spine.fever")


@pytest.mark.parametrize("answers", [{"mood.weigh": 0}, {"p_mood.skipped": "ticked"}])
def test_page_complete_of_a_page_that_needs_nothing(answers: Answers) -> None:
    page = SHIPPED.pages["p_mood"]
    assert page.skippable
    assert not page_complete(SHIPPED, page, {})
    assert page_complete(SHIPPED, page, answers)


def test_open_pages_names_all_that_need_something() -> None:
    answers, _ = walk({"main.region": "feet"})
    del answers["rf.leg.cold"], answers["minutes"]
    assert [page.id for page in open_pages(SHIPPED, answers)] == ["p_legs", "p_day"]


@pytest.mark.parametrize(
    ("said", "page", "stage", "step", "of"),
    [
        ({}, "p_consent", "Safety", 1, 5),
        ({"main.region": "feet"}, "p_legs", "Safety", 3, 5),
        ({"main.region": "back"}, "p_legs", "Safety", 5, 7),
        ({"main.region": "back", "rf.foot.injury": "yes", "hx.numb": "ticked"}, "p_details", "Safety", 9, 9),
        ({}, "p_toe", "Your feet", 2, 3),
        ({}, "p_mood", "Your days", 2, 2),
        ({}, "p_day", "Your plan", 4, 6),
        ({}, None, "Your plan", 6, 6),
    ],
)
def test_progress_counts_within_the_stage(said: Answers, page: str | None, stage: str, step: int, of: int) -> None:
    found = progress(SHIPPED, SHIPPED.pages[page] if page else None, said)
    assert (found.stage.name, found.step, found.of) == (stage, step, of)
    assert [one.name for one in found.stages] == ["Safety", "Your feet", "Your days", "Your plan"]
    assert found.minutes_total == minutes(SHIPPED)


def test_progress_of_a_new_screening_has_one_stage() -> None:
    found = progress(SHIPPED, SHIPPED.pages["p_legs"], {"main.region": "feet"}, "rescreen")
    assert [stage.id for stage in found.stages] == ["safety"]
    assert (found.step, found.of) == (2, 6)
    review = progress(SHIPPED, None, {"main.region": "feet"}, "rescreen")
    assert (review.step, review.of) == (6, 6)


def test_progress_counts_a_branch_once_it_is_shown() -> None:
    answers: Answers = {}
    for page in (SHIPPED.pages["p_consent"], SHIPPED.pages["p_region"]):
        posted = fill(page, answers, {"main.region": "back"})
        answers = keep(answers, read_page(SHIPPED, page, posted, answers))
    assert progress(SHIPPED, SHIPPED.pages["p_ces"], answers).of == 7


@pytest.mark.parametrize(
    ("pages", "estimate"),
    [
        ("p_region p_legs p_health1 p_health2 p_pain p_toe p_weight p_habits p_mood", 175),
        ("p_region p_ces p_spine p_legs p_health1 p_health2 p_pain p_toe p_weight p_habits p_mood", 245),
    ],
)
def test_seconds_follow_the_method_of_the_brief(pages: str, estimate: int) -> None:
    total = 0.0
    for id_ in pages.split():
        page = SHIPPED.pages[id_]
        rows = [q for q in page.questions if q.show_if is None or id_ == "p_pain"]
        total += seconds(SHIPPED, page, rows)
    assert total == pytest.approx(estimate, abs=3)


def test_page_of_slug_is_the_address_of_a_page() -> None:
    assert SHIPPED.page_of_slug("ces") == SHIPPED.pages["p_ces"]
    assert SHIPPED.page_of_slug("nothing") is None
    assert {page.slug for page in SHIPPED.pages.values()} >= {"consent", "feet_more", "health3"}


def test_minutes_count_every_page() -> None:
    every = sum(seconds(SHIPPED, page, page.questions) for page in SHIPPED.flows["full"].pages)
    assert minutes(SHIPPED) * 60 - 60 < every <= minutes(SHIPPED) * 60
    assert minutes(SHIPPED, "rescreen") < minutes(SHIPPED)

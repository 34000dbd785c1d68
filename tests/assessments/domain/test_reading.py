from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.questionnaire import next_page, page_complete, visible_pages
from assessments.domain.reading import PageResult, error_text, read_page
from assessments.domain.safety import screen
from tests.assessments.domain.walks import SHIPPED, Answers, fill, keep, walk

LEGS = {
    "rf.neuro.weak": ["no"],
    "rf.leg.calf": ["no"],
    "rf.leg.cold": ["no"],
    "rf.foot.hot": ["no"],
    "rf.foot.skin": ["none"],
    "rf.foot.injury": ["no"],
}


def read(
    page: str, posted: Mapping[str, Sequence[str]], answers: Answers | None = None, kind: str = "full"
) -> PageResult:
    return read_page(SHIPPED, SHIPPED.pages[page], posted, answers or {}, "rescreen" if kind == "rescreen" else "full")


def codes(result: PageResult) -> dict[str, str]:
    return {error.field: error.code for error in result.errors}


def test_read_page_turns_posted_text_into_answers() -> None:
    result = read("p_consent", {"age": [" 44 "], "consent.terms": ["ticked"], "consent.about_me": ["ticked"]})
    assert result.values == {"age": 44, "consent.terms": "ticked", "consent.about_me": "ticked"}
    assert result.errors == ()


def test_read_page_keeps_several_choices_in_the_order_of_the_question() -> None:
    result = read("p_habits", {"hb.positions": ["heels", "desk", "heels"]})
    assert result.values == {"hb.positions": ("desk", "heels")}


def test_read_page_leaves_foreign_fields_alone() -> None:
    posted = {"main.region": ["feet"], "csrfmiddlewaretoken": ["x"], "zone": ["UTC"], "is_staff": ["1"]}
    assert read("p_region", posted) == PageResult({"main.region": "feet"}, ())


@pytest.mark.parametrize(
    ("page", "field", "texts", "code"),
    [
        ("p_region", "main.region", [], "choose"),
        ("p_region", "main.region", [""], "choose"),
        ("p_region", "main.region", ["Back"], "choose_listed"),
        ("p_region", "main.region", ["back\x00"], "choose_listed"),
        ("p_region", "main.region", ["\ud800"], "choose_listed"),
        ("p_region", "main.region", ["back", "feet"], "choose_one"),
        ("p_legs", "rf.leg.calf", [], "choose_yes_no"),
        ("p_legs", "rf.leg.calf", ["maybe"], "choose_listed"),
        ("p_legs", "rf.neuro.weak", ["ticked"], "choose_listed"),
        ("p_legs", "rf.neuro.weak", [], "choose"),
        ("p_consent", "age", [], "whole_number"),
        ("p_consent", "age", ["17.5"], "whole_number"),
        ("p_consent", "age", ["-1"], "whole_number"),
        ("p_consent", "age", ["121"], "whole_number"),
        ("p_consent", "age", ["999999999999999999999"], "whole_number"),
        ("p_consent", "age", ["٤٤"], "whole_number"),
        ("p_consent", "age", ["²"], "whole_number"),
        ("p_consent", "age", ["1e2"], "whole_number"),
        ("p_consent", "age", ["44", "45"], "whole_number"),
        ("p_consent", "consent.terms", [], "tick_required"),
        ("p_consent", "consent.terms", ["on"], "choose_listed"),
        ("p_mood", "mood.weigh", ["11"], "choose_number"),
        ("p_mood", "mood.weigh", ["999"], "choose_number"),
        ("p_mood", "mood.weigh", ["4.5"], "choose_number"),
        ("p_health1", "hx.numb", ["yes"], "choose_listed"),
        ("p_health1", "p_health1.none", ["yes"], "choose_listed"),
        ("p_health1", "p_health1.none", [], "choose_any"),
        ("p_toe", "fp.toe_direction.left", [], "choose"),
        ("p_toe", "fp.toe_direction.left", ["sideways"], "choose_listed"),
        ("p_toe", "fp.toe_direction", ["inward"], "unknown_field"),
        ("p_toe", "fp.toe_direction.middle", ["inward"], "unknown_field"),
        ("p_toe", "main.region", ["feet"], "unknown_field"),
        ("p_toe", "minutes", ["15"], "unknown_field"),
        ("p_toe", "rf.nothing", ["yes"], "unknown_field"),
        ("p_site", "pain_site.left", [], "choose_any"),
        ("p_site", "pain_site.left", ["none", "calf"], "none_alone"),
        ("p_site", "pain_site.left", ["knee"], "choose_listed"),
        ("p_day", "minutes", ["7"], "choose_listed"),
        ("p_day", "days", [], "choose"),
    ],
)
def test_read_page_refuses(page: str, field: str, texts: list[str], code: str) -> None:
    answers: Answers = {"main.region": "both"}
    posted = {**fill(SHIPPED.pages[page], answers, {}), field: texts}
    result = read(page, posted, answers)
    assert codes(result) == {field: code}
    assert field not in result.values
    text = error_text(SHIPPED, result.errors[0])
    assert "{" not in text
    assert result.errors[0].params["field" if code == "unknown_field" else "question"] in text


@pytest.mark.parametrize("number", ["0", "7", "10", "007"])
def test_read_page_takes_whole_numbers_of_the_scale(number: str) -> None:
    assert read("p_mood", {"mood.weigh": [number]}).values == {"mood.weigh": int(number)}


@pytest.mark.parametrize(
    ("age", "code"), [("0", None), ("17", None), ("18", None), ("120", None), ("121", "whole_number")]
)
def test_read_page_age(age: str, code: str | None) -> None:
    result = read("p_consent", {"age": [age], "consent.terms": ["ticked"], "consent.about_me": ["ticked"]})
    assert codes(result) == ({"age": code} if code else {})


@pytest.mark.parametrize("side", ["middle", "left\n", "LEFT"])
def test_read_page_refuses_a_side_that_does_not_exist(side: str) -> None:
    result = read("p_legs", {**LEGS, "rf.foot.skin": ["minor"], "rf.gen.fever": ["no"], "rf.foot.skin.side": [side]})
    assert codes(result) == {"rf.foot.skin.side": "choose_listed"}


def test_read_page_a_side_may_stay_open_and_counts_as_both() -> None:
    result = read("p_legs", {**LEGS, "rf.foot.skin": ["minor"], "rf.gen.fever": ["no"]})
    assert not result.errors
    assert (
        screen(SHIPPED, result.values).massage_gate.left == screen(SHIPPED, result.values).massage_gate.right == "never"
    )


def test_read_page_drops_the_side_of_a_no() -> None:
    result = read(
        "p_legs", {**LEGS, "rf.foot.skin.side": ["left"]}, {"rf.foot.skin": "minor", "rf.foot.skin.side": "left"}
    )
    assert not result.errors
    assert result.values["rf.foot.skin.side"] is None
    assert result.values["rf.foot.skin"] == "none"


def test_read_page_refuses_rows_together_with_none_and_keeps_the_rows() -> None:
    result = read("p_health1", {"hx.numb": ["ticked"], "p_health1.none": ["ticked"]})
    assert codes(result) == {"p_health1.none": "none_alone"}
    assert result.values == {"hx.numb": "ticked"}
    assert "None of these" in error_text(SHIPPED, result.errors[0])


@pytest.mark.parametrize(
    ("opener", "value", "row"),
    [
        ("rf.leg.calf", "yes", "rf.leg.chest"),
        ("rf.leg.calf", "not_sure", "rf.leg.chest"),
        ("rf.foot.hot", "yes", "rf.gen.fever"),
        ("rf.foot.skin", "minor", "rf.gen.fever"),
        ("rf.foot.skin", "not_sure", "rf.gen.fever"),
    ],
)
def test_read_page_asks_a_row_that_this_post_opens(opener: str, value: str, row: str) -> None:
    result = read("p_legs", {**LEGS, opener: [value]})
    assert codes(result) == {row: "choose_yes_no"}
    assert result.values[opener] == value
    given = keep({}, result)
    assert not page_complete(SHIPPED, SHIPPED.pages["p_legs"], given)
    assert not read("p_legs", {**LEGS, opener: [value], row: ["no"]}, given).errors


def test_read_page_drops_a_row_that_nothing_opens() -> None:
    result = read("p_legs", {**LEGS, "rf.leg.chest": ["no"]})
    assert not result.errors
    assert "rf.leg.chest" not in result.values


def test_read_page_keeps_a_blocking_answer_to_a_row_that_nothing_opens() -> None:
    result = read("p_legs", {**LEGS, "rf.leg.chest": ["yes"]})
    assert screen(SHIPPED, result.values).level == "emergency"


def test_read_page_takes_back_answers_of_rows_and_pages_that_closed() -> None:
    answers, _ = walk({"main.region": "both", "rf.foot.injury": "yes", "hx.allergy": "ticked"})
    result = read("p_legs", LEGS, answers)
    assert not result.errors
    assert result.values == {"rf.foot.injury": "no"} | dict.fromkeys(
        ["rf.inj.deform", "rf.inj.walk", "rf.inj.bone", "rf.inj.pop"]
    )
    region = read("p_region", {"main.region": ["feet"]}, answers)
    gone = {name for name, value in region.values.items() if value is None}
    assert gone >= {"rf.ces.saddle", "rf.ces.sex", "rf.spine.fever", "p_spine.none", "om.pain_back.now"}
    assert not any(name.startswith(("om.pain_foot", "hx.", "fp.", "dt.")) for name in gone)


def test_read_page_of_a_new_screening_takes_nothing_back_that_it_does_not_ask() -> None:
    before, _ = walk({"main.region": "both"})
    answers: Answers = {name: value for name, value in before.items() if name.startswith(("om.", "age"))}
    result = read("p_region", {"main.region": ["feet"]}, answers, "rescreen")
    assert result.values == {"main.region": "feet"}


def test_read_page_closing_an_opener_does_not_take_back_what_holds_the_plan_back() -> None:
    answers: Answers = {"main.region": "back", "rf.ces.saddle": "yes", "rf.ces.bowel": "no"}
    given = keep(answers, read("p_region", {"main.region": ["feet"]}, answers))
    assert given == {"main.region": "feet", "rf.ces.saddle": "yes"}
    assert screen(SHIPPED, given).level == "emergency"


def test_read_page_a_blocking_row_without_opener_stands_until_it_is_answered_anew() -> None:
    answers: Answers = {"main.region": "feet", "rf.ces.saddle": "yes"}
    assert keep(answers, read("p_ces", {}, answers)) == answers
    assert keep(answers, read("p_ces", {"rf.ces.saddle": ["later"]}, answers)) == answers
    corrected = keep(answers, read("p_ces", {"rf.ces.saddle": ["no"]}, answers))
    assert corrected == {"main.region": "feet"}


def test_read_page_a_blocking_tick_without_opener_needs_none_to_go() -> None:
    answers: Answers = {"main.region": "feet", "rf.spine.weight": "ticked", "rf.spine.constant": "ticked"}
    assert keep(answers, read("p_spine", {}, answers)) == answers
    one = keep(answers, read("p_spine", {"rf.spine.constant": ["ticked"]}, answers))
    assert one == {"main.region": "feet", "rf.spine.constant": "ticked"}
    assert keep(answers, read("p_spine", {"p_spine.none": ["ticked"]}, answers)) == {"main.region": "feet"}


def test_read_page_a_rule_keeps_its_answers_open() -> None:
    answers, _ = walk({"main.region": "back", "rf.spine.minor_fall": "ticked", "hx.bones": "ticked"})
    assert screen(SHIPPED, answers).level == "same_day"
    given = keep(answers, read("p_region", {"main.region": ["feet"]}, answers))
    assert given["rf.spine.minor_fall"] == "ticked"
    assert screen(SHIPPED, given).level == "same_day"


def test_read_page_with_errors_takes_nothing_back() -> None:
    answers: Answers = {"main.region": "back", "rf.ces.saddle": "yes", "rf.ces.bladder": "no"}
    result = read("p_ces", {"rf.ces.bladder": ["yes"]}, answers)
    assert set(codes(result)) == {"rf.ces.saddle", "rf.ces.bowel", "rf.ces.both_legs", "rf.ces.sex"}
    assert result.values == {"rf.ces.bladder": "yes"}
    assert screen(SHIPPED, keep(answers, result)).level == "emergency"


def test_read_page_says_only_what_changed() -> None:
    answers, _ = walk({"main.region": "feet", "hb.positions": ["desk", "heels"]})
    for page in visible_pages(SHIPPED, answers):
        assert (
            read(
                page.id, fill(page, answers, {"main.region": "feet", "hb.positions": ["desk", "heels"]}), answers
            ).values
            == {}
        )
    stored = answers | {"hb.positions": ["desk", "heels"]}
    assert read("p_habits", {"hb.positions": ["heels", "desk"]}, stored).values == {}


def test_read_page_unticking_takes_the_tick_back() -> None:
    result = read("p_health1", {"hx.bones": ["ticked"]}, {"hx.thinners": "ticked", "hx.bones": "ticked"})
    assert result.values == {"hx.thinners": None}


def test_read_page_a_page_that_needs_nothing_is_remembered_as_passed() -> None:
    passed = read("p_mood", {})
    assert passed == PageResult({"p_mood.skipped": "ticked"}, ())
    answered = read("p_mood", {"mood.weigh": ["3"]}, {"p_mood.skipped": "ticked"})
    assert answered.values == {"mood.weigh": 3, "p_mood.skipped": None}
    assert read("p_mood", {"mood.weigh": ["x"]}).values == {}


def test_read_page_of_a_hidden_page_keeps_nothing() -> None:
    assert read("p_injury", {"rf.inj.bone": ["no"]}, {"rf.foot.injury": "no"}) == PageResult({}, ())


def test_error_text_names_item_and_side() -> None:
    result = read("p_pain", {}, {"main.region": "feet"})
    assert [error_text(SHIPPED, error) for error in result.errors] == [
        "Choose a number from 0 to 10: “Foot or ankle pain, 0 to 10, each side · Right now · Left”",
        "Choose a number from 0 to 10: “Foot or ankle pain, 0 to 10, each side · Right now · Right”",
    ]


def test_error_text_names_what_the_page_calls_it_or_nothing() -> None:
    [error, *_others] = read("p_pain", {}, {"main.region": "feet"}).errors
    assert error_text(SHIPPED, error, question="Left foot") == "Choose a number from 0 to 10: “Left foot”"
    assert error_text(SHIPPED, error, question="") == "Choose a number from 0 to 10"


def test_every_error_code_has_a_sentence_without_blame() -> None:
    for text in SHIPPED.words.errors.values():
        assert not set(text.lower().split()) & {"please", "invalid", "wrong", "failed", "missed", "error"}
        assert "!" not in text


TEXTS = st.one_of(
    st.sampled_from(
        ["yes", "no", "not_sure", "ticked", "none", "left", "back", "10", "-1", "3.5", "", "\x00", "\ud800"]
    ),
    st.text(max_size=12),
)
FIELDS = sorted({name for page in SHIPPED.pages.values() for name in page.field_names})


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([page.id for page in SHIPPED.flows["full"].pages]),
    st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=20)), st.lists(TEXTS, max_size=3), max_size=30),
)
def test_read_page_reads_or_refuses_anything(page: str, posted: dict[str, list[str]]) -> None:
    result = read(page, posted)
    assert set(result.values) <= SHIPPED.pages[page].field_names
    for error in result.errors:
        assert error_text(SHIPPED, error)
    screen(SHIPPED, keep({}, result))


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_blocking_answer_never_goes_by_answering_other_pages(data: st.DataObject) -> None:
    """Whatever is answered on other pages, the row that holds the plan back still does."""
    blocking = data.draw(
        st.sampled_from(
            [
                (question.id, value)
                for question in SHIPPED.questions.values()
                for value, level in (question.levels or {}).items()
                if SHIPPED.levels[level].blocks_plan
            ]
        )
    )
    id_, value = blocking
    answers, _ = walk({"main.region": data.draw(st.sampled_from(["back", "feet"])), id_: value})
    answers[id_] = value
    for _ in range(6):
        page = data.draw(
            st.sampled_from([p for p in SHIPPED.flows["full"].pages if p.id != SHIPPED.questions[id_].page])
        )
        posted = {
            question.id: [data.draw(st.sampled_from([option.value for option in question.options]))]
            for question in page.questions
            if question.options and not question.per_side
        }
        answers = keep(answers, read(page.id, posted | _none(page.id), answers))
    assert answers[id_] == value
    assert screen(SHIPPED, answers).blocks_plan
    assert SHIPPED.questions[id_].page in {page.id for page in visible_pages(SHIPPED, answers)}


def _none(page: str) -> dict[str, list[str]]:
    none_id = SHIPPED.pages[page].none_id
    return {none_id: ["ticked"]} if none_id else {}


def test_next_page_after_a_blocking_answer_was_corrected_asks_only_what_is_open() -> None:
    answers, _ = walk({"main.region": "feet"})
    answers["rf.ces.saddle"] = "yes"
    assert next_page(SHIPPED, answers) is None

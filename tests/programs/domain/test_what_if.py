"""What would change a plan: true, complete enough, and silent about everything that a health answer decided."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import yaml

from assessments.catalogue import CONTENT
from assessments.domain.conditions import Answers, Chosen
from assessments.domain.questionnaire import open_fields, visible_pages
from programs.domain import records, what_if
from programs.domain.inputs import Inputs, Preferences
from programs.domain.movements import Protocol, Selector
from programs.domain.prescriptions import prescribe
from programs.domain.routine import compose, plan_day
from programs.domain.what_if import WouldChange, askable, what_would_change
from tests.assessments.domain.walks import walk
from tests.programs.domain import oracle
from tests.programs.domain.answer_sets import QUESTIONNAIRE, inputs_of, people
from tests.programs.domain.cases import PROTOCOL

DAYS = ("strength", "other")
MAY_BE_TURNED = {
    "minutes", "equipment", "lacks", "experience",
    "fp.toe_direction", "fp.weight_side_edge", "fp.weight_left_right", "hb.positions",
}  # fmt: skip
HEALTH_CODES = ("exclusion_tag", "contraindication", "excluded", "gate", "prerequisite")


def changes_for(answers: Answers, **words: Any) -> tuple[WouldChange, ...]:
    return what_would_change(PROTOCOL, QUESTIONNAIRE, answers, inputs_of(answers), **words)


def change_of(changes: tuple[WouldChange, ...], field: str, value: str) -> WouldChange | None:
    return next((one for one in changes if (one.field, one.value) == (field, value)), None)


def whole_plan(protocol: Protocol, inputs: Inputs) -> set[str]:
    routines = [plan_day(protocol, inputs, day=day) for day in DAYS]
    return {one.item for routine in routines for one in (*routine.items, *routine.breaks)}


def answered_so(answers: Answers, change: WouldChange, field: str) -> Answers:
    question = next(q for q in QUESTIONNAIRE.questions.values() if field in [one.name for one in q.fields])
    if question.kind == "single":
        return {**answers, field: change.value}
    chosen = set(answers[field]) - {"none"}  # type: ignore[call-overload]
    chosen = chosen | {change.value} if change.chosen else chosen - {change.value}
    return {**answers, field: tuple(sorted(chosen)) or ("none",)}


def field_names(change: WouldChange) -> list[str]:
    question = QUESTIONNAIRE.questions.get(change.field)
    return [field.name for field in question.fields] if question else [change.field]


def raw(name: str) -> Any:
    return yaml.safe_load((CONTENT / name).read_text())


@pytest.fixture(scope="module")
def told() -> list[tuple[Answers, Inputs, tuple[WouldChange, ...]]]:
    return [
        (answers, inputs, what_would_change(PROTOCOL, QUESTIONNAIRE, answers, inputs)) for answers, inputs in people(60)
    ]


SOMEBODY, _pages = walk(
    {
        "main.region": "both",
        "om.pain_back.now": "3",
        "om.pain_foot.now.left": "2",
        "pain_site.left": ["under_heel"],
        "fp.toe_direction.left": "clearly_out",
        "hb.positions": ["desk", "driving"],
        "minutes": "10",
        "experience": "a_bit",
        "equipment": ["ball"],
    }
)


def test_minutes_tools_habits_and_posture_bring_items_in_and_take_them_out() -> None:
    changes = changes_for(SOMEBODY)
    longer = change_of(changes, "minutes", "15")
    assert longer is not None
    assert longer.adds
    assert longer.removes == ()
    shorter = change_of(changes, "minutes", "5")
    assert shorter is not None
    assert shorter.removes
    without_ball = change_of(changes, "equipment", "ball")
    assert without_ball is not None
    assert not without_ball.chosen
    assert without_ball.removes == ("arch-ball-roll-seated",)
    straight = change_of(changes, "fp.toe_direction.left", "slightly_out")  # nearest of those without a finding
    assert straight is not None
    assert "feet-forward-stance" in straight.removes
    desk = change_of(changes, "hb.positions", "desk")
    assert desk is not None
    assert not desk.chosen
    assert "break-desk-ankles" in desk.removes
    standing = change_of(changes, "hb.positions", "standing")
    assert standing is not None
    assert standing.chosen
    assert standing.adds == ("break-standing-pump",)


@pytest.mark.sweep
def test_every_change_that_is_told_is_true(told: list[tuple[Answers, Inputs, tuple[WouldChange, ...]]]) -> None:
    count = 0
    for answers, inputs, changes in told[:12]:
        plan = whole_plan(PROTOCOL, inputs)
        for change in changes:
            for field in field_names(change):
                after = whole_plan(PROTOCOL, inputs_of(answered_so(answers, change, field)))
                assert (set(change.adds), set(change.removes)) == (after - plan, plan - after)
                count += 1
    assert count > 100


@pytest.mark.sweep
def test_only_these_answers_are_turned(told: list[tuple[Answers, Inputs, tuple[WouldChange, ...]]]) -> None:
    assert {question.id for question in askable(PROTOCOL, QUESTIONNAIRE)} == MAY_BE_TURNED
    fields = {change.field.removesuffix(".left").removesuffix(".right") for *_, changes in told for change in changes}
    assert fields == MAY_BE_TURNED


def test_no_answer_about_safety_pain_or_mood_is_ever_turned() -> None:
    """Read from the files: whoever moves a question or gives it a level is caught here."""
    turned = {question.id for question in askable(PROTOCOL, QUESTIONNAIRE)}
    bridge = raw("findings.yaml")
    setting = {row["source"] for row in bridge["answers_to_contraindications"]}
    touchy = {
        *raw("questions/safety.yaml")["questions"],
        *raw("questions/pain.yaml")["questions"],
        *raw("questions/consent.yaml")["questions"],
        *setting,
        *(id for page in raw("pages.yaml")["pages"].values() if page.get("screening") for id in page["questions"]),
        "mood.weigh", "worry_about_moving", "pain_site", "first_steps", "gives_way_times", "toes_shape", "hips_turn",
    }  # fmt: skip
    assert len(touchy) > 50
    assert not turned & touchy


@pytest.mark.parametrize("id", sorted(MAY_BE_TURNED))
@pytest.mark.parametrize("how", ["levels", "excludes", "safety_card_on", "screening", "contraindication", "rule"])
def test_a_question_that_gets_a_say_in_safety_is_no_longer_turned(id: str, how: str) -> None:
    question = QUESTIONNAIRE.questions[id]
    value = question.options[0].value
    changed = QUESTIONNAIRE
    if how in ("levels", "excludes", "safety_card_on"):
        words = {"levels": {value: "caution"}, "excludes": {value: ("heat",)}, "safety_card_on": (value,)}[how]
        question = replace(question, **{how: words})  # type: ignore[arg-type]
        pages = tuple(
            replace(page, questions=tuple(question if one.id == id else one for one in page.questions))
            for page in QUESTIONNAIRE.flows["full"].pages
        )
        flows = {**QUESTIONNAIRE.flows, "full": replace(QUESTIONNAIRE.flows["full"], pages=pages)}
        changed = replace(changed, questions={**changed.questions, id: question}, flows=flows)
    elif how == "screening":
        page = changed.pages[str(question.page)]
        changed = replace(changed, pages={**changed.pages, page.id: replace(page, screening=True)})
    elif how == "contraindication":
        row = replace(changed.bridge.contraindications[0], source=id)
        changed = replace(changed, bridge=replace(changed.bridge, contraindications=(row,)))
    else:
        changed = replace(changed, rules=(replace(changed.rules[0], only_if=Chosen(id, (value,))),))
    assert id not in {question.id for question in askable(PROTOCOL, changed)}


@pytest.mark.sweep
def test_what_a_health_answer_left_out_is_never_among_what_would_come(
    told: list[tuple[Answers, Inputs, tuple[WouldChange, ...]]],
) -> None:
    """Both readings: the codes of the plan, and the item facts of the files whatever the plan says."""
    left_out, kinds = 0, set()
    for _, inputs, changes in told:
        prescribed = [prescribe(PROTOCOL, inputs, day=day) for day in DAYS]
        codes = [
            *((one.item, one.code) for p in prescribed for one in (*p.dropped, *compose(PROTOCOL, p).left_outs)),
            *((one.before, one.code) for p in prescribed for one in p.swaps),
        ]
        by_health = {item for item, code in codes if code.startswith(HEALTH_CODES)} - whole_plan(PROTOCOL, inputs)
        kinds |= {code.partition(":")[0] for item, code in codes if item in by_health}
        left_out += len(by_health)
        free = replace(
            inputs, minutes=30, experience="trained", equip=frozenset(oracle.EXTRAS), not_available=frozenset()
        )
        would_come = {item for change in changes for item in change.adds}
        assert not would_come & by_health
        assert not would_come & oracle.forbidden(free)
    assert left_out > 400
    assert kinds >= {"exclusion_tag", "contraindication", "excluded"}


def forbidding(protocol: Protocol, finding: str, item: str) -> Protocol:
    """The protocol with a first rule that forbids an item while there is a finding."""
    first = protocol.rules[0]
    selector = Selector(f"id:{item}", ids=(item,))
    rule = replace(
        first,
        id="R00",
        number=0,
        when=replace(first.when, findings=(finding,)),
        prescribe=(),
        exclude=(selector,),
        excluded=frozenset({item}),
    )
    return replace(protocol, rules=(rule, *protocol.rules), rules_by_id={**protocol.rules_by_id, "R00": rule})


def test_a_change_that_would_bring_back_what_health_left_out_is_not_told_at_all() -> None:
    """No habit or posture forbids anything today. If one ever does, its answer stays untold."""
    item = "toe-pointing"
    guarded = forbidding(PROTOCOL, "toe_out", item)
    answers = SOMEBODY
    inputs = inputs_of(answers)
    straight = inputs_of({**answers, "fp.toe_direction.left": "straight"})
    assert item not in whole_plan(guarded, inputs)
    assert item in whole_plan(guarded, straight)
    changes = what_would_change(guarded, QUESTIONNAIRE, answers, inputs)
    assert changes
    assert not [change for change in changes if change.field.startswith("fp.toe_direction")]
    assert [change for change in changes_for(answers) if change.field.startswith("fp.toe_direction")]


def test_what_an_allergy_takes_away_is_no_tool_to_get() -> None:
    health = {"hx.allergy": "ticked", "dt.allergy_text": ["latex"]}
    with_band, _ = walk({"fp.weight_side_edge.left": "outer", "minutes": "30", "equipment": ["band"], **health})
    without, _ = walk({"fp.weight_side_edge.left": "outer", "minutes": "30", "equipment": ["step"], **health})
    for answers in (with_band, without):
        changes = changes_for(answers)
        assert changes
        assert not [change for change in changes if change.value in ("band", "ball")]
        assert not [item for change in changes for item in change.adds if "band" in oracle.FACTS[item]["equipment"]]


def test_an_answer_that_opens_questions_is_left_alone() -> None:
    """What the plan would be then depends on answers that nobody has given."""
    page = QUESTIONNAIRE.pages["p_feet_more"]
    asked = replace(QUESTIONNAIRE.questions["hips_turn"], show_if=Chosen("hb.positions", ("heels",)))
    opening = replace(page, questions=tuple(asked if one.id == asked.id else one for one in page.questions))
    pages = tuple(opening if one.id == page.id else one for one in QUESTIONNAIRE.flows["full"].pages)
    changed = replace(
        QUESTIONNAIRE,
        questions={**QUESTIONNAIRE.questions, asked.id: asked},
        pages={**QUESTIONNAIRE.pages, page.id: opening},
        flows={**QUESTIONNAIRE.flows, "full": replace(QUESTIONNAIRE.flows["full"], pages=pages)},
    )
    answers = {name: value for name, value in SOMEBODY.items() if name != "hips_turn"}
    changes = what_would_change(PROTOCOL, changed, answers, inputs_of(answers))
    assert change_of(changes, "hb.positions", "heels") is None
    assert change_of(changes, "hb.positions", "standing") is not None
    assert change_of(changes_for(answers), "hb.positions", "heels") is not None


@pytest.mark.sweep
def test_a_turned_answer_leaves_no_open_question(told: list[tuple[Answers, Inputs, tuple[WouldChange, ...]]]) -> None:
    for answers, _, changes in told[:6]:
        for change in changes:
            for field in field_names(change):
                after = answered_so(answers, change, field)
                pages = visible_pages(QUESTIONNAIRE, after)
                assert not [name for page in pages for name in open_fields(QUESTIONNAIRE, page, after)]


def test_either_side_of_the_same_effect_is_told_once() -> None:
    answers, _ = walk({"minutes": "10"})
    changes = changes_for(answers)
    outer = [change for change in changes if change.value == "outer"]
    assert [change.field for change in outer] == ["fp.weight_side_edge"]


def test_a_finding_that_was_measured_stays() -> None:
    answers = SOMEBODY
    inputs = inputs_of(answers)
    measured = replace(inputs, findings={**inputs.findings, "toe_out": 3})
    changes = what_would_change(PROTOCOL, QUESTIONNAIRE, answers, measured)
    assert change_of(changes, "fp.toe_direction.left", "slightly_out") is None
    assert change_of(changes, "minutes", "15") is not None


def test_what_the_person_left_out_does_not_come_back() -> None:
    answers = SOMEBODY
    longer = change_of(changes_for(answers), "minutes", "30")
    assert longer is not None
    item = longer.adds[0]
    changes = changes_for(answers, preferences=Preferences(leave_out=frozenset({item})))
    assert change_of(changes, "minutes", "30") is not None
    assert item not in {id for change in changes for id in change.adds}


def test_no_plan_no_changes() -> None:
    inputs = replace(inputs_of(SOMEBODY), contra=frozenset({oracle.STOPS[0]}))
    assert what_would_change(PROTOCOL, QUESTIONNAIRE, SOMEBODY, inputs) == ()


@pytest.mark.sweep
def test_the_most_useful_come_first_and_they_are_few(
    told: list[tuple[Answers, Inputs, tuple[WouldChange, ...]]],
) -> None:
    order = [question.id for question in askable(PROTOCOL, QUESTIONNAIRE)]
    full = 0
    for *_, changes in told:
        keys = [
            (order.index(change.field.removesuffix(".left").removesuffix(".right")), -len(change.adds))
            for change in changes
        ]
        assert keys == sorted(keys)
        counts = [sum(place == one for place, _ in keys) for one in range(len(order))]
        assert max(counts) <= what_if.MOST_OF_A_QUESTION
        full += max(counts) == what_if.MOST_OF_A_QUESTION
    assert full


def test_the_same_answers_give_the_same_bytes_and_records_come_back() -> None:
    changes, again = changes_for(SOMEBODY), changes_for(dict(reversed(SOMEBODY.items())))
    text = records.canonical({"changes": what_if.to_json(changes)})
    assert records.canonical({"changes": what_if.to_json(again)}) == text
    assert what_if.from_json(json.loads(text)["changes"]) == changes
    assert " " not in text


def test_a_question_without_an_answer_is_not_turned() -> None:
    answers = {name: value for name, value in SOMEBODY.items() if name != "fp.weight_left_right"}
    assert change_of(changes_for(SOMEBODY), "fp.weight_left_right", "right") is not None
    assert change_of(changes_for(answers), "fp.weight_left_right", "right") is None

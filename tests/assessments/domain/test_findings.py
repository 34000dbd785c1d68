from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assessments.domain.findings import Findings, Measurement, find
from assessments.domain.records import to_json
from assessments.domain.safety import person_tags, screen
from tests.assessments.domain.walks import SHIPPED, Answers, walk


def after(said: Mapping[str, str | Sequence[str]]) -> tuple[Answers, Findings]:
    answers, _ = walk({"fp.weight_left_right": "both", "hips_turn": "easy", **said})
    return answers, find(SHIPPED, answers)


def ids(findings: Findings) -> set[str]:
    return {one.id for one in findings.contraindications}


def test_find_nothing_ticked() -> None:
    answers, findings = after({"main.region": "none", "minutes": "10", "experience": "weekly", "days": "6"})
    assert screen(SHIPPED, answers).level == "clear"
    assert findings == Findings(
        findings=(),
        by_person={},
        first_side={},
        contraindications=(),
        pain_now=0,
        age=44,
        equipment=(),
        not_available=(),
        minutes=10,
        experience="regular",
        days=6,
        offers=(),
    )


def test_find_one_foot_out() -> None:
    _, findings = after({"main.region": "none", "fp.toe_direction.left": "clearly_out"})
    (toe_out,) = findings.findings
    assert (toe_out.id, toe_out.severity, toe_out.side) == ("toe_out", 2, "left")
    assert toe_out.because[0].answers == (("fp.toe_direction.left", "clearly_out"),)
    assert findings.by_person == {"toe_out": 2}
    assert findings.first_side == {"toe_out": "left"}


def test_find_both_feet_out_put_no_side_first() -> None:
    _, findings = after(
        {"main.region": "none", "fp.toe_direction.left": "clearly_out", "fp.toe_direction.right": "clearly_out"}
    )
    assert [(one.side, one.severity) for one in findings.findings] == [("left", 2), ("right", 2)]
    assert findings.first_side == {}


def test_find_a_little_out_is_no_finding() -> None:
    said = {f"fp.toe_direction.{side}": "slightly_out" for side in ("left", "right")}
    assert after({"main.region": "none", **said})[1].findings == ()


def test_find_back_only() -> None:
    answers, findings = after(
        {
            "main.region": "back",
            "om.pain_back.now": "6",
            "om.pain_back.average": "4",
            "hb.positions": ["desk", "stiff_shoes"],
        }
    )
    assert screen(SHIPPED, answers).level == "clear"
    assert findings.by_person == {"low_back_pain": 2, "prolonged_sitting": 2, "tight_shoes": 1}
    assert findings.pain_now == 6
    assert findings.contraindications == ()


def test_find_feet_with_two_sites() -> None:
    _, findings = after(
        {
            "main.region": "feet",
            "om.pain_foot.now.left": "2",
            "om.pain_foot.now.right": "7",
            "om.pain_foot.average.left": "1",
            "om.pain_foot.average.right": "6",
            "pain_site.left": ["under_heel"],
            "pain_site.right": ["under_heel", "back_of_heel_on_the_bone", "ankle_gives_way"],
            "gives_way_times": "twice",
            "equipment": ["ball", "step"],
            "lacks": ["chair"],
        }
    )
    assert {(one.id, one.side): one.severity for one in findings.findings} == {
        ("plantar_heel_pain", "left"): 1,
        ("plantar_heel_pain", "right"): 3,
        ("achilles_pain", "right"): 3,
        ("ankle_instability", "right"): 2,
    }
    assert findings.by_person == {"plantar_heel_pain": 3, "achilles_pain": 3, "ankle_instability": 2}
    assert findings.first_side == {"plantar_heel_pain": "right", "achilles_pain": "right", "ankle_instability": "right"}
    assert ids(findings) == {"achilles_insertional"}
    assert (findings.pain_now, findings.equipment, findings.not_available) == (7, ("ball", "step"), ("chair",))
    heel = next(one for one in findings.findings if one.side == "right" and one.id == "plantar_heel_pain")
    assert dict(heel.because[0].answers)["om.pain_foot.average.right"] == 6


def test_find_caution_with_blood_thinners() -> None:
    answers, findings = after({"main.region": "feet", "hx.thinners": "ticked"})
    screening = screen(SHIPPED, answers)
    assert (screening.level, person_tags(screening)) == ("caution", {"massage_deep"})
    (anticoagulants,) = findings.contraindications
    assert (anticoagulants.id, anticoagulants.liftable) == ("anticoagulants", True)
    assert anticoagulants.because[0].answers == (("hx.thinners", "ticked"),)
    assert anticoagulants.because[0].level == "caution"


def test_find_everything_not_sure() -> None:
    said = {
        field: "not_sure"
        for question in SHIPPED.questions.values()
        if "not_sure" in {option.value for option in question.options}
        for field in ([question.id] if not question.per_side else [f"{question.id}.left", f"{question.id}.right"])
    }
    answers, findings = after({"main.region": "both", **said})
    screening = screen(SHIPPED, answers)
    assert screening.level == "emergency"
    assert ids(findings) == {
        "cauda_equina_signs",
        "fever_systemic",
        "dvt_suspected",
        "charcot_foot",
        "open_wound",
        "acute_sprain",
        "fracture_suspected",
        "achilles_acute",
    }
    assert findings.by_person == {}


BRIDGE = [row for row in SHIPPED.bridge.findings if isinstance(row.severity, int) and row.values]


@pytest.mark.parametrize("row", BRIDGE, ids=lambda row: f"{row.source}-{row.values[0]}-{row.finding}")
def test_find_every_row_of_answers(row: Any) -> None:
    question = SHIPPED.questions.get(row.source)
    for value in row.values:
        if question is None:
            findings = find(SHIPPED, {}, [Measurement(row.source, "left", value)])
            assert [one.side for one in findings.findings] == ["left"]
        else:
            multi = question.kind == "multi_with_none"
            field = f"{row.source}.right" if question.per_side else row.source
            findings = find(SHIPPED, {field: (value,) if multi else value})
        assert findings.by_person == {row.finding: row.severity}


@pytest.mark.parametrize(
    ("side", "first"), [("left", "right"), ("right", "left"), ("both", None), ("switch", None), ("not_sure", None)]
)
def test_find_the_leg_that_carries_less_goes_first(side: str, first: str | None) -> None:
    findings = find(SHIPPED, {"fp.weight_left_right": side})
    assert findings.first_side == ({"weight_asymmetric": first} if first else {})


@pytest.mark.parametrize(
    ("average", "severity"),
    [(None, 1), (0, None), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (10, 3)],
)
@pytest.mark.parametrize("region", ["back", "both"])
def test_find_low_back_pain(region: str, average: int | None, severity: int | None) -> None:
    answers: Answers = {"main.region": region}
    if average is not None:
        answers["om.pain_back.average"] = average
    assert find(SHIPPED, answers).by_person == ({"low_back_pain": severity} if severity else {})


@pytest.mark.parametrize("region", ["feet", "none"])
def test_find_no_low_back_pain_elsewhere(region: str) -> None:
    assert find(SHIPPED, {"main.region": region, "om.pain_back.average": 8}).by_person == {}


@pytest.mark.parametrize(("average", "severity"), [(None, 1), (0, 1), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (10, 3)])
@pytest.mark.parametrize(
    ("site", "finding"),
    [
        ("under_heel", "plantar_heel_pain"),
        ("back_of_heel_higher_up", "achilles_pain"),
        ("back_of_heel_on_the_bone", "achilles_pain"),
        ("arch", "arch_pain"),
        ("ball_of_foot", "forefoot_pain"),
        ("big_toe_joint", "big_toe_pain"),
        ("calf", "calf_cramps"),
        ("shin", "shin_tightness"),
    ],
)
def test_find_pain_site(site: str, finding: str, average: int | None, severity: int) -> None:
    answers: Answers = {"pain_site.left": (site,), "om.pain_foot.average.right": 9}
    if average is not None:
        answers["om.pain_foot.average.left"] = average
    assert find(SHIPPED, answers).by_person == {finding: severity}


@pytest.mark.parametrize(("times", "severity"), [(None, 1), ("once", 1), ("twice", 2), ("more", 3)])
def test_find_ankle_gives_way(times: str | None, severity: int) -> None:
    answers: Answers = {"pain_site.left": ("ankle_gives_way",), "om.pain_foot.average.left": 9}
    if times:
        answers["gives_way_times"] = times
    assert find(SHIPPED, answers).by_person == {"ankle_instability": severity}


@pytest.mark.parametrize(("rating", "severity"), [(0, None), (3, None), (4, 2), (6, 2), (7, 3), (10, 3)])
def test_find_stress(rating: int, severity: int | None) -> None:
    assert find(SHIPPED, {"mood.weigh": rating}).by_person == ({"stress_tension": severity} if severity else {})


@pytest.mark.parametrize(
    ("answers", "offers"),
    [
        ({"mood.weigh": 3, "om.bother": 6}, ()),
        ({"mood.weigh": 4}, ("pain_and_stress",)),
        ({"mood.weigh": 6}, ("pain_and_stress",)),
        ({"mood.weigh": 7}, ("support_box",)),
        ({"mood.weigh": 10, "om.bother": 7}, ("support_box", "health_professional")),
        ({}, ()),
    ],
)
def test_find_offers(answers: Answers, offers: tuple[str, ...]) -> None:
    assert find(SHIPPED, answers).offers == offers


@pytest.mark.parametrize(
    ("answers", "pain"),
    [
        ({}, 0),
        ({"main.region": "back", "om.pain_back.now": 3, "om.pain_back.average": 8}, 3),
        ({"main.region": "back", "om.pain_back.average": 8}, 8),
        ({"main.region": "back", "om.pain_foot.now.left": 9}, 0),
        ({"main.region": "feet", "om.pain_back.now": 9, "om.pain_foot.now.left": 1, "om.pain_foot.now.right": 4}, 4),
        ({"main.region": "both", "om.pain_back.now": 2, "om.pain_foot.average.right": 5}, 5),
        ({"main.region": "none", "om.pain_back.now": 9}, 0),
    ],
)
def test_find_pain_now(answers: Answers, pain: int) -> None:
    assert find(SHIPPED, answers).pain_now == pain


@pytest.mark.parametrize(
    ("allergens", "equipment"),
    [
        ((), ("ball", "band", "step", "oil")),
        (("nuts",), ("ball", "band", "step")),
        (("latex",), ("step", "oil")),
        (("scent",), ("ball", "band", "step")),
        (("lanolin",), ("ball", "band", "step")),
        (("other",), ("step",)),
        (("nuts", "latex"), ("step",)),
    ],
)
def test_find_allergens_remove_equipment(allergens: tuple[str, ...], equipment: tuple[str, ...]) -> None:
    answers: Answers = {"equipment": ("ball", "band", "step", "oil"), "dt.allergy_text": allergens}
    assert find(SHIPPED, answers).equipment == equipment


def test_find_none_means_nothing() -> None:
    findings = find(
        SHIPPED, {"equipment": ("none",), "lacks": ("none",), "ability": ("none",), "more_health": ("none",)}
    )
    assert (findings.equipment, findings.not_available, findings.contraindications) == ((), (), ())


COUNTED = [
    (row.source, value, row.contraindications) for row in SHIPPED.bridge.contraindications for value in row.values
]


@pytest.mark.parametrize(("source", "value", "expected"), COUNTED)
def test_find_every_counted_answer_sets_its_contraindication(
    source: str, value: str, expected: tuple[str, ...]
) -> None:
    question = SHIPPED.questions[source]
    answer: object = (value,) if question.kind == "multi_with_none" else value
    findings = find(SHIPPED, {f"{source}.left" if question.per_side else source: answer})
    assert set(expected) <= ids(findings)
    level = (question.levels or {}).get(value)
    for one in findings.contraindications:
        assert one.because[0].level == level
        assert one.liftable is (level not in ("same_day", "emergency"))


@pytest.mark.parametrize("question", [q for q in SHIPPED.questions.values() if q.levels], ids=lambda q: q.id)
def test_find_an_answer_that_does_not_count_sets_nothing(question: Any) -> None:
    counted = {value for source, value, _ in COUNTED if source == question.id}
    for value in {option.value for option in question.options} - counted:
        assert not find(SHIPPED, {question.id: value}).contraindications


def test_every_contraindication_is_reached_by_an_answer_or_staff_only() -> None:
    reached = {id_ for _, _, contraindications in COUNTED for id_ in contraindications}
    assert SHIPPED.bridge.contraindication_ids - reached == SHIPPED.bridge.staff_only
    assert SHIPPED.bridge.staff_only == {"acute_swelling", "post_surgery_cleared"}


def test_every_finding_is_raised_by_something_or_waits_for_norms() -> None:
    raised = {row.finding for row in SHIPPED.bridge.findings} | {row.finding for row in SHIPPED.bridge.measured}
    assert SHIPPED.bridge.finding_ids - raised == {"calf_weak", "balance_poor"}


def test_to_json_holds_keys_and_answers_only() -> None:
    answers, findings = after({"main.region": "feet", "age": "17", "hx.skin": "ticked", "pain_site.left": ["arch"]})
    stored = to_json(findings)
    assert stored["contraindications"][0]["id"] == "skin_infection"
    assert stored["by_person"] == {"arch_pain": 1}
    assert stored["findings"][0]["because"][0]["answers"] == [
        ["pain_site.left", ["arch"]],
        ["om.pain_foot.average.left", 0],
    ]
    screening = to_json(screen(SHIPPED, answers))
    assert screening["messages"] == ["under_18"]
    assert screening["massage_gate"]["tags"] == ["massage_any"]


def test_find_follows_the_bridge() -> None:
    rows = tuple(replace(row, severity=3) if row.finding == "toe_out" else row for row in SHIPPED.bridge.findings)
    changed = replace(SHIPPED, bridge=replace(SHIPPED.bridge, findings=rows))
    assert find(changed, {"fp.toe_direction.left": "clearly_out"}).by_person == {"toe_out": 3}

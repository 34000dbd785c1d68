import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assessments.catalogue import CONTENT, checksum, load, parse, shipped
from assessments.domain.errors import ContentError
from assessments.domain.findings import find
from assessments.domain.safety import screen

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Changes one text of one file in a copy of the content."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)

    def change(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text()
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1))
        return folder

    return change


def test_shipped_is_parsed_once_and_knows_its_checksum() -> None:
    assert shipped() is shipped()
    assert shipped().checksum == checksum(load())


def test_checksum_is_of_the_content_not_of_its_layout() -> None:
    document = load()
    assert checksum(dict(reversed(document.items()))) == checksum(document)
    assert checksum({**document, "more": {}}) != checksum(document)


def test_edited_level_changes_the_outcome(edit: Edit) -> None:
    folder = edit("questions/safety.yaml", "levels: {ticked: caution}", "levels: {ticked: same_day}")
    changed = parse(load(folder))
    (question,) = (q.id for q in changed.questions.values() if q.levels != shipped().questions[q.id].levels)
    assert screen(shipped(), {question: "ticked"}).level == "caution"
    assert screen(changed, {question: "ticked"}).level == "same_day"
    assert changed.checksum != shipped().checksum


def test_edited_combination_rule_changes_the_outcome(edit: Edit) -> None:
    folder = edit("screening.yaml", "age >= 70 or hx.bones ticked", "age >= 65 or hx.bones ticked")
    answers = {"age": 67, "main.region": "back", "rf.spine.minor_fall": "ticked"}
    assert screen(shipped(), answers).level == "clear"
    assert screen(parse(load(folder)), answers).level == "same_day"


def test_edited_massage_gate_changes_the_outcome(edit: Edit) -> None:
    folder = edit("screening.yaml", "light: [hx.thinners, ", "light: [hx.heart, hx.thinners, ")
    answers = {"hx.heart": "ticked"}
    assert screen(shipped(), answers).massage_gate.left == "open"
    assert screen(parse(load(folder)), answers).massage_gate.left == "light"


def test_edited_bridge_row_changes_the_outcome(edit: Edit) -> None:
    folder = edit("findings.yaml", "values: [clearly_out]", "values: [clearly_out, slightly_out]")
    answers = {"fp.toe_direction.left": "slightly_out"}
    assert find(shipped(), answers).findings == ()
    assert find(parse(load(folder)), answers).by_person == {"toe_out": 2}


def test_edited_band_changes_the_outcome(edit: Edit) -> None:
    folder = edit("findings.yaml", "{least: 3, most: 5, severity: 2}", "{least: 3, most: 5, severity: 3}")
    answers = {"main.region": "back", "om.pain_back.average": 4}
    assert find(shipped(), answers).by_person == {"low_back_pain": 2}
    assert find(parse(load(folder)), answers).by_person == {"low_back_pain": 3}


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("screening.yaml", "levels:\n  clear:", "levels: [\n  clear:", ["screening.yaml line"]),
        ("screening.yaml", "rank: 0", "rank: 0\n    rank: 1", ["screening.yaml line", "'rank' stands twice"]),
        ("screening.yaml", "rank: 0", "rank: yes", ["screening.yaml line", "write 'yes' in quotes"]),
        ("questions/safety.yaml", "'yes': emergency", "yes: emergency", ["questions/safety.yaml line", "in quotes"]),
        ("screening.yaml", "reviewed_on: 2026-11-22", "reviewed_on: soon", ["screening.yaml", "'reviewed_on'", "date"]),
        ("screening.yaml", "reviewed_on: 2026-11-22\n", "", ["screening.yaml", "'reviewed_on' is missing"]),
        ("pages.yaml", "next_review: 2027-11-22", "next_review: 2026-11-22", ["pages.yaml", "not after"]),
        (
            "pages.yaml", "clinician_signed_off: false", "clinician_signed_off: 1",
            ["pages.yaml", "clinician_signed_off"],
        ),
        ("pages.yaml", "skippable: true", "skippible: true", ["pages.yaml: 'p_mood'", "unknown key 'skippible'"]),
        ("pages.yaml", "[main.region]", "[main.regoin]", ["pages.yaml: 'p_region'", "unknown question 'main.regoin'"]),
        ("pages.yaml", "[main.region]", "[main.region, age]", ["pages.yaml: 'p_region'", "'age' is also on p_consent"]),
        ("pages.yaml", "none_id: p_spine.none", "none_id: none", ["pages.yaml: 'p_spine'", "write 'p_spine.none'"]),
        ("pages.yaml", "  rescreen:\n", "  again:\n", ["pages.yaml", "flow 'rescreen' is missing"]),
        ("pages.yaml", "always: [p_ces]", "always: [p_toe]", ["pages.yaml: 'rescreen'", "unknown page 'p_toe'"]),
        ("pages.yaml", "review_stage: plan", "review_stage: end", ["pages.yaml: 'full'", "unknown stage 'end'"]),
        (
            "pages.yaml",
            "show_if: rf.foot.injury in [yes, not_sure]",
            "show_if: rf.foot.injury in [yes, maybe]",
            ["pages.yaml: 'p_injury'", "unknown answer of 'rf.foot.injury' 'maybe'"],
        ),
        (
            "pages.yaml",
            "show_if: rf.foot.injury in [yes, not_sure]",
            "show_if: rf.foot.injury in yes",
            ["pages.yaml: 'p_injury'", "condition 'rf.foot.injury in yes'", "position 18"],
        ),
        (
            "questions/safety.yaml",
            "show_if: rf.leg.calf in [yes, not_sure]",
            "show_if: rf.leg.claf in [yes, not_sure]",
            ["questions/safety.yaml: 'rf.leg.chest'", "unknown question 'rf.leg.claf'"],
        ),
        (
            "questions/safety.yaml",
            "show_if: hx.numb ticked",
            "show_if: hx.numb >= 3",
            ["questions/safety.yaml: 'dt.numb_new'", "'hx.numb' is no number"],
        ),
        (
            "questions/safety.yaml",
            "levels: {none: clear, minor: caution, sore",
            "levels: {none: clear, sore",
            ["questions/safety.yaml: 'rf.foot.skin'", "answer 'minor' has no level"],
        ),
        (
            "questions/safety.yaml",
            "minor: caution",
            "minor: severe",
            ["questions/safety.yaml: 'rf.foot.skin'", "unknown level 'severe'", "same_day"],
        ),
        (
            "questions/safety.yaml",
            "minor: caution",
            "tiny: clear, minor: caution",
            ["questions/safety.yaml: 'rf.foot.skin'", "unknown answer in levels 'tiny'"],
        ),
        (
            "questions/safety.yaml",
            "ticked: [heat, barefoot",
            "ticked: [warmth, barefoot",
            ["questions/safety.yaml: 'hx.diabetes'", "unknown exclusion tag 'warmth'"],
        ),
        (
            "questions/safety.yaml",
            "safety_card_on: [prefer_not]",
            "safety_card_on: [not_sure]",
            ["questions/safety.yaml: 'rf.ces.sex'", "unknown answer in safety_card_on"],
        ),
        (
            "questions/safety.yaml",
            "sources: [bmjbp_ces, york_ces]",
            "sources: [bmjbp_ces, yrok_ces]",
            ["questions/safety.yaml: 'rf.ces.bowel'", "unknown source 'yrok_ces'"],
        ),
        (
            "questions/safety.yaml",
            "sources: [bmjbp_ces, york_ces]",
            "sources: []",
            ["questions/safety.yaml: 'rf.ces.bowel'", "'sources' is empty"],
        ),
        (
            "questions/safety.yaml",
            "    sources: [bmjbp_ces, york_ces]\n",
            "",
            ["questions/safety.yaml: 'rf.ces.bowel'", "'sources' is missing"],
        ),
        ("questions/safety.yaml", "type: single", "type: choice", ["'main.region'", "unknown type 'choice'"]),
        ("questions/feet.yaml", "type: single", "type: multi_with_none", ["'fp.toe_direction'", "no option 'none'"]),
        ("questions/consent.yaml", "type: integer", "type: single", ["'age'", "has no options"]),
        ("questions/consent.yaml", "  consent.terms:", "  minutes:", ["questions/", "'minutes'", "is also in"]),
        ("questions/days.yaml", "low: 0", "low: none", ["'mood.weigh'", "'low' is 'none'; write a int"]),
        ("questions/plan.yaml", "not: Not used to it", "not: 3", ["options", "'not' is 3; write a str"]),
        (
            "questions/pain.yaml", "required: false", "required: 0",
            ["questions/pain.yaml", "'required' is 0; write a bool"],
        ),
        ("screening.yaml", "level: emergency", "level: urgent", ["screening.yaml: 'C01'", "unknown level 'urgent'"]),
        ("screening.yaml", "hx.cancer ticked", "hx.cancer tick", ["screening.yaml: 'C03a'", "position 10"]),
        ("screening.yaml", "at_least: 2", "at_least: 4", ["screening.yaml: 'C08'", "asks for 4 of 3 conditions"]),
        ("screening.yaml", "    if_count:", "    if_some:", ["screening.yaml: 'C08'", "unknown key 'if_some'"]),
        (
            "screening.yaml",
            "  C02:\n",
            "  C02:\n    if_count: {at_least: 1, of: [hx.bones]}\n",
            ["screening.yaml: 'C02'", "either 'if_all' or 'if_count'"],
        ),
        (
            "screening.yaml", "message: under_18", "message: minors",
            ["screening.yaml: 'C10'", "unknown message 'minors'"],
        ),
        ("screening.yaml", "hx.skin, that side", "hx.veins, that side", ["massage_gate", "'hx.veins' asks no side"]),
        ("screening.yaml", "light: massage_deep", "light: massage_hard", ["massage_gate", "unknown exclusion tag"]),
        ("screening.yaml", "  same_day:\n    title", "  today:\n    title", ["level 'same_day' has no message"]),
        ("screening.yaml", "clearance_days: 42", "clearance_days: long", ["timing", "'clearance_days' is 'long'"]),
        ("findings.yaml", "finding: toe_out", "finding: toes_out", ["answers_to_findings row 1", "'toes_out'"]),
        ("findings.yaml", "source: fp.toe_direction", "source: fp.toes", ["answers_to_findings row 1", "'fp.toes'"]),
        ("findings.yaml", "values: [clearly_out]", "values: [far_out]", ["answers_to_findings row 1", "'far_out'"]),
        ("findings.yaml", "    severity: 2", "    severity: 4", ["answers_to_findings row 1", "write 1 to 3"]),
        (
            "findings.yaml",
            "    severity: 2",
            "    severity: 2\n    severity_from: pain_back",
            ["answers_to_findings row 1", "either 'severity' or 'severity_from'"],
        ),
        (
            "findings.yaml",
            "    values: [clearly_out]",
            "    values: [clearly_out]\n    range: {least: 1}",
            ["answers_to_findings row 1", "either 'values' or 'range'"],
        ),
        ("findings.yaml", "range: {below: -5}", "range: {under: -5}", ["answers_to_findings row 3", "key 'under'"]),
        ("findings.yaml", "{below: 4, severity: 3}", "{below: low, severity: 3}", ["measured_findings row 1", "'low'"]),
        ("findings.yaml", "field: om.pain_back.average", "field: om.pain_back", ["'pain_back'", "unknown field"]),
        (
            "findings.yaml",
            "contraindications: [dvt_suspected]",
            "contraindications: [dvt]",
            ["answers_to_contraindications row 1", "unknown contraindication 'dvt'"],
        ),
        ("findings.yaml", "nuts: [oil]", "nuts: [cream]", ["allergens", "unknown equipment 'cream'"]),
        ("findings.yaml", "never_lift_levels: [same_day", "never_lift_levels: [today", ["release", "level 'today'"]),
        ("voice.yaml", "errors:", "mistakes:", ["voice.yaml", "unknown key 'mistakes'"]),
        ("voice.yaml", "choose: Choose", "choose: 3 #", ["voice.yaml: errors", "'choose' is 3"]),
        ("sources.yaml", "    verified: false", "    verified: perhaps", ["sources.yaml", "'verified' is 'perhaps'"]),
        ("measures.yaml", "drop: 2", "drop: two", ["measures.yaml: pain_change", "'drop' is 'two'"]),
        ("pages.yaml", "stages:\n", "stages: 3\nold:\n", ["pages.yaml", "'old'"]),
        ("findings.yaml", "pain_now:\n", "pain_now: 3\nold:\n", ["findings.yaml", "'old'"]),
        (
            "findings.yaml", "  - source: fp.toe_direction\n", "  - 7\n  - source: fp.toe_direction\n",
            ["row 1: found 7"],
        ),
        ("screening.yaml", "- hx.cancer ticked", "- 7", ["screening.yaml: 'C03b'", "'if_all'", "list of words"]),
    ],
)  # fmt: skip
def test_broken_content_is_refused_naming_file_and_entry(
    edit: Edit, file: str, old: str, new: str, says: list[str]
) -> None:
    folder = edit(file, old, new)
    with pytest.raises(ContentError) as error:
        parse(load(folder))
    for words in says:
        assert words in str(error.value)


def test_load_names_a_file_that_is_absent(edit: Edit) -> None:
    folder = edit("voice.yaml", "errors", "errors")
    (folder / "voice.yaml").unlink()
    with pytest.raises(ContentError, match=r"voice\.yaml: not found"):
        load(folder)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: \x00"])
def test_load_names_a_file_that_is_no_text(edit: Edit, content: bytes) -> None:
    folder = edit("voice.yaml", "errors", "errors")
    (folder / "voice.yaml").write_bytes(content)
    with pytest.raises(ContentError, match=r"voice\.yaml"):
        load(folder)


def test_parse_refuses_a_file_that_is_a_list() -> None:
    with pytest.raises(ContentError, match=r"pages\.yaml: found \[\]"):
        parse({**load(), "pages": []})


def test_a_stored_version_from_before_newer_words_can_still_be_read() -> None:
    older = copy.deepcopy(load())
    del older["voice"]["see_a_professional"]
    for question in older["questions/safety"]["questions"].values():
        question["words"].pop("tell", None)
    assert parse(older).words.see_a_professional == ()
    assert parse(older).questions["rf.leg.calf"].tell == ""

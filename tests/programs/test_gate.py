"""What the shipped library owes: each gap fails `manage.py check` with file, entry, field and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError

from assessments import catalogue as assessment_catalogue
from programs import catalogue
from programs.checks import content
from programs.gate import asked, gaps
from tests.programs.test_catalogue import SHIPPED_TEXT, entry, facts, rule

ASSESSMENT_FILES = assessment_catalogue.load()
ASKED = asked(assessment_catalogue.shipped(), ASSESSMENT_FILES)
Change = Callable[[dict[str, Any]], object]


def broken(change: Change) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SHIPPED_TEXT)
    change(document)
    return document


def without_tag(document: dict[str, Any], tag: str) -> None:
    for item in document["items"].values():
        item["facts"]["exclusion_tags"] = [one for one in item["facts"]["exclusion_tags"] if one != tag]


def new_entry(document: dict[str, Any], file: str, field: str, like: str, id: str) -> None:
    document[file][field].append({**entry(document, file, field, like), "id": id})


GAPS: list[tuple[str, Change, list[str]]] = [
    (
        "a finding nobody serves",
        lambda d: new_entry(d, "vocabulary", "findings", "toe_out", "toe_crossed"),
        ["vocabulary.yaml: finding 'toe_crossed'", "no rule of rules.yaml prescribes anything for it", "write one"],
    ),
    (
        "a finding served only when it is severe",
        lambda d: rule(d, "R07")["when"].update(min_sev=2),
        ["vocabulary.yaml: finding 'weight_forefoot'", "for it alone"],
    ),
    (
        "a finding served only together with another",
        lambda d: rule(d, "R07")["when"].update(all=["toe_out"]),
        ["vocabulary.yaml: finding 'weight_forefoot'", "for it alone"],
    ),
    (
        "a finding whose rule prescribes nothing",
        lambda d: rule(d, "R07").update(prescribe=[]),
        ["vocabulary.yaml: finding 'weight_forefoot'"],
    ),
    (
        "a tag no item carries",
        lambda d: without_tag(d, "calf_stretch_loaded"),
        [
            "vocabulary.yaml: exclusion_tag 'calf_stretch_loaded'",
            "no item carries it",
            "exclusion_tags of the items",
            "composer.yaml",
        ],
    ),
    (
        "a tag that changes more than words",
        lambda d: d["composer"]["wording_only_tags"].remove("cold"),
        ["vocabulary.yaml: exclusion_tag 'cold'", "no item carries it"],
    ),
    (
        "a test tag without a self-test",
        lambda d: new_entry(d, "vocabulary", "exclusion_tags", "test_toe", "test_hop"),
        ["vocabulary.yaml: exclusion_tag 'test_hop'", "no self-test is excluded by it", "measures.yaml"],
    ),
    (
        "a rule for a finding nobody has",
        lambda d: (
            new_entry(d, "vocabulary", "findings", "toe_out", "toe_crossed"),
            rule(d, "R02")["when"].update(findings=["toe_crossed"]),
        ),
        ["rules.yaml: rule 'R02': when: findings", "'toe_crossed'", "match nobody", "correct it or take it out"],
    ),
    (
        "a rule for a severity nobody reaches",
        lambda d: rule(d, "R07")["when"].update(min_sev=2),
        ["rules.yaml: rule 'R07'", "'weight_forefoot' at severity 2"],
    ),
    (
        "a rule that also asks for a finding nobody has",
        lambda d: (
            new_entry(d, "vocabulary", "findings", "toe_out", "toe_crossed"),
            rule(d, "R03")["when"].update(all=["toe_crossed"]),
        ),
        ["rules.yaml: rule 'R03': when: all", "'toe_crossed'"],
    ),
    (
        "a rule for who has no plan at all",
        lambda d: rule(d, "R57")["when"].update(contra=["dvt_suspected"]),
        ["rules.yaml: rule 'R57': when: contra", "'dvt_suspected' stops the whole plan"],
    ),
    (
        "a rule for a contraindication nobody sets",
        lambda d: (
            new_entry(d, "vocabulary", "contraindications", "cannot_stand", "cannot_sit"),
            rule(d, "R63")["when"].update(contra=["cannot_sit"]),
        ),
        ["rules.yaml: rule 'R63': when: contra", "no answer leads to 'cannot_sit'"],
    ),
    (
        "a rule for a thing nobody is asked about",
        lambda d: (
            new_entry(d, "vocabulary", "equipment", "ball", "rope"),
            rule(d, "R68")["when"].update(equip=["rope"]),
        ),
        ["rules.yaml: rule 'R68': when: equip", "nobody can have 'rope'"],
    ),
    (
        "a rule for experience nobody can say",
        lambda d: (
            new_entry(d, "vocabulary", "experience", "some", "master"),
            rule(d, "R50")["when"].update(experience=["master"]),
        ),
        ["rules.yaml: rule 'R50': when: experience", "nobody can have 'master'"],
    ),
    (
        "a rule for minutes nobody can choose",
        lambda d: rule(d, "R71")["when"].update(minutes=[7]),
        ["rules.yaml: rule 'R71': when: minutes", "nobody can have 7"],
    ),
    (
        "a rule for pain above its own end",
        lambda d: rule(d, "R48")["when"].update(pain_min=6),
        ["rules.yaml: rule 'R48': when: pain_min is 6 and pain goes up to 5"],
    ),
    (
        "a rule for pain above ten",
        lambda d: rule(d, "R47")["when"].update(pain_min=11),
        ["rules.yaml: rule 'R47': when: pain_min is 11 and pain goes up to 10"],
    ),
    (
        "a way back to no question",
        lambda d: entry(d, "vocabulary", "contraindications", "acute_swelling").update(goes_back_to="rf.foot.warm"),
        ["vocabulary.yaml: contraindication 'acute_swelling'", "goes_back_to", "unknown question 'rf.foot.warm'"],
    ),
    (
        "minutes the composer does not know",
        lambda d: d["composer"]["budgets"].pop(),
        ["composer.yaml: budgets do not have 30", "add it, or correct the question"],
    ),
    (
        "too few steps",
        lambda d: d["items"]["cat-cow"]["words"].update(cues=["Breathe", "Rest"]),
        ["items/cat-cow.yaml: words: cues are 2 steps: write 3 to 8"],
    ),
    (
        "too many steps",
        lambda d: d["items"]["cat-cow"]["words"].update(cues=["Breathe"] * 9),
        ["items/cat-cow.yaml: words: cues are 9 steps"],
    ),
    (
        "words for a code that nothing uses",
        lambda d: d["words"]["left_out"].append({"id": "mood", "safety": False, "text": "Not today."}),
        ["words.yaml: left_out has words for 'mood'", "take them out"],
    ),
    (
        "words for a kind that nothing uses",
        lambda d: d["words"]["kinds"].append({"id": "dance", "label": "dance"}),
        ["words.yaml: kinds has words for 'dance'"],
    ),
    (
        "a massage above the ceiling",
        lambda d: facts(d, "towel-rub").update(pressure_0_10=[1, 5]),
        ["items/towel-rub.yaml: facts: pressure_0_10 goes up to 5", "ceiling of 4 in touch.yaml", "lower it"],
    ),
    (
        "another ceiling in pain",
        lambda d: entry(d, "touch", "ceilings", "pain").update(most=3),
        ["touch.yaml: ceilings with pain_min are [(6, 3)]", "composer.yaml is [(6, 2)]", "make them the same"],
    ),
]


@pytest.mark.parametrize(("change", "says"), [row[1:] for row in GAPS], ids=[row[0] for row in GAPS])
def test_gaps_name_file_entry_field_and_remedy(change: Change, says: list[str]) -> None:
    found = list(gaps(catalogue.parse(broken(change)), ASKED))
    assert any(all(part in gap for part in says) for gap in found), found


def test_the_shipped_library_has_no_gap() -> None:
    assert list(gaps(catalogue.shipped(), ASKED)) == []


def test_gaps_of_an_older_library_without_words_about_touch() -> None:
    assert list(gaps(replace(catalogue.shipped(), touch=None), ASKED)) == []


LED_TO: list[tuple[str, dict[str, Any], str]] = [
    (
        "finding",
        {"findings": {**ASKED.findings, "toe_crossed": 1}},
        "vocabulary.yaml: findings do not have 'toe_crossed'",
    ),
    (
        "contraindication",
        {"contraindications": ASKED.contraindications | {"cannot_sit"}},
        "vocabulary.yaml: contraindications do not have 'cannot_sit'",
    ),
    ("experience", {"experience": ASKED.experience | {"master"}}, "vocabulary.yaml: experience do not have 'master'"),
    ("thing", {"equipment": ASKED.equipment | {"rope"}}, "vocabulary.yaml: equipment do not have 'rope'"),
    ("tag", {"self_test_tags": ASKED.self_test_tags | {"test_hop"}}, "exclusion_tags do not have 'test_hop'"),
    ("minutes", {"minutes": ASKED.minutes | {7}}, "composer.yaml: budgets do not have 7"),
]


@pytest.mark.parametrize(("led_to", "says"), [row[1:] for row in LED_TO], ids=[row[0] for row in LED_TO])
def test_gaps_between_questions_and_library(led_to: dict[str, Any], says: str) -> None:
    (gap,) = gaps(catalogue.shipped(), replace(ASKED, **led_to))
    assert says in gap
    assert "add it, or correct the question" in gap


def test_asked_counts_the_highest_severity_and_findings_that_wait_for_norms() -> None:
    assert (ASKED.findings["weight_forefoot"], ASKED.findings["ankle_dorsiflexion_restricted"]) == (1, 3)
    assert "calf_weak" in ASKED.findings
    assert (
        "calf_weak"
        not in asked(
            assessment_catalogue.shipped(),
            {**ASSESSMENT_FILES, "findings": {**ASSESSMENT_FILES["findings"], "off_until_norms_are_signed_off": []}},
        ).findings
    )


REFUSED: list[tuple[str, Change, str, list[str]]] = [
    (
        "a gap",
        lambda d: without_tag(d, "calf_stretch_loaded"),
        "programs.E002",
        ["exclusion_tag 'calf_stretch_loaded'"],
    ),
    (
        "an unknown id",
        lambda d: rule(d, "R02")["prescribe"].append("ankle-circle"),
        "programs.E001",
        ["rules.yaml: rule 'R02'", "prescribe", "'ankle-circle'", "use one that exists"],
    ),
    (
        "a circle",
        lambda d: facts(d, "ankle-circles").update(regresses_to="ankle-circles"),
        "programs.E001",
        ["items/ankle-circles.yaml", "regresses_to", "break it"],
    ),
    (
        "a missing source",
        lambda d: facts(d, "toe-pointing").update(evidence=[]),
        "programs.E001",
        ["items/toe-pointing.yaml", "evidence", "name a source"],
    ),
    (
        "a dose of zero",
        lambda d: facts(d, "cat-cow")["dose"].update(sets=0),
        "programs.E001",
        ["items/cat-cow.yaml", "dose", "sets is 0: use 1 or more"],
    ),
    (
        "a rule that matches nothing",
        lambda d: rule(d, "R57")["when"].update(contra=["dvt_suspected"]),
        "programs.E002",
        ["rules.yaml: rule 'R57'", "contra", "correct it or take it out"],
    ),
]


@pytest.mark.parametrize(("change", "id", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_check_and_load_content_refuse(
    change: Change, id: str, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = broken(change)
    monkeypatch.setattr(catalogue, "shipped", lambda: catalogue.parse(document))
    (error,) = content(None)
    assert error.id == id
    for part in says:
        assert part in error.msg
    with pytest.raises(SystemCheckError, match=id):
        call_command("check", "programs")
    with pytest.raises(CommandError) as refused:
        call_command("load_content", skip_checks=True)
    assert says[0] in str(refused.value)

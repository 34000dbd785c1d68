"""The words that clinicians saw, pinned; and what every entry of the assessment content must have."""

from pathlib import Path

import pytest
import yaml

from assessments.catalogue import CONTENT, load, shipped

PINNED = yaml.safe_load((Path(__file__).parent / "pinned_texts.yaml").read_text())
QUESTIONNAIRE = shipped()
DRAWINGS = "drawings.yaml"  # pictures are no part of the questionnaire and of no version
FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml") if path.name != DRAWINGS)


@pytest.mark.parametrize("id_", PINNED["questions"])
def test_question_text_is_word_for_word(id_: str) -> None:
    assert QUESTIONNAIRE.questions[id_].text == PINNED["questions"][id_]
    assert QUESTIONNAIRE.questions[id_].help == PINNED["help"].get(id_, "")


def test_every_screening_question_is_pinned() -> None:
    asked = {q.id for page in QUESTIONNAIRE.pages.values() if page.screening for q in page.questions}
    assert asked == set(PINNED["questions"])


@pytest.mark.parametrize("id_", [id_ for id_ in PINNED["questions"] if not id_.startswith(("hx.", "rf.spine.m"))])
def test_options_are_word_for_word(id_: str) -> None:
    question = QUESTIONNAIRE.questions[id_]
    pinned = PINNED["options"].get(id_) or PINNED["options"].get(question.kind) or {}
    assert {option.value: option.text for option in question.options} == pinned


@pytest.mark.parametrize("id_", PINNED["messages"])
def test_message_is_word_for_word(id_: str) -> None:
    words = QUESTIONNAIRE.words
    message = words.safety_card if id_ == "safety_card" else words.messages[id_]
    assert [message.title, message.body] == PINNED["messages"][id_]


def test_labels_checks_and_statements_are_word_for_word() -> None:
    assert {level.id: level.label for level in QUESTIONNAIRE.levels.values()} == PINNED["levels"]
    assert {check.field: check.text for check in QUESTIONNAIRE.checks.values()} == PINNED["checks"]
    assert QUESTIONNAIRE.words.support_box == PINNED["support_box"]
    assert {
        "short": QUESTIONNAIRE.words.evidence_short,
        "long": QUESTIONNAIRE.words.evidence_long,
    } == PINNED["evidence"]
    for page, title in PINNED["page_titles"].items():
        assert QUESTIONNAIRE.pages[page].title == title


def test_signs_of_the_check_are_those_of_its_text() -> None:
    check = QUESTIONNAIRE.checks["anything_new"]
    assert check.text == f"Anything new? {', '.join(check.signs)}"


def test_every_file_is_loaded_and_dated() -> None:
    document = load()
    assert sorted(f"{name}.yaml" for name in document) == FILES
    for data in document.values():
        assert (data["reviewed_on"], data["next_review"]) == ("2026-11-22", "2027-11-22")
        assert data["clinician_signed_off"] is False


def test_every_question_is_asked_or_waits_in_later() -> None:
    waiting = set(load()["questions/later"]["questions"])
    assert {q.id for q in QUESTIONNAIRE.questions.values() if q.page is None} == waiting
    asked = [q.id for page in QUESTIONNAIRE.flows["full"].pages for q in page.questions]
    assert len(asked) == len(set(asked))
    assert set(asked) == set(QUESTIONNAIRE.questions) - waiting


def test_every_flag_that_reaches_same_day_alone_is_a_row_of_its_own() -> None:
    for question in QUESTIONNAIRE.questions.values():
        serious = {"same_day", "emergency"} & set((question.levels or {}).values())
        if serious:
            assert question.kind != "tick", question.id
            assert question.required, question.id


def test_every_level_rule_tag_and_source_is_used() -> None:
    used = {tag for q in QUESTIONNAIRE.questions.values() for tags in (q.excludes or {}).values() for tag in tags}
    assert used <= set(QUESTIONNAIRE.tags)
    assert len(QUESTIONNAIRE.rules) == 13
    assert [level.rank for level in QUESTIONNAIRE.levels.values()] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("file", FILES)
def test_words_for_people_carry_no_verdict(file: str) -> None:
    """Staff notes may; the words of questions, pages and errors may not."""
    banned = {"abnormal", "cure", "failed", "streak", "invalid"}
    data = yaml.safe_load((CONTENT / file).read_text())
    said = " ".join(_words(data)).lower()
    assert not banned & set(said.replace(",", " ").replace(".", " ").split())
    assert "!" not in said


def _words(data: object, inside: bool = False) -> list[str]:
    if isinstance(data, dict):
        return [
            text
            for key, value in data.items()
            for text in _words(value, inside or key in ("words", "errors", "points"))
        ]
    if isinstance(data, list):
        return [text for value in data for text in _words(value, inside)]
    return [data] if inside and isinstance(data, str) else []

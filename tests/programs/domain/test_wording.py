from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from programs.domain.matching import Caps
from programs.domain.prescriptions import prescribe
from programs.domain.routine import compose
from programs.domain.wording import LEFT_OUT_KINDS, left_out_by_health, left_out_words, signposts
from tests.programs.domain.cases import PROTOCOL, VIGNETTES, inputs_from, make_inputs

HEALTH = (
    "Left out because of your answers about health, pain or worries. "
    "If you would like to do it, ask a health professional."
)
TOO_HARD = (
    "It is harder than what suits your answers about health, pain or worries. "
    "If you would like to do it, ask a health professional."
)
VOCABULARY = PROTOCOL.vocabulary
SAFETY_CODES = [
    *(f"exclusion_tag:{id}" for id in VOCABULARY.exclusion_tags),
    *(f"contraindication:{id}" for id in VOCABULARY.contraindications),
    *(f"contraindication:{id}" for id in VOCABULARY.findings),
    *(f"excluded:{rule.id}" for rule in PROTOCOL.rules if rule.exclude),
    *(f"gate:{id}" for id in VOCABULARY.gates),
    *(f"prerequisite:{id}" for item in PROTOCOL.items.values() for id in item.prerequisite_items),
    *(f"level:{level}" for level in VOCABULARY.levels),
    "withdrawn",
]
OTHER_CODES = [
    "time",
    "max_items",
    "up_chain_cap",
    "strength_day_only",
    "your_choice",
    *(f"kind_cap:{kind}" for kind in PROTOCOL.composer.kind_caps),
    *(f"equipment:{id}" for id in VOCABULARY.equipment),
]


def assessment_texts() -> set[str]:
    """Every question and option that a person can answer, lower case."""
    content = Path(__file__).resolve().parents[3] / "assessments" / "content"
    found: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("text", "t", "label") and isinstance(value, str):
                    found.add(value.lower())
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for path in content.rglob("*.yaml"):
        collect(yaml.load(path.read_text(), Loader=yaml.CSafeLoader))
    return found


@pytest.mark.parametrize("code", SAFETY_CODES)
def test_safety_words_say_whom_to_ask_and_never_which_answer(code: str) -> None:
    words = left_out_words(PROTOCOL, code)
    assert left_out_by_health(PROTOCOL, code)
    assert "ask a health professional" in words
    lower = words.lower()
    for contraindication in VOCABULARY.contraindications.values():
        assert contraindication.label.lower() not in lower
        assert contraindication.question.lower() not in lower
        assert contraindication.effect.lower() not in lower
    for finding in VOCABULARY.findings.values():
        assert finding.label.lower() not in lower
    for tag in VOCABULARY.exclusion_tags.values():
        assert tag.lower() not in lower
    for rule in PROTOCOL.rules:
        assert rule.reason.lower() not in lower
    assert not re.search(r"\b(untick|change your answer|answer no|bring it back|if you did not)\b", lower)


def test_safety_words_hold_no_question_or_option() -> None:
    texts = {text for text in assessment_texts() if len(text.split()) > 1}
    assert len(texts) > 80
    for code in SAFETY_CODES:
        words = left_out_words(PROTOCOL, code).lower()
        assert not [text for text in texts if text in words]


@pytest.mark.parametrize("code", OTHER_CODES)
def test_other_codes_have_words_of_their_own(code: str) -> None:
    words = left_out_words(PROTOCOL, code)
    assert not left_out_by_health(PROTOCOL, code)
    assert words
    assert "None" not in words
    assert "{" not in words


def test_words_name_the_thing_the_kind_and_the_item() -> None:
    assert "Light elastic exercise band" in left_out_words(PROTOCOL, "equipment:band")
    assert "touch" in left_out_words(PROTOCOL, "kind_cap:massage")
    assert "Big-toe extension by hand" in left_out_words(PROTOCOL, "prerequisite:big-toe-hand-extension")


@pytest.mark.parametrize(
    ("caps", "by_health"),
    [
        (None, True),
        (Caps(level=2, experience_level=2, health_level=5), False),
        (Caps(level=2, experience_level=3, health_level=2), True),
        (Caps(level=2, experience_level=2, health_level=2), True),
        (Caps(level=3, experience_level=3, health_level=5, strength_minus=1), True),
    ],
)
def test_a_level_by_experience_may_rise_with_practice(caps: Caps | None, by_health: bool) -> None:
    item = "heel-raise-both-towel"
    assert left_out_by_health(PROTOCOL, "level:2", item=item, caps=caps) is by_health
    words = left_out_words(PROTOCOL, "level:2", item=item, caps=caps)
    assert words == (
        TOO_HARD if by_health else "It is a step above your plan now. Your plan can step up as you practise."
    )


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette["id"])
def test_every_code_of_the_worked_cases_has_words(vignette: dict[str, Any]) -> None:
    for day in ("strength", "other"):
        prescriptions = prescribe(PROTOCOL, inputs_from(vignette["inputs"]), day=day)
        routine = compose(PROTOCOL, prescriptions)
        left = [*routine.left_outs, *routine.dropped]
        pairs = [(one.item, one.code) for one in left] + [(swap.before, swap.code) for swap in routine.swaps]
        for item, code in pairs:
            assert left_out_words(PROTOCOL, code, item=item, caps=prescriptions.caps)


def test_words_exist_for_every_kind_of_code_and_no_other() -> None:
    assert set(PROTOCOL.words.left_out) == set(LEFT_OUT_KINDS)
    with pytest.raises(KeyError):
        left_out_words(PROTOCOL, "mood:low")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ()),
        ({"contra": ["sciatica_leg_symptoms"]}, ("Ask a clinician to look at your leg symptoms.",)),
        ({"findings": {"stress_tension": 2}}, ("If this weighs on you, talk to a health professional.",)),
    ],
)
def test_signposts(said: dict[str, Any], expected: tuple[str, ...]) -> None:
    matched = prescribe(PROTOCOL, make_inputs(**said)).matched_rules
    assert signposts(PROTOCOL, matched) == expected


def test_words_for_people_keep_the_voice() -> None:
    words = PROTOCOL.words
    said = [
        *(left.text for left in words.left_out.values()),
        *words.signposts.values(),
        *(f"{message.title} {message.text}" for message in words.messages.values()),
        *(line.line for line in (*PROTOCOL.composer.caution_lines, *PROTOCOL.composer.tag_lines)),
    ]
    banned = re.compile(r"\b(missed|failed|streak|bad|wrong|abnormal|normal|cure|fix|safe|invalid)\b|all clear|!", re.I)
    assert not [text for text in said if banned.search(text)]


def test_a_thing_that_a_health_answer_takes_away_is_no_thing_to_get() -> None:
    assert left_out_words(PROTOCOL, "equipment:band", taken_away={"band"}) == HEALTH
    assert left_out_by_health(PROTOCOL, "equipment:band", taken_away={"band"})
    assert not left_out_by_health(PROTOCOL, "equipment:band", taken_away={"oil"})


def test_who_has_the_most_minutes_is_not_told_to_take_more() -> None:
    assert "more minutes" in left_out_words(PROTOCOL, "time").lower()
    longest = left_out_words(PROTOCOL, "time", longest=True)
    assert "more minutes" not in longest.lower()
    assert longest.startswith("There is no room for it")
    assert left_out_words(PROTOCOL, "withdrawn", longest=True) == left_out_words(PROTOCOL, "withdrawn")


def test_older_words_speak_of_time_alike() -> None:
    left_out = {id: words for id, words in PROTOCOL.words.left_out.items() if id != "time_longest"}
    older = replace(PROTOCOL, words=replace(PROTOCOL.words, left_out=left_out))
    assert left_out_words(older, "time", longest=True) == left_out_words(older, "time")

"""The shipped library holds what the clinical brief says a library must hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from programs.catalogue import CONTENT, load, shipped
from programs.domain.movements import Item

PROTOCOL = shipped()
ITEMS = list(PROTOCOL.items.values())
ASSESSMENTS = CONTENT.parents[1] / "assessments" / "content"
BY_ID = {"ids": lambda entry: entry.id}
STARTS = {
    "sitting": r"\bsit\b",
    "standing": r"\bstand\b",
    "lying": r"\blie\b",
    "kneeling": r"\bkneel\b",
    "all_fours": r"\bhands and knees\b",
    "on_step": r"\bstep\b",
}
OTHER_SIDE = re.compile(r"\bswap\b|\bother (foot|leg|side|way)\b|each foot|change over")
STARTS_LATER = {
    "heel-raise-both-towel": "the towel is laid out first",
    "break-car-stop": "the car is parked first",
    "warm-towel-wrap": "the towel is made ready first",
}
ONE_SIDE_ALONE = {"break-car-stop": "the foot of the pedal"}


def test_counts() -> None:
    kinds = [item.kind for item in ITEMS]
    assert (len(ITEMS), kinds.count("massage")) == (124, 26)
    assert len(PROTOCOL.rules) == 83
    assert len(PROTOCOL.citations) == 78
    assert sum(citation.verified for citation in PROTOCOL.citations.values()) == 75


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_says_when_it_was_reviewed_and_that_nobody_signed_it_off(path: Path) -> None:
    text = path.read_text()
    assert "reviewed_on: 2026-11-22\nnext_review: 2027-11-22\nclinician_signed_off: false\n" in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("item", ITEMS, **BY_ID)
def test_every_item_can_be_followed(item: Item) -> None:
    words = item.words
    assert 3 <= len(words.cues) <= 8
    assert words.stop_signs
    assert words.common_mistakes
    assert words.purpose
    assert words.feels_like
    assert item.illustration.motion


@pytest.mark.parametrize("item", ITEMS, **BY_ID)
def test_every_massage_can_be_gated(item: Item) -> None:
    assert ("massage_any" in item.exclusion_tags) == (item.kind == "massage")
    if item.pressure_0_10 is not None:
        assert item.pressure_0_10[1] <= 4
        assert ("massage_deep" in item.exclusion_tags) == (item.pressure_0_10[1] == 4)


@pytest.mark.parametrize("item", ITEMS, **BY_ID)
def test_ladders_go_the_right_way(item: Item) -> None:
    for easier in (item.regresses_to, item.progression_of):
        assert easier is None or PROTOCOL.items[easier].level <= item.level
    assert item.progresses_to is None or PROTOCOL.items[item.progresses_to].level >= item.level


def test_a_joint_flare_leaves_breathing_and_gentle_seated_movement() -> None:
    for item in ITEMS:
        loads = item.kind in ("massage", "stretch", "strength", "balance") and item.id != "hold-and-breathe"
        stands = item.kind == "motor_control" and item.position in ("standing", "on_step")
        if loads or stands:
            assert "inflammatory_flare" in item.contraindications, item.id


def test_strength_has_a_range_to_progress_in() -> None:
    for item in ITEMS:
        if item.kind in ("strength", "balance"):
            assert item.rep_range or item.hold_range_s, item.id


def test_every_contraindication_does_something() -> None:
    used = {id for item in ITEMS for id in (*item.contraindications, *item.cautions)}
    used |= {id for rule in PROTOCOL.rules for id in rule.when.contra}
    used |= {line.key for line in PROTOCOL.composer.caution_lines}
    for contraindication in PROTOCOL.vocabulary.contraindications.values():
        assert contraindication.blocks_all or contraindication.id in used


def test_a_vulnerable_reading_of_the_seed_is_kept() -> None:
    """The big toe is freed before any heel raise with a towel."""
    towel = [item for item in ITEMS if item.id.startswith("heel-raise") and "towel" in item.equipment]
    assert len(towel) >= 4
    for item in towel:
        assert item.prerequisite_items == ("big-toe-hand-extension",)
        assert item.prerequisite_gates == ("hallux_ok",)


def test_items_and_rules_promise_no_cure() -> None:
    said = [
        *(text for item in ITEMS for text in (item.words.name, item.words.purpose, item.words.feels_like)),
        *(cue for item in ITEMS for cue in (*item.words.cues, *item.words.common_mistakes)),
        *(rule.reason for rule in PROTOCOL.rules),
    ]
    claims = re.compile(r"\b(cures?|corrects?|realigns?|detox|toxins?|adhesions?|guaranteed?)\b", re.I)
    assert not [text for text in said if claims.search(text)]


def test_the_document_has_no_other_types_than_json() -> None:
    def check(node: Any) -> None:
        if isinstance(node, dict):
            assert all(isinstance(key, str) for key in node)
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)
        else:
            assert node is None or isinstance(node, (str, int, float, bool))

    check(load())


def test_tags_are_those_of_the_assessment() -> None:
    screening = yaml.load((ASSESSMENTS / "screening.yaml").read_text(), Loader=yaml.CSafeLoader)
    assert set(screening["exclusion_tags"]) == set(PROTOCOL.vocabulary.exclusion_tags)


@pytest.mark.parametrize("item", ITEMS, **BY_ID)
def test_steps_say_where_to_start(item: Item) -> None:
    cues = item.words.cues if item.id in STARTS_LATER else item.words.cues[:2]
    assert re.search(STARTS[item.position], " ".join(cues).lower())


@pytest.mark.parametrize("item", [item for item in ITEMS if item.side == "each"], **BY_ID)
def test_steps_lead_to_the_other_side(item: Item) -> None:
    assert item.id in ONE_SIDE_ALONE or OTHER_SIDE.search(" ".join(item.words.cues).lower())


def test_steps_of_the_seed_exercise() -> None:
    steps = " ".join(PROTOCOL.items["heel-raise-both-towel"].words.cues)
    assert "under the toes of both feet" in steps
    assert "with the weight over the ball under the big toe" in steps

"""Steps of progress in words: every key of the engine has some, and they never blame."""

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from programs import catalogue
from programs.domain import progression_state
from programs.domain.dose_steps import Change
from programs.domain.progression import decide
from programs.domain.progression_content import ACTIONS
from programs.domain.progression_records import changes_to_json
from programs.domain.progression_state import TABLE, Decision
from programs.models import ProgressionStep
from programs.presenters.progress_words import (
    FACTS,
    LEADS,
    LINES,
    STRONG_DAYS,
    change_words,
    facts,
    step_words,
    why_words,
)
from tests.content.test_voice import CLAIM, VERDICT
from tests.programs.domain.progression_cases import CASES, situation

PROTOCOL = catalogue.shipped()
BESIDE = {action.lower() for action in ProgressionStep.Action.values}


def lines() -> set[str]:
    """The rows of the table, the lines beside it, and those of steps that no row decides."""
    named = {value for name, value in vars(progression_state).items() if name.isupper() and isinstance(value, str)}
    return {*TABLE, *named, *BESIDE}


def test_every_line_has_words_and_no_other() -> None:
    assert len(lines()) > len(TABLE) + len(BESIDE)
    assert set(LINES) == lines()


def test_every_action_has_words_and_no_other() -> None:
    assert set(LEADS) == {*ACTIONS, *ProgressionStep.Action.values}


def keys_of_the_engine() -> set[str]:
    """Names of pairs as decisions are given them, and the two ways back, whose names come from the content."""
    keys = {"SWAP_7_DAYS", "DELOAD"}
    for path in Path(settings.BASE_DIR).glob("programs/domain/*.py"):
        source = path.read_text()
        tree = ast.parse(source if "Because" in source or "because = (" in source else "")
        pairs = [node.elts for node in ast.walk(tree) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
        named = [first for first, second in pairs if not isinstance(second, ast.Constant)]
        keys |= {str(first.value) for first in named if isinstance(first, ast.Constant)}
    return keys


def test_every_because_has_words_and_no_other() -> None:
    assert {*FACTS, *re.findall(r"%\((\w+)\)", STRONG_DAYS[0])} == keys_of_the_engine()


def decisions() -> Iterator[Decision]:
    for case in CASES:
        told = situation(case.before, case.said)
        yield decide(PROTOCOL, told.state, told.log, **told.arguments)


def test_every_decision_of_the_worked_cases_reads_as_sentences() -> None:
    seen: set[str] = set()
    for decision in decisions():
        because = [list(pair) for pair in decision.because]
        words = step_words(PROTOCOL, decision.action, decision.line, changes_to_json(decision.changes), because)
        assert re.fullmatch(r"[A-Z0-9].*\.", words), words
        assert "%" not in words
        assert all(facts(PROTOCOL, decision.line, because)) or not because
        seen.add(decision.line)
    assert len(seen) >= 15


def change(what: str, before: Any, after: Any) -> Change:
    return Change(what, before, after)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([change("reps", 10, 12)], "12 repetitions now, 10 before"),
        ([change("sets", 2, 1)], "1 set now, 2 before"),
        ([change("sets", 3, 2), change("sets", 2, 1)], "1 set now, 3 before"),
        (
            [change("sets", 2, 3), change("reps", 15, 10)],
            "3 sets and 10 repetitions now, 2 sets and 15 repetitions before",
        ),
        ([change("hold_s", 30, 35)], "a hold of 35 seconds now, 30 before"),
        ([change("load", None, 2)], "2 kg now, none before"),
        ([change("load", 4.0, None)], "no extra weight now, 4 before"),
        (
            [change("item", "heel-raise-both", "heel-raise-seated")],
            "seated heel raise now, in place of two-leg heel raise",
        ),
        (
            [change("sets", 2, 1), change("item", "heel-raise-both", "heel-raise-seated"), change("sets", 2, 1)],
            "seated heel raise now, in place of two-leg heel raise, with 1 set",
        ),
        ([change("pause", None, 7)], "a rest of 7 days"),
        ([change("ceiling", None, "heel-raise-single")], "as it is, at its highest step"),
        ([change("ladder_week", 1, 2)], "as it is for the first 2 weeks"),
        ([], ""),
    ],
)
def test_change_words(changes: list[Change], words: str) -> None:
    assert change_words(PROTOCOL, changes_to_json(changes)) == words


def test_step_up_and_step_down_read_differently() -> None:
    up = changes_to_json([change("reps", 10, 12)])
    down = changes_to_json([change("sets", 2, 1)])
    assert (
        step_words(PROTOCOL, "PROGRESS", "green_in_a_row", up, [["during", 1], ["greens", 2]])
        == "12 repetitions now, 10 before: 2 good days in a row."
    )
    assert (
        step_words(PROTOCOL, "STEP_DOWN", "gap_step_down", down, [["days_away", 8]])
        == "Eased: 1 set now, 2 before. 8 days since you last did this one."
    )
    assert step_words(PROTOCOL, "HOLD", "amber", [], []) == "Stays the same. A day with some pain."


@pytest.mark.parametrize("line", ["gap_repeat", "gap_step_down", "gap_level_back", "gap_reassess"])
def test_days_without_one_item_are_not_days_away(line: str) -> None:
    """Counted for each item: somebody may practise every day and leave one out."""
    assert why_words(line, [["days_away", 15]]) == "15 days since you last did this one"
    assert "away" not in " ".join(
        [why_words(line, [["days_away", 15]]), *facts(PROTOCOL, "no_practice", [["days_away", 15]])]
    )


def test_an_item_that_is_gone_still_reads() -> None:
    gone = changes_to_json([change("item", "heel-raise-both", "no-such-item")])
    assert "an item that is no longer offered now" in change_words(PROTOCOL, gone)


def test_facts_leave_out_what_the_line_says() -> None:
    because = [["during", 1], ["morning", 0], ["greens", 2]]
    assert facts(PROTOCOL, "green_in_a_row", because) == ("Pain while you practised: 1 of 10", "Next morning: 0 of 10")
    assert facts(PROTOCOL, "green_no_entry", [["missing", "morning"]]) == ("Not said: the next morning",)
    until = (date(2026, 11, 23) + timedelta(days=7)).isoformat()
    counted = [["baseline", 3], ["reds", 1], ["within_days", 14]]
    assert facts(PROTOCOL, "other_red", counted) == (
        "Usual morning: 3 of 10",
        "1 day with strong pain in the last 14 days",
    )
    assert facts(PROTOCOL, "red_second", counted) == ("Usual morning: 3 of 10",)
    assert facts(PROTOCOL, "for_now", [["SWAP_7_DAYS", until]]) == ("The easier version stays until 30 November",)


def test_no_words_blame_or_promise() -> None:
    every = [str(words) for table in (LEADS, LINES, FACTS) for words in table.values()]
    every += STRONG_DAYS
    assert [words for words in every if VERDICT.search(words) or CLAIM.search(words)] == []


def test_why_words_take_the_numbers_of_the_step() -> None:
    assert why_words("red_second", [["reds", 2], ["within_days", 14]]) == "2 days with strong pain within 14 days"

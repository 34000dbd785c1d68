"""progression.yaml becomes numbers; a broken one says entry, field and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from assessments import catalogue as assessment_catalogue
from assessments.domain.errors import ContentError
from programs import catalogue

SHIPPED_TEXT = json.dumps(catalogue.load())
Change = Callable[[dict[str, Any]], object]
CLINICAL_ORDER = ["stop", "red", "gap", "48_hours", "deload", "amber", "green_rise", "green"]


def test_shipped_numbers() -> None:
    progression = catalogue.shipped().progression
    assert list(progression.order) == CLINICAL_ORDER
    assert progression.course is not None
    assert progression.course.table_kinds == ("strength", "balance")
    assert list(progression.reassess_days) == [14, 42, 84]
    gaps = progression.gap_days
    assert (gaps.repeat, gaps.step_down, gaps.level_back, gaps.reassess) == (4, 8, 15, 29)


def test_numbers_that_stand_twice_in_the_content_agree() -> None:
    protocol = catalogue.shipped()
    assert protocol.progression.min_hours_between_strength == protocol.composer.min_hours_between_strength
    assert protocol.progression.reassess_days[-1] == protocol.progression.programme_weeks * 7
    course = protocol.progression.course
    assert course is not None
    assert course.table_kinds == protocol.composer.progress_kinds
    assert protocol.progression.gap_days.reassess == assessment_catalogue.shipped().timing.away_days + 1
    for stage in course.high_load_ladder:
        most = (
            protocol.progression.sets_max_loadable
            if protocol.items[stage.item].loadable
            else protocol.progression.sets_max
        )
        assert protocol.items[stage.item].dose.sets <= stage.sets <= most


def test_content_from_before_the_course_can_still_be_read() -> None:
    document = json.loads(SHIPPED_TEXT)
    del document["progression"]["progression"]["course"]
    assert catalogue.parse(document).progression.course is None


BROKEN: list[tuple[str, Change, str]] = [
    ("an action less", lambda p: p["actions"].pop(), "actions must be these, each once: STOP_REFER"),
    ("an action more", lambda p: p["actions"].append("JUMP"), "actions must be these"),
    ("green first", lambda p: p["order"].reverse(), "order must name these, each once, with stop and red first"),
    ("a row twice", lambda p: p["order"].append("gap"), "order must name these"),
    ("amber above red", lambda p: p["light_numbers"]["amber"].update(during_min=6), "amber must begin below red"),
    (
        "an amber morning above red",
        lambda p: p["light_numbers"]["amber"].update(morning_minus_baseline_min=4),
        "amber must begin below red",
    ),
    ("a hole in the days", lambda p: p["gap_days"].update(repeat=[5, 7]), "repeat must follow the row before it"),
    ("an end too early", lambda p: p["gap_days"].update(level_back=[15, None]), "level_back must follow"),
    ("days backwards", lambda p: p["gap_days"].update(step_down=[8, 7]), "step_down must follow"),
    ("no end", lambda p: p["gap_days"].update(reassess=[29, 40]), "reassess must follow"),
    ("one day only", lambda p: p["gap_days"].update(repeat=[4]), "repeat must be a first and a last day"),
    ("a day in words", lambda p: p["gap_days"].update(repeat=[4, "seven"]), "repeat must end with a day, or with null"),
    ("a step of 0", lambda p: p.update(reps_step=0), "reps_step is 0: use 1 or more"),
    ("an unknown field", lambda p: p.update(reps_stride=2), "'reps_stride' is not a field here"),
    ("an unknown citation", lambda p: p.update(citations=["nobody_1999"]), "unknown citation 'nobody_1999'"),
    (
        "a kind of the table outside it",
        lambda p: p["course"]["other_kinds"][0].update(id="strength"),
        "id names unknown kind outside the table 'strength'",
    ),
    (
        "a ladder of nothing",
        lambda p: p["course"]["high_load_ladder"][0].update(item="rope"),
        "item names unknown movement 'rope'",
    ),
    ("a rest for what has no table", lambda p: p["course"].update(rest_kinds=["massage"]), "unknown kind of the table"),
    ("nothing halved", lambda p: p["course"]["deload"].update(sets_divided_by=1), "sets_divided_by is 1"),
]


@pytest.mark.parametrize(("change", "says"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_progression_says_where_and_what_to_do(change: Change, says: str) -> None:
    document = json.loads(SHIPPED_TEXT)
    change(document["progression"]["progression"])
    with pytest.raises(ContentError) as caught:
        catalogue.parse(document)
    assert str(caught.value).startswith("progression.yaml: progression")
    assert says in str(caught.value)

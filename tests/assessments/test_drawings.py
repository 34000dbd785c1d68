"""Every answer that is easier to see than to read has its picture, under the answer's own name."""

from typing import Any

import pytest

from assessments import catalogue
from assessments.drawings import sources
from footcare.common.templatetags.ui import POSES

SIDES = {"left", "right"}
SOURCES = {(source.key, source.side): source.data for source in sources()}
DOCUMENT = catalogue.load()
NO_PICTURE = {"none", "not_sure"}


def answers(topic: str, question: str) -> set[str]:
    return set(DOCUMENT[f"questions/{topic}"]["questions"][question]["words"]["options"]) - NO_PICTURE


def sides_of(key: str) -> set[str]:
    return {side for name, side in SOURCES if name == key}


def panel_of(key: str) -> dict[str, Any]:
    panel: dict[str, Any] = SOURCES[key, "left"]["panels"][-1]
    return panel


@pytest.mark.parametrize(
    ("topic", "question", "prefix", "sides"),
    [
        ("feet", "fp.toe_direction", "toe", SIDES),
        ("feet", "fp.weight_side_edge", "weight", SIDES),
        ("later", "fp.weight_front_back", "weight", SIDES),
        ("feet", "fp.weight_left_right", "lean", {"left"}),
        ("days", "hb.positions", "hb.positions", {"left"}),
    ],
)
def test_every_answer_is_drawn(topic: str, question: str, prefix: str, sides: set[str]) -> None:
    drawn = {answer: sides_of(f"{prefix}.{answer}") for answer in answers(topic, question)}
    assert drawn == dict.fromkeys(drawn, sides)


def test_every_home_test_is_drawn() -> None:
    assert {test for test in DOCUMENT["measures"]["self_tests"] if not sides_of(test)} == set()


@pytest.mark.parametrize(("answer", "degrees"), POSES.items())
def test_toe_directions_have_the_angles_of_the_question_page(answer: str, degrees: int) -> None:
    assert panel_of(f"toe.{answer}")["pose"] == {"out": degrees}


def test_each_pain_site_is_an_area_of_either_leg() -> None:
    assert set(panel_of("pain_site")["areas"]) == answers("plan", "pain_site")
    assert sides_of("pain_site") == SIDES


def test_prints_to_choose_from_are_named_as_the_answers() -> None:
    options = set(DOCUMENT["measures"]["self_tests"]["st.wet_footprint"]["words"]["options"]) - NO_PICTURE
    assert all(sides_of(f"st.wet_footprint.{option}") for option in options)

"""The words about touch, and which ceiling holds for whom."""

from __future__ import annotations

import pytest

from programs import catalogue
from programs.domain.touch_words import SCALE, SENTENCES, Ceiling, TouchSentence, TouchWords


def make_touch() -> TouchWords:
    """Four for everyone, three on blood thinners, two in strong pain."""
    return TouchWords(
        scale=(),
        ceilings=(
            Ceiling("everyone", 4, (), None, "ceiling_everyone"),
            Ceiling("light", 3, ("anticoagulants", "neuropathy"), None, "ceiling_light"),
            Ceiling("pain", 2, (), 6, "ceiling_pain"),
        ),
        sentences={"choice": TouchSentence("Touch is your choice.", ())},
    )


@pytest.mark.parametrize("touch", [make_touch(), catalogue.shipped().touch], ids=["made", "shipped"])
@pytest.mark.parametrize(
    ("contraindications", "pain", "ceiling", "most"),
    [
        ([], 0, "everyone", 4),
        ([], 5, "everyone", 4),
        ([], 6, "pain", 2),
        (["anticoagulants"], 0, "light", 3),
        (["pregnancy", "neuropathy"], 5, "light", 3),
        (["anticoagulants"], 10, "pain", 2),
        (["fall_risk"], 0, "everyone", 4),
    ],
)
def test_ceiling_is_the_lowest_that_holds(
    touch: TouchWords | None, contraindications: list[str], pain: int, ceiling: str, most: int
) -> None:
    assert touch is not None
    found = touch.ceiling(contraindications, pain)
    assert (found.id, found.most) == (ceiling, most)


def test_says_by_key() -> None:
    assert make_touch().says("choice") == "Touch is your choice."
    with pytest.raises(KeyError):
        make_touch().says("colour")


def test_shipped_words_are_complete() -> None:
    protocol = catalogue.shipped()
    touch = protocol.touch
    assert touch is not None
    assert tuple(touch.sentences) == SENTENCES
    assert [number for step in touch.scale for number in range(step.low, step.high + 1)] == list(SCALE)
    for ceiling in touch.ceilings:
        assert str(ceiling.most) in touch.says(ceiling.sentence)


def test_no_massage_is_firmer_than_the_ceiling_of_the_people_it_is_for() -> None:
    """Firm items carry massage_deep, which blood thinners and numb feet exclude: what is left stays below."""
    protocol = catalogue.shipped()
    assert protocol.touch is not None
    light = protocol.touch.ceiling(["anticoagulants"], 0).most
    pressures = {
        item.id: item.pressure_0_10[1]
        for item in protocol.items.values()
        if item.pressure_0_10 is not None and "massage_deep" not in item.exclusion_tags
    }
    assert len(pressures) > 10
    assert max(pressures.values()) == light

from __future__ import annotations

import pytest

from programs.domain.cautions import cautions, pressure
from tests.programs.domain.cases import PROTOCOL

SUPPORT = "Keep one hand on a steady support"
SOLES = "Look at your soles before and after"
SHOES = "Wear socks or shoes"
MAT = "Wear shoes or sit with a clean mat"


def effect(id: str) -> str:
    return PROTOCOL.vocabulary.contraindications[id].effect


@pytest.mark.parametrize(
    ("item", "contra", "tags", "expected"),
    [
        ("ankle-circles", [], [], []),
        ("ankle-circles", ["fall_risk"], [], []),  # seated
        ("weight-shift-side", ["fall_risk"], [], [SUPPORT]),
        ("weight-shift-side", ["fall_risk", "vertigo", "pregnancy", "osteoporosis"], [], [SUPPORT]),
        ("heel-drop-step", ["vertigo"], [], [SUPPORT]),
        ("weight-shift-side", ["neuropathy"], [], [SUPPORT, SHOES, SOLES]),
        ("ankle-circles", ["neuropathy"], [], [SOLES]),
        ("ankle-circles", ["hypermobility"], [], ["Stop before the end of the range"]),
        ("ankle-circles", ["skin_allergy"], [], ["Dry hands or a tested plain cream"]),
        ("long-foot-strokes", ["anticoagulants"], [], ["Light pressure only, stop at any bruise"]),
        ("ankle-circles", ["anticoagulants"], [], []),
        ("calf-upward-strokes", ["varicose_veins"], [], ["Stay beside the veins, upward strokes only"]),
        ("figure-four-seated", ["hip_replacement"], [], []),  # it is not shown at all
        ("ankle-circles", ["acute_sprain"], [], [effect("acute_sprain")]),
        ("ankle-circles", ["acute_sprain", "cannot_kneel"], [], [effect("acute_sprain")]),
        ("ankle-circles", [], ["barefoot"], [MAT]),
        ("ankle-circles", [], ["massage_local", "massage_oil", "cold", "impact", "heat"], []),
        (
            "long-foot-strokes",
            [],
            ["massage_local", "massage_oil"],
            ["Keep off the spot you named", "No oil, dry hands"],
        ),
    ],
)
def test_cautions(item: str, contra: list[str], tags: list[str], expected: list[str]) -> None:
    assert list(cautions(PROTOCOL, PROTOCOL.items[item], contra, tags)) == expected


def test_a_crossed_leg_item_takes_the_second_chair() -> None:
    crossed = [item for item in PROTOCOL.items.values() if "hip_replacement" in item.cautions]
    assert crossed
    for item in crossed:
        assert "Put the foot on a second chair instead of crossing" in cautions(PROTOCOL, item, ["hip_replacement"])


def test_every_caution_of_every_item_says_something() -> None:
    for item in PROTOCOL.items.values():
        for id in item.cautions:
            assert cautions(PROTOCOL, item, [id]), (item.id, id)


@pytest.mark.parametrize(
    ("item", "pain", "expected"),
    [
        ("thumb-sweep-arch", 0, (3, 4)),
        ("thumb-sweep-arch", 5, (3, 4)),
        ("thumb-sweep-arch", 6, (2, 2)),
        ("thumb-sweep-arch", 10, (2, 2)),
        ("long-foot-strokes", 6, (2, 2)),
        ("hold-and-breathe", 6, (1, 2)),
        ("towel-rub", 6, (1, 2)),
        ("warm-towel-wrap", 6, (0, 1)),
        ("ankle-circles", 6, None),
    ],
)
def test_pressure(item: str, pain: int, expected: tuple[int, int] | None) -> None:
    assert pressure(PROTOCOL, PROTOCOL.items[item], pain) == expected

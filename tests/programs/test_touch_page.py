"""The page of a massage: where, with what, how firm for this person, for how long, and what holds for all touch."""

import re
from html import unescape
from typing import Any

import pytest

from programs import catalogue
from programs.domain.inputs import Inputs, from_assessment
from programs.domain.movements import Protocol
from programs.domain.routine import PlannedItem
from programs.presenters.touch import REGIONS, Touch, touch_shown
from programs.presenters.words import dose_words
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan

PROTOCOL = catalogue.shipped()
MASSAGES = [id for id, item in PROTOCOL.items.items() if item.kind == "massage"]


def inputs(**changes: Any) -> Inputs:
    given: dict[str, Any] = {
        "findings": {}, "contraindications": [], "tags": [], "pain_now": 0, "age": 40, "minutes": 20,
        "experience": "some", "equipment": [], "not_available": [], "sides": {},
    }  # fmt: skip
    return from_assessment(**(given | changes))


def shown(item: str, protocol: Protocol = PROTOCOL, **changes: Any) -> Touch:
    of_library = protocol.items[item]
    planned = PlannedItem(item, "massage", "massage", of_library.dose, 60, 0, "R01", (), "left", False)
    touch = touch_shown(protocol, planned, inputs(**changes))
    assert touch is not None
    return touch


def said(words: tuple[str, ...], *keys: str) -> bool:
    assert PROTOCOL.touch is not None
    return all(PROTOCOL.touch.says(key) in words for key in keys)


def test_every_massage_says_where_with_what_and_for_how_long() -> None:
    assert len(MASSAGES) > 20
    for id in MASSAGES:
        facts = {fact["label"]: fact["text"] for fact in shown(id).facts}
        assert facts["Where"] in map(str, REGIONS.values())
        assert facts["With"]
        time = facts.get("On each side") or facts["For"]
        assert re.fullmatch(r"\d+ seconds", time), id
        assert dose_words(PROTOCOL.items[id], PROTOCOL.items[id].dose).startswith(time), "one writing on every page"


def test_every_region_has_words() -> None:
    assert set(REGIONS) == set(PROTOCOL.vocabulary.regions)


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({}, 4),
        ({"contraindications": ["anticoagulants"]}, 3),
        ({"contraindications": ["neuropathy"]}, 3),
        ({"pain_now": 6}, 2),
        ({"contraindications": ["anticoagulants"], "pain_now": 8}, 2),
    ],
)
def test_pressure_stays_under_the_ceiling_of_the_person(changes: dict[str, Any], most: int) -> None:
    highest = []
    for id in MASSAGES:
        words = shown(id, **changes).pressure
        found = re.match(r"Press (\d)(?: to (\d))? out of 10: [a-z ]+\.", words)
        assert found, words
        highest.append(max(int(number) for number in found.groups() if number))
        assert PROTOCOL.touch is not None
        assert PROTOCOL.touch.says("too_much") in words
    assert max(highest) == most


@pytest.mark.parametrize(
    ("item", "changes", "words"),
    [
        ("long-foot-strokes", {}, "Press 2 to 3 out of 10: light."),
        ("thumb-sweep-arch", {}, "Press 3 to 4 out of 10: light to firm."),
        ("thumb-sweep-arch", {"pain_now": 6}, "Press 2 out of 10: light."),
    ],
)
def test_pressure_in_words(item: str, changes: dict[str, Any], words: str) -> None:
    assert shown(item, **changes).pressure.startswith(words)


def test_touch_by_somebody_else_begins_with_consent() -> None:
    with_partner = [id for id in MASSAGES if shown(id).consent]
    assert with_partner == ["partner-foot-hold"]
    assert said(shown("partner-foot-hold").consent, "partner_decides", "partner_asks")


def test_what_holds_for_all_touch() -> None:
    for id in MASSAGES:
        touch = shown(id)
        assert said(touch.before, "choice", "instead", "not_pressed")
        assert said(touch.after, "after", "after_more")
    assert said(shown("calf-upward-strokes").before, "direction")
    assert not said(shown("thumb-sweep-arch").before, "direction")
    assert said(shown("thumb-sweep-arch").before, "firm_days")
    assert not said(shown("long-foot-strokes").before, "firm_days")


def test_oil_is_spoken_of_only_with_who_may_use_it() -> None:
    assert said(shown("long-foot-strokes", equipment=["oil"]).oil, "patch_test", "nuts", "scent", "slip")
    assert shown("long-foot-strokes").oil == ()
    assert shown("long-foot-strokes", equipment=["oil"], tags=["massage_oil"]).oil == ()
    assert shown("long-foot-strokes", equipment=["oil"], contraindications=["skin_allergy"]).oil == ()


def test_older_content_still_says_how_firm() -> None:
    older = Protocol(**{**{name: getattr(PROTOCOL, name) for name in PROTOCOL.__dataclass_fields__}, "touch": None})
    touch = shown("thumb-sweep-arch", older, contraindications=["anticoagulants"])
    assert touch.pressure.startswith("Press 3 to 4 out of 10. 0 is no pressure")
    assert (touch.before, touch.oil, touch.after, touch.consent) == ((), (), (), ())


def test_only_massages_have_it() -> None:
    item = PROTOCOL.items["ankle-circles"]
    planned = PlannedItem(item.id, item.kind, item.kind, item.dose, 60, 0, "R01", (), None, False)
    assert touch_shown(PROTOCOL, planned, inputs()) is None


@pytest.mark.django_db
def test_the_page_of_a_massage(clock: Clock) -> None:
    plan = make_plan(clock.now, equipment=("oil",))
    item = next(one["item"] for one in plan.outcome["other"]["items"] if one["kind"] == "massage")
    text = unescape(client_of(plan.person).get(f"/today/{item}/").content.decode())
    touch = shown(item, equipment=["oil"])
    for line in (touch.pressure, *touch.before, *touch.oil, *touch.after):
        assert line in text
    assert "<dt>How much</dt>" not in text
    assert 'href="/learn/touch/"' in text
    assert 'id="touch"' not in unescape(client_of(plan.person).get("/today/ankle-circles/").content.decode())

"""Short breaks: which moment each belongs to, when it comes, and how it is said."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from assessments.domain.errors import ContentError
from programs import catalogue
from programs.domain.breaks import Tie, break_times
from programs.domain.routine import PlannedItem
from programs.presenters.breaks import breaks_shown, when_words
from programs.presenters.links import item_url
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new

PROTOCOL = catalogue.shipped()
SHIPPED = json.dumps(catalogue.load())


def test_every_break_of_the_library_has_its_moment() -> None:
    assert PROTOCOL.breaks is not None
    breaks = sorted(id for id, item in PROTOCOL.items.items() if item.kind == "posture_break")
    assert sorted(item for moment in PROTOCOL.breaks for item in moment.items) == breaks
    assert len(breaks) == 9


def test_limits_and_rhythms_are_those_of_the_clinical_brief() -> None:
    assert PROTOCOL.breaks is not None
    said = {moment.id: moment for moment in PROTOCOL.breaks}
    assert {id: moment.most_a_day for id, moment in said.items()} == {
        "desk": 8, "crossed_legs": None, "car": None, "standing_work": 6, "heels": 2, "bed_time": 1, "first_steps": 1,
    }  # fmt: skip
    assert "every 60 minutes" in said["desk"].rhythm
    assert "every 45 minutes" in said["standing_work"].rhythm
    assert "Only when you are parked, with the engine off." in said["car"].rhythm
    assert said["crossed_legs"].tied_to == Tie("desk", "Do it together with your desk breaks.")


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("break-desk-ankles", "Take one break every 60 minutes in your working hours. At most 8 times a day."),
        ("break-uncross", "Do it when you see that your legs or feet are crossed."),
        ("break-first-steps", "Do it before your first step. Once a day."),
    ],
)
def test_when_words(item: str, words: str) -> None:
    assert PROTOCOL.breaks is not None
    (time,) = break_times(PROTOCOL.breaks, [item])
    assert when_words(time) == words


def change(moment: str, **fields: Any) -> Callable[[dict[str, Any]], object]:
    def apply(document: dict[str, Any]) -> None:
        next(one for one in document["breaks"]["moments"] if one["id"] == moment).update(fields)

    return apply


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (
            change("desk", items=["ankle-circles"]),
            ["breaks.yaml: moment 'desk'", "unknown short break 'ankle-circles'"],
        ),
        (change("car", items=["break-uncross"]), ["breaks.yaml: moments name the break", "name it once"]),
        (change("desk", most_a_day=0), ["breaks.yaml: moment 'desk'", "most_a_day is 0: use 1 or more"]),
        (change("heels", rhythm=""), ["breaks.yaml: moment 'heels'", "rhythm is empty: write it"]),
        (
            change("crossed_legs", tied_to={"moment": "car", "rhythm": "Then."}),
            ["breaks.yaml: moment 'crossed_legs'", "unknown earlier moment 'car'"],
        ),
        (lambda document: document["breaks"]["moments"].pop(), ["'break-first-steps' 0 times: name it once"]),
    ],
)
def test_broken_moments_name_entry_and_remedy(broken: Callable[[dict[str, Any]], object], says: list[str]) -> None:
    document = json.loads(SHIPPED)
    broken(document)
    with pytest.raises(ContentError) as caught:
        catalogue.parse(document)
    for part in says:
        assert part in str(caught.value)


def test_content_from_before_the_moments_is_read_and_shown() -> None:
    older = catalogue.parse({name: file for name, file in json.loads(SHIPPED).items() if name != "breaks"})
    assert older.breaks is None
    item = older.items["break-desk-ankles"]
    planned = PlannedItem(item.id, item.kind, item.kind, item.dose, 60, 0, "R10", (), None, False)
    (shown,) = breaks_shown(older, [planned])
    assert (shown.name, shown.when) == ("", f"{older.items['break-desk-ankles'].words.purpose}.")
    assert shown.items == ({"url": item_url("break-desk-ankles"), "name": "Desk ankle minute"},)


@pytest.mark.django_db
def test_today_shows_when_breaks_come_and_nothing_to_tick(clock: Clock) -> None:
    """Two habits: the crossed legs go with the desk, and neither counts in the minutes."""
    plan = make_plan(clock.now, **{"hb.positions": ("desk", "feet_tucked"), "main.region": "feet"})
    nothing_new(plan.person, clock.now)
    client = client_of(plan.person)
    text = unescape(client.get("/today/").content.decode())
    strip = text[text.index('class="section breaks"') :].split("</section>")[0]
    planned = [one["item"] for one in plan.outcome["strength"]["breaks"]]
    assert planned
    for item in planned:
        assert item_url(item) in strip
        assert f'data-item="{item}"' not in text
        page = unescape(client.get(item_url(item)).content.decode())
        assert "Mark as done" not in page
        assert "<dt>When</dt>" in page
        how_much = re.search(r"<dt>How much</dt><dd>(.*?)</dd>", page)
        assert how_much
        assert "a day" not in how_much[1]
    assert "Take one break every 60 minutes in your working hours. At most 8 times a day." in strip
    crossed = re.search(r"When you sit: .*?<dd>(.*?)</dd>", strip)
    assert ("break-uncross" in planned) == bool(crossed)
    if crossed:
        assert crossed[1] == "Do it together with your desk breaks."
    plan_page = unescape(client.get("/plan/").content.decode())
    rows = plan_page[plan_page.index("Short breaks in your day") :].split("</section>")[0]
    assert rows.count("every 60 minutes") == rows.count("At most 8 times a day.") == 1
    assert len(re.findall("times? a day", rows)) == 1, "no number of its own under a break"
    assert len(re.findall("<li", rows.split("plan-rows")[1])) >= len(planned) > 1
    minutes = int(re.findall(r'data-ring="minutes"[^>]*>(\d+)<', text)[0])
    assert minutes * 60 >= sum(one["seconds"] for one in plan.person.day_plans.get().items) > (minutes - 1) * 60

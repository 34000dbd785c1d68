"""The plan page and the item page: choices about single items, the whole chain of reasons, and what would change it."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from assessments import catalogue as assessment_catalogue
from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.domain.what_if import health_fields
from programs.models import Plan, Preference
from programs.presenters.would_change import would_change
from tests.conftest import Clock
from tests.programs.helpers import client_of, make_plan, nothing_new

pytestmark = pytest.mark.django_db

LOADS: dict[str, Any] = {"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"}
LEAVE_OUT, EASIER = Preference.Choice.LEAVE_OUT, Preference.Choice.PREFER_EASIER


@pytest.fixture
def plan(clock: Clock) -> Plan:
    return make_plan(clock.now, **LOADS)


@pytest.fixture
def person(plan: Plan, clock: Clock) -> Person:
    nothing_new(plan.person, clock.now)
    return plan.person


@pytest.fixture
def client(person: Person) -> Client:
    return client_of(person)


def read(client: Client, address: str = "/plan/") -> str:
    return unescape(client.get(address).content.decode())


def offered(text: str) -> dict[str, set[str]]:
    """Choices by item, as the buttons of the page post them."""
    forms = re.findall(r'<form class="choose".*?</form>', text, re.DOTALL)
    return {
        re.findall(r'name="item" value="([\w-]+)"', form)[0]: set(re.findall(r'name="choice" value="(\w+)"', form))
        for form in forms
    }


def test_only_what_may_be_chosen_has_a_button(plan: Plan, person: Person, client: Client, clock: Clock) -> None:
    shown = offered(read(client))
    for choice in (LEAVE_OUT, EASIER):
        may = actions.choosable(person, plan, clock.now, choice)
        assert {item for item, choices in shown.items() if choice in choices} == may & shown.keys()
        assert may & shown.keys()
    breaks = {one["item"] for one in plan.outcome["strength"]["breaks"]}
    assert breaks
    assert not breaks & shown.keys()


def test_the_item_page_offers_the_same(plan: Plan, client: Client) -> None:
    for item, choices in offered(read(client)).items():
        assert offered(read(client, f"/today/{item}/")) == {item: choices}
    one = plan.outcome["strength"]["breaks"][0]["item"]
    assert offered(read(client, f"/today/{one}/")) == {}


def test_choices_stand_first_and_can_be_taken_back(plan: Plan, client: Client) -> None:
    before = offered(read(client))
    item = next(id for id, choices in before.items() if EASIER in choices)
    name = catalogue.shipped().items[item].words.name
    client.post("/plan/choice/", {"item": item, "choice": "prefer_easier", "when": "now"})
    text = read(client)
    own = text[text.index('id="your-choices"') : text.index('class="card plan-row"')]
    assert f"<b>{name}</b>" in own
    assert "An easier version" in own
    assert name not in " ".join(re.findall(r'<dl class="left-out">.*?</dl>', text, re.DOTALL))
    (posted,) = re.findall(r'name="item" value="([\w-]+)"><button[^>]*name="choice" value="none"', own)
    client.post("/plan/choice/", {"item": posted, "choice": "none"})
    assert 'id="your-choices"' not in read(client)
    assert offered(read(client)) == before


def test_an_easier_version_names_what_takes_its_place(client: Client, person: Person, clock: Clock) -> None:
    item = next(id for id, choices in offered(read(client)).items() if EASIER in choices)
    client.post("/plan/choice/", {"item": item, "choice": "prefer_easier"})
    changed = person.cleared_plan(clock.now)
    swaps = {swap["before"]: swap["after"] for swap in changed.outcome["strength"]["swaps"]}
    after = catalogue.shipped().items[swaps[item]].words.name
    assert f"An easier version is in its place: {after[:1].lower()}{after[1:]}." in read(client)


def test_from_tomorrow_leaves_today_alone(client: Client, person: Person) -> None:
    before = person.day_plans.get(current=True).items
    item = before[0]["item"]
    client.post("/plan/choice/", {"item": item, "choice": "leave_out", "when": "tomorrow"})
    assert [one["item"] for one in person.day_plans.get(current=True).items] == [one["item"] for one in before]
    text = read(client)
    assert "Your plan changes from tomorrow. Today’s list stays as it is." in text
    assert "Left out from tomorrow. It is still on today’s list." in text
    page = read(client, "/today/")
    assert f'data-item="{item}"' in page


def test_the_form_for_minutes_asks_from_when(client: Client, person: Person, clock: Clock) -> None:
    text = read(client)
    assert re.findall(r'id="when-\d" name="when" value="(\w+)"( checked)?', text) == [
        ("now", " checked"),
        ("tomorrow", ""),
    ]
    before = person.day_plans.get(current=True).items
    client.post("/plan/", {"minutes": "5", "days": "7", "when": "tomorrow"})
    assert person.cleared_plan(clock.now).minutes == 5
    assert len(person.day_plans.get(current=True).items) == len(before)
    refused = client.post("/plan/", {"minutes": "5", "days": "7", "when": "later"})
    assert refused.status_code == 422
    assert 'href="#when-1"' in refused.content.decode()


def test_each_reason_stands_with_its_answer_and_severity(clock: Clock) -> None:
    """A mild finding, one of middle severity and a marked one, each quoted with the person's own answer."""
    said = {"first_steps": "a_little", "mood.weigh": 8, "hb.positions": ("desk",), "minutes": "30"}
    text = read(client_of(make_plan(clock.now, **said).person))
    rows = re.findall(r'<ol class="plain-list reasons">.*?</ol>', text, re.DOTALL)
    chains = [chain for row in rows for chain in re.findall(r"<li>(.*?)</li>", row, re.DOTALL)]
    labels = {id: finding.label for id, finding in catalogue.shipped().vocabulary.findings.items()}
    for answer, finding, severity in (
        ("Are the first steps in the morning stiff or sore? A little.", "morning_stiffness", " (mild)"),
        ("Sitting at a desk for long spells.", "prolonged_sitting", ""),
        ("how much has pain worn down your mood or worried you", "stress_tension", " (marked)"),
    ):
        assert any(answer in chain and f"{labels[finding]}{severity}." in chain for chain in chains), finding
    assert all(re.search(r"<p>[^<]+</p>$", chain) for chain in chains)  # the rule's reason ends each


def test_the_item_page_shows_every_chain_the_most_specific_first(clock: Clock) -> None:
    plan = make_plan(clock.now, minutes="30")
    several = next(
        one
        for one in plan.outcome["strength"]["items"]
        if len([reason for reason in one["reasons"] if set(reason["findings"]) - {"general"}]) > 1
    )
    text = read(client_of(plan.person), f"/today/{several['item']}/")
    chains = re.findall(r'<ol class="why-chain">(.*?)</ol>', text, re.DOTALL)
    assert len(chains) > 1
    rules = catalogue.shipped().rules_by_id
    reasons = [rules[reason["rule"]].reason.rstrip(".") for reason in several["reasons"] if reason["findings"]]
    said = [next(n for n, reason in enumerate(reasons) if reason in chain) for chain in chains]
    assert said == sorted(said)
    for chain in chains:
        order = [chain.index(label) for label in ("You answered", "That suggests", "The reason")]
        assert order == sorted(order)
    assert ["So the plan adds" in chain for chain in chains] == [False] * (len(chains) - 1) + [True]


def test_the_longest_plan_does_not_ask_for_more_minutes(clock: Clock) -> None:
    busy = LOADS | {
        "first_steps": "yes",
        "hips_turn": "stiff",
        "hb.positions": ("desk", "driving", "standing", "heels"),
    }
    shorter, longest = (
        read(client_of(make_plan(clock.now, **(busy | {"minutes": minutes})).person)) for minutes in ("20", "30")
    )
    assert "With more minutes a day it could come in." in shorter
    assert "There is no room for it in your minutes. If you leave another one out" in longest
    assert "With more minutes" not in longest


# What would change the plan.


def told(*records: dict[str, Any]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    groups = would_change(catalogue.shipped(), assessment_catalogue.shipped(), records)
    return [(group.question, [(turn.when, turn.adds, turn.removes) for turn in group.turns]) for group in groups]


def change(field: str, value: str, *, chosen: bool = True, adds: Any = (), removes: Any = ()) -> dict[str, Any]:
    return {"field": field, "value": value, "chosen": chosen, "adds": list(adds), "removes": list(removes)}


def test_would_change_says_one_thing_at_a_time() -> None:
    circles, many = ["ankle-circles"], ["toe-walk", "toe-wave", "toe-pulls", "heel-walk", "cat-cow", "hip-drops"]
    assert told(
        change("minutes", "20", adds=circles),
        change("equipment", "band", removes=circles),
        change("equipment", "ball", chosen=False, removes=circles),
        change("lacks", "chair", adds=circles),
        change("lacks", "wall", chosen=False, adds=circles),
        change("experience", "weekly", adds=many),
        change("fp.toe_direction.left", "clearly_out", adds=circles),
        change("fp.toe_direction", "inward", adds=circles),
        change("hb.positions", "desk", chosen=False, removes=circles),
    ) == [
        ("Minutes a day", [("With 20 minutes a day", "Comes in: ankle circles.", "")]),
        (
            "What do you have?",
            [
                ("With: light elastic exercise band", "", "Goes out: ankle circles."),
                ("Without: tennis, massage or similar firm ball", "", "Goes out: ankle circles."),
            ],
        ),
        (
            "Which of these do you not have?",
            [
                ("Without: sturdy chair", "Comes in: ankle circles.", ""),
                ("With: wall or worktop to hold", "Comes in: ankle circles.", ""),
            ],
        ),
        (
            "How used are you to exercise?",
            [("With the answer “Every week”", f"Comes in: {names(many[:4])} and 2 more.", "")],
        ),
        (
            "Stand as you usually do, then look down. Which way does each foot point?",
            [
                ("Left: with the answer “Well out”", "Comes in: ankle circles.", ""),
                ("With the answer “Turned in”", "Comes in: ankle circles.", ""),
            ],
        ),
        (
            "Which of these are part of most days?",
            [("Without the answer “Sitting at a desk for long spells”", "", "Goes out: ankle circles.")],
        ),
    ]


def names(items: list[str]) -> str:
    words = [catalogue.shipped().items[id].words.name for id in items]
    return ", ".join(name[:1].lower() + name[1:] for name in words)


def test_would_change_leaves_out_what_is_gone() -> None:
    records = [
        change("minutes", "20", adds=["ankle-circles"]),
        change("equipment", "band", adds=["ankle-circles", "toe-walk"], removes=["cat-cow"]),
        change("equipment", "ball", adds=["ankle-circles"], removes=["cat-cow"]),
        change("experience", "weekly", removes=["ankle-circles"]),
    ]
    groups = would_change(catalogue.shipped(), assessment_catalogue.shipped(), records, {"ankle-circles"})
    assert [(turn.adds, turn.removes) for group in groups for turn in group.turns] == [
        (f"Comes in: {names(['toe-walk'])}.", f"Goes out: {names(['cat-cow'])}."),
        ("", f"Goes out: {names(['cat-cow'])}."),
    ]


def test_would_change_never_tells_an_answer_about_health() -> None:
    questionnaire = assessment_catalogue.shipped()
    fields = {field.name for question in questionnaire.questions.values() for field in question.fields}
    health = [name for name in fields if any(name.startswith(id) for id in health_fields(questionnaire))]
    records = [
        change(name, option.value, adds=["ankle-circles"])
        for name in health
        for question in questionnaire.questions.values()
        if any(field.name == name for field in question.fields)
        for option in question.options
    ]
    assert records
    assert told(*records, change("minutes", "20", adds=["ankle-circles"])) == [
        ("Minutes a day", [("With 20 minutes a day", "Comes in: ankle circles.", "")])
    ]


def test_the_plan_page_shows_what_would_change_it(plan: Plan, client: Client) -> None:
    assert plan.would_change
    text = read(client)
    section = text[text.index('id="would-change"') :]
    section = section[: section.index("</section>")]
    assert "With 30 minutes a day" in section
    assert section.count("<dt>") == len(plan.would_change)

"""The plan page: every item with its reasons, and the post that changes the plan."""

import re

import pytest
from django.test import Client

from footcare.accounts.models import Person
from programs import catalogue
from programs.models import Plan
from tests.conftest import Clock
from tests.programs.helpers import BACK_AND_FEET, client_of, make_plan, nothing_new, tick

pytestmark = pytest.mark.django_db


def test_plan_shows_every_item_with_all_reasons_and_sources(person: Person, client: Client, clock: Clock) -> None:
    text = client.get("/plan/").content.decode().replace("&#x27;", "'")
    protocol = catalogue.shipped()
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    for day in ("strength", "other"):
        for entry in plan.outcome[day]["items"] + plan.outcome[day]["breaks"]:
            assert protocol.items[entry["item"]].words.name in text
            for reason in entry["reasons"]:
                assert protocol.rules_by_id[reason["rule"]].reason.rstrip(".") in text
        for left in plan.outcome[day]["left_outs"] + plan.outcome[day]["dropped"]:
            assert protocol.items[left["item"]].words.name in text
    assert "Stop and ask a professional if pain affects your day-to-day life." in text
    assert "https://doi.org/" in text


def test_plan_says_a_shared_reason_once_and_every_reason_with_its_item(clock: Clock) -> None:
    page = client_of(make_plan(clock.now, **BACK_AND_FEET).person).get("/plan/").content.decode()
    seen = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    for head, *rows in (part.split('<li class="card plan-row"') for part in re.split(r"<h2", seen)):
        reasons = [found for row in rows for found in re.findall(r'<p class="quiet">(.*?)</p>', row)]
        full = [reason for reason in reasons if not reason.startswith("Because of: ")]
        assert all(reason not in head for reason in full)
        assert len(full) == len(set(full))
    for row in page.split('<li class="card plan-row"')[1:]:
        folded = re.findall(r"<details>.*?</details>", row, re.DOTALL)[0]
        assert re.search(r"(Tested in trials|Indirect evidence|Clinic experience)</span></summary>", folded)
        assert "<li>" in folded.split("Sources")[0]
        assert "<li>" in folded.split("Sources")[1]


def test_plan_says_how_sure_the_evidence_is(client: Client) -> None:
    assert "Whether they ease back pain is not certain yet." in client.get("/plan/").content.decode()


def test_plan_safety_words_never_name_an_answer(clock: Clock) -> None:
    person = make_plan(clock.now, **{"hx.thinners": "ticked", "hx.falls": "ticked"}).person
    text = client_of(person).get("/plan/").content.decode()
    left_out = " ".join(re.findall(r'<dl class="left-out">.*?</dl>', text, re.DOTALL)).lower()
    assert "because of your answers about health" in left_out
    for word in ("thinner", "bleed", "fall", "unsteady"):
        assert word not in left_out


def test_plan_post_changes_the_plan_at_once(person: Person, client: Client, clock: Clock) -> None:
    nothing_new(person, clock.now)
    tick(client)
    response = client.post("/plan/", {"minutes": "5", "days": "7", "equipment": ["ball"]})
    assert (response.status_code, response["Location"]) == (303, "/plan/")
    plan = person.cleared_plan(clock.now)
    assert plan is not None
    assert (plan.minutes, plan.days) == (5, 7)
    today = client.get("/today/").content.decode()
    assert 'aria-pressed="true" aria-label="Done: Ankle circles"' in today


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"minutes": "3", "days": "5"},
        {"minutes": "15", "days": "1"},
        {"minutes": "15", "days": "5", "equipment": "anvil"},
        {"minutes": "15", "days": "5", "lacks": "none"},
    ],
)
def test_plan_post_unknown_values_change_nothing(client: Client, posted: dict[str, str]) -> None:
    response = client.post("/plan/", posted)
    assert response.status_code == 422
    assert "<title>Error:" in response.content.decode()
    assert Plan.objects.count() == 1


def test_plan_says_each_reason_for_leaving_out_once(client: Client) -> None:
    text = client.get("/plan/").content.decode()
    left_out = text[text.index("What was left out") :]
    groups = " ".join(re.findall(r'<dl class="left-out">(.*?)</dl>', left_out, re.DOTALL))
    reasons, names = re.findall("<dt>(.*?)</dt>", groups), re.findall("<dd>(.*?)</dd>", groups)
    assert len(reasons) == len(set(reasons))
    assert len(names) == len(set(names)) > len(reasons)
    assert f"Show {len(names)} items and why" in text

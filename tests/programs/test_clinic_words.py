"""What the clinic wrote when it set a dose stands beside that dose, as long as the dose stands."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from footcare.accounts.models import Clinic, User
from programs.domain.dose_steps import Change
from programs.domain.progression_state import Decision
from programs.models import Plan
from programs.progress import read_progress, write_decisions
from programs.versions import protocol_of
from tests.conftest import Clock
from tests.factories import make_clinic, make_link, make_member
from tests.programs.helpers import client_of, make_plan, nothing_new
from tests.programs.test_progress import CALVES
from tests.programs.test_set_dose import lowest, put, strength

pytestmark = pytest.mark.django_db

SAID = "two sets were too many, <b>one</b> done calmly"
SHOWN = "“Two sets were too many, &lt;b&gt;one&lt;/b&gt; done calmly.”"


@pytest.fixture
def plan(clock: Clock) -> Plan:
    plan = make_plan(clock.now, **CALVES | {"minutes": "30"})
    nothing_new(plan.person, clock.now)
    clock.move(days=2)
    nothing_new(plan.person, clock.now)
    return plan


@pytest.fixture
def client(plan: Plan) -> Client:
    return client_of(plan.person)


@pytest.fixture
def item(plan: Plan, clock: Clock) -> str:
    """Set to its lowest dose by a clinician."""
    clinic: Clinic = make_clinic(clock.now)
    make_link(plan.person, clinic, clock.now)
    clinician: User = make_member(clinic, clock.now)
    item = strength(plan)
    put(plan, item, clinic, clinician, clock.now, dose=lowest(plan, item), reason=SAID)
    return item


def row(text: str, item: str) -> str:
    found = re.search(rf'<li class="(?:card plan-row|plan-item[^"]*)" id="(?:item-)?{item}".*?</li>', text, re.DOTALL)
    assert found
    return found[0]


def test_the_words_stand_beside_the_dose_on_each_page(client: Client, item: str) -> None:
    today, plan, own = (client.get(url).content.decode() for url in ("/today/", "/plan/", f"/today/{item}/"))
    assert re.search(rf"Set by your clinic: [^<]+ before\. Your clinic says: {SHOWN}", row(today, item))
    assert f"Set by your clinic: {SHOWN}" in row(plan, item)
    assert f"Set by your clinic: {SHOWN}" in own
    assert "Your clinic chose it for you" not in today


def test_the_words_stay_while_the_dose_does(client: Client, plan: Plan, item: str, clock: Clock) -> None:
    """Another day, and a decision that moves nothing, leave them; a step that moves the dose ends them."""
    clock.move(days=2)
    nothing_new(plan.person, clock.now)
    today, state = clock.now.date(), read_progress(protocol_of(plan.protocol_version), plan).progress.states[item]
    write_decisions(plan, [Decision("HOLD", "green_first", "green", state, state)], on=today, now=clock.now)
    assert SHOWN in row(client.get("/plan/").content.decode(), item)
    up = Decision("PROGRESS", "green_in_a_row", "green", state, state, changes=(Change("reps", 8, 10),))
    write_decisions(plan, [up], on=today, now=clock.now)
    assert SHOWN not in client.get("/plan/").content.decode()

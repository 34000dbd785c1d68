"""An answer that holds a plan back, given on the first visit: no plan is made."""

import pytest

from assessments.models import Clearance
from programs.models import Plan
from tests.assessments.helpers import make_draft, make_person
from tests.conftest import Clock
from tests.factories import client_for
from tests.safety.situations import AGE, SITUATIONS, undone

pytestmark = pytest.mark.django_db


@pytest.mark.sweep
def test_a_stop_on_the_first_visit_makes_no_plan(clock: Clock) -> None:
    found = []
    for situation in SITUATIONS:
        with undone():
            person = make_person(clock.now)
            make_draft(person, clock.now, age=AGE, **situation.answers)
            client = client_for(person)
            ways = {client.post("/assessment/result/")["Location"], client.get("/today/")["Location"]}
            if ways != {"/assessment/stop/"}:
                found.append(f"{situation.name}: leads to {ways}")
            if Plan.objects.exists() or Clearance.objects.exclude(valid_until=None).exists():
                found.append(f"{situation.name}: a plan or a valid clearance was made")
    assert not found, "\n" + "\n".join(found)

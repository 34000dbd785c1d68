"""How many statements each page takes, whatever the history."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Person, User
from programs import actions
from programs.reports import Report
from tests.conftest import Clock
from tests.programs.helpers import PAGES, client_of, nothing_new

pytestmark = pytest.mark.django_db
TICK = "/today/tick/"


def statements(client: Client, method: str, url: str, data: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(url, data or {})
    assert response.status_code in (200, 303), url
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN")) for query in queries.captured_queries)


def practise(person: Person, clock: Clock, days: int) -> None:
    for _day in range(days):
        nothing_new(person, clock.now)
        for entry in person.day_plans.get(current=True, local_date=clock.now.date()).items[:2]:
            actions.tick(person=person, item=entry["item"], done=True, op=uuid4(), now=clock.now)
        actions.check_in(person=person, report=Report(1, 1, "", "note"), op=uuid4(), now=clock.now, by=person)
        clock.move(days=1)
    nothing_new(person, clock.now)


def counted(client: Client) -> dict[str, int]:
    client.get("/today/")
    tick = {"item": "ankle-circles", "done": "1", "op": str(uuid4())}
    return {url: statements(client, "get", url) for url in PAGES} | {"tick": statements(client, "post", TICK, tick)}


def counted_signed_in(person: Person) -> dict[str, int]:
    """The same person with an account for as long as the pages are counted."""
    with transaction.atomic():
        user = User.objects.create_user("someone@example.org", "long enough words")
        Person.objects.filter(pk=person.pk).update(user=user)
        client = Client()
        client.force_login(user)
        found = counted(client)
        transaction.set_rollback(True)
    return found


def test_sql_is_constant_and_small(person: Person, clock: Clock) -> None:
    by_guest, by_user = [], []
    for days in (1, 26, 4):
        practise(person, clock, days)
        by_user.append(counted_signed_in(person))
        by_guest.append(counted(client_of(person)))
    # More for a user: the session and the user, who brings the person.
    for counts, more in ((by_guest, 0), (by_user, 1)):
        assert counts[0] == counts[1]
        assert counts[0] == counts[2]  # also when the last practice decides whether the plan shows
        assert counts[0]["/today/"] <= 6 + more
        assert counts[0]["/plan/"] <= 6
        assert counts[0]["/assessment/result/"] <= 6
        assert counts[0]["/today/ankle-circles/"] <= 7 + more
        assert counts[0]["tick"] <= 7 + more

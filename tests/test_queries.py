"""R20: no page asks the database more often because more is stored, and none more often than its budget."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from footcare.accounts.models import Clinic, Person
from tests.architecture.test_urls import routes
from tests.conftest import Clock
from tests.factories import (
    client_for,
    make_cleared_person,
    make_clinic,
    make_code,
    make_link,
    make_member,
    make_practice,
    make_user,
)

pytestmark = pytest.mark.django_db

MANY = 30
LEARN = ("/learn/", "/learn/?words=toe&position=sitting", "/learn/touch/", "/learn/calf-roller/")


@dataclass
class World:
    """Somebody who practises, with and without an account, and the clinic that sees them."""

    clock: Clock
    clinic: Clinic
    guest: Person
    person: Person

    def grow(self) -> None:
        """To 30 days of history, 30 people in the clinic, and 30 codes, notes, looks and marks."""
        clinician = self.clinic.memberships.get(role="clinician").user
        for _ in range(MANY - 1):
            self.clock.move(days=1)
            for person in (self.guest, self.person):
                make_practice(person, self.clock.now, rating=2)
            make_code(self.clinic, clinician, self.clock.now)
        for _ in range(MANY - 1):
            other = make_cleared_person(self.clock.now)
            make_link(other, self.clinic, self.clock.now)
            make_practice(other, self.clock.now, rating=2)
        del self.browsers  # sessions have ended meanwhile

    @cached_property
    def browsers(self) -> dict[str, Client]:
        users = {role: self.clinic.memberships.get(role=role).user for role in ("clinician", "manager")}
        people = {"guest": self.guest, "person": self.person}
        return {role: client_for(who) for role, who in (people | users | {"anonymous": None}).items()}

    @property
    def item(self) -> str:
        planned: str = self.guest.day_plans.get(current=True, local_date=self.guest.today(self.clock.now)).items[0][
            "item"
        ]
        return planned


@pytest.fixture
def world(clock: Clock) -> World:
    clinic = make_clinic(clock.now)
    guest, person = make_cleared_person(clock.now), make_cleared_person(clock.now, user=make_user("a@example.org"))
    clinician, _manager = (make_member(clinic, clock.now, role) for role in ("clinician", "manager"))
    for one in (guest, person):
        make_link(one, clinic, clock.now)
        make_practice(one, clock.now, rating=2)
    make_code(clinic, clinician, clock.now)
    return World(clock, clinic, guest, person)


def pages(world: World) -> dict[tuple[str, str], int]:
    """(role, address) -> the most queries that it may make, session and user included."""
    own = [
        "/assessment/result/",
        "/plan/",
        "/plan/history/",
        f"/today/{world.item}/",
        "/today/check-in/",
        "/me/",
        "/me/details/",
        "/",
    ]
    amending = ["/assessment/pain/", "/assessment/day/", "/assessment/saved/", "/assessment/"]
    return {
        **{("anonymous", address): 8 for address in ("/", "/help/", "/privacy/", "/assessment/", "/accounts/login/")},
        **{("anonymous", address): 0 for address in LEARN},
        **{(role, address): 5 for role in ("guest", "person") for address in LEARN},
        **{(role, address): 8 for role in ("guest", "person") for address in (*own, *amending)},
        **{(role, "/me/copy/"): 20 for role in ("guest", "person")},  # one for each kind of row
        ("guest", "/today/"): 7,
        ("person", "/today/"): 8,
        **{
            ("clinician", f"/staff/{name}"): 12
            for name in ("", "people/", "codes/", "drawings/", f"people/{world.guest.uuid}/")
        },
        ("clinician", f"/staff/people/{world.guest.uuid}/dose/ankle-circles/"): 12,
        ("manager", "/staff/audit/"): 12,
    }


def test_every_page_that_lists_something_is_counted(world: World) -> None:
    """A new page of a person or of staff without a budget is said here."""
    counted = {address for _role, address in pages(world)}
    names = {
        route.name
        for route in routes()
        if route.name.partition(":")[0] in {"site", "programs", "clinic"} and route.address() not in counted
    }
    assert names == {
        "site:favicon", "site:healthz", "site:readyz", "site:theme", "site:guest_here", "site:unlink", "site:delete",
        "programs:tick", "programs:check", "programs:screen_again", "programs:kind", "programs:morning",
        "programs:choice", "programs:offer", "programs:item", "programs:learn_page",
        "clinic:mark", "clinic:person", "clinic:dose", "clinic:notes", "clinic:release", "clinic:revoke",
    }  # fmt: skip


def count(world: World) -> dict[tuple[str, str], int]:
    return {(role, address): queries(world.browsers[role], address) for role, address in pages(world)}


def queries(client: Client, address: str) -> int:
    """Of the second look: the first one fills what a process keeps, and opens the day."""
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(made)


def ticks(world: World, role: str, op: int) -> int:
    data = {"item": world.item, "done": "1", "op": f"00000000-0000-4000-8000-{op:012d}"}
    with CaptureQueriesContext(connection) as made:
        response = world.browsers[role].post("/today/tick/", data, headers={"accept": "application/json"})
    assert response.status_code == 200
    return len([query for query in made if not query["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))])


def test_queries_do_not_grow_and_keep_their_budget(world: World) -> None:
    few = count(world) | {(role, "tick"): ticks(world, role, 1) for role in ("guest", "person")}
    budgets = pages(world) | {("guest", "tick"): 8, ("person", "tick"): 8}
    dear = {page: made for page, made in few.items() if made > budgets[page]}
    day = world.item
    world.grow()
    many = count(world) | {(role, "tick"): ticks(world, role, 2) for role in ("guest", "person")}
    few = {(role, address.replace(day, world.item)): made for (role, address), made in few.items()}
    grown = {page: (few[page], made) for page, made in many.items() if made != few[page]}
    assert (dear, grown) == ({}, {})


def test_the_count_sees_a_page_that_grows(world: World) -> None:
    """Without this a counter that counts nothing would pass."""
    assert all(made >= 0 for made in count(world).values())
    assert queries(world.browsers["clinician"], "/staff/people/") > 3
    assert dt.timedelta(days=MANY - 1) < dt.timedelta(days=42)  # the clearance holds for as long as the world grows

"""The demo: what it refuses, what it leaves behind, and that two of them are the same."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.test import Client

from footcare.accounts.models import Clinic, Person, User
from footcare.clinic.facts import gather
from footcare.clinic.models import Note
from footcare.clinic.queue import lines
from footcare.common import audit
from footcare.common.models import AuditRow
from footcare.site.demo import accounts, database, lives, seeding, server, static_files, stories
from footcare.site.demo.database import State
from programs.models import CheckIn, DayPlan, Plan, Preference, ProgressionStep, Tick
from tests.conftest import NOON

NAMED = {"FC-DESK", "FC-STEADY", "FC-MOOD", "FC-STOP", "FC-ASKS", "FC-BACK"}
FEW = tuple(story for story in stories.STORIES if story.label in NAMED)
DAYS = 4


def short(story: stories.Story) -> stories.Story:
    """The same life in a few days: the full demo takes its time."""
    values = {name: getattr(story, name) for name in story.__dataclass_fields__}
    return stories.Story(**values | {"started": min(story.started, DAYS)})


@pytest.fixture
def few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "STORIES", tuple(map(short, FEW)))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[tuple[str, int]]:
    """Where the command would have served; static files stay as they are."""
    settings.DEMO = True
    addresses: list[tuple[str, int]] = []
    monkeypatch.setattr(server, "serve", lambda host, port: addresses.append((host, port)))
    monkeypatch.setattr(server, "is_free", lambda host, port: True)
    monkeypatch.setattr(static_files, "collect", lambda: None)
    return addresses


def start(**options: Any) -> str:
    said = io.StringIO()
    call_command("demo", stdout=said, **options)
    return said.getvalue()


def password_in(said: str) -> str:
    return next(line.split()[-1] for line in said.splitlines() if line.strip().startswith("password:"))


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Person, User, Plan, DayPlan, Tick, CheckIn, Note)}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "8.8.8.8", "example.org", ""])  # noqa: S104
def test_demo_refuses_an_address_that_others_can_reach(host: str, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="does not serve on"):
        start(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "localhost", "::1", "[::1]"])
def test_is_loopback_this_machine(host: str) -> None:
    assert server.is_loopback(host)


def test_demo_outside_demo_mode_refuses(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        start()


def test_demo_port_in_use_says_what_to_do(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    monkeypatch.setattr(server, "is_free", lambda host, port: False)
    with pytest.raises(CommandError, match="make run PORT=8001"):
        start(port=8000)


@pytest.mark.django_db
def test_state_of_a_fresh_database_is_empty_and_marked_is_demo() -> None:
    assert database.state() is State.EMPTY
    database.adopt(NOON)
    assert database.state() is State.DEMO


@pytest.mark.django_db
@pytest.mark.parametrize(
    "used",
    [
        lambda: User.objects.create_user("someone@example.org"),
        lambda: Clinic.objects.create(name="A real clinic", country="GB", zone="Europe/London"),
        lambda: Person.objects.create(country="GB", zone="Europe/London"),
        lambda: audit.record(at=NOON, by=audit.System("create_clinic"), verb=database.ADOPTED),
    ],
    ids=["a user", "a clinic", "a person", "an audit row of somebody else"],
)
@pytest.mark.parametrize("reset", [False, True])
def test_demo_database_in_use_is_refused_and_kept(
    used: Callable[[], object], reset: bool, served: list[tuple[str, int]]
) -> None:
    used()
    before = counts() | {"clinics": Clinic.objects.count(), "audit": AuditRow.objects.count()}
    with pytest.raises(CommandError, match="not the demo's") as refusal:
        start(reset=reset)
    assert "\n" not in str(refusal.value)
    assert counts() | {"clinics": Clinic.objects.count(), "audit": AuditRow.objects.count()} == before
    assert not served


@pytest.mark.django_db
def test_state_with_a_table_of_another_program_is_foreign() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_elses (id integer)")
    assert database.state() is State.FOREIGN


@pytest.mark.django_db(transaction=True)
def test_demo_starts_again_resets_and_heals(few_people: None, served: list[tuple[str, int]]) -> None:
    first = start(port=8106)
    made = counts()
    assert made["Person"] == len(FEW)
    again = start(port=8106)
    assert counts() == made
    assert served == [("127.0.0.1", 8106), ("127.0.0.1", 8106)]

    old, new = password_in(first), password_in(again)
    hashes = set(User.objects.values_list("password", flat=True))
    assert old != new
    assert all(check_password(new, one) and not check_password(old, one) for one in hashes)

    clinic = Clinic.objects.get().uuid
    start(reset=True)
    assert counts() == made
    assert Clinic.objects.get().uuid != clinic

    # A start that was killed half way leaves a mark without the second one: it is filled anew.
    database.empty()
    database.adopt(NOON)
    accounts.make_team(country="GB", zone="Europe/London", now=NOON, by=database.DEMO)
    start()
    assert counts() == made


@pytest.mark.django_db
@pytest.mark.parametrize("ago", [0, 2, 4])
def test_whoever_goes_by_the_book_finds_a_step_up_and_a_next_version_on_any_weekday(
    monkeypatch: pytest.MonkeyPatch, ago: int
) -> None:
    monkeypatch.setattr(seeding, "STORIES", tuple(one for one in stories.STORIES if one.by_the_book))
    now = NOON - dt.timedelta(days=ago)
    seeding.seed(now)
    person = Person.objects.get()
    day = person.day_plans.get(current=True, local_date=person.today(now))
    done = set(person.ticks.standing().filter(local_date=day.local_date).values_list("item", flat=True))
    still = {item: news for item, news in day.news.items() if item in {one["item"] for one in day.items} - done}
    assert done
    assert any("offer" in news for news in still.values())
    assert any(news["step"]["action"] == "PROGRESS" for news in still.values() if "step" in news)


def test_stories_are_a_dozen_plainly_invented_people() -> None:
    labels = [story.label for story in stories.STORIES]
    assert len(labels) == len(set(labels)) == 12
    assert all(f"{story.mailbox}@{accounts.DOMAIN}".endswith("@example.org") for story in stories.STORIES)
    assert max(story.started for story in stories.STORIES) == 42
    assert sum(story.started >= 30 for story in stories.STORIES) >= 10


@pytest.mark.parametrize(("day", "pain"), [(0, 3), (27, 2), (28, 2), (29, 4), (30, 6), (31, 6)])
def test_pain_on_follows_the_course(day: int, pain: int) -> None:
    assert lives.pain_on(((0, 3), (27, 2), (28, 2), (29, 4), (30, 6)), day) == pain


@pytest.mark.django_db
@pytest.mark.slow
def test_seed_whole_demo_fills_every_kind_of_queue_line() -> None:
    seeding.seed(NOON)
    clinic = Clinic.objects.get()
    found = {line.kind for line in lines(gather(clinic.people, clinic, NOON), NOON)}
    assert found == {"stop", "asked", "ended", "reds", "pain_during", "sore", "bother", "no_progress", "quiet"}
    moved = set(ProgressionStep.objects.values_list("action", flat=True))
    assert moved >= {"PROGRESS", "STEP_DOWN", "STOP_REFER", "SET_BY_CLINICIAN"}
    assert set(Preference.objects.values_list("choice", flat=True)) == set(Preference.Choice.values)
    assert set(DayPlan.objects.filter(current=True).values_list("kind", flat=True)) == set(DayPlan.Kind.values)
    assert Person.objects.count() == 12
    assert (NOON - dt.timedelta(days=30)).date() in set(DayPlan.objects.values_list("local_date", flat=True))
    assert Note.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/help/", "/assessment/", "/accounts/login/", "/no-such-page/"])
def test_every_page_of_the_demo_says_so(address: str, settings: Any) -> None:
    settings.DEMO = True
    assert "demo-banner" in Client().get(address).content.decode()
    settings.DEMO = False
    assert "demo-banner" not in Client().get(address).content.decode()

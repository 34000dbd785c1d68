"""Shared fixtures. Pure tests need none of them; pytest-django refuses the database unless a test asks."""

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from assessments import versions as assessment_versions
from footcare.common import triggers
from programs import catalogue, versions
from programs.domain import what_if
from programs.domain.records import inputs_to_json

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)  # a Monday: a strength day


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long loads run only when `-m` speaks of them (make test-slow)."""
    for item in items:
        if item.path.parent.name == "domain":
            item.add_marker("domain")
    if "slow" in config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was read so far stays until the end: the garbage collector need not walk it again and again."""
    same_rows_for_all(session.items)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def same_rows_for_all(items: list[pytest.Item]) -> None:
    """In a module with rows made once every test of the database has them, whichever runs first."""
    having: dict[Path, set[bool]] = {}
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or "db" in fixtures:
            having.setdefault(item.path, set()).add("once" in fixtures)
    mixed = sorted(str(path) for path, kinds in having.items() if len(kinds) > 1)
    if mixed:
        raise pytest.UsageError(f"some tests here have the rows made once and others not: {', '.join(mixed)}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("pg") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: `make test` runs it, or set DATABASE_URL")


@pytest.fixture
def now() -> dt.datetime:
    return NOON


class Clock:
    """The time that a request reads."""

    def __init__(self) -> None:
        self.now = NOON

    def move(self, **by: float) -> dt.datetime:
        self.now += dt.timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_audit_trail() -> Iterator[None]:
    """Flushing test data deletes rows, which the insert-only trigger refuses: lift it for the flush alone."""
    flush = TransactionTestCase._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        assert not connection.in_atomic_block, "no transactional test in a module with rows made once"
        with connection.schema_editor() as editor:
            triggers.drop(editor)
        flush(self)
        with connection.schema_editor() as editor:
            triggers.create(editor)

    TransactionTestCase._fixture_teardown = lifted  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _read_the_library_once() -> Iterator[None]:
    """Tests share one document of the library: reading 130 files again for each would be most of the time."""
    load, shipped = catalogue.load, catalogue.load()

    def load_once(folder: Path = catalogue.CONTENT) -> catalogue.Document:
        return shipped if folder == catalogue.CONTENT else load(folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", load_once)
        yield
    assert catalogue.checksum(shipped) == catalogue.shipped().checksum, "a test changed the document all tests share"


@pytest.fixture(autouse=True, scope="session")
def _ask_once_what_would_change() -> Iterator[None]:
    """Most tests make the same plan; what would change it is a pure answer that costs more than the plan itself."""
    compute, known = what_if.what_would_change, {}

    def remembered(protocol: Any, questionnaire: Any, answers: Any, inputs: Any, **more: Any) -> Any:
        key = repr((protocol.checksum, questionnaire.checksum, answers, inputs_to_json(inputs), more))
        if key not in known:
            known[key] = compute(protocol, questionnaire, answers, inputs, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("programs.actions.plans.what_if.what_would_change", remembered)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The shipped content is in the database, as on a server that has started."""
    with django_db_blocker.unblock():
        versions.store_shipped(NOON)
        assessment_versions.in_force(NOON)


QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PLAIN_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
Once = Callable[..., Any]


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Once]:
    """once(make) makes rows with which every test of the module begins, and says what `make` returns; with `at` the
    clock stands there meanwhile.

    A test's own changes to them are taken back after it, like all its changes; the rows go with the module's last test.
    Hand out keys, not records: what is kept of a record in Python would go from one test to the next.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()

    def made(make: Callable[[], Any], *, at: dt.datetime | None = None) -> Any:
        of_tests = override_settings(PASSWORD_HASHERS=QUICK_HASHERS, STORAGES=PLAIN_STORAGES)
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, of_tests:
            if at:
                patch.setattr(timezone, "now", lambda: at)
            return make()

    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """A slow hash protects stolen passwords; here it would be most of the time of every sign-in."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    """Hashed names need a collectstatic run; tests of the hashing itself choose it again."""
    settings.STORAGES = PLAIN_STORAGES


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """SQLite in a file, as in real use: threads of the live server and of races get connections of their own."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / "test.sqlite3")
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture
def empty_cache(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()

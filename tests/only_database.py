"""A pytest plugin (`-p tests.only_database`): keeps the tests that touch the database, for a run on another one.

Of a sweep every tenth case stays: what it asks of the database is the same in each.
"""

from collections import Counter

import pytest

FIXTURES = {"db", "transactional_db", "live_server", "admin_user", "admin_client", "django_user_model"}
EVERY = 10


def touches_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or not FIXTURES.isdisjoint(
        getattr(item, "fixturenames", ())
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept, cases = [], Counter[str]()
    for item in filter(touches_database, items):
        if item.get_closest_marker("sweep"):
            name = item.nodeid.partition("[")[0]
            cases[name] += 1
            if cases[name] % EVERY != 1:
                continue
        kept.append(item)
    left_out = set(items) - set(kept)
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = kept

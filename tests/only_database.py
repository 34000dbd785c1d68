"""A pytest plugin (`-p tests.only_database`): keeps the tests that touch the database, for a run on another one."""

import pytest

FIXTURES = {"db", "transactional_db", "live_server", "admin_user", "admin_client", "django_user_model"}


def touches_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or not FIXTURES.isdisjoint(
        getattr(item, "fixturenames", ())
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not touches_database(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if touches_database(item)]

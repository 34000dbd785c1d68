"""Weeks of made-up lives through the real actions: in whatever order people do things, what protects them holds."""

from random import Random

import pytest
from django.db import transaction

from tests.programs.lives import Life

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


@pytest.fixture(autouse=True)
def _without_what_if(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs more than the plan itself and has tests of its own."""
    monkeypatch.setattr("programs.actions.plans.what_if.what_would_change", lambda *_given, **_more: ())


def stories(seeds: range, steps: int) -> list[str]:
    found = []
    for seed in seeds:
        with transaction.atomic():
            found += [f"seed {seed}:", *faults] if (faults := Life(Random(seed)).live(steps)) else []
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("part", range(4))
def test_nothing_that_people_do_breaks_what_protects_them(part: int) -> None:
    assert not (found := stories(range(part, part + 1), 30)), "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_nothing_that_people_do_breaks_what_protects_them_at_length(part: int) -> None:
    assert not (found := stories(range(100 + part * 10, 110 + part * 10), 60)), "\n".join(found)


def test_a_life_is_full() -> None:
    """The stories hold what they are about."""
    life = Life(Random(3))
    life.live(40)
    told = "\n".join(life.story)
    assert len({on for on, _item in life.ticked}) > 10
    assert all(words in told for words in ("morning", "check-in", "choose", "change to", "tomorrow True"))

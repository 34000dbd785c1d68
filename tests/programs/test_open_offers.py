"""Which next versions are offered, from the states alone."""

import datetime as dt
from dataclasses import replace

from programs.domain.dose_steps import start_of
from programs.domain.programme import Progress
from programs.domain.progression_state import State, begin
from programs.news import open_offers
from tests.programs.domain.cases import PROTOCOL

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CIRCLES, TILTS, ROLLS = "ankle-circles", "ankle-tilts", "standing-foot-rolls"


def state(item: str, offer: str | None, **more: object) -> State:
    return replace(begin(PROTOCOL, item, on=NOW.date(), at=NOW), offer=offer, **more)


def offered(*states: State) -> dict[str, str]:
    progress = Progress({one.prescribed: one for one in states})
    usable = PROTOCOL.items.keys() - {"cat-cow"}
    return {of: one["item"] for of, one in open_offers(progress, usable, NOW.date(), NOW).items()}


def test_an_offer_that_may_be_done() -> None:
    assert offered(state(CIRCLES, ROLLS)) == {CIRCLES: ROLLS}
    assert offered(state(CIRCLES, "cat-cow"), state(TILTS, None)) == {}


def test_a_resting_item_offers_nothing() -> None:
    assert offered(state(CIRCLES, ROLLS, paused_until=NOW.date() + dt.timedelta(days=3))) == {}


def test_one_version_is_offered_once() -> None:
    assert offered(state(CIRCLES, ROLLS), state(TILTS, ROLLS)) == {CIRCLES: ROLLS}


def test_a_version_that_stands_there_is_not_offered() -> None:
    stands = state(TILTS, None, standing=start_of(PROTOCOL, ROLLS))
    assert offered(state(CIRCLES, ROLLS), stands) == {}

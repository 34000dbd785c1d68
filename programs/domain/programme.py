"""A whole programme at one day: where the person stands with each item, and what the diary decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from programs.domain.blocks import block_code, limits_for
from programs.domain.dose_steps import Standing, level_back
from programs.domain.inputs import NO_PREFERENCES, Inputs, Preferences
from programs.domain.matching import match_rules
from programs.domain.movements import Dose, Protocol
from programs.domain.open_reports import open_reports
from programs.domain.practice_log import DAY, Log, Morning, Practice, baseline_morning
from programs.domain.prescriptions import STRENGTH
from programs.domain.progression import settle
from programs.domain.progression_content import LEVEL_BACK, course_of
from programs.domain.progression_state import (
    PAIN_RETURN,
    Decision,
    State,
    begin,
    is_resting,
    placed,
    reset,
    standing_on,
)
from programs.domain.review import is_over, level_cap_bonus, pain_is_back
from programs.domain.whole_plan import WholePlan, with_states

PROGRAMME = ""
"""Stands for the whole programme where the id of an item would stand."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """An item that stands done on a local day; ``at`` is when it was first ticked."""

    on: date
    at: datetime
    item: str


@dataclass(frozen=True, slots=True)
class Felt:
    """What the check-ins of a local day say, by their worst values."""

    during: int | None
    effort: int | None


@dataclass(frozen=True, slots=True)
class Diary:
    """What the person reported since the programme started, or as far back as it still counts.

    ``shown`` is the dose on the list of a day, by day and item; that of a sore day does not count: it holds all doses.
    ``pains`` is the highest pain now of a day, whether or
    not the person practised.
    """

    started_on: date
    ticked: tuple[Ticked, ...] = ()
    felt: Mapping[date, Felt] = field(default_factory=dict)
    mornings: tuple[Morning, ...] = ()
    sore_days: tuple[date, ...] = ()
    busy_days: tuple[date, ...] = ()
    shown: Mapping[tuple[date, str], Dose] = field(default_factory=dict)
    pains: Mapping[date, int] = field(default_factory=dict)

    def practices(self, items: Collection[str]) -> tuple[Practice, ...]:
        """A pain that was said for a day counts for every item that was done on it."""
        return tuple(self._practice(one) for one in self.ticked if one.item in items)

    def _practice(self, one: Ticked) -> Practice:
        felt = self.felt.get(one.on, Felt(None, None))
        dose = None if one.on in self.sore_days else self.shown.get((one.on, one.item))
        shown = Standing(one.item, dose) if dose else None
        return Practice(one.on, one.at, during=felt.during, effort=felt.effort, shown=shown)


@dataclass(frozen=True, slots=True)
class Progress:
    """States by prescribed item, how far the level cap has risen and since when, and the day the course began anew."""

    states: Mapping[str, State] = field(default_factory=dict)
    bonus: int = 0
    bonus_since: date | None = None
    course_from: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """``decisions`` are those that changed something, in order."""

    progress: Progress
    decisions: tuple[Decision, ...] = ()

    @property
    def stops(self) -> bool:
        return any(state.stopped for state in self.progress.states.values())


def inputs_at(protocol: Protocol, inputs: Inputs, progress: Progress, on: date) -> Inputs:
    """What the composer is told on that day: progressed doses, the items that took another's place, the level bonus."""
    with_bonus = replace(inputs, level_cap_bonus=progress.bonus)
    return with_states(protocol, with_bonus, progress.states, on) if progress.states else with_bonus


def prescribed_at(progress: Progress, item: str, on: date) -> str | None:
    """Under which id the progress of an item is kept, if somebody stands there."""
    return next((id for id, state in progress.states.items() if standing_on(state, on).item == item), None)


def usable_items(protocol: Protocol, inputs: Inputs, preferences: Preferences = NO_PREFERENCES) -> frozenset[str]:
    """What nothing blocks for this person: safety, equipment, level, gates and their own choice."""
    limits = limits_for(protocol, inputs, [match.rule for match in match_rules(protocol, inputs)], preferences)
    return frozenset(id for id, item in protocol.items.items() if block_code(item, limits) is None)


def resting_items(progress: Progress, on: date, now: datetime) -> frozenset[str]:
    """Items that stay off the list of that day, by the id under which they stand on it."""
    resting = (state for state in progress.states.values() if is_resting(state, on=on, now=now))
    return frozenset(id for state in resting for id in (state.prescribed, state.standing.item))


def settle_programme(
    protocol: Protocol,
    inputs: Inputs,
    progress: Progress,
    diary: Diary,
    *,
    planned: Iterable[str],
    today: date,
    now: datetime,
    latest: datetime,
    preferences: Preferences = NO_PREFERENCES,
) -> Settled:
    """Every decision that is due today for the ``planned`` items and for those with something to judge.

    ``planned`` are prescribed ids; ``latest`` is the last moment of the local day. A stop ends it for all.
    """
    if protocol.progression.course is None:
        return Settled(progress)
    progress = _level_cap(protocol, progress, diary, today)
    usable = usable_items(protocol, replace(inputs, level_cap_bonus=progress.bonus), preferences)
    states = dict(progress.states)
    decisions: list[Decision] = []
    if is_upkeep(protocol, progress, diary.started_on, today) and pain_is_back(protocol, pains=diary.pains, on=today):
        decisions = _restarted(protocol, states, today, usable)
        states.update({one.before.prescribed: one.after for one in decisions})
        progress = replace(progress, course_from=today)
    planned = frozenset(planned)
    whole = WholePlan(protocol, replace(inputs, level_cap_bonus=progress.bonus), preferences, today)
    for id in sorted(planned | states.keys() | _practised_alone(protocol, states, diary)):
        state = states.get(id) or begin(protocol, id, on=diary.started_on, at=_start(diary, now))
        log = _log(protocol, state, states, diary)
        if id not in planned and not open_reports(protocol, state, log, today, now):
            continue
        for decision in settle(
            protocol,
            state,
            log,
            today=today,
            now=now,
            latest=latest,
            usable=usable,
            amend=partial(whole.amended, states=dict(states)),
        ):
            if decision.after != decision.before:
                decisions.append(decision)
                states[id] = decision.after
    return Settled(replace(progress, states=states), tuple(decisions))


def is_upkeep(protocol: Protocol, progress: Progress, started_on: date, on: date) -> bool:
    """Whether the course is over and what was gained is only kept. Its early end needs norms, which are off."""
    begun = progress.course_from or started_on
    return is_over(protocol, started_on=begun, on=on, pains={}, inside_norms=False)


def ladder_of(protocol: Protocol, item: str) -> frozenset[str]:
    """The item with what comes before and after it."""
    kin, below, above = {item}, protocol.items[item].regresses_to, protocol.items[item].progresses_to
    while below is not None and below not in kin:
        kin.add(below)
        below = protocol.items[below].regresses_to
    while above is not None and above not in kin:
        kin.add(above)
        above = protocol.items[above].progresses_to
    return frozenset(kin)


def _log(protocol: Protocol, state: State, states: Mapping[str, State], diary: Diary) -> Log:
    """The practices of one item, or of those before and after it that are not the person's own beside it."""
    ladder = ladder_of(protocol, state.standing.item)
    others = {id for other in states.values() if other.prescribed != state.prescribed for id in _stands_for(other)}
    own = (ladder - others) | _stands_for(state)
    strength = {id for id, item in protocol.items.items() if item.kind == STRENGTH}
    return Log(
        practices=diary.practices(own),
        mornings=diary.mornings,
        strength=diary.practices(strength),
        sore_days=diary.sore_days,
        busy_days=diary.busy_days,
        reds=tuple({red for other in states.values() if other.standing.item in ladder for red in other.reds}),
        baseline=baseline_morning(protocol, diary.mornings, diary.started_on),
    )


def _restarted(protocol: Protocol, states: Mapping[str, State], today: date, usable: Collection[str]) -> list[Decision]:
    """Pain that came back after the end: every load goes on one level lower."""
    course = course_of(protocol.progression)
    decisions = []
    for state in states.values():
        if protocol.items[state.standing.item].kind not in course.table_kinds:
            continue
        standing, changes = level_back(protocol, standing_on(state, today), usable=usable)
        after = replace(placed(reset(state), standing, today), back=None)
        because = (("pain", course.pain_return.pain), ("days", course.pain_return.days))
        decisions.append(Decision(LEVEL_BACK, PAIN_RETURN, None, state, after, because, changes))
    return decisions


def _practised_alone(protocol: Protocol, states: Mapping[str, State], diary: Diary) -> frozenset[str]:
    """Items that were done and stand for no other: nothing was decided about them yet."""
    spoken_for = {id for state in states.values() for id in _stands_for(state)}
    return frozenset(one.item for one in diary.ticked if one.item in protocol.items and one.item not in spoken_for)


def _stands_for(state: State) -> frozenset[str]:
    back = {state.back.standing.item} if state.back else frozenset[str]()
    return frozenset({state.prescribed, state.standing.item, *back})


def _start(diary: Diary, now: datetime) -> datetime:
    """Before the first practice of the programme, so that it counts."""
    first = min((one.at for one in diary.ticked), default=now)
    return min(first, now) - DAY


def _level_cap(protocol: Protocol, progress: Progress, diary: Diary, today: date) -> Progress:
    since = progress.bonus_since or diary.started_on
    rise = level_cap_bonus(
        protocol,
        started_on=since,
        on=today,
        completed={one.on for one in diary.ticked},
        reds={on for state in progress.states.values() for on in state.reds},
    )
    most = protocol.composer.level_cap_bonus.max
    if not rise or progress.bonus >= most:
        return progress
    return replace(progress, bonus=min(progress.bonus + rise, most), bonus_since=today)

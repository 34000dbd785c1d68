"""Made-up lives: weeks of practice and choices through the real actions, and what must hold after every step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from footcare.accounts.models import Person
from programs import actions, catalogue
from programs.composing import inputs_now
from programs.days import Day, done_by_day, read_day
from programs.domain.blocks import safety_blocks
from programs.domain.dose_steps import Standing, lowest, out_of_bounds
from programs.domain.ladders import easier_versions
from programs.domain.movements import Dose
from programs.domain.programme import ladder_of
from programs.models import DailyCheck, DayPlan, Plan, Preference
from programs.progress import read_progress
from programs.reports import Choices, Report
from tests.programs.helpers import make_plan, rescreen

START = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)
LOADS = ("strength", "balance")
ZONES = ("Europe/London", "America/New_York", "Europe/Athens")  # in which morning and evening are one day
THINGS = ("band", "step", "ball", "backpack", "cushion")
SITES = ("back_of_heel_higher_up", "under_heel", "ankle_gives_way", "big_toe_joint", "calf")
REFUSED = (actions.NotCleared, actions.NotToday, actions.AskFirst, actions.NotOffered, actions.NothingLeft)


@dataclass(frozen=True)
class Hurt:
    """A load that was done on a day of amber or red: until a green day its ladder shows nothing above it, but for what
    was done `beside` it, which goes its own way.
    """

    on: dt.date
    item: str
    dose: Dose
    beside: frozenset[str]


@dataclass
class Life:
    chance: Random
    now: dt.datetime = START
    faults: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    ticked: dict[tuple[dt.date, str], bool] = field(default_factory=dict)
    strength: dict[dt.date, dt.datetime] = field(default_factory=dict)
    hurts: list[Hurt] = field(default_factory=list)
    person: Person = field(init=False)
    answers: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = self._answers()
        self.person = make_plan(self.now, **self.answers).person

    def _answers(self) -> dict[str, Any]:
        pick, sites = self.chance.choice, tuple(self.chance.sample(SITES, 2))
        answers = {"main.region": "feet", "minutes": pick(["5", "10", "20", "30"]), "days": pick(["5", "7"])}
        answers |= {"experience": pick(["a_bit", "weekly", "most_days"]), "om.pain_foot.now": self.chance.randint(0, 4)}
        for side in ("left", "right"):
            answers |= {f"pain_site.{side}": sites, f"fp.weight_side_edge.{side}": pick(["inner", "even", "outer"])}
        return answers | {"equipment": tuple(self.chance.sample(THINGS, 2))}

    @property
    def today(self) -> dt.date:
        return self.person.today(self.now)

    def live(self, steps: int) -> list[str]:
        doings: dict[Callable[[], None], int] = {
            self.practise: 14,
            self.choose: 4,
            self.change: 3,
            self.another_kind: 2,
            self.take_offer: 1,
            self.travel: 1,
        }
        for _step in range(steps):
            doing = self.chance.choices(list(doings), list(doings.values()))[0]
            try:
                doing()
            except REFUSED as refusal:
                self.tell(f"{doing.__name__} refused: {type(refusal).__name__}")
            self.look()
            if self.faults:
                return [*self.story[-40:], *self.faults]
        return []

    # What people do.

    def practise(self) -> None:
        self.now = (self.now + self.chance.choice([1, 1, 1, 2, 3]) * DAY).replace(hour=8)
        if self.plan() is None:
            rescreen(self.person, self.now, **self.answers)
        if self.open() is None:
            return
        if self.chance.random() < 0.8:
            self._morning(self.chance.choices([0, 1, 2, 3, 6], [8, 4, 2, 1, 0.4])[0])
        day = self.day()
        for one in day.items if day else ():
            if self.chance.random() < 0.85:
                self.tick(one.item)
        self.now += 10 * HOUR
        if self.plan() is not None:
            self._check_in(self.chance.choices([0, 1, 2, 3, 5, 6, 7], [8, 6, 4, 2, 1, 0.7, 0.3])[0])

    def open(self) -> DayPlan | None:
        plan = self.plan()
        day = plan and actions.open_day(person=self.person, plan=plan, now=self.now, by=self.person)
        if day:
            self.now += MINUTE
            for question in DailyCheck.Question.values:
                actions.answer_check(
                    person=self.person, question=question, answer="no", op=uuid4(), now=self.now, by=self.person
                )
            self.look()
        return day or None

    def tick(self, item: str) -> None:
        op = uuid4()
        for _sent_twice in range(self.chance.choice([1, 1, 2])):
            actions.tick(person=self.person, item=item, done=True, op=op, now=self.now)
        self.ticked[self.today, item] = True
        if catalogue.shipped().items[item].kind == "strength":
            hours = [self.now - at for on, at in self.strength.items() if on != self.today]
            if hours and min(hours) < 48 * HOUR:
                self.faults.append(f"strength {item} after {min(hours)}")
            self.strength[self.today] = self.now
        self.tell(f"ticked {item}")

    def _morning(self, pain: int) -> None:
        self.tell(f"morning {pain}")
        actions.next_morning(person=self.person, pain=pain, op=uuid4(), now=self.now, by=self.person)
        if pain >= 6:
            self._hurt(self.today - DAY)
        self.look()

    def _check_in(self, pain: int) -> None:
        self.tell(f"check-in {pain}")
        if pain < 3:
            done = {item for (on, item), stands in self.ticked.items() if on == self.today and stands}
            kin = {one for item in done for one in ladder_of(catalogue.shipped(), item)}
            self.hurts = [hurt for hurt in self.hurts if hurt.item not in kin or hurt.on == self.today]
        else:
            self._hurt(self.today)
        report = Report(pain, 1, self.chance.choice(["", "easy", "about_right", "hard"]), "")
        actions.check_in(person=self.person, report=report, op=uuid4(), now=self.now, by=self.person)

    def _hurt(self, on: dt.date) -> None:
        day = self.person.day_plans.filter(local_date=on, current=True).first()
        loads = [one for one in (day.items if day else ()) if one["kind"] in LOADS]
        done = [one for one in loads if self.ticked.get((on, one["item"]))]
        beside = frozenset(one["item"] for one in done)
        self.hurts += [Hurt(on, one["item"], Dose(**one["dose"]), beside) for one in done]

    def choose(self) -> None:
        plan = self._needed_plan()
        choice: Any = self.chance.choice([None, *Preference.Choice.values])
        chosen = self.person.preferences.values_list("item", flat=True)
        possible = chosen if choice is None else actions.choosable(self.person, plan, self.now, choice)
        if possible:
            item = self.chance.choice(sorted(possible))
            tomorrow = self.chance.random() < 0.4
            self.tell(f"choose {item}: {choice}, tomorrow {tomorrow}")
            actions.choose(
                person=self.person, item=item, choice=choice, now=self.now, by=self.person, from_tomorrow=tomorrow
            )

    def change(self) -> None:
        minutes, things = self.chance.choice(["5", "10", "20", "30"]), tuple(self.chance.sample(THINGS, 2))
        tomorrow = self.chance.random() < 0.4
        self.tell(f"change to {minutes}, {things}, tomorrow {tomorrow}")
        actions.change_plan(
            person=self.person, choices=Choices(minutes, "7", things, ()), now=self.now, by=self.person,
            from_tomorrow=tomorrow,
        )  # fmt: skip

    def another_kind(self) -> None:
        kind = self.chance.choice(["normal", "busy", "sore"])
        self.tell(f"a {kind} day")
        minutes = 5 if kind == "busy" else None
        actions.set_day_kind(person=self.person, kind=kind, minutes=minutes, now=self.now, by=self.person)

    def take_offer(self) -> None:
        states = read_progress(catalogue.shipped(), self._needed_plan()).progress.states
        for state in states.values():
            if state.offer:
                self.tell(f"offer {state.offer}")
                actions.take_offer(person=self.person, item=state.prescribed, now=self.now, by=self.person)

    def travel(self) -> None:
        self.person.zone = self.chance.choice(ZONES)
        self.person.save(update_fields=["zone"])
        self.tell(f"in {self.person.zone}")

    # What must hold.

    def look(self) -> None:
        day, plan = self.day(), self.plan()
        standing = set(self.person.ticks.standing().values_list("local_date", "item"))
        if standing != {key for key, stands in self.ticked.items() if stands}:
            self.faults.append("a tick is lost or counted twice")
        if day is None or plan is None:
            return
        protocol, items = catalogue.shipped(), {one.item: one for one in day.items}
        if blocked := safety_blocks(protocol, inputs_now(plan), items):
            self.faults.append(f"forbidden: {blocked}")
        left = [one for one in day.items if one.item not in day.done]
        minutes = self.person.day_plans.get(local_date=self.today, current=True).minutes
        if sum(one.seconds + protocol.composer.transition_s for one in left) > minutes * 60:
            self.faults.append(f"more than {minutes} minutes")
        for one in left:
            problem = out_of_bounds(protocol, Standing(one.item, one.dose)) if one.kind in LOADS else None
            self.faults += [problem] if problem else []
        for hurt in self.hurts:
            if hurt.on < self.today:
                self._look_after(hurt, {one.item: one.dose for one in left if one.kind in LOADS})

    def _look_after(self, hurt: Hurt, loads: dict[str, Dose]) -> None:
        same = loads.get(hurt.item)
        if same and lowest(same, hurt.dose) != same:
            self.faults.append(f"{hurt.item} above {hurt.dose} of {hurt.on}: {same}")
        for item in loads.keys() - hurt.beside:
            if hurt.item in easier_versions(catalogue.shipped(), item):
                self.faults.append(f"{item} after {hurt.item} hurt on {hurt.on}")

    def day(self) -> Day | None:
        plan = self.plan()
        stored = self.person.day_plans.filter(local_date=self.today, current=True, plan=plan).with_reports().first()
        if plan is None or stored is None:
            return None
        done = done_by_day(self.person.ticks.filter(local_date=self.today).operations()).get(self.today, frozenset())
        return read_day(plan, stored, done, self.person.daily_checks.filter(local_date=self.today), now=self.now)

    def plan(self) -> Plan | None:
        self.person.refresh_from_db()
        return self.person.cleared_plan(self.now)

    def _needed_plan(self) -> Plan:
        plan = self.plan()
        if plan is None:
            raise actions.NotCleared
        return plan

    def tell(self, words: str) -> None:
        self.story.append(f"{self.now:%d %b %H:%M} ({self.today:%a %d}) {words}")

"""A person of the demo, lived day by day: every change goes through the actions of real use, at its own time."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from itertools import pairwise
from random import Random

from django.db import transaction

from assessments import actions as assessment_actions
from assessments.models import Assessment, Clearance
from footcare.accounts import actions as account_actions
from footcare.accounts import joining
from footcare.accounts.models import Person, User
from footcare.clinic import actions as clinic_actions
from footcare.common.audit import Actor
from footcare.site.demo import accounts
from footcare.site.demo.accounts import Team
from footcare.site.demo.answering import answer_pages
from footcare.site.demo.practice import Visit, operation, practise
from footcare.site.demo.stories import Course, Story
from programs import actions
from programs.actions.clinician import last_step
from programs.composing import routines_now
from programs.domain.day_kinds import NORMAL
from programs.doses import choices_of, places_of, usable_now
from programs.models import CheckIn, DailyCheck, DayPlan, Preference
from programs.progress import read_progress
from programs.versions import protocol_of

NOTE_DAYS_AGO = 6
EASED_BY_MORNING = 3


class Life:
    """Ends at `now`: nothing happens later, and the same story on the same day goes the same way."""

    def __init__(self, story: Story, team: Team, zone: str, now: dt.datetime) -> None:
        self.story, self.team, self.zone, self.now = story, team, zoneinfo.ZoneInfo(zone), now
        self.today = now.astimezone(self.zone).date()
        self.chance = Random(f"{story.label} {self.today}")  # noqa: S311 - an invented life, nothing secret
        self.hour = self.chance.choice((7, 8, 12, 18, 20))
        self.person: Person
        self.by: Actor

    def live(self, days_ago: int) -> None:
        """One day, in one transaction."""
        with transaction.atomic():
            if days_ago == self.story.started:
                self.begin(days_ago)
            elif self.story.released and days_ago == self.story.started - 1:
                self.be_released(days_ago)
            elif days_ago < self.story.started:
                self.go_on(days_ago)
            if self.story.note and days_ago == NOTE_DAYS_AGO:
                self.be_noted(self.moment(days_ago))
            if self.story.dose and days_ago == self.story.dose[0]:
                self.be_given_a_dose(self.moment(days_ago), reason=self.story.dose[1])

    def begin(self, days_ago: int) -> None:
        now = self.moment(days_ago)
        draft = assessment_actions.begin(
            person=None, user=None, country=self.team.clinic.country, zone=str(self.zone), shared_device=False,
            age=int(str(self.story.answers["age"])), now=now,
        )  # fmt: skip
        self.by = self.person = draft.person
        self.person.label = self.story.label
        self.person.save(update_fields=["label"])
        account_actions.join_clinic(
            person=self.person, clinic=self.team.clinic, wording=joining.wording(), now=now, by=self.by
        )
        finished = answer_pages(draft, self.story.answers, now=now, by=self.by)
        if self.story.signed_up:
            self.by = self.sign_up(now)
        if finished:
            self.start_plan(draft, now)
        elif self.story.asks:
            assessment_actions.ask_clinic(clearance=self.latest_clearance(), now=now, by=self.by)

    def sign_up(self, now: dt.datetime) -> User:
        user = User.objects.create_user(f"{self.story.mailbox}@{accounts.DOMAIN}", date_joined=now)
        accounts.prove_address(user)
        self.person = account_actions.claim(guest=self.person, user=user, now=now)
        return user

    def start_plan(self, draft: Assessment, now: dt.datetime) -> None:
        plan = actions.start_plan(person=self.person, assessment=draft, now=now, by=self.by)
        if plan is None:
            raise ValueError(f"{self.story.label}: the answers of this story allow no plan")
        self.practise(now, share=1.0)

    def be_released(self, days_ago: int) -> None:
        now = self.moment(days_ago)
        stop = self.latest_clearance()
        assessment_actions.release(
            clearance=stop, lifts=(), reason=self.story.released, now=now, by_user=self.team.clinician,
            clinic=self.team.clinic,
        )  # fmt: skip
        draft = self.person.assessments.draft()
        answer_pages(draft, self.story.answers, now=now, by=self.by)
        self.start_plan(draft, now)

    def be_noted(self, now: dt.datetime) -> None:
        seen = {"person": self.person, "clinic": self.team.clinic, "now": now, "by": self.team.clinician}
        clinic_actions.note_view(**seen)
        clinic_actions.add_note(text=self.story.note, **seen)

    def be_given_a_dose(self, now: dt.datetime, *, reason: str) -> None:
        """The lowest dose of the first item that has one to set."""
        plan = self.person.plans.active().get()
        protocol, today = protocol_of(plan.protocol_version), self.person.today(now)
        progress = read_progress(protocol, plan).progress
        places = places_of(protocol, plan, progress, today, routines_now(protocol, plan, progress, today))
        usable = usable_now(protocol, plan, progress, today)
        for item, place in places.items():
            choice = choices_of(protocol, places, item, usable).get(place.standing.item)
            if choice and choice.bounds:
                lowest = {name: low for name, (low, _high) in choice.bounds.items()}
                actions.set_dose(
                    plan=plan, item=item, to=choice.item, dose=lowest, reason=reason, seen=last_step(plan, item),
                    now=now, by_user=self.team.clinician, clinic=self.team.clinic,
                )  # fmt: skip
                return

    def choose(self, day: DayPlan, choice: Preference.Choice, now: dt.datetime) -> None:
        """About the last item of the day, or else of the plan, about which it may be chosen; from tomorrow on."""
        plan = self.person.cleared_plan(now)
        choosable = actions.choosable(self.person, plan, now, choice)
        items = [*sorted(choosable), *(one["item"] for one in day.items if one["item"] in choosable)]
        if not items:
            raise ValueError(f"{self.story.label} has nothing to choose about at {now:%Y-%m-%d}: {choice}")
        actions.choose(person=self.person, item=items[-1], choice=choice, now=now, by=self.by, from_tomorrow=True)

    def go_on(self, days_ago: int) -> None:
        story = self.story
        comes = self.chance.random() < story.diligence or days_ago in (*story.kinds, *story.chooses)
        if days_ago < story.quiet_for or (story.asks and not story.released):
            return
        if days_ago == 0 and story.stops_with:
            self.stop_today()
        elif days_ago == 0 and story.today:
            self.practise(self.now, share=story.today)
        elif days_ago and (comes or days_ago == story.quiet_for):
            self.practise(self.moment(days_ago), share=self.share(days_ago))

    def share(self, days_ago: int) -> float:
        if self.story.by_the_book:
            return 1.0 if days_ago <= self.story.by_the_book else 0.5
        return self.chance.choice((1.0, 1.0, 1.0, 0.8, 0.5))

    def stop_today(self) -> None:
        plan = self.person.cleared_plan(self.now)
        actions.open_day(by=self.person, person=self.person, plan=plan, now=self.now)
        actions.answer_check(
            person=self.person, question=DailyCheck.Question.ANYTHING_NEW, answer="yes", op=operation(self.chance),
            now=self.now, by=self.by,
        )  # fmt: skip
        answer_pages(self.person.assessments.draft(), self.story.stops_with, now=self.now, by=self.by)

    def practise(self, now: dt.datetime, *, share: float) -> None:
        story, today = self.story, now.astimezone(self.zone).date()
        days_in, days_ago = (today - self.today).days + story.started, (self.today - today).days
        pain = pain_on(story.pain, days_in)
        practised = self.person.ticks.standing().filter(local_date=today - dt.timedelta(days=1)).exists()
        says = practised and self.chance.random() < story.mornings
        visit = Visit(
            share=share,
            reports=story.reports,
            pain=pain,
            strain=story.strain,
            morning=max(pain - EASED_BY_MORNING, 0) if says else None,
            kind=story.kinds.get(days_ago, NORMAL),
            effort=CheckIn.Effort.ABOUT_RIGHT if story.by_the_book else None,
        )
        day = practise(self.person, visit, now=now, latest=self.now, by=self.by, chance=self.chance)
        if day and days_ago in story.chooses:
            self.choose(day, story.chooses[days_ago], now)

    def moment(self, days_ago: int) -> dt.datetime:
        """About this person's usual hour on that local day."""
        day = self.today - dt.timedelta(days=days_ago)
        local = dt.datetime.combine(day, dt.time(self.hour, self.chance.randrange(60)), self.zone)
        return min(local.astimezone(dt.UTC), self.now)

    def latest_clearance(self) -> Clearance:
        return self.person.clearances.latest_one()


def pain_on(course: Course, day: int) -> int:
    for (before, low), (after, high) in pairwise(course):
        if before <= day <= after:
            return round(low + (high - low) * (day - before) / (after - before))
    return course[-1][1]

"""Fills footcare's database and prints, as JSON, whom to measure as. Run as a module, in the bench's environment.

One person is made through the actions of real use; the others are copies of their rows, and history is written in bulk.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import uuid
from dataclasses import asdict, dataclass
from itertools import groupby
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footcare.settings")
django.setup()

from allauth.account.auth_backends import AuthenticationBackend  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments import actions as assessment_actions  # noqa: E402
from assessments.models import Assessment  # noqa: E402
from assessments.standing import standing_of  # noqa: E402
from footcare.accounts import actions as account_actions  # noqa: E402
from footcare.accounts.models import Clinic, ClinicLink, Consent, Membership, Person, User  # noqa: E402
from footcare.common.audit import System  # noqa: E402
from footcare.site.demo.answering import answer_pages, posted  # noqa: E402
from footcare.site.demo.practice import answer, operation  # noqa: E402
from footcare.site.demo.stories import STORIES  # noqa: E402
from programs import actions  # noqa: E402
from programs.models import CheckIn, DailyCheck, DayPlan, Plan, Tick  # noqa: E402

TICKS_A_DAY = 10
TICKING = 8  # people who take turns, so that nobody's day gathers many more ticks than a day has
FEW_ROWS, MANY_ROWS = 1_000, 100_000
FEW_PEOPLE, MANY_PEOPLE = 25, 1_000  # a full page of the staff list, and forty of them
BATCH = 500
BY = System("bench")
ANSWERS = STORIES[0].answers
AT_PAGE = "toe"  # the question page that is measured


@dataclass(frozen=True, slots=True)
class Accounts:
    """Session keys of who is measured, and what they look at."""

    small: str
    large: str
    ticking: list[str]
    answering: str
    few_people: str
    many_people: str
    item: str
    small_person: str
    large_person: str
    admin: str


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_content", stdout=sys.stderr)
    now = timezone.now()
    small, large = practising("small", now), practising("large", now)
    few, many = clinic("Few", now), clinic("Many", now)
    for person in (small, large):
        join(person, few, now)
    item = open_today(small, now)
    open_today(large, now)
    ticking = [practising(f"ticking-{n}", now) for n in range(TICKING)]
    for person in ticking:
        open_today(person, now)
    write_history(small, FEW_ROWS // TICKS_A_DAY, now)
    write_history(large, MANY_ROWS // TICKS_A_DAY, now)
    copies(small, few, FEW_PEOPLE - 2, now)
    copies(small, many, MANY_PEOPLE, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    accounts = Accounts(
        small=session_of(small.user),
        large=session_of(large.user),
        ticking=[session_of(person.user) for person in ticking],
        answering=session_of(halfway("answering", now).user),
        few_people=session_of(manager(few, now)),
        many_people=session_of(manager(many, now)),
        item=item,
        small_person=str(small.uuid),
        large_person=str(large.uuid),
        admin=session_of(User.objects.create_superuser("admin@example.org")),
    )
    json.dump(asdict(accounts), sys.stdout)


def halfway(name: str, now: dt.datetime) -> Person:
    """A draft that has come to the measured page."""
    user = User.objects.create_user(f"{name}@example.org")
    draft = begin(user, now)
    while (standing := standing_of(draft.person, now)) and (page := standing.next_page) and page.slug != AT_PAGE:
        said = posted(standing, page, ANSWERS)
        assessment_actions.save_page(assessment=draft, page=page, posted=said, now=now, by=user)
    return draft.person


def practising(name: str, now: dt.datetime) -> Person:
    user = User.objects.create_user(f"{name}@example.org")
    draft = begin(user, now)
    answer_pages(draft, ANSWERS, now=now, by=user)
    actions.start_plan(person=draft.person, assessment=draft, now=now, by=user)
    return draft.person


def begin(user: User, now: dt.datetime) -> Assessment:
    return assessment_actions.begin(
        person=None, user=user, country="GB", zone="Europe/London", shared_device=False, age=38, now=now
    )


def open_today(person: Person, now: dt.datetime) -> str:
    """Opens the day so that it can be ticked; returns an item to tick."""
    plan = person.cleared_plan(now)
    if plan is None:
        raise ValueError("the bench person has no plan")
    day = actions.open_day(by=person, person=person, plan=plan, now=now)
    for question in DailyCheck.Question.values:
        answer(person, question, now=now, by=BY, chance=Random(question))
    return str(day.items[0]["item"])


def write_history(person: Person, days: int, now: dt.datetime) -> None:
    """The same for every day up to yesterday: people differ in how long they have practised, and in nothing else."""
    plan, today, chance = person.plans.active().get(), person.today(now), Random(person.label)
    Plan.objects.filter(pk=plan.pk).update(started_on=today - dt.timedelta(days=min(days, 40)))
    items = plan.outcome["strength"]["items"]
    past = DayPlan.objects.bulk_create(
        (
            DayPlan(
                person=person, plan=plan, local_date=today - dt.timedelta(days=ago), zone=person.zone, strength=True,
                items=items, minutes=plan.minutes, made_at=now - dt.timedelta(days=ago),
            )
            for ago in range(days, 0, -1)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    Tick.objects.bulk_create(
        (
            Tick(
                person=person, local_date=day.local_date, op=operation(chance), day_plan=day, done=True,
                item=items[n % len(items)]["item"], done_at=day.made_at, received_at=day.made_at,
            )
            for day in past
            for n in range(TICKS_A_DAY)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    DailyCheck.objects.bulk_create(
        (
            DailyCheck(
                person=person, local_date=day.local_date, op=operation(chance), question=question, answer="no",
                said_at=day.made_at,
            )
            for day in past
            for question in DailyCheck.Question.values
        ),
        batch_size=BATCH,
    )  # fmt: skip
    CheckIn.objects.bulk_create(
        (
            CheckIn(
                person=person, local_date=day.local_date, op=operation(chance), day_plan=day, pain_during=3, pain_now=3,
                effort="easy", said_at=day.made_at,
            )
            for day in past
        ),
        batch_size=BATCH,
    )  # fmt: skip


def copies(person: Person, where: Clinic, count: int, now: dt.datetime) -> None:
    """People with the same plan and a fortnight of practice, linked to the clinic."""
    since = person.today(now) - dt.timedelta(days=14)
    zone, day = person.zone, person.today(now)
    people = made([Person(country="GB", zone=zone, created_at=now, opened_on=day) for _copy in range(count)])
    assessment = person.assessments.get()
    assessments = made([copy_of(assessment, person=one) for one in people])
    clearance, plan = person.clearances.latest_one(), person.plans.active().get()
    made([copy_of(clearance, person=one.person, assessment=one) for one in assessments])
    plans = made([copy_of(plan, person=one.person, assessment=one) for one in assessments])
    days = made(
        [copy_of(day, person=one.person, plan=one) for one in plans for day in fortnight(person.day_plans, since)]
    )
    ticks, check_ins = (by_date(fortnight(rows, since)) for rows in (person.ticks, person.check_ins))
    for reports in (ticks, check_ins):
        made(
            [
                copy_of(row, person=day.person, day_plan=day)
                for day in days
                for row in reports.get(day.local_date, ())[:4]
            ]
        )
    consents = made([Consent(person=one, kind=Consent.Kind.CLINIC, wording="bench", given_at=now) for one in people])
    made([ClinicLink(person=one.person, clinic=where, consent=one, since=now) for one in consents])


def fortnight(rows: Any, since: dt.date) -> list[Any]:
    return list(rows.filter(local_date__gte=since))


def by_date(rows: list[Any]) -> dict[dt.date, list[Any]]:
    return {date: list(same) for date, same in groupby(sorted(rows, key=when), when)}


def when(row: Any) -> dt.date:
    return row.local_date


def made(rows: list[Any]) -> list[Any]:
    """The rows, stored."""
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH) if rows else []


def copy_of(row: Any, **changes: Any) -> Any:
    fields = (field for field in row._meta.concrete_fields if not field.primary_key and field.name not in changes)
    values = {field.attname: getattr(row, field.attname) for field in fields}
    fresh = {"uuid": uuid.uuid4()} if "uuid" in values else {}
    return type(row)(**values | fresh, **changes)


def clinic(name: str, now: dt.datetime) -> Clinic:
    return account_actions.make_clinic(name=name, country="GB", zone="Europe/London", now=now, by=BY)


def manager(where: Clinic, now: dt.datetime) -> User:
    email = f"manager-{where.pk}@example.org"
    role = Membership.Role.MANAGER
    return account_actions.make_member(clinic=where, email=email, role=role, now=now, by=BY).user


def join(person: Person, where: Clinic, now: dt.datetime) -> None:
    account_actions.join_clinic(person=person, clinic=where, wording="bench", now=now, by=BY)


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = f"{AuthenticationBackend.__module__}.{AuthenticationBackend.__qualname__}"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()

"""Each kind of line from the smallest history that raises it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import actions as assessments
from assessments import catalogue
from footcare.accounts.models import Clinic, Person
from footcare.clinic import actions
from footcare.clinic.facts import gather
from footcare.clinic.queue import Line, Urgency, lines, waiting
from programs import actions as programs
from programs.models import DayPlan
from tests.assessments.helpers import given, make_draft, posted
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_linked,
    make_staff,
    practise,
    start_plan,
    stopped_clinician_first,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
EMERGENCY = {"main.region": "back", "rf.ces.saddle": "yes"}


def found(clinic: Clinic, now: dt.datetime) -> list[Line]:
    return lines(gather(clinic.people, clinic, now), now)


def kinds(clinic: Clinic, now: dt.datetime) -> list[str]:
    return [line.kind for line in found(clinic, now)]


def test_nobody_with_nothing_needs_anybody(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now)
    practise(person, now)
    assert kinds(clinic, now) == []


@pytest.mark.parametrize(
    ("answers", "urgency", "words"),
    [
        ({"rf.ces.saddle": "yes", "main.region": "back"}, Urgency.EMERGENCY, "Answered “Yes, new” to “"),
        ({"rf.neuro.weak": "yes"}, Urgency.SAME_DAY, "Answered “Yes, new” to “"),
        ({"hx.surgery": "ticked"}, Urgency.CLINICIAN_FIRST, "Answered “Yes” to “"),
    ],
)
def test_stop_says_the_answer(
    clinic: Clinic, person: Person, now: dt.datetime, answers: dict[str, str], urgency: Urgency, words: str
) -> None:
    make_draft(person, now, **answers)
    [line] = found(clinic, now)
    assert (line.kind, line.urgency, line.at) == ("stop", urgency, now)
    assert line.reason.startswith(words)
    assert catalogue.shipped().questions[next(iter(answers))].text in line.reason


def test_request_takes_the_place_of_its_stop(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    stop = stopped_clinician_first(person, now)
    assessments.ask_clinic(clearance=stop, now=now + DAY, by=person)
    [line] = found(clinic, now + DAY)
    assert (line.kind, line.at) == ("asked", now + DAY)
    assert "Answered “" in line.reason


def test_corrected_stop_is_seen_by_staff(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    draft = make_draft(person, now, **EMERGENCY)
    page = catalogue.shipped().page_of_slug("ces")
    assert page is not None
    later = now + dt.timedelta(minutes=5)
    assessments.save_page(assessment=draft, page=page, posted=posted(page, given()), now=later, by=person)
    assert kinds(clinic, later) == ["corrected"]
    assert kinds(clinic, later + 29 * DAY) == []


@pytest.mark.parametrize(
    ("ratings", "rises"),
    [
        ([3, 5, 5], True),
        ([3, 5, 6], True),
        ([3, 4, 5], False),
        ([3, 5, 4], False),
        ([3, 5], False),
        ([2, 4, 4, 4], True),
        ([2, 4, 4, 1, 1, 1], True),
        ([5, 5, 5, 5], False),
    ],
)
@pytest.mark.parametrize("measure", ["pain_now", "pain_during"])
def test_pain_up_on_two_practices_in_a_row(
    clinic: Clinic, person: Person, now: dt.datetime, ratings: list[int], rises: bool, measure: str
) -> None:
    """A rise stays in the queue until somebody deals with it, also when the pain goes down again."""
    start_plan(person, now)
    for day, rating in enumerate(ratings):
        practise(person, now + day * DAY, **{measure: rating})
    assert (kinds(clinic, now + len(ratings) * DAY) == [measure]) is rises


def test_only_the_last_check_in_of_a_day_counts(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now)
    for day, rating in enumerate([3, 6]):
        practise(person, now + day * DAY, pain_now=rating)
    practise(person, now + DAY + dt.timedelta(hours=1), pain_now=6)
    assert kinds(clinic, now + DAY) == []


def sore_days(person: Person, start: dt.datetime, days: list[int]) -> None:
    """The days that were opened on these days after the start were sore ones."""
    start_plan(person, start)
    for day in days:
        practise(person, start + day * DAY)
    person.day_plans.update(kind=DayPlan.Kind.SORE)


@pytest.mark.parametrize(
    ("days", "today", "stands"),
    [
        ([0, 1], 1, False),
        ([0, 1, 2], 2, True),
        ([0, 6, 13], 13, True),
        ([0, 7, 14], 14, False),
        ([0, 1, 7], 13, True),
        ([0, 1, 7], 14, False),
    ],
)
def test_third_sore_day_within_14_days(
    clinic: Clinic, person: Person, now: dt.datetime, days: list[int], today: int, stands: bool
) -> None:
    sore_days(person, now, days)
    assert ("sore" in kinds(clinic, now + today * DAY)) is stands


def test_sore_line_says_why_and_comes_again_with_the_next_one(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    sore_days(person, now, [0, 1, 2])
    [line] = found(clinic, now + 2 * DAY)
    assert (line.urgency, line.reason) == (Urgency.SORE, "3 sore days in the last 14 days.")
    assert line.key == f"sore:{(now + 2 * DAY).date()}"
    practise(person, now + 3 * DAY)
    assert [line.key] == [one.key for one in found(clinic, now + 3 * DAY)], "a day that is not sore changes nothing"
    person.day_plans.update(kind=DayPlan.Kind.SORE)
    [next_line] = found(clinic, now + 3 * DAY)
    assert (next_line.key != line.key, next_line.reason) == (True, "4 sore days in the last 14 days.")


def test_a_sore_day_that_was_replaced_does_not_count(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    sore_days(person, now, [0, 1, 2])
    person.day_plans.filter(local_date=now.date()).update(current=False)
    assert kinds(clinic, now + 2 * DAY) == []


def test_sore_days_are_read_at_once_for_everybody(
    clinic: Clinic, person: Person, now: dt.datetime, django_assert_num_queries: Any
) -> None:
    later = now + 2 * DAY
    sore_days(person, now, [0, 1, 2])
    with CaptureQueriesContext(connection) as of_one:
        gather(clinic.people, clinic, later)
    for _another in range(2):
        sore_days(make_linked(clinic, now), now, [0, 1, 2])
    with django_assert_num_queries(len(of_one)):
        gathered = gather(clinic.people, clinic, later)
    assert [line.kind for line in lines(gathered, later)] == ["sore"] * 3


@pytest.mark.parametrize(("days", "quiet"), [(7, False), (8, True), (20, True)])
def test_quiet_after_eight_days(clinic: Clinic, person: Person, now: dt.datetime, days: int, quiet: bool) -> None:
    start_plan(person, now - DAY)
    practise(person, now)
    assert (kinds(clinic, now + days * DAY) == ["quiet"]) is quiet


RUN_OUT = "The safety answers have run out: no plan shows until they are given again."


@pytest.mark.parametrize(
    ("practised", "day", "reason"),
    [
        (0, 42, "No practice for 42 days."),
        (0, 43, f"No practice for 43 days. {RUN_OUT}"),
        (0, 400, f"No practice for 400 days. {RUN_OUT}"),
        (40, 47, None),
        (40, 48, f"No practice for 8 days. {RUN_OUT}"),
    ],
)
def test_who_stopped_coming_stays_in_the_queue_when_the_clearance_runs_out(
    clinic: Clinic, person: Person, now: dt.datetime, practised: int, day: int, reason: str | None
) -> None:
    start_plan(person, now)
    for passed in range(0, practised + 1, 8):
        practise(person, now + passed * DAY)
    quiet = [line for line in found(clinic, now + day * DAY) if line.kind == "quiet"]
    assert [line.reason for line in quiet] == ([reason] if reason else [])


def test_a_quiet_line_that_was_dealt_with_does_not_come_again_by_running_out(
    clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    start_plan(person, now)
    before, after = (found(clinic, now + day * DAY)[0] for day in (42, 43))
    assert before.key == after.key


def test_an_expired_clearance_that_a_journey_west_reaches_again_is_no_clearance(
    clinic: Clinic, person: Person, now: dt.datetime
) -> None:
    start_plan(person, now)
    last_day = now + 42 * DAY
    assert [one.is_cleared for one in gather(clinic.people, clinic, last_day)] == [True]
    person.opened_on = person.today(last_day + DAY)
    person.save(update_fields=["opened_on"])
    assert [one.is_cleared for one in gather(clinic.people, clinic, last_day)] == [False]


def test_stopped_people_are_not_called_quiet(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    start_plan(person, now)
    programs.screen_again(person=person, now=now + DAY, by=person)
    assert kinds(clinic, now + 10 * DAY) == []


@pytest.mark.parametrize(
    ("day", "rating", "stands"), [(41, 6, False), (42, 6, True), (42, 5, True), (42, 4, False), (42, 8, True)]
)
def test_no_progress_from_day_42(
    clinic: Clinic, person: Person, now: dt.datetime, day: int, rating: int, stands: bool
) -> None:
    """From 6 of 10, a drop of 2 that is also 30 % is meaningful."""
    answers = {"main.region": "back", "om.pain_back.now": 6, "om.pain_back.average": 6}
    start_plan(person, now, **answers)
    for passed in range(0, 40, 8):
        practise(person, now + passed * DAY)
    practise(person, now + 40 * DAY, pain_now=rating)
    assert ("no_progress" in kinds(clinic, now + day * DAY)) is stands


@pytest.mark.parametrize(("rating", "stands"), [(6, False), (7, True), (10, True)])
def test_gets_in_the_way(clinic: Clinic, person: Person, now: dt.datetime, rating: int, stands: bool) -> None:
    start_plan(person, now, **{"om.bother": rating})
    assert (kinds(clinic, now) == ["bother"]) is stands


def test_lines_come_by_urgency_then_by_age(clinic: Clinic, now: dt.datetime) -> None:
    quiet, late, early, urgent = (make_linked(clinic, now) for _person in range(4))
    start_plan(quiet, now)
    stopped_clinician_first(late, now + 2 * DAY)
    stopped_clinician_first(early, now + DAY)
    make_draft(urgent, now + 9 * DAY, **EMERGENCY)
    order = [line.person for line in found(clinic, now + 9 * DAY)]
    assert order == [urgent, early, late, quiet]


def test_marks(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    stopped_clinician_first(person, now)
    staff = make_staff(clinic, now)
    [line] = found(clinic, now)

    def waits(at: dt.datetime) -> bool:
        return bool(waiting(gather(clinic.people, clinic, at), at))

    actions.mark_line(person=person, clinic=clinic, line=line.key, mark="snoozed", now=now, by=staff)
    assert [waits(now), waits(now + 6 * DAY), waits(now + 7 * DAY)] == [False, False, True]
    actions.mark_line(person=person, clinic=clinic, line=line.key, mark="done", now=now, by=staff)
    assert not waits(now + 30 * DAY)
    actions.undo_mark(person=person, clinic=clinic, line=line.key, now=now, by=staff)
    assert waits(now)


def test_another_clinics_mark_hides_nothing(clinic: Clinic, person: Person, now: dt.datetime) -> None:
    other = make_clinic(now, "Other")
    link(person, other, now)
    stopped_clinician_first(person, now)
    [line] = found(other, now)
    actions.mark_line(person=person, clinic=other, line=line.key, mark="done", now=now, by=make_staff(other, now))
    assert waiting(gather(clinic.people, clinic, now), now)
    assert not waiting(gather(other.people, other, now), now)

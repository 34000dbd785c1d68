"""Two people become one, and one is erased with everything that is reachable from them."""

import datetime as dt
from collections.abc import Callable
from itertools import permutations
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client

from assessments import actions as assessments
from assessments.models import Clearance
from assessments.standing import standing_of
from footcare.accounts.actions import make_person as make_person_of
from footcare.accounts.models import Clinic, Person, User
from footcare.clinic import actions as clinic_actions
from footcare.common.models import AuditRow
from footcare.site import people
from programs import actions as programs
from programs.domain.programme import resting_items
from programs.models import CheckIn, Plan, Preference, Tick
from programs.progress import read_progress
from programs.reports import Report
from programs.versions import protocol_of
from tests.assessments.helpers import answer_pages, given, make_draft, make_person, posted
from tests.conftest import Clock
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_staff,
    practise,
    signed_in,
    start_plan,
    stopped_clinician_first,
)
from tests.programs import test_progress
from tests.programs.helpers import client_of, make_plan, rescreen

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
EMERGENCY = {"main.region": "back", "rf.ces.saddle": "yes"}
SAME_DAY = {"rf.neuro.weak": "yes"}


@pytest.fixture
def user() -> User:
    return User.objects.create_user("ann@example.org")


@pytest.fixture
def own(user: User, now: dt.datetime) -> Person:
    return make_person_of(user=user, country="GB", zone="Europe/London", shared_device=False, now=now)


@pytest.fixture
def guest(now: dt.datetime) -> Person:
    return make_person(now)


def merged(own: Person, guest: Person, now: dt.datetime) -> Person:
    people.merge(into=own, other=guest, now=now, by=own)
    own.refresh_from_db()
    return own


def test_a_user_without_a_person_claims_the_guest(user: User, guest: Person, now: dt.datetime) -> None:
    start_plan(guest, now)
    person = people.claim_or_merge(guest=guest, user=user, now=now)
    assert (person.pk, person.user) == (guest.pk, user)
    assert AuditRow.objects.get(verb="claimed_guest").actor == user.audit_name


def test_the_same_guest_twice(user: User, guest: Person, now: dt.datetime) -> None:
    """The same sign-in sent twice: both requests read the cookie before either of them wrote."""
    start_plan(guest, now)
    people.claim_or_merge(guest=guest, user=user, now=now)
    assert people.claim_or_merge(guest=guest, user=user, now=now) == guest
    assert guest.cleared_plan(now) is not None
    other = User.objects.create_user("bob@example.org")
    assert people.claim_or_merge(guest=guest, user=other, now=now) is None
    assert Person.objects.get().user == user


def test_a_merged_guest_twice(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(guest, now)
    for _again in range(2):
        assert people.claim_or_merge(guest=guest, user=own.user, now=now) == own
    assert own.cleared_plan(now) is not None


def test_everything_moves_and_the_guest_is_gone(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(guest, now)
    practise(guest, now, pain_now=3)
    merged(own, guest, now)
    assert not Person.objects.filter(pk=guest.pk).exists()
    assert own.cleared_plan(now) is not None
    assert [CheckIn.objects.get().person, Tick.objects.get().person] == [own, own]
    assert AuditRow.objects.get(verb="merged").object == f"person:{guest.uuid}"


Setup = Callable[[Person, dt.datetime], object]
SETUPS: dict[str, Setup] = {
    "nothing": lambda person, now: None,
    "draft": lambda person, now: make_draft(person, now, until="pain"),
    "cleared": start_plan,
    "withdrawn": lambda person, now: (
        start_plan(person, now),
        programs.screen_again(person=person, now=now, by=person),
    ),
    "clinician_first": stopped_clinician_first,
    "same_day": lambda person, now: make_draft(person, now, **SAME_DAY),
    "emergency": lambda person, now: make_draft(person, now, **EMERGENCY),
}
SEVERITY = ["nothing", "draft", "cleared", "withdrawn", "clinician_first", "same_day", "emergency"]


PAIRS = [
    *permutations(["cleared", "withdrawn", "clinician_first", "emergency"], 2),
    ("draft", "cleared"),
    ("cleared", "draft"),
]


@pytest.mark.sweep
@pytest.mark.parametrize(("ours", "theirs"), [*PAIRS, ("nothing", "same_day"), ("same_day", "emergency")])
@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_the_more_severe_standing_state_rules(
    own: Person, guest: Person, now: dt.datetime, ours: str, theirs: str, guest_is_newer: bool
) -> None:
    first, second = ((own, ours), (guest, theirs)) if guest_is_newer else ((guest, theirs), (own, ours))
    SETUPS[first[1]](first[0], now)
    SETUPS[second[1]](second[0], now + HOUR)
    before = list(Clearance.objects.order_by("id").values_list("id", "kind", "level", "because", "made_at"))
    merged(own, guest, now + DAY)
    worse = max(ours, theirs, key=SEVERITY.index)
    latest = own.clearances.latest_one()
    expected = {
        "nothing": None,
        "draft": None,
        "cleared": ("screened", "clear"),
        "withdrawn": ("withdrawn", "clear"),
        "clinician_first": ("stopped", "clinician_first"),
        "same_day": ("stopped", "same_day"),
        "emergency": ("stopped", "emergency"),
    }[worse]
    assert (latest and (latest.kind, latest.level)) == expected
    assert (own.cleared_plan(now + DAY) is not None) is (worse == "cleared")
    assert own.plans.filter(state="active").count() <= 1
    assert own.assessments.filter(state="draft").count() <= 1
    assert own.assessments.filter(state="complete").count() <= 1
    after = list(own.clearances.order_by("id").values_list("id", "kind", "level", "because", "made_at"))
    assert after[: len(before)] == before, "rows are only ever added"


def test_a_stop_keeps_its_own_time(own: Person, guest: Person, now: dt.datetime) -> None:
    """The day without a new screening counts from the stop, not from signing in."""
    make_draft(guest, now, **EMERGENCY)
    start_plan(own, now + HOUR)
    merged(own, guest, now + 2 * HOUR)
    latest = own.clearances.latest_one()
    assert (latest.made_at, latest.assessment.state) == (now, "draft")


def test_newest_screening_decides_which_plan_stays(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now)
    newer = start_plan(guest, now + DAY, **{"hx.thinners": "ticked"})
    merged(own, guest, now + DAY)
    assert own.plans.active().get() == newer
    assert Plan.objects.filter(person=own, state="archived", archived_at=now + DAY).count() == 1
    assert own.assessments.latest_complete() == newer.assessment


def test_a_plan_never_outlives_the_screening_that_came_after_it(own: Person, guest: Person, now: dt.datetime) -> None:
    """The guest's newer screening allowed no plan at all: the older plan knows nothing of that."""
    start_plan(own, now)
    draft = make_draft(guest, now + DAY)
    assessments.complete(assessment=draft, now=now + DAY, by=guest)
    merged(own, guest, now + DAY)
    assert own.cleared_plan(now + DAY) is None


def test_serious_answers_of_an_unfinished_draft_hide_the_plan(own: Person, guest: Person, now: dt.datetime) -> None:
    """Such a draft has no clearance row yet: it never had a plan to hide."""
    start_plan(own, now)
    make_draft(guest, now + HOUR, until="health1", **SAME_DAY)
    assert not guest.clearances.exists()
    merged(own, guest, now + HOUR)
    latest = own.clearances.latest_one()
    assert (latest.kind, latest.level) == ("unfinished", "same_day")
    assert own.cleared_plan(now + HOUR) is None


def released(person: Person, now: dt.datetime) -> Clearance:
    """Staff let the person go on after an operation; what their medicine leaves out stays. Every page is answered."""
    answers = {"hx.surgery": "ticked", "hx.thinners": "ticked"}
    clinic = make_clinic(now)
    link(person, clinic, now)
    stop = make_draft(person, now, **answers).clearances.get()
    row = assessments.release(
        clearance=stop, lifts=["post_surgery"], reason="Seen", now=now, by_user=make_staff(clinic, now), clinic=clinic
    )
    answer_pages(person.assessments.draft(), now, **answers)
    return row


def test_a_release_outlives_signing_in(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now)
    row = released(guest, now + HOUR)
    merged(own, guest, now + HOUR)
    assert own.clearances.latest_one() == row
    draft = own.assessments.draft()
    assert draft == row.assessment
    plan = programs.start_plan(person=own, assessment=draft, now=now + HOUR, by=own)
    assert plan is not None
    assert own.cleared_plan(now + HOUR) == plan


def test_an_older_release_says_nothing_for_the_draft_of_another(own: Person, guest: Person, now: dt.datetime) -> None:
    released(guest, now)
    row = released(own, now + HOUR)
    programs.start_plan(person=own, assessment=row.assessment, now=now + HOUR, by=own)
    merged(own, guest, now + HOUR)
    assert (own.clearances.latest_one().kind, own.cleared_plan(now + HOUR)) == ("unfinished", None)


@pytest.mark.parametrize("ruling", [released, stopped_clinician_first])
@pytest.mark.parametrize("guest_is_serious", [True, False])
def test_a_draft_that_no_clinic_may_release_is_never_hidden(
    own: Person, guest: Person, now: dt.datetime, ruling: Setup, guest_is_serious: bool
) -> None:
    """It has no clearance row yet; the other side's draft has one that a clinic has released, or could."""
    serious, other = (guest, own) if guest_is_serious else (own, guest)
    ruling(other, now)
    draft = make_draft(serious, now + HOUR, until="health1", **SAME_DAY)
    assert not serious.clearances.exists()
    merged(own, guest, now + HOUR)
    latest = own.clearances.latest_one()
    assert own.assessments.draft() == draft
    assert (latest.assessment, latest.kind, latest.level) == (draft, "unfinished", "same_day")


def clear(person: Person, now: dt.datetime) -> None:
    start_plan(person, now)


def caution(person: Person, now: dt.datetime) -> None:
    start_plan(person, now, **{"hx.thinners": "ticked"})


def released_plan(person: Person, now: dt.datetime) -> None:
    row = released(person, now)
    programs.start_plan(person=person, assessment=row.assessment, now=now, by=person)


def sign_in(browser: Client, user: User) -> None:
    """The account and the guest of this browser become one."""
    user.set_password("a long enough one")
    user.save()
    browser.post("/accounts/login/", {"login": user.email, "password": "a long enough one"})
    assert Person.objects.get().user == user


def left_out(plan: Plan | None) -> tuple[list[str], list[str]]:
    assert plan is not None
    return plan.inputs["contra"], plan.inputs["excluded_tags"]


@pytest.mark.sweep
@pytest.mark.parametrize("theirs", [clear, caution, released_plan])
@pytest.mark.parametrize("ours", [clear, caution, released_plan])
@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_an_amendment_leaves_out_what_the_ruling_side_does(
    own: Person, guest: Person, clock: Clock, ours: Setup, theirs: Setup, guest_is_newer: bool
) -> None:
    sides = [(own, ours), (guest, theirs)]
    for person, setup in sides if guest_is_newer else reversed(sides):
        setup(person, clock.move(hours=1))
    ruling = max((side.clearances.latest_one() for side in (own, guest)), key=people.severity)
    expected = left_out(ruling.person.plans.active().get())
    browser = client_of(guest)
    toe = {"fp.toe_direction.left": "straight", "fp.toe_direction.right": "clearly_out"}
    assert browser.post("/assessment/toe/", toe).status_code == 302
    assert guest.assessments.draft().kind == "amended"
    clock.move(hours=1)
    sign_in(browser, own.user)
    browser.post("/assessment/result/")
    assert left_out(own.cleared_plan(clock.now)) == expected
    assert own.assessments.draft() is None


@pytest.mark.sweep
@pytest.mark.parametrize("theirs", [clear, caution, released_plan])
@pytest.mark.parametrize("ours", [clear, caution, released_plan])
def test_a_new_screening_leaves_out_what_its_own_answers_say(
    own: Person, guest: Person, clock: Clock, ours: Setup, theirs: Setup
) -> None:
    """It hides the plan until it is finished: its side rules."""
    caution(make_person(clock.now), clock.now)
    expected = left_out(Plan.objects.get())
    Person.objects.exclude(pk__in=[own.pk, guest.pk]).delete()
    ours(own, clock.now)
    theirs(guest, clock.move(hours=1))
    browser = client_of(guest)
    assert browser.post("/assessment/again/").status_code == 302
    clock.move(hours=1)
    sign_in(browser, own.user)
    assert own.cleared_plan(clock.now) is None
    answers = given(**{"hx.thinners": "ticked"})
    while page := standing_of(own, clock.now).next_page:
        assert browser.post(f"/assessment/{page.slug}/", posted(page, answers)).status_code == 302
    browser.post("/assessment/result/")
    assert left_out(own.cleared_plan(clock.now)) == expected


def test_one_day_of_both_sides(own: Person, guest: Person, now: dt.datetime) -> None:
    start_plan(own, now)
    practise(own, now)
    start_plan(guest, now + HOUR)
    practise(guest, now + HOUR)
    merged(own, guest, now + 2 * HOUR)
    day = own.day_plans.get(current=True)
    assert day.plan == own.plans.active().get()
    assert own.day_plans.count() == 2
    assert own.ticks.count() == 2


def test_the_same_operation_is_kept_once(own: Person, guest: Person, now: dt.datetime) -> None:
    for person in (own, guest):
        start_plan(person, now)
        practise(person, now)
    Tick.objects.filter(person=guest).update(op=own.ticks.get().op)
    merged(own, guest, now)
    assert own.ticks.count() == 1


def reds(person: Person, now: dt.datetime, until: Callable[[Plan], bool]) -> tuple[Plan, dt.datetime]:
    """High pain on each day, until that has led to what is wanted. The day after it."""
    plan = make_plan(now, person, **test_progress.CALVES)
    for _day in range(14):
        test_progress.practise(plan, now, during=6)
        now += DAY
        if until(plan):
            return plan, now
    raise AssertionError("two weeks of high pain led to nothing")


def paused(plan: Plan) -> dict[str, dt.date]:
    states = read_progress(protocol_of(plan.protocol_version), plan).progress.states
    return {item: state.paused_until for item, state in states.items() if state.paused_until}


def listed(person: Person, now: dt.datetime) -> set[str]:
    plan = person.cleared_plan(now)
    assert plan is not None
    return {one["item"] for one in test_progress.open_on(plan, now).items}


@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_a_pause_outlives_signing_in(own: Person, guest: Person, now: dt.datetime, guest_is_newer: bool) -> None:
    older, newer = (own, guest) if guest_is_newer else (guest, own)
    plan, later = reds(older, now, lambda plan: bool(paused(plan)))
    later += DAY  # strength again
    rests = paused(plan)
    fresh = make_plan(later, newer, **test_progress.CALVES)
    assert rests.keys() & listed(newer, later), "alone, the newer plan would list it"
    merged(own, guest, later + HOUR)
    stays = own.cleared_plan(later + HOUR)
    assert (stays, stays.started_on) == (fresh, plan.started_on)
    assert rests.items() <= paused(stays).items()
    progress = read_progress(protocol_of(stays.protocol_version), stays).progress
    assert rests.keys() <= resting_items(progress, later.date(), later)
    assert not rests.keys() & listed(own, later + 2 * HOUR), "today's list, opened before, is made anew"


@pytest.mark.parametrize("guest_is_newer", [True, False])
def test_a_fourth_red_stops_again_after_signing_in(
    own: Person, guest: Person, now: dt.datetime, guest_is_newer: bool
) -> None:
    """Three reds stopped one side; the safety questions let it go on, but the fourth within two weeks counts."""
    older, newer = (own, guest) if guest_is_newer else (guest, own)
    _plan, later = reds(older, now, lambda plan: plan.person.cleared_plan(plan.made_at + 14 * DAY) is None)
    make_plan(later, newer, **test_progress.CALVES)
    test_progress.practise(newer.plans.get(), later)
    merged(own, guest, later + DAY)
    assert own.cleared_plan(later + DAY) is None, "the stop stays until the safety questions are answered"
    again = rescreen(own, later + DAY, **test_progress.CALVES)
    assert set(own.plans.values_list("programme", flat=True)) == {again.programme}
    for day in range(1, 4):
        if own.cleared_plan(later + day * DAY):
            test_progress.practise(again, later + day * DAY, during=6)
    stopped = own.progression_steps.filter(action="STOP_REFER", made_at__gt=later + DAY)
    assert stopped.filter(line="red_third").exists()
    assert own.cleared_plan(later + 4 * DAY) is None


def test_progress_of_long_ago_does_not_come_back(own: Person, guest: Person, now: dt.datetime) -> None:
    """Its doses are too old to go on with: the programme of the newer side does."""
    old = make_plan(now, own, **test_progress.CALVES)
    test_progress.practise(old, now)
    later = now + 40 * DAY
    fresh = make_plan(later, guest, **test_progress.CALVES)
    merged(own, guest, later)
    stays = own.plans.active().get()
    assert (stays, stays.programme, stays.started_on) == (fresh, fresh.programme, fresh.started_on)
    assert not own.progression_steps.filter(action="MERGED").exists()


def test_two_links_to_one_clinic_become_one(own: Person, guest: Person, now: dt.datetime) -> None:
    clinic = make_clinic(now)
    for person in (own, guest):
        link(person, clinic, now)
    merged(own, guest, now + DAY)
    assert own.clinic_links.live().count() == 1
    assert own.consents.filter(kind="clinic").count() == 2


@pytest.mark.parametrize(
    ("shared", "staff", "unasked"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_claimed_unasked_only_where_nobody_else_sits(
    user: User, now: dt.datetime, shared: bool, staff: bool, unasked: bool
) -> None:
    guest = make_person(now, shared_device=shared)
    if staff:
        make_staff(make_clinic(now), now, email=user.email)
    assert people.may_claim_unasked(guest, user) is unasked


@pytest.mark.parametrize(
    ("ours", "theirs", "stays"),
    [
        ("leave_out", "prefer_easier", "leave_out"),
        ("prefer_easier", "leave_out", "leave_out"),
        ("prefer_easier", "prefer_easier", "prefer_easier"),
    ],
)
def test_what_both_chose_about_an_item_is_chosen_once(
    own: Person, guest: Person, now: dt.datetime, ours: str, theirs: str, stays: str
) -> None:
    own.preferences.create(item="cat-cow", choice=ours, since=now)
    guest.preferences.create(item="cat-cow", choice=theirs, since=now)
    guest.preferences.create(item="toe-wave", choice=theirs, since=now)
    people.merge(into=own, other=guest, now=now, by=own.user)
    assert dict(own.preferences.values_list("item", "choice")) == {"cat-cow": stays, "toe-wave": theirs}


@pytest.fixture
def full_person(own: Person, now: dt.datetime) -> Person:
    """Something in every table that belongs to a person or a user."""
    clinic = make_clinic(now)
    staff = make_staff(clinic, now)
    link(own, clinic, now)
    start_plan(own, now)
    practise(own, now, pain_now=2)
    programs.check_in(person=own, report=Report(6, 3, "hard", ""), op=uuid4(), now=now, by=own)  # a step down
    programs.next_morning(person=own, pain=2, op=uuid4(), now=now, by=own)
    planned = own.day_plans.get(current=True).items[-1]["item"]
    programs.choose(person=own, item=planned, choice=Preference.Choice.LEAVE_OUT, now=now, by=own)
    clinic_actions.add_note(person=own, clinic=clinic, text="A note", now=now, by=staff)
    clinic_actions.mark_line(person=own, clinic=clinic, line="quiet:x", mark="done", now=now, by=staff)
    programs.screen_again(person=own, now=now, by=own)
    draft = own.assessments.draft()
    stop = Clearance.objects.create(person=own, assessment=draft, kind="stopped", level="clinician_first", made_at=now)
    assessments.ask_clinic(clearance=stop, now=now, by=own)
    own.user.emailaddress_set.create(email=own.user.email, verified=True, primary=True)
    return own


def reachable(*roots: type[models.Model]) -> set[type[models.Model]]:
    """Every model with a foreign key, or a one-to-one, that leads, by whatever way, to one of the roots."""
    found, edge = set(roots), set(roots)
    while edge:
        edge = {
            model
            for model in apps.get_models()
            if model not in found
            and any(
                field.concrete and (field.many_to_one or field.one_to_one) and field.related_model in edge
                for field in model._meta.get_fields()
            )
        }
        found |= edge
    return found


def test_erasing_empties_every_model_that_leads_to_the_person(full_person: Person, now: dt.datetime) -> None:
    graph = reachable(Person) | {User}
    before = {model: model._default_manager.count() for model in graph}
    assert not [model.__name__ for model, rows in before.items() if not rows], "the setup must fill every model"
    people.erase(person=full_person, user=full_person.user, now=now, by=full_person.user)
    left = {model.__name__: model._default_manager.count() for model in graph if model is not User}
    assert not {name: rows for name, rows in left.items() if rows}
    assert not User.objects.filter(email="ann@example.org").exists()


def test_the_audit_trail_keeps_the_number_only(full_person: Person, now: dt.datetime) -> None:
    uuid, email, label = full_person.uuid, full_person.user.email, full_person.label
    people.erase(person=full_person, user=full_person.user, now=now, by=full_person.user)
    rows = AuditRow.objects.filter(person=uuid)
    assert rows.filter(verb="erased").count() == 1
    assert not [row for row in AuditRow.objects.all() if email in str(vars(row)) or label in str(vars(row))]


def test_sessions_of_the_user_end(own: Person, now: dt.datetime) -> None:
    signed_in(own.user)
    other = signed_in(User.objects.create_user("bob@example.org"))
    people.erase(person=own, user=own.user, now=now, by=own.user)
    assert Session.objects.count() == 1
    assert other.get("/me/").status_code == 200


def test_staff_who_released_leave_an_empty_row(clinic_with_release: tuple[Clinic, User], now: dt.datetime) -> None:
    _clinic, staff = clinic_with_release
    people.erase(person=None, user=staff, now=now, by=staff)
    staff.refresh_from_db()
    assert (staff.is_active, staff.name, staff.has_usable_password()) == (False, "", False)
    assert "clinician" not in staff.email
    assert not staff.memberships.exists()
    assert not staff.emailaddress_set.exists()


@pytest.fixture
def clinic_with_release(now: dt.datetime) -> tuple[Clinic, User]:
    clinic = make_clinic(now)
    staff = make_staff(clinic, now)
    person = make_person(now)
    link(person, clinic, now)
    stop = stopped_clinician_first(person, now)
    assessments.release(clearance=stop, lifts=[], reason="Seen", now=now, by_user=staff, clinic=clinic)
    return clinic, staff


@pytest.mark.parametrize(("falls", "waits"), [({"hx.falls": "ticked"}, True), ({}, False)])
def test_signing_in_says_when_the_plan_waits(
    own: Person, guest: Person, clock: Clock, falls: dict[str, str], waits: bool
) -> None:
    """The unfinished answers of the browser leave out what the plan of the account does not."""
    start_plan(own, clock.now)
    clock.move(hours=1)
    if falls:
        make_draft(guest, clock.now, until="health3", **falls)
    browser = client_of(guest)
    sign_in(browser, own.user)
    assert (own.cleared_plan(clock.now) is None) == waits
    page = browser.get("/me/").content.decode()
    assert (str(people.PLAN_WAITS) in page) == waits

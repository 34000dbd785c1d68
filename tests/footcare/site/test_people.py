"""Two people become one, and one is erased with everything that is reachable from them."""

import datetime as dt
from collections.abc import Callable
from itertools import permutations

import pytest
from django.test import Client

from assessments import actions as assessments
from assessments.models import Clearance
from assessments.standing import standing_of
from footcare.accounts.models import Person, User
from footcare.common.models import AuditRow
from footcare.site import people
from programs import actions as programs
from programs.models import CheckIn, Plan, Tick
from tests.assessments.helpers import answer_pages, given, make_draft, make_person, posted
from tests.conftest import Clock
from tests.footcare.clinic.factories import (
    link,
    make_clinic,
    make_staff,
    practise,
    start_plan,
    stopped_clinician_first,
)
from tests.programs.helpers import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
EMERGENCY = {"main.region": "back", "rf.ces.saddle": "yes"}
SAME_DAY = {"rf.neuro.weak": "yes"}


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

"""What a linked clinic may release, and what a release does to the person's draft."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from assessments import actions, catalogue
from assessments.domain.findings import LiftRefused
from assessments.models import Assessment, Clearance
from assessments.standing import standing_of, way_on
from footcare.accounts.models import Clinic, ClinicLink, Consent, Membership, Person, User
from footcare.common.models import AuditRow
from programs.models import Plan
from programs.versions import shipped_version
from tests.assessments.helpers import (
    answer_all,
    answer_pages,
    given,
    make_complete_assessment,
    make_draft,
    make_person,
    posted,
)
from tests.conftest import NOON

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
SURGERY = {"hx.surgery": "ticked"}


@pytest.fixture
def person() -> Person:
    return make_person(NOON)


@pytest.fixture
def clinic(person: Person) -> Clinic:
    made = Clinic.objects.create(name="Northway", country="GB", zone="Europe/London")
    consent = Consent.objects.create(person=person, kind=Consent.Kind.CLINIC, wording="x", given_at=NOON)
    ClinicLink.objects.create(person=person, clinic=made, consent=consent, since=NOON)
    return made


@pytest.fixture
def clinician(clinic: Clinic) -> User:
    user = User.objects.create_user("c@example.org", "long enough password")
    Membership.objects.create(user=user, clinic=clinic, role=Membership.Role.CLINICIAN)
    return user


def release(person: Person, clinic: Clinic, user: User, **change: Any) -> Clearance:
    given_ = {"clearance": person.clearances.latest_one(), "lifts": [], "reason": "Seen today", "now": NOON + DAY}
    return actions.release(**(given_ | change), by_user=user, clinic=clinic)


def test_release_lets_the_person_go_on(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    row = release(person, clinic, clinician, lifts=["post_surgery"])
    assert (row.kind, row.level, row.released_by, row.lifts) == (
        "released",
        "clinician_first",
        clinician,
        ["post_surgery"],
    )
    assert row.valid_until == person.today(NOON + DAY) + 42 * DAY
    audit = AuditRow.objects.get(verb="released")
    assert (audit.person, audit.clinic, audit.actor) == (person.uuid, clinic.uuid, clinician.audit_name)
    later = NOON + 5 * DAY  # a released screening does not grow old in a day
    assert way_on(person, later).page == catalogue.shipped().page_of_slug("pain")
    answer_pages(draft, later)
    assert actions.complete(assessment=draft, now=later, by=person) == row
    draft.refresh_from_db()
    ids = [one["id"] for one in draft.findings["contraindications"]]
    assert "post_surgery" not in ids
    assert {"post_surgery_cleared", "dvt_risk"} <= set(ids)
    assert draft.findings["lifted"] == ["post_surgery"]
    assert "massage_any" in draft.findings["tags"]


def test_release_covers_only_what_staff_saw(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    release(person, clinic, clinician)
    page: Any = catalogue.shipped().page_of_slug("health2")
    form = posted(page, given(**{"hx.heart": "ticked"}))
    assert actions.save_page(assessment=draft, page=page, posted=form, now=NOON + DAY, by=person).stopped
    assert person.clearances.latest_one().kind == "stopped"
    with pytest.raises(actions.StopStands):
        actions.complete(assessment=draft, now=NOON + DAY, by=person)


def test_release_ends_with_its_clearance(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    row = release(person, clinic, clinician)
    answer_pages(draft, NOON + DAY)
    after = dt.datetime.combine(row.valid_until + DAY, dt.time(12), dt.UTC)
    with pytest.raises(actions.Refused):
        actions.complete(assessment=draft, now=after, by=person)
    assert standing_of(person, after).screening_is_old


def test_release_of_a_draft_does_not_show_an_older_plan(person: Person, clinic: Clinic, clinician: User) -> None:
    """The old plan does not know the new answers: it waits until they are finished."""
    done = make_complete_assessment(person, NOON)
    Plan.objects.create(
        person=person, assessment=done, protocol_version=shipped_version(NOON), engine=1, minutes=15, days=5,
        inputs={}, outcome={}, started_on=person.today(NOON), made_at=NOON,
    )  # fmt: skip
    assert person.cleared_plan(NOON)
    draft = actions.withdraw(person=person, reason_code="anything_new", now=NOON, by=person)
    answer_pages(draft, NOON, **SURGERY)
    release(person, clinic, clinician)
    assert person.clearances.latest_one().holds_for(person, NOON + DAY)
    assert person.cleared_plan(NOON + DAY) is None


@pytest.mark.parametrize(
    ("answers", "change", "said"),
    [
        (SURGERY, {"reason": "  "}, "write the reason"),
        (SURGERY, {"lifts": ["osteoporosis"]}, "not active"),
        ({"rf.leg.calf": "yes"}, {}, "only a stop of the level"),
        ({"main.region": "back", "rf.ces.saddle": "yes"}, {}, "only a stop of the level"),
    ],
)
def test_release_refused(
    person: Person, clinic: Clinic, clinician: User, answers: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    make_draft(person, NOON, **answers)
    with pytest.raises((actions.ReleaseRefused, LiftRefused), match=said):
        release(person, clinic, clinician, **change)
    assert not Clearance.objects.exclude(valid_until=None).exists()


def test_release_of_an_older_row_is_refused(person: Person, clinic: Clinic, clinician: User) -> None:
    make_draft(person, NOON, **SURGERY)
    old = person.clearances.latest_one()
    actions.begin_again(person=person, now=NOON, by=person)
    with pytest.raises(actions.ReleaseRefused, match="something newer"):
        release(person, clinic, clinician, clearance=old)


def test_release_needs_a_live_link(person: Person, clinic: Clinic, clinician: User) -> None:
    make_draft(person, NOON, **SURGERY)
    person.clinic_links.update(until=NOON)
    with pytest.raises(actions.ReleaseRefused, match="not linked"):
        release(person, clinic, clinician)


@pytest.mark.parametrize("role", [Membership.Role.AUTHOR, None])
def test_release_needs_a_clinical_role(person: Person, clinic: Clinic, clinician: User, role: str | None) -> None:
    make_draft(person, NOON, **SURGERY)
    if role:
        clinician.memberships.update(role=role)
    else:
        clinician.memberships.all().delete()
    with pytest.raises(actions.ReleaseRefused, match="only clinicians"):
        release(person, clinic, clinician)


def test_ask_clinic_without_a_link_is_refused(person: Person) -> None:
    make_draft(person, NOON, **SURGERY)
    with pytest.raises(actions.Refused):
        actions.ask_clinic(clearance=person.clearances.latest_one(), now=NOON, by=person)


def test_a_new_screening_after_a_release_starts_without_it(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    release(person, clinic, clinician)
    answer_pages(draft, NOON + DAY)
    actions.complete(assessment=draft, now=NOON + DAY, by=person)
    again = actions.withdraw(person=person, reason_code="anything_new", now=NOON + 2 * DAY, by=person)
    answer_pages(again, NOON + 2 * DAY, **SURGERY)
    assert person.clearances.latest_one().kind == "stopped"
    assert Assessment.objects.get(pk=again.pk).state == "draft"


def test_an_amendment_rests_on_the_release(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    row = release(person, clinic, clinician, lifts=["post_surgery"])
    answer_pages(draft, NOON + DAY)
    actions.complete(assessment=draft, now=NOON + DAY, by=person)
    page: Any = catalogue.shipped().page_of_slug("day")
    form = posted(page, given(minutes="5"))
    actions.amend(assessment=draft, page=page, posted=form, now=NOON + 2 * DAY, by=person)
    amended = person.assessments.draft()
    assert actions.complete(assessment=amended, now=NOON + 2 * DAY, by=person) == row
    amended.refresh_from_db()
    assert (amended.findings["minutes"], amended.findings["lifted"]) == (5, ["post_surgery"])


def test_a_lift_that_is_no_longer_active_is_left_out(person: Person, clinic: Clinic, clinician: User) -> None:
    """Staff lifted vertigo with the surgery; later the person says that the dizzy spells are gone."""
    done = make_complete_assessment(person, NOON, more_health=("vertigo",))
    again = actions.begin_again(person=person, now=NOON, by=person)
    answer_pages(again, NOON, **SURGERY)
    row = release(person, clinic, clinician, lifts=["post_surgery", "vertigo"])
    actions.complete(assessment=again, now=NOON + DAY, by=person)
    again.refresh_from_db()
    assert (again.continues, again.findings["lifted"]) == (done, ["post_surgery", "vertigo"])
    page: Any = catalogue.shipped().page_of_slug("health3")
    form = posted(page, given())
    actions.amend(assessment=again, page=page, posted=form, now=NOON + 2 * DAY, by=person)
    amended = person.assessments.draft()
    assert actions.complete(assessment=amended, now=NOON + 2 * DAY, by=person) == row
    amended.refresh_from_db()
    assert amended.findings["lifted"] == ["post_surgery"]
    assert "vertigo" not in [one["id"] for one in amended.findings["contraindications"]]


def save(draft: Assessment, slug: str, **answers: Any) -> actions.Saved:
    page: Any = catalogue.shipped().page_of_slug(slug)
    form = posted(page, given(**answers))
    return actions.save_page(assessment=draft, page=page, posted=form, now=NOON + DAY, by=draft.person)


FRACTURE = {"hx.fracture": "ticked"}


@pytest.mark.parametrize(
    ("answers", "slug", "change"),
    [
        (SURGERY, "health1", {}),
        (SURGERY | FRACTURE, "health1", FRACTURE),
        ({"main.region": "back", "rf.spine.weight": "ticked"}, "spine", {"main.region": "back"}),
    ],
    ids=["unticked", "one of two", "on its page"],
)
def test_a_released_answer_is_not_taken_back(
    person: Person, clinic: Clinic, clinician: User, answers: dict[str, Any], slug: str, change: dict[str, Any]
) -> None:
    draft = make_draft(person, NOON, **answers)
    row = release(person, clinic, clinician)
    said = draft.said.count()
    with pytest.raises(actions.ReleaseStands):
        save(draft, slug, **change)
    assert draft.said.count() == said
    assert standing_of(person, NOON + DAY).released_for_these
    answer_pages(draft, NOON + DAY, **answers)
    assert actions.complete(assessment=draft, now=NOON + DAY, by=person) == row


def test_an_earlier_page_does_not_hide_a_released_answer(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **{"main.region": "back", "rf.spine.weight": "ticked"})
    release(person, clinic, clinician)
    save(draft, "region", **{"main.region": "feet"})
    standing = standing_of(person, NOON + DAY)
    assert standing.answers["rf.spine.weight"] == "ticked"
    assert standing.released_for_these


def test_other_answers_change_beside_a_released_one(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    row = release(person, clinic, clinician)
    assert not save(draft, "health1", **SURGERY, **{"hx.thinners": "ticked"}).stopped
    assert person.clearances.latest_one() == row


def test_a_released_answer_that_gets_worse_is_stored_and_stops(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **{"rf.foot.hot": "not_sure"})
    release(person, clinic, clinician)
    assert save(draft, "legs", **{"rf.foot.hot": "yes"}).stopped
    assert person.clearances.latest_one().level == "same_day"


def test_a_new_screening_takes_a_released_answer_back(person: Person, clinic: Clinic, clinician: User) -> None:
    draft = make_draft(person, NOON, **SURGERY)
    release(person, clinic, clinician)
    new = actions.begin_again(person=person, now=NOON + DAY, by=person)
    assert (new != draft, new.kind, person.clearances.latest_one().kind) == (True, "full", "withdrawn")
    answer_pages(new, NOON + DAY)
    assert actions.complete(assessment=new, now=NOON + DAY, by=person).kind == "screened"


def test_page_keeps_what_was_typed_and_offers_a_new_screening(client: Client, clinic: Clinic, clinician: User) -> None:
    answer_all(client, **SURGERY)
    draft = Assessment.objects.get(state="draft")
    consent = Consent.objects.create(person=draft.person, kind=Consent.Kind.CLINIC, wording="x", given_at=NOON)
    ClinicLink.objects.create(person=draft.person, clinic=clinic, consent=consent, since=NOON)
    release(draft.person, clinic, clinician, now=dt.datetime.now(dt.UTC))
    page: Any = catalogue.shipped().page_of_slug("health1")
    response = client.post("/assessment/health1/", posted(page, given(**{"hx.cancer": "ticked"})))
    html = response.content.decode()
    assert response.status_code == 409
    assert "an answer that your clinic has looked at" in html
    assert re.search(r'name="hx.cancer"[^>]* checked', html)
    assert 'action="/assessment/again/"' in html
    assert 'action="/assessment/again/"' in client.get("/assessment/").content.decode()
    assert client.post("/assessment/again/")["Location"] == "/assessment/region/"

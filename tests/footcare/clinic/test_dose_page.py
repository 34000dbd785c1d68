"""A clinician changes a dose: what the page offers, what it refuses, and what it saves."""

import datetime as dt
import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from assessments import actions as assessments
from footcare.accounts.models import Clinic, Person
from footcare.common.models import AuditRow
from programs import actions as programs
from programs import catalogue
from programs.models import Plan, ProgressionStep
from programs.reports import Choices, Report
from tests.conftest import Clock
from tests.footcare.clinic.factories import make_clinic, make_staff, signed_in
from tests.programs.helpers import make_plan, nothing_new

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = dt.timedelta(days=1)
ITEM, EASIER_KIND = "clamshell", "foot-tripod"  # a loaded item, and one whose dose the library keeps
REASON = "Tires at the end"


@pytest.fixture
def plan(person: Person, now: dt.datetime) -> Plan:
    return make_plan(now, person, **{"main.region": "feet", "experience": "weekly", "minutes": "20", "days": "7"})


@pytest.fixture
def url(plan: Plan) -> str:
    return f"/staff/people/{plan.person.uuid}/dose/{ITEM}/"


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def given(**said: str) -> dict[str, str]:
    return {"to": ITEM, "reason": REASON} | said


def test_the_page_says_where_it_stands_and_what_the_library_allows(staff: Client, person: Person, url: str) -> None:
    page = text_of(staff.get(url))
    item = catalogue.shipped().items[ITEM]
    low, high = item.rep_range
    assert f"Where {person.label} stands" in page
    assert f"It takes 1 to 3 sets, {low} to {high} repetitions." in page
    assert re.findall(r'name="(sets|reps|hold_s|load)"', page) == ["sets", "reps"]
    assert AuditRow.objects.filter(verb="viewed_person", person=person.uuid).count() == 1


def test_a_saved_dose_is_a_step_and_on_the_list(
    staff: Client, person: Person, clinic: Clinic, now: dt.datetime, url: str
) -> None:
    nothing_new(person, now)
    response = staff.post(url, given(sets="1"))
    assert response["Location"] == f"/staff/people/{person.uuid}/#doses"
    [step] = ProgressionStep.objects.all()
    assert (step.action, step.reason, step.after["standing"]["dose"]["sets"]) == ("SET_BY_CLINICIAN", REASON, 1)
    today = person.day_plans.get(local_date=now.date(), current=True)
    assert next(one["dose"]["sets"] for one in today.items if one["item"] == ITEM) == 1
    [row] = AuditRow.objects.filter(verb="set_dose")
    assert row.clinic == clinic.uuid
    manager = signed_in(make_staff(clinic, now, "manager"))
    assert "set a dose for" in text_of(manager.get("/staff/audit/"))


@pytest.mark.parametrize(
    ("said", "words", "href"),
    [
        ({"sets": "4"}, "Sets: use 1 to 3.", "#sets-1"),
        ({"sets": "0"}, "Sets: use 1 to 3.", "#sets-1"),
        ({"reps": "16"}, "Repetitions: use 10 to 15.", "#reps-1"),
        ({"reps": "ten"}, "Repetitions: write a whole number.", "#reps-1"),
        ({"reps": "-3"}, "Repetitions: write a number that is not below 0.", "#reps-1"),
        ({"hold_s": "5"}, "Hold, in seconds: this version keeps its own number here: leave it empty.", "#hold_s-1"),
        ({"load": "4"}, "Load, in kg: this version takes no load: leave it empty.", "#load-1"),
        ({"sets": "1", "reason": "  "}, "Write why you change this dose.", "#id_reason"),
        ({"sets": "1", "reason": "x" * 501}, "A reason has room for 500 characters.", "#id_reason"),
        ({"to": "heel-drop-bent"}, "Choose from the list. Something in it has changed: look again.", "#to-1"),
        ({"to": ""}, "Choose a version.", "#to-1"),
        ({}, "Nothing would change: choose another version, or write another number.", "#to-1"),
        ({"sets": "2"}, "Nothing would change", "#to-1"),
        ({"sets": "1", "seen": "99"}, "Nothing was changed: this dose changed after you opened the page", "#to-1"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    staff: Client, url: str, said: dict[str, str], words: str, href: str
) -> None:
    response = staff.post(url, given(**said))
    page = text_of(response)
    assert response.status_code == 422
    assert f'<a href="{href}">{words}' in page
    assert "<title>Error: " in page
    for name, value in said.items():
        if name in ("sets", "reps"):
            assert f'name="{name}" value="{value}"' in page
    assert not ProgressionStep.objects.exists()


def test_a_second_post_of_the_same_page_changes_nothing(staff: Client, url: str) -> None:
    assert staff.post(url, given(sets="1")).status_code == 302
    assert staff.post(url, given(sets="3")).status_code == 422
    assert ProgressionStep.objects.count() == 1
    [seen] = re.findall(r'name="seen" value="(\d+)"', staff.get(url).text)
    assert staff.post(url, given(sets="3", seen=seen)).status_code == 302


def test_another_version_begins_as_the_library_says_unless_numbers_are_written(
    staff: Client, person: Person, url: str
) -> None:
    staff.post(url, given(to="glute-bridge", reps="12"))
    [step] = ProgressionStep.objects.all()
    start = catalogue.shipped().items["glute-bridge"].dose
    standing = step.after["standing"]
    assert (standing["item"], standing["dose"]["sets"], standing["dose"]["reps"]) == ("glute-bridge", start.sets, 12)
    page = text_of(staff.get(f"/staff/people/{person.uuid}/"))
    assert f"in place of {catalogue.shipped().items[ITEM].words.name}" in page


def test_a_kind_whose_dose_the_library_keeps_offers_versions_only(staff: Client, person: Person, url: str) -> None:
    page = text_of(staff.get(url.replace(ITEM, EASIER_KIND)))
    assert page.count('type="radio"') > 1
    assert not re.findall(r'name="(sets|reps|hold_s|load)"', page)


@pytest.mark.parametrize("item", ["nothing", "morning-unfold", "heel-drop-bent"])
def test_what_is_not_in_the_plan_or_has_nothing_to_choose_is_not_there(staff: Client, url: str, item: str) -> None:
    assert staff.get(url.replace(ITEM, item)).status_code == 404
    assert staff.post(url.replace(ITEM, item), given()).status_code == 404


def test_without_a_plan_there_is_no_dose(staff: Client, person: Person) -> None:
    assert staff.get(f"/staff/people/{person.uuid}/dose/{ITEM}/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("clinician", 200), ("manager", 404), ("author", 404)])
def test_only_clinicians_open_it(clinic: Clinic, url: str, now: dt.datetime, role: str, status: int) -> None:
    client = signed_in(make_staff(clinic, now, role, f"{role}@example.org"))
    assert client.get(url).status_code == status
    assert (client.post(url, given(sets="1")).status_code == 404) is (status == 404)
    assert ProgressionStep.objects.exists() is (status == 200)


def test_another_clinics_clinician_finds_nothing(url: str, now: dt.datetime) -> None:
    outsider = signed_in(make_staff(make_clinic(now, "Other"), now))
    assert outsider.post(url, given(sets="1")).status_code == 404
    assert not ProgressionStep.objects.exists()


def painful(person: Person, now: dt.datetime, during: int) -> None:
    nothing_new(person, now)
    for planned in person.day_plans.get(local_date=person.today(now), current=True).items:
        programs.tick(person=person, item=planned["item"], done=True, op=uuid4(), now=now)
    programs.check_in(person=person, report=Report(during, 1, "easy", ""), op=uuid4(), now=now, by=person)


def seen_on(staff: Client, url: str) -> str:
    [seen] = re.findall(r'name="seen" value="(\d*)"', staff.get(url).text)
    return str(seen)


def test_a_stopped_item_says_that_it_stays_stopped(staff: Client, person: Person, now: dt.datetime, url: str) -> None:
    painful(person, now, 8)
    page = text_of(staff.get(url))
    assert "the stop stays: only new answers to the safety questions end it." in page
    assert "Saving ends the rest" not in page
    response = staff.post(url, given(reps="11", seen=seen_on(staff, url)))
    assert response.status_code == 302
    assert ProgressionStep.objects.filter(item=ITEM).order_by("pk").last().after["stopped"]
    assert person.cleared_plan(now) is None


def test_saving_the_same_dose_ends_a_rest(staff: Client, person: Person, now: dt.datetime, url: str) -> None:
    painful(person, now, 6)
    assert "Saving ends the rest" in text_of(staff.get(url))
    assert staff.post(url, given(seen=seen_on(staff, url))).status_code == 302
    page = text_of(staff.get(f"/staff/people/{person.uuid}/"))
    assert "the same dose, without a rest" in page.lower()
    assert staff.post(url, given(seen=seen_on(staff, url))).status_code == 422, "nothing rests any more"


def test_a_paused_plan_may_be_worked_on(staff: Client, person: Person, now: dt.datetime, url: str) -> None:
    assessments.withdraw(person=person, reason_code="asked", now=now, by=person)
    assert staff.post(url, given(sets="1")).status_code == 302


def test_a_plan_made_anew_meanwhile_is_another_dose(staff: Client, person: Person, clock: Clock, url: str) -> None:
    """The new plan goes on with the progress of the programme, so the page is about the same place."""
    clock.move(minutes=5)
    programs.change_plan(person=person, choices=Choices("30", "7", (), ()), now=clock.now, by=person)
    assert staff.post(url, given(sets="1")).status_code == 302
    assert ProgressionStep.objects.get().plan == person.plans.active().get()

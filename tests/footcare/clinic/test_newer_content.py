"""The list that staff get of what newer safety content takes out."""

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import catalogue as assessment_catalogue
from assessments.models import QuestionnaireVersion
from footcare.accounts.models import Clinic, Person, User
from footcare.clinic.facts import gather
from footcare.clinic.queue import Line, lines
from programs import actions as programs
from programs import catalogue, versions
from programs.models import ProtocolVersion
from tests.conftest import Clock
from tests.footcare.clinic.factories import make_clinic, make_linked, make_staff, signed_in, start_plan

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NEWER_SINCE = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def clinic(clock: Clock) -> Clinic:
    return make_clinic(clock.now)


@pytest.fixture
def clinician(clinic: Clinic, clock: Clock) -> User:
    return make_staff(clinic, clock.now)


@pytest.fixture
def person(clinic: Clinic, clock: Clock) -> Person:
    """Fell within a year; an answer that the newer content below reads."""
    person = make_linked(clinic, clock.now)
    start_plan(person, clock.now, **{"hx.falls": "ticked"})
    return person


def rule_out(*items: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Newer movements: these are not for somebody who falls."""
    older = versions.catalogue.shipped()
    changed = {item: replace(older.items[item], contraindications=("fall_risk",)) for item in items}
    newer = replace(older, items={**older.items, **changed}, checksum=f"without {items[0]} {len(items)}")
    monkeypatch.setitem(versions._parsed, older.checksum, older)
    monkeypatch.setattr(catalogue, "shipped", lambda: newer)
    ProtocolVersion.objects.create(
        checksum=newer.checksum, questionnaire_checksum="", document={}, loaded_at=NEWER_SINCE
    )


def raise_falls(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    older = assessment_catalogue.shipped()
    question = replace(older.questions["hx.falls"], levels={"ticked": level})
    questions = MappingProxyType({**older.questions, "hx.falls": question})
    newer = replace(older, questions=questions, checksum=f"falls {level}")
    monkeypatch.setattr(assessment_catalogue, "shipped", lambda: newer)
    QuestionnaireVersion.objects.create(checksum=newer.checksum, document={}, loaded_at=NEWER_SINCE)


def of_content(clinic: Clinic, now: dt.datetime) -> list[Line]:
    return [line for line in lines(gather(clinic.people, clinic, now), now) if line.kind == "taken_out"]


def names_of(person: Person, count: int) -> dict[str, str]:
    """Item -> its name, in the order of the plan."""
    items = [entry["item"] for entry in person.plans.get().outcome["strength"]["items"]]
    return {item: catalogue.shipped().items[item].words.name for item in items[:count]}


def test_same_content_makes_no_line(clinic: Clinic, person: Person, clock: Clock) -> None:
    assert of_content(clinic, clock.now) == []


def test_the_line_names_what_is_gone_and_since_when(
    clinic: Clinic, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(item, name)] = names_of(person, 1).items()
    rule_out(item, monkeypatch=monkeypatch)
    [line] = of_content(clinic, clock.now)
    assert line.reason == f"Newer safety content took out: {name}. In force since 20 November 2026."
    assert (line.person, line.at) == (person, NEWER_SINCE)
    assert of_content(clinic, clock.move(days=1))[0].key == line.key


def test_the_line_is_another_when_more_is_taken_out(
    clinic: Clinic, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = names_of(person, 2)
    rule_out(first, monkeypatch=monkeypatch)
    [before] = of_content(clinic, clock.now)
    rule_out(second, monkeypatch=monkeypatch)
    [after] = of_content(clinic, clock.now)
    assert after.key != before.key


def test_newer_content_that_takes_nothing_out_makes_no_line(
    clinic: Clinic, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = catalogue.shipped()
    monkeypatch.setitem(versions._parsed, older.checksum, older)
    monkeypatch.setattr(catalogue, "shipped", lambda: replace(older, checksum="newer"))
    assert of_content(clinic, clock.now) == []


def test_the_line_goes_with_a_new_plan_and_is_not_for_a_plan_that_does_not_show(
    clinic: Clinic, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = names_of(person, 1)
    rule_out(item, monkeypatch=monkeypatch)
    assert of_content(clinic, clock.now)
    assert of_content(clinic, clock.now + 43 * DAY) == []
    programs.screen_again(person=person, now=clock.now, by=person)
    assert of_content(clinic, clock.now) == []


def test_newer_questions_that_hide_the_plan_make_a_line(
    clinic: Clinic, clinician: User, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_falls("same_day", monkeypatch)
    [line] = of_content(clinic, clock.now)
    assert line.reason == (
        "Newer safety content pauses the plan until the safety questions are answered again. "
        "In force since 20 November 2026."
    )
    assert [facts.is_cleared for facts in gather(clinic.people, clinic, clock.now)] == [False]
    text = signed_in(clinician).get(f"/staff/people/{person.uuid}/").content.decode()
    assert line.reason in text
    assert "The plan is paused" in text


def test_staff_pages_show_the_list_and_can_mark_its_line(
    clinic: Clinic, clinician: User, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = names_of(person, 4)
    assert len(names) == 4
    rule_out(*names, monkeypatch=monkeypatch)
    staff, (first, second, third, fourth) = signed_in(clinician), names.values()
    queue = staff.get("/staff/").content.decode()
    assert f"took out: {first}, {second}, {third} and 1 more. In force since 20 November 2026." in queue
    page = staff.get(f"/staff/people/{person.uuid}/").content.decode()
    assert f"took out: {first}, {second}, {third}, {fourth}. In force since 20 November 2026." in page
    assert "contraindication:fall_risk" in page
    [line] = of_content(clinic, clock.now)
    staff.post(f"/staff/queue/{person.uuid}/mark/", {"done": line.key})
    assert [one.mark.mark for one in of_content(clinic, clock.now) if one.mark] == ["done"]


def test_any_number_of_people_with_older_plans_costs_the_same(
    clinic: Clinic, clinician: User, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = names_of(person, 1)
    raise_falls("caution", monkeypatch)
    rule_out(item, monkeypatch=monkeypatch)
    staff, found = signed_in(clinician), []
    for more in (0, 4):
        for _one in range(more):
            copy_plan(person, make_linked(clinic, clock.now))
        for address in ("/staff/", "/staff/people/", f"/staff/people/{person.uuid}/"):
            staff.get(address)
            with CaptureQueriesContext(connection) as made:
                assert staff.get(address).status_code == 200
            found.append(len(made))
    assert found[:3] == found[3:]
    assert max(found) <= 12
    assert len(of_content(clinic, clock.now)) == 5


def copy_plan(person: Person, other: Person) -> None:
    """The same older plan and clearance for somebody else."""
    assessment, clearance, plan = person.assessments.get(), person.clearances.get(), person.plans.get()
    assessment.pk, assessment.uuid, assessment.person = None, other.uuid, other
    assessment.save()
    clearance.pk, clearance.person, clearance.assessment = None, other, assessment
    clearance.save()
    plan.pk, plan.uuid, plan.person, plan.assessment = None, other.uuid, other, assessment
    plan.save()

"""A finished assessment, its amendments and its end: exact clocks, nothing lifted that may not be lifted."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from assessments import actions
from assessments.models import Answer, Assessment, Clearance
from assessments.standing import Way, standing_of, way_on
from footcare.accounts.models import Person
from footcare.common.models import AuditRow
from tests.assessments.helpers import (
    CALF,
    DAY,
    HEART,
    HOUR,
    MINUTE,
    SADDLE,
    SECOND,
    answer_pages,
    clearances,
    given,
    make_complete_assessment,
    make_draft,
    make_person,
    page,
    place,
    posted,
    save,
    verbs,
)
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make_person(NOON)


# 24 hours


@pytest.mark.parametrize(("after", "kept"), [(DAY - SECOND, True), (DAY, True), (DAY + SECOND, False)])
def test_screening_answers_count_for_a_day(person: Person, after: dt.timedelta, kept: bool) -> None:
    draft = make_draft(person, NOON, until="toe")
    standing = standing_of(person, NOON + after)
    assert standing.next_page == page("toe" if kept else "region")
    assert standing.answers["age"] == 44
    if not kept:
        with pytest.raises(actions.Incomplete):
            save(draft, "toe", NOON + after)
        save(draft, "region", NOON + after)
        draft.refresh_from_db()
        assert draft.screening_from == NOON + after
        assert standing_of(person, NOON + after).next_page == page("legs")
        assert "om.bother" in standing_of(person, NOON + after).answers


def test_the_oldest_screening_answer_decides(person: Person) -> None:
    draft = make_draft(person, NOON, until="legs")
    answer_pages(draft, NOON + 23 * HOUR)
    with pytest.raises(actions.Incomplete):
        actions.complete(assessment=draft, now=NOON + 25 * HOUR, by=person)


def test_a_stop_outlives_the_day(person: Person) -> None:
    make_draft(person, NOON, **CALF)
    assert place(person, NOON + 10 * DAY) == "stop"
    assert standing_of(person, NOON + 10 * DAY).screening.level == "same_day"


# complete


def test_complete_freezes_answers_and_findings(person: Person) -> None:
    done = make_complete_assessment(person, NOON, **{"hx.thinners": "ticked", "fp.toe_direction.left": "clearly_out"})
    done.refresh_from_db()
    assert done.answers["hx.thinners"] == "ticked"
    assert done.findings["level"] == "caution"
    assert done.findings["tags"] == ["massage_deep"]
    assert [one["id"] for one in done.findings["contraindications"]] == ["anticoagulants"]
    assert (done.findings["minutes"], done.findings["experience"], done.findings["days"]) == (15, "some", 5)
    clearance = person.clearances.latest_one()
    assert clearance.valid_until == person.today(NOON) + 42 * DAY
    assert [row["question"] for row in clearance.because] == ["hx.thinners"]
    assert clearance.holds_for(person, NOON + 42 * DAY)
    assert not clearance.holds_for(person, NOON + 43 * DAY)


def test_complete_twice_gives_the_same_clearance(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    again = actions.complete(assessment=done, now=NOON + MINUTE, by=person)
    assert again == person.clearances.latest_one()
    assert clearances(person) == [("screened", "clear")]
    assert verbs(person).count("completed") == 1


def test_complete_incomplete_is_refused(person: Person) -> None:
    draft = make_draft(person, NOON, until="health3")
    with pytest.raises(actions.Incomplete) as refused:
        actions.complete(assessment=draft, now=NOON, by=person)
    assert refused.value.way.page == page("health3")
    assert clearances(person) == []


@pytest.mark.parametrize("answers", [SADDLE, CALF, HEART])
def test_complete_with_a_stop_is_refused(person: Person, answers: dict[str, Any]) -> None:
    draft = make_draft(person, NOON, **answers)
    with pytest.raises(actions.StopStands):
        actions.complete(assessment=draft, now=NOON, by=person)
    assert not person.clearances.exclude(valid_until=None).exists()


def test_complete_screens_what_stands_even_without_a_stopped_row(person: Person) -> None:
    """A content change, or rows written by another way: the last look is at the answers themselves."""
    draft = make_draft(person, NOON)
    Answer.objects.create(assessment=draft, field="rf.leg.cold", value="yes", said_at=NOON)
    with pytest.raises(actions.StopStands):
        actions.complete(assessment=draft, now=NOON, by=person)


def test_complete_belongs_to_the_callers_transaction(person: Person) -> None:
    draft = make_draft(person, NOON)
    with transaction.atomic():
        actions.complete(assessment=draft, now=NOON, by=person)
        transaction.set_rollback(True)
    assert clearances(person) == []


# amended


def amend(done: Assessment, slug: str, now: dt.datetime, **answers: Any) -> actions.Saved:
    form = posted(page(slug), given(**answers))
    return actions.amend(assessment=done, page=page(slug), posted=form, now=now, by=done.person)


def test_amend_changes_one_answer_and_keeps_the_clearance(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    amend(done, "toe", NOON + DAY, **{"fp.toe_direction.left": "clearly_out"})
    draft = person.assessments.draft()
    assert (draft.kind, draft.continues) == ("amended", done)
    assert set(draft.said.values_list("field", flat=True)) == {"fp.toe_direction.left"}
    assert place(person, NOON + DAY) == "review"
    before = person.clearances.latest_one()
    assert actions.complete(assessment=draft, now=NOON + DAY, by=person) == before
    draft.refresh_from_db()
    assert draft.findings["by_person"] == {"toe_out": 2}
    assert draft.answers["rf.leg.calf"] == "no"


def test_amend_never_asks_the_safety_part(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    with pytest.raises(actions.ScreenAgain):
        amend(done, "legs", NOON, **CALF)
    assert person.assessments.draft() is None


def test_amend_ignores_safety_fields_in_its_post(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    form = posted(page("day"), given(minutes="5")) | {"hx.heart": ["ticked"]}
    actions.amend(assessment=done, page=page("day"), posted=form, now=NOON, by=person)
    draft = person.assessments.draft()
    assert draft is None or not draft.said.filter(field="hx.heart").exists()


def test_amend_with_errors_begins_nothing(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    saved = actions.amend(assessment=done, page=page("toe"), posted={}, now=NOON, by=person)
    assert saved.errors
    assert person.assessments.draft() is None


def test_amend_after_the_clearance_is_refused(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    with pytest.raises(actions.ScreenAgain):
        amend(done, "toe", NOON + 43 * DAY)


def test_going_west_brings_no_expired_clearance_back(person: Person) -> None:
    """The last day of the clearance comes again after a later day was opened."""
    done = make_complete_assessment(person, NOON)
    last_day = NOON + 42 * DAY
    amend(done, "day", last_day, minutes="5")
    assert way_on(person, last_day).place == "review"
    person.opened_on = person.today(last_day + DAY)
    person.save(update_fields=["opened_on"])
    draft = person.assessments.draft()
    assert way_on(person, last_day).place == "again"
    with pytest.raises(actions.ScreenAgain):
        actions.complete(assessment=draft, now=last_day, by=person)
    draft.delete()
    with pytest.raises(actions.ScreenAgain):
        amend(done, "day", last_day, minutes="5")


def test_amended_draft_cannot_complete_after_the_clearance(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    amend(done, "day", NOON + 42 * DAY, minutes="5")
    with pytest.raises(actions.ScreenAgain):
        actions.complete(assessment=person.assessments.draft(), now=NOON + 43 * DAY, by=person)


def test_amended_draft_of_a_superseded_assessment_leads_to_the_safety_questions(person: Person) -> None:
    """Its frozen safety answers are no longer the person's latest, so they may not come back as complete."""
    done = make_complete_assessment(person, NOON)
    amend(done, "day", NOON, minutes="5")
    draft = person.assessments.draft()
    Assessment.objects.filter(pk=done.pk).update(state=Assessment.State.SUPERSEDED)
    assert place(person) == "again"
    with pytest.raises(actions.ScreenAgain):
        actions.complete(assessment=draft, now=NOON, by=person)
    with pytest.raises(actions.ScreenAgain):
        save(draft, "day", minutes="10")
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert actions.begin_again(person=person, now=NOON, by=person).kind == "full"


def test_a_new_screening_wins_over_an_amendment(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    amend(done, "day", NOON, minutes="5")
    draft = actions.begin_again(person=person, now=NOON, by=person)
    assert (draft.kind, draft.continues) == ("rescreen", done)


def test_unreviewed_changes_count_over_what_is_carried_into_a_new_screening(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    amend(done, "toe", NOON, **{"fp.toe_direction.left": "clearly_out"})
    actions.withdraw(person=person, reason_code="anything_new", now=NOON, by=person)
    Clearance.objects.create(person=person, kind="unfinished", level="clear", made_at=NOON)
    draft = actions.withdraw(person=person, reason_code="anything_new", now=NOON, by=person)  # and once more
    assert (draft.kind, draft.continues) == ("rescreen", done)
    assert list(draft.said.values_list("field", "value")) == [("fp.toe_direction.left", "clearly_out")]
    answer_pages(draft, NOON)
    actions.complete(assessment=draft, now=NOON, by=person)
    draft.refresh_from_db()
    assert draft.answers["fp.toe_direction.left"] == "clearly_out"
    assert draft.findings["by_person"] == {"toe_out": 2}


# withdraw


def test_withdraw_hides_the_plan_and_screens_again(person: Person) -> None:
    done = make_complete_assessment(person, NOON)
    amend(done, "day", NOON, minutes="5")
    draft = actions.withdraw(person=person, reason_code="anything_new", now=NOON + DAY, by=person)
    assert clearances(person) == [("screened", "clear"), ("withdrawn", "clear")]
    assert (draft.kind, draft.continues) == ("rescreen", done)
    assert set(draft.said.values_list("field", flat=True)) == {"minutes"}  # no safety answer is prefilled
    assert way_on(person, NOON + DAY) == Way("page", page("ces"))
    assert actions.withdraw(person=person, reason_code="massage_check", now=NOON + DAY, by=person) == draft
    assert len(clearances(person)) == 2


def test_withdraw_cannot_lift_a_stop(person: Person) -> None:
    make_draft(person, NOON, **CALF)
    with pytest.raises(actions.StopStands):
        actions.withdraw(person=person, reason_code="anything_new", now=NOON, by=person)


# audit


def test_audit_rows_hold_no_health_values(person: Person) -> None:
    draft = make_draft(person, NOON, **SADDLE)
    save(draft, "ces", NOON + MINUTE, **{"rf.ces.saddle": "no"})
    assert verbs(person) == ["made_person", "began", "stopped", "corrected"]
    text = " ".join(str(row) for row in AuditRow.objects.values_list("verb", "object", "reason"))
    assert "rf." not in text
    assert "emergency" not in text


def test_every_valid_row_is_screened_or_released(person: Person) -> None:
    make_complete_assessment(person, NOON)
    assert set(Clearance.objects.exclude(valid_until=None).values_list("kind", flat=True)) == {"screened"}
